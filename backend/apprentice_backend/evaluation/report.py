"""The benchmark's figures as a table in Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .conditions import Condition
from .summary import Figure, Summary
from .worlds import WORLDS

CHECKPOINTS = (4, 8, 12, 20, 40)


def as_table(results: Sequence[tuple[Condition, Summary]], blends: Mapping[str, Figure]) -> str:
    """Return one table per world, in Markdown.

    Args:
        results: the rows.
        blends: world -> the score of the even blend, which is the same after any number of ratings.
    """
    return "\n".join(_world_table(world, results, blend) for world, blend in blends.items())


def _world_table(world: str, results: Sequence[tuple[Condition, Summary]], blend: Figure) -> str:
    rows = [(condition, summary) for condition, summary in results if condition.world == world]
    counts = [count for count in CHECKPOINTS if count in rows[0][1].recommended]
    head = ["learner", *(f"after {count}" for count in counts), "shown", "best shown", "differing", "ratings to .8"]
    lines = [
        f"### {world}: {WORLDS[world].summary}",
        "",
        _line(head),
        _line(["---"] * len(head)),
        *(_line([condition.label, *_cells(summary, counts)]) for condition, summary in rows),
        _line(["even blend of everything", *([str(blend)] * len(counts)), "", "", "", ""]),
    ]
    return "\n".join(lines) + "\n"


def _cells(summary: Summary, counts: Iterable[int]) -> list[str]:
    last = max(summary.shown)
    good = "–" if summary.ratings_to_good is None else f"{summary.ratings_to_good:.0f}"
    return [
        *(str(summary.recommended[count]) for count in counts),
        f"{summary.shown[last].mean:.2f}",
        f"{summary.best_shown[last].mean:.2f}",
        f"{summary.differing.mean:.2f}",
        f"{good} ({summary.reached:.0%})",
    ]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def as_json(results: Sequence[tuple[Condition, Summary]], blends: Mapping[str, Figure]) -> dict[str, Any]:
    """Return every figure as JSON data."""
    rows = [{"label": one.label, "agent": one.agent, "world": one.world, **said.to_dict()} for one, said in results]
    return {"rows": rows, "even_blend": {world: [blend.mean, blend.half_width] for world, blend in blends.items()}}
