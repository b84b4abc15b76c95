"""Framings of a canvas: an ability that an engine may have beside the three methods of every engine."""

from __future__ import annotations

import abc
from dataclasses import dataclass

from apprentice_shared.attributes import AttributeMix

from .base import Pixels

# The ability of an engine that is a `Framer`.
FRAMINGS = "framings"

CLOSER, AIR, TALLER, WIDER, OFF_CENTRE = AIMS = ("closer", "air", "taller", "wider", "off_centre")


@dataclass(frozen=True)
class ProposedFrame:
    """A window that a painter might choose for a canvas.

    Args:
        aim: one of `AIMS`.
        x, y, width, height: the window, in shares of the canvas' width and height; beyond 0 to 1 lies bare ground.
        mix: the attribute values that the window shows, as an agent learns them.
    """

    aim: str
    x: float
    y: float
    width: float
    height: float
    mix: AttributeMix


class Framer(abc.ABC):
    """Proposes framings of a canvas. Any thread may call, while a render goes on too."""

    @abc.abstractmethod
    def framings(self, canvas: Pixels, aspect: float = 0.0) -> list[ProposedFrame]:
        """Propose three to five windows on a canvas that clearly differ, the best first.

        Args:
            canvas: the painting, in any size.
            aspect: width / height in pixels of every window; 0 for each as suits it.
        """
