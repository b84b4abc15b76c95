"""The scores of learners after hundreds of ratings: `apprentice bench agents --long`."""

from __future__ import annotations

from ....agents import DEFAULT_AGENT
from ..conditions import Condition
from ..rivals.registry import say_missing
from ..trials import Trial, play_trials

ARTISTS = 24
_SLATES = 120
_AFTER = (40, 120, 240, 360, 480)
_ROWS = (
    Condition("bayes", DEFAULT_AGENT),
    Condition("bayes, reasons", DEFAULT_AGENT, reasons=True),
    Condition("bayes, half of the taste changed after 20", DEFAULT_AGENT, "drift"),
    Condition("bayes, dark and light canvases", DEFAULT_AGENT, "context"),
    Condition("bayes, ideal point", DEFAULT_AGENT, "ideal"),
    Condition("mabwiser_linucb", "mabwiser_linucb"),
)


def long_table(artists: int, first_seed: int, processes: int, slates: int = _SLATES) -> str:
    """Return the table of scores of the learners' recommendations on the way through `slates` slates.

    Args:
        artists: the number of artists a row.
        first_seed: the first artist's seed; the others follow.
        processes: at least 1; 1 stays in this process.
        slates: slates of four. No suggestion comes twice, so slates grow worse while the taste is known better.
    """
    rows = [row for row in _ROWS if not say_missing(row.agent)]
    summaries = play_trials([Trial(row, artists, first_seed, slates) for row in rows], processes)
    after = [count for count in _AFTER if count <= 4 * slates]
    lines = [
        f"{artists} artists a row, {4 * slates} ratings each: score of what is recommended\n",
        f"| learner | {' | '.join(f'after {count}' for count in after)} |",
        f"| --- | {' | '.join(['---'] * len(after))} |",
    ]
    for row, summary in zip(rows, summaries, strict=True):
        scores = " | ".join(str(summary.recommended[count]) for count in after)
        lines.append(f"| {row.label} | {scores} |")
    return "\n".join([*lines, ""])
