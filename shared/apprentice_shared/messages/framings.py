"""Framings, frames that painters might choose for a canvas: the request, its reply, and one of them."""

from __future__ import annotations

from dataclasses import dataclass

from ..bounds import LEAST_FORMAT, MOST_FORMAT
from .base import Reply, Request, check_hash


@dataclass(frozen=True)
class GetFramings(Request, tag="get_framings"):
    """Ask for framings of a canvas.

    Args:
        canvas: hash of the canvas' image, in any size.
        format: width / height in pixels of every framing, 0.1 to 10; 0 for each as suits it.
        profile: the profile whose taste in composition puts them in order.
    """

    canvas: str
    format: float = 0.0
    profile: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_hash("canvas", self.canvas)
        if self.format and not LEAST_FORMAT <= self.format <= MOST_FORMAT:
            raise ValueError(f"format must be 0 or from {LEAST_FORMAT:g} to {MOST_FORMAT:g}, got {self.format:g}")


@dataclass(frozen=True)
class FramingPart:
    """A framing: its aim, and its window in shares of the canvas' width and height, from the canvas' top left corner.

    The aim is "closer", "air", "taller", "wider" or "off_centre". A window that reaches beyond 0 or 1 shows bare ground
    there.
    """

    aim: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Framings(Reply, tag="framings", final=True):
    """Three to five framings of a canvas, the best first; none by an engine that frames no canvas."""

    framings: tuple[FramingPart, ...]
