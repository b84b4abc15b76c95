"""Enlarge a generated picture, so that it stays the same picture.

A diffusion model asked for a larger size paints something else: its noise is another. So the picture that the artist
chose is scaled, and where the model can paint much finer, the model goes over the scaled picture once more, at a
strength at which only detail changes.
"""

from __future__ import annotations

import dataclasses

from ...engines.base import EngineInfo, Pixels, RenderRequest

# At a higher strength forms begin to move; at a lower one a model of 25 steps takes too few to draw anything.
STRENGTH = 0.3
_WORTH_IT = 2.0  # new detail has room in a picture of at least this many times the pixels


def scaled(shown: Pixels, width_px: int, height_px: int) -> Pixels:
    """Return a picture at another size; as it is where the size is the same."""
    if shown.shape[1::-1] == (width_px, height_px):
        return shown
    import cv2  # noqa: PLC0415 - a backend that never inserts a generated picture does without it

    method = cv2.INTER_AREA if width_px < shown.shape[1] else cv2.INTER_LANCZOS4
    return cv2.resize(shown, (width_px, height_px), interpolation=method)


def refinement(wanted: RenderRequest, shown: Pixels, engine: EngineInfo) -> RenderRequest | None:
    """Return the request for the model to go over a picture at a larger size; None where that would add no detail.

    Args:
        wanted: the picture's own mix, seed and words, at the size wanted now.
        shown: the picture as the artist chose it.
        engine: the engine, whose `native_px` bounds the detail that it can paint.
    """
    finest = min(wanted.width_px * wanted.height_px, engine.native_px**2)
    if finest < _WORTH_IT * shown.shape[0] * shown.shape[1]:
        return None
    return dataclasses.replace(wanted, canvas=shown, strength=STRENGTH, near_seed=None)
