"""Requests about palettes: to recommend some, to work on one, and to repaint a picture in the colours of one."""

from __future__ import annotations

from dataclasses import dataclass

from ..bounds import MAX_NAME, RECOMMENDED, SEED, SHARE, SWATCHES, Range
from ..swatch import SwatchPart
from .base import Request, check_color, check_hash, check_length

PALETTE_TOOLS = ("vary", "limit", "sort", "ramp", "contrast", "vision")
PALETTE_ORDERS = ("lightness", "hue", "chroma", "share")


@dataclass(frozen=True)
class RecommendPalettes(Request, tag="recommend_palettes"):
    """Ask for palettes that fit the profile's taste and the canvas (by its hash; empty for none).

    Args:
        count: how many, 1 to 12, besides the canvas' own.
        size: swatches of each, 1 to 16.
        seed: another seed, other palettes.
    """

    profile: str = ""
    canvas: str = ""
    count: int = 3
    size: int = 5
    seed: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.canvas:
            check_hash("canvas", self.canvas)
        RECOMMENDED.check("count", self.count)
        SWATCHES.check("size", self.size)
        SEED.check("seed", self.seed)


@dataclass(frozen=True)
class WorkPalette(Request, tag="work_palette"):
    """Have a tool make something of a palette; nothing of it is kept.

    Args:
        swatches: 1 to 16 of them.
        tool: one of `PALETTE_TOOLS`.
        locked: places of swatches that "vary" leaves as they are.
        size: palettes wanted of "vary", swatches of "limit", steps of "ramp", 1 to 16.
        place: the swatch of which "ramp" makes shades and tints.
        by: the order of "sort", one of `PALETTE_ORDERS`.
        seed: fixes what "vary" finds.
    """

    swatches: tuple[SwatchPart, ...]
    tool: str
    locked: tuple[int, ...] = ()
    size: int = 5
    place: int = 0
    by: str = "lightness"
    seed: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        check_swatches(self.swatches)
        if self.tool not in PALETTE_TOOLS:
            raise ValueError(f"tool must be one of {', '.join(PALETTE_TOOLS)}, got {self.tool[:40]!r}")
        Range(0, SWATCHES.high).check("the number of locked places", len(self.locked))
        for place in (*self.locked, self.place):
            Range(0, len(self.swatches) - 1).check("place", place)
        SWATCHES.check("size", self.size)
        if self.by not in PALETTE_ORDERS:
            raise ValueError(f"by must be one of {', '.join(PALETTE_ORDERS)}, got {self.by[:40]!r}")
        SEED.check("seed", self.seed)


@dataclass(frozen=True)
class Repaint(Request, tag="repaint"):
    """Ask for a picture, by its hash, repainted softly in the colours of a palette.

    Args:
        canvas: the picture.
        swatches: 1 to 16 of them.
        softness: 0 gives almost flat areas of the swatches, 1 blends them widely.
        keep_light: how much of the picture's own light and dark stays, 0 to 1.
    """

    canvas: str
    swatches: tuple[SwatchPart, ...]
    softness: float = 0.5
    keep_light: float = 0.5

    def __post_init__(self) -> None:
        super().__post_init__()
        check_hash("canvas", self.canvas)
        check_swatches(self.swatches)
        SHARE.check("softness", self.softness)
        SHARE.check("keep_light", self.keep_light)


def check_swatches(swatches: tuple[SwatchPart, ...]) -> None:
    """Raise a `ValueError` unless these can be a palette's swatches."""
    SWATCHES.check("the number of swatches", len(swatches))
    for swatch in swatches:
        check_color("swatch", swatch.hex)
        SHARE.check("share", swatch.share)
        check_length("name", swatch.name, MAX_NAME)
