"""The benchmark's figures as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from apprentice_shared.errors import ConfigError

from ...agents import DEFAULT_AGENT
from ..artists.worlds import WORLDS
from .results import Results, Row
from .summary import Figure, Summary

CHECKPOINTS = (4, 8, 12, 20, 40)
_COMPARED_AT = (8, 20, 40)
_BEGIN, _END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"


def as_table(results: Results, pictures: Path | None = None) -> str:
    """Return the table that compares worlds, and one table per world, in Markdown.

    Args:
        results: all figures.
        pictures: a folder; its learning curves are linked by their file names.
    """
    worlds = list(results.even_blends)
    parts = [_world_table(world, results) + _links(world, pictures) for world in worlds]
    if len(worlds) > 1:
        parts.insert(0, _overview(results))
    return "\n".join(parts)


def fill_page(path: Path, results: Results) -> None:
    """Put the tables, and links to the pictures beside the page, between the page's two marks.

    Raises:
        ConfigError: the page lacks the marks.
    """
    text = path.read_text(encoding="utf-8")
    if _BEGIN not in text or _END not in text:
        raise ConfigError(f"{path} lacks the lines {_BEGIN.strip()} and {_END.strip()} that its tables go between")
    before, after = text.split(_BEGIN)[0], text.split(_END)[1]
    path.write_text(f"{before}{_BEGIN}\n{as_table(results, path.parent)}\n{_END}{after}", encoding="utf-8")


def behind_best(row: Row, results: Results, ratings: int) -> float | None:
    """Return the best score of other plain rows of the same world, less this row's score; None without such rows."""
    rivals = [
        other.summary.recommended[ratings].mean
        for other in results.in_world(row.world)
        if other.plain and other.key != row.key
    ]
    return max(rivals) - row.summary.recommended[ratings].mean if rivals else None


def _overview(results: Results) -> str:
    head = ["world", *(f"{DEFAULT_AGENT} after {count}" for count in _COMPARED_AT)]
    head += [
        "best other learner after 40",
        "behind it",
        "even blend",
        *(f"ahead of it after {n}" for n in _COMPARED_AT),
    ]
    lines = ["### All worlds: stars alone", "", _line(head), _line(["---"] * len(head))]
    for world, blend in results.even_blends.items():
        found = [row for row in results.in_world(world) if row.plain and row.agent == DEFAULT_AGENT]
        lines += [_line([world, *_overview_cells(row, results, blend)]) for row in found]
    return "\n".join(lines) + "\n"


def _overview_cells(row: Row, results: Results, blend: Figure) -> list[str]:
    counts = [count for count in _COMPARED_AT if count in row.summary.recommended]
    missing = [""] * (len(_COMPARED_AT) - len(counts))
    said = row.summary.recommended
    others = [one for one in results.in_world(row.world) if one.plain and one.key != row.key]
    best = max(others, key=lambda one: one.summary.recommended[counts[-1]].mean, default=None)
    behind = behind_best(row, results, counts[-1])
    return [
        *(str(said[count]) for count in counts),
        *missing,
        f"{best.label}: {best.summary.recommended[counts[-1]]}" if best else "",
        _signed(behind),
        f"{blend.mean + 0.0:.2f}",
        *(_signed(said[count].mean - blend.mean) for count in counts),
        *missing,
    ]


def _links(world: str, pictures: Path | None) -> str:
    drawn = {f"learning_{world}.png": "Learning curves, stars alone", f"helped_{world}.png": "Learning curves of bayes"}
    found = [f"![{words}]({name})\n" for name, words in drawn.items() if pictures and (pictures / name).exists()]
    return "".join(f"\n{link}" for link in found)


def _world_table(world: str, results: Results) -> str:
    rows = results.in_world(world)
    counts = [count for count in CHECKPOINTS if count in rows[0].summary.recommended]
    head = ["learner", "artists", *(f"after {count}" for count in counts), "behind the best"]
    head += ["shown", "best shown", "differing", "ratings to .8"]
    blend = results.even_blends[world]
    even = ["even blend of everything", "", *([str(blend)] * len(counts)), *([""] * 5)]
    lines = [
        f"### {world}: {WORLDS[world].summary}",
        "",
        _line(head),
        _line(["---"] * len(head)),
        *(_line([row.label, str(row.summary.artists), *_cells(row, results, counts)]) for row in rows),
        _line(even),
    ]
    return "\n".join(lines) + "\n"


def _cells(row: Row, results: Results, counts: Sequence[int]) -> Iterable[str]:
    said: Summary = row.summary
    last = max(said.shown)
    good = "–" if said.ratings_to_good is None else f"{said.ratings_to_good:.0f}"
    return [
        *(str(said.recommended[count]) for count in counts),
        _signed(behind_best(row, results, counts[-1])),
        f"{said.shown[last].mean:.2f}",
        f"{said.best_shown[last].mean:.2f}",
        f"{said.differing.mean:.2f}",
        f"{good} ({said.reached:.0%})",
    ]


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.2f}".replace("-", "−")


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
