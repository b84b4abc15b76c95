"""The proposals: one window for each aim that a canvas allows."""

from __future__ import annotations

from apprentice_shared.attributes import AttributeMix

from ...framer import AIR, CLOSER, OFF_CENTRE, TALLER, WIDER, ProposedFrame
from ..canvas.analysis import Analysis

_CLOSER = 0.72  # side of the window that comes closer, as a share of the largest window's
_AIR = 1.25  # side of the window with more air, as a share of the least window about the whole canvas
_TALLER, _WIDER = 0.72, 1.5  # formats, as shares of the canvas'
_THIRD = 1.0 / 3.0
_SAME = 0.05  # formats this near to each other are one

# x, y, width, height, in shares of the canvas.
Window = tuple[float, float, float, float]


def propose_frames(picture: Analysis, canvas_aspect: float, aspect: float = 0.0) -> list[ProposedFrame]:
    """Propose three to five windows on a canvas, the best first.

    Args:
        picture: the canvas as measured.
        canvas_aspect: width / height of the canvas in pixels.
        aspect: the same of every window; 0 for each as suits it.
    """
    focus = picture.focus
    ratio = (aspect or canvas_aspect) / canvas_aspect  # of a window's two shares
    middle = (focus.x, focus.y)
    frames = [
        _frame(CLOSER, "centered", _window(ratio, _CLOSER, middle, (0.5, 0.5))),
        _frame(OFF_CENTRE, "rule_of_thirds", _window(ratio, 0.85, middle, _third(focus.x, focus.y))),
        _frame(AIR, "symmetrical", _outward(ratio)),
    ]
    shapes = [(TALLER, _TALLER), (WIDER, _WIDER)] if not aspect else [(TALLER if ratio < 1 else WIDER, ratio)]
    for aim, shape in shapes:
        if abs(shape - 1.0) > _SAME:
            frames.append(_frame(aim, "dynamic", _window(shape, 1.0, middle, (0.5, 0.5))))
    return frames


def _third(x: float, y: float) -> tuple[float, float]:
    return (_THIRD if x < 0.5 else 1.0 - _THIRD), (_THIRD if y < 0.5 else 1.0 - _THIRD)


def _window(ratio: float, size: float, place: tuple[float, float], target: tuple[float, float]) -> Window:
    """Return a window inside the canvas that brings `place` of the canvas as near to `target` of the window as it can.

    `ratio` is the width by the height of the window in shares; `size` a factor on the largest such window.
    """
    width, height = min(ratio, 1.0) * size, min(1.0 / ratio, 1.0) * size
    x = min(max(place[0] - target[0] * width, 0.0), 1.0 - width)
    y = min(max(place[1] - target[1] * height, 0.0), 1.0 - height)
    return x, y, width, height


def _outward(ratio: float) -> Window:
    width, height = max(ratio, 1.0) * _AIR, max(1.0 / ratio, 1.0) * _AIR
    return (1.0 - width) / 2, (1.0 - height) / 2, width, height


def _frame(aim: str, value: str, window: Window) -> ProposedFrame:
    return ProposedFrame(aim, *window, AttributeMix({"composition": {value: 1.0}}))
