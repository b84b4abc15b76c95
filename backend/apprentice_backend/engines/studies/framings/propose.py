"""The proposals: one window for each aim, found by the framing of the value that is learned with it.

A window that an earlier one resembles is left out, as long as three are left.
"""

from __future__ import annotations

from collections.abc import Mapping

from apprentice_shared.attributes import AttributeMix

from ...framer import AIR, CLOSER, OFF_CENTRE, TALLER, WIDER, ProposedFrame
from ..canvas.analysis import Analysis
from ..stages.framing.framing import Framing
from ..stages.framing.window import Window
from ..stages.framing.window_choice import choose_window
from ..stages.stage_part import StagePart

DIMENSION = "composition"
# The built-in value whose framing an aim has, in the order in which windows are proposed to a newcomer.
VALUES = {
    CLOSER: "centered",
    OFF_CENTRE: "rule-of-thirds",
    TALLER: "symmetrical",
    WIDER: "dynamic",
    AIR: "asymmetric",
}
# Width / height of the formats that painters stretch, and of 16:9 and 2.39:1.
FORMATS = (0.5, 2 / 3, 0.75, 0.8, 1.0, 1.25, 4 / 3, 1.5, 16 / 9, 2.0, 2.39)
_OTHER = 1.08  # ratio of two formats from which one is taller or wider than the other
_SAME = 0.86  # overlap, intersection by union, from which two windows show much the same
_LEAST = 3
_SEED = 1


def propose_frames(
    picture: Analysis, framings: Mapping[str, Framing], canvas_aspect: float, aspect: float = 0.0
) -> list[ProposedFrame]:
    """Propose three to five windows on a canvas, the best first.

    Args:
        picture: the canvas as measured.
        framings: of the values of composition, by name.
        canvas_aspect: width / height of the canvas in pixels.
        aspect: the same of every window; 0 for each as suits it.
    """
    found: list[tuple[str, Window]] = []
    spare: list[tuple[str, Window]] = []
    for aim, value in VALUES.items():
        asked = framings[value]
        ratio = (aspect or _format_for(canvas_aspect, asked.format)) / canvas_aspect
        if not _is_meant(aim, ratio):
            continue
        window = choose_window(picture, StagePart(asked, 1.0), _SEED, ratio)
        like = [Window(), *(other for _, other in found)]
        (spare if any(_overlap(window, other) > _SAME for other in like) else found).append((aim, window))
    if len(found) < _LEAST:
        found += spare[: _LEAST - len(found)]
    return [_proposed(aim, window) for aim, window in found]


def _format_for(canvas_aspect: float, factor: float) -> float:
    """Return the format nearest to `factor` times the canvas' own; the canvas' own for a factor of 1."""
    if abs(factor - 1.0) < 1e-6:
        return canvas_aspect
    wanted = canvas_aspect * factor
    return min(FORMATS, key=lambda known: max(known / wanted, wanted / known))


def _is_meant(aim: str, ratio: float) -> bool:
    """Return whether a window of this format, in shares of the canvas, can be said to be taller, or wider."""
    if aim == TALLER:
        return ratio < 1.0 / _OTHER
    return ratio > _OTHER if aim == WIDER else True


def _overlap(one: Window, other: Window) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0.0 or high <= 0.0:
        return 0.0
    return wide * high / (one.width * one.height + other.width * other.height - wide * high)


def _proposed(aim: str, window: Window) -> ProposedFrame:
    mix = AttributeMix({DIMENSION: {VALUES[aim]: 1.0}})
    return ProposedFrame(aim, window.left, window.top, window.width, window.height, mix)
