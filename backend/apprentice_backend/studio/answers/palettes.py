"""Palettes: recommended, changed by a tool, and laid on a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apprentice_shared.images import PixelFormat
from apprentice_shared.messages import (
    ImageReady,
    PalettePart,
    PalettesReport,
    RecommendPalettes,
    Repaint,
    Request,
    WorkPalette,
)

from ...palettes.extract import extract_palette
from ...palettes.recommend import recommend
from ...palettes.swatch import Palette, Swatch, to_parts
from ...profiles import Profiles
from ...profiles.kinds import PaletteKind
from ...store import ProfileRecord
from ..image_cache import ImageCache
from ..pictures import canvas_in, encode_pixels
from . import Answer
from .palette_tools import apply_tool, repaint


class PaletteAnswers:
    """Answers the requests about palettes."""

    def __init__(self, profiles: Profiles, images: ImageCache) -> None:
        self._profiles = profiles
        self._images = images

    def by_request(self) -> dict[type[Request], Callable[[Any], Answer]]:
        """Return the method that answers each kind of request."""
        return {
            RecommendPalettes: self._recommend_palettes,
            WorkPalette: self._work_palette,
            Repaint: self._repaint,
        }

    def _recommend_palettes(self, request: RecommendPalettes) -> Answer:
        profile = self._profiles.find(request.profile)
        canvas = extract_palette(canvas_in(self._images, request.canvas), request.size) if request.canvas else ()
        with self._profiles.agent(profile) as agent:
            values = {item.value: item.mean for item in agent.taste().values if item.dimension == "color"}
        rated, seed = self._rated_palettes(profile), (profile.seed + request.seed) % 2**63
        found = recommend(canvas, rated, request.count, color_values=values, size=request.size, seed=seed)
        parts = tuple(PalettePart("recommended", item.kind, to_parts(item.palette), item.reason) for item in found)
        own = (PalettePart("canvas", "canvas", to_parts(canvas)),) if canvas else ()
        return Answer(PalettesReport(request.id, own + parts))

    def _work_palette(self, request: WorkPalette) -> Answer:
        return Answer(PalettesReport(request.id, apply_tool(request)))

    def _repaint(self, request: Repaint) -> Answer:
        pixels = repaint(request, canvas_in(self._images, request.canvas))
        frame = encode_pixels(pixels, PixelFormat.RGBA, request.id)
        self._images.add(frame)
        return Answer(ImageReady(request.id, frame.hash), (frame,))

    def _rated_palettes(self, profile: ProfileRecord) -> list[tuple[Palette, float]]:
        page = self._profiles.read_log(profile.id)
        palettes = {
            item.id: tuple(Swatch(**swatch) for swatch in item.palette)
            for slate in page.slates.values()
            for item in slate.suggestions
            if item.palette
        }
        stars: dict[str, float] = {}
        for event in page.events:
            if event.stars is None or not event.learned:
                continue
            if event.kind == PaletteKind.name:
                palettes[event.id] = tuple(Swatch(color) for color in event.content["swatches"])
            stars[event.suggestion or event.id] = float(event.stars)
        return [(palettes[name], rating) for name, rating in stars.items() if name in palettes]
