"""Framings of a canvas, in the order of the artist's taste in composition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from apprentice_shared.bounds import stands_out
from apprentice_shared.messages import FramingPart, Framings, GetFramings, Request

from ...agents.beliefs import Taste
from ...engines.framer import Framer, ProposedFrame
from ...profiles import Profiles
from ..engine_pool import EnginePool
from ..image_cache import ImageCache
from ..pictures import canvas_in
from . import Answer


class FramingAnswers:
    """Answers requests for framings, by the engine in use."""

    def __init__(self, profiles: Profiles, engines: EnginePool, images: ImageCache) -> None:
        self._profiles, self._engines, self._images = profiles, engines, images

    def by_request(self) -> dict[type[Request], Callable[[Any], Answer]]:
        """Return the method that answers each kind of request."""
        return {GetFramings: self._get_framings}

    def _get_framings(self, request: GetFramings) -> Answer:
        profile = self._profiles.find(request.profile)
        canvas = canvas_in(self._images, request.canvas)
        engine = self._engines.get(self._engines.default)
        if not isinstance(engine, Framer):
            return Answer(Framings(request.id, ()))
        frames = engine.framings(canvas, request.format)
        with self._profiles.agent(profile) as agent:
            taste = agent.taste()
        return Answer(Framings(request.id, tuple(map(_part, by_taste(frames, taste)))))


def by_taste(frames: Sequence[ProposedFrame], taste: Taste) -> list[ProposedFrame]:
    """Put the frames first that show values with a known good effect, in stars; equal ones stay in their order."""
    stars = {
        (item.dimension, item.value): item.mean if stands_out(item.mean, item.spread) else 0.0 for item in taste.values
    }

    def worth(frame: ProposedFrame) -> float:
        return sum(
            weight * stars.get((dimension, value), 0.0)
            for dimension, weights in frame.mix.weights.items()
            for value, weight in weights.items()
        )

    return sorted(frames, key=worth, reverse=True)


def _part(frame: ProposedFrame) -> FramingPart:
    return FramingPart(frame.aim, frame.x, frame.y, frame.width, frame.height)
