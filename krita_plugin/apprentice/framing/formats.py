"""The formats of a frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..pictures.tiles import Rect
from ..vendored import later


@dataclass(frozen=True)
class FrameFormat:
    """A proportion that a frame keeps.

    Args:
        key: its name in the names of widgets.
        title: the word on its button.
        turned_title: the word once it lies where it stood; empty where it has one position.
        ratio: width / height; 0 for the painting's own, or for none.
    """

    key: str
    title: str
    turned_title: str = ""
    ratio: float = 0.0

    def ratio_on(self, size: tuple[int, int], *, is_turned: bool = False) -> float:
        """Return width / height on a painting of a size in pixels; 0 where the format keeps none."""
        if self is AS_IS:
            return size[0] / size[1]
        return 1.0 / self.ratio if is_turned and self.ratio else self.ratio


AS_IS = FrameFormat("as_is", later("As is"))
OWN = FrameFormat("own", later("Own"))
FORMATS = (
    AS_IS,
    FrameFormat("1_1", "1:1", ratio=1.0),
    FrameFormat("4_5", "4:5", "5:4", 4 / 5),
    FrameFormat("16_9", "16:9", "9:16", 16 / 9),
    FrameFormat("239_100", "2.39:1", "1:2.39", 2.39),
    OWN,
)
BY_KEY = {each.key: each for each in FORMATS}


def largest(size: tuple[int, int], ratio: float) -> Rect:
    """Return the largest frame of a format within a painting, in its middle; all of it where the ratio is 0."""
    width, height = size
    if not ratio:
        return Rect(0, 0, width, height)
    across = max(1, min(width, round(height * ratio)))
    down = max(1, min(height, round(width / ratio)))
    return Rect((width - across) // 2, (height - down) // 2, across, down)


def reformed(frame: Rect, ratio: float) -> Rect:
    """Return a frame in another format, with the middle and, within half a pixel a side, the area that it had."""
    if not ratio:
        return frame
    width = max(1, round(math.sqrt(frame.width * frame.height * ratio)))
    height = max(1, round(width / ratio))
    x, y = frame.x + frame.width / 2 - width / 2, frame.y + frame.height / 2 - height / 2
    return Rect(round(x), round(y), width, height)
