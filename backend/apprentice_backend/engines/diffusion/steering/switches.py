"""What the settings switch off is taken out of a request before anything reads it."""

from __future__ import annotations

import dataclasses

from apprentice_shared.attributes import AttributeMix

from ...base import RenderRequest
from ..settings import Settings

_NOTHING = AttributeMix({})


def switched(request: RenderRequest, settings: Settings) -> RenderRequest:
    """Return the request without the kinds of steering that are switched off."""
    if not settings.blend:
        request = dataclasses.replace(request, mixes=tuple(map(_in_words, request.mixes)))
    if not settings.negative:
        request = dataclasses.replace(request, bans=frozenset(), avoid=_NOTHING)
    if not settings.palette:
        request = dataclasses.replace(request, palette=())
    if not settings.feedback:
        request = dataclasses.replace(request, liked=(), disliked=())
    if not settings.near:
        request = dataclasses.replace(request, near_seed=None)
    return request


def _in_words(mix: AttributeMix) -> AttributeMix:
    strongest = {dimension: mix.dominant(dimension) for dimension in mix.weights}
    return AttributeMix.pure(**{dimension: value for dimension, value in strongest.items() if value is not None})
