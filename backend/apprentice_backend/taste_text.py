"""Every sentence about a taste: in the report that a backend sends, and in what `apprentice taste` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from apprentice_shared.bounds import leans, stands_out
from apprentice_shared.messages import SignalPart, TasteReport, VarietyPart
from apprentice_shared.signals import INSERTED, MORE_LIKE_THIS, PALETTE_PULLED

if TYPE_CHECKING:
    from .agents.beliefs import Taste, TasteValue

MOST_NAMED = 5
_SIGNAL_WORDS = {
    INSERTED: "inserting a suggestion",
    PALETTE_PULLED: "keeping its palette",
    MORE_LIKE_THIS: "asking for more like it",
}


def describe_taste(taste: Taste, starts: Sequence[str] = ()) -> str:
    """Return up to five lines: what is liked, what is not, how much that rests on, and what it started from.

    A value is named where its effect is larger than its uncertainty, the greatest first; what suggestions follow
    already, though it is not sure, is what the artist seems to like.
    """
    started = f"Starting point: {' and '.join(starts)}." if starts else ""
    if not taste.ratings:
        return "\n".join(filter(None, ["Nothing learned yet: rate a few suggestions.", started]))
    sure = [entry for entry in taste.values if stands_out(entry.mean, entry.spread)]
    sure.sort(key=lambda entry: abs(entry.mean), reverse=True)
    leaning = [entry for entry in taste.values if entry.mean > 0 and leans(entry.mean, entry.spread)]
    leaning = sorted((entry for entry in leaning if entry not in sure), key=lambda entry: -entry.mean)
    lines = [
        f"{words}: {', '.join(_named(entry) for entry in some[:MOST_NAMED])}."
        for words, some in (
            ("You like", [entry for entry in sure if entry.mean > 0]),
            ("You seem to like", leaning),
            ("You like less", [entry for entry in sure if entry.mean < 0]),
        )
        if some
    ]
    rests = f"It rests on {counted(taste.ratings, 'rating')}"
    lines.append(f"{rests}." if lines else f"{rests}, and nothing stands out yet.")
    return "\n".join(filter(None, [*lines, started]))


def why_value(entry: TasteValue, ratings: int, by_hand: float | None, *, started: bool) -> str:
    """Say why a value is suggested, or why it is not, as the words after its name: "avoided, because …".

    Args:
        entry: its effect, and how unsure that is.
        ratings: how many rated suggestions had it.
        by_hand: the effect that the artist set, in stars; None where none is set.
        started: whether the taste started from something else than ratings.
    """
    if by_hand is not None:
        does = "suggested" if by_hand > 0 else "avoided" if by_hand < 0 else "neither sought nor avoided"
        return f"{does}, because you set it to {_stars(by_hand)}"
    basis = counted(ratings, "rating") if ratings else ""
    if not stands_out(entry.mean, entry.spread):
        return f"open, {f'nothing is sure after {basis}' if ratings else 'for it was not rated yet'}"
    does = "suggested" if entry.mean > 0 else "avoided"
    if not ratings:
        source = "guessed from the starting point" if started else "from what you said of the others"
        return f"{does}, {source} ({_stars(entry.mean)})"
    return f"{does}, because of {basis} ({_stars(entry.mean)}, give or take {entry.spread:.1f})"


def report_lines(report: TasteReport) -> Iterator[str]:
    """Yield a report, line by line: its own text, then values, signals and variety in numbers."""
    yield f"{report.profile.name}, {report.profile.ratings} ratings, agent {report.agent}"
    yield report.text
    for value in sorted(report.values, key=lambda item: -item.mean):
        if value.by_hand is not None or abs(value.mean) > value.spread:
            remark = "  set by hand" if value.by_hand is not None else ""
            yield f"  {value.dimension + '=' + value.value:<28}{value.mean:+.1f} stars (± {value.spread:.1f}){remark}"
    for signal in report.signals:
        if signal.seen or not signal.on:
            yield f"  {_SIGNAL_WORDS.get(signal.kind, signal.kind):<28}{_signal_line(signal)}"
    if report.variety.shown:
        yield _variety_line(report.variety)


def counted(number: int, word: str) -> str:
    """Return a number with its word: "1 rating", "3 ratings"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _signal_line(signal: SignalPart) -> str:
    times = f"seen {counted(signal.seen, 'time')}"
    if not signal.on:
        return f"does not count ({times})"
    return times if signal.stars is None else f"{signal.stars:+.1f} stars, {times}"


def _variety_line(variety: VarietyPart) -> str:
    first, last = variety.shown[0].vendi, variety.shown[-1].vendi
    return variety.notice or f"Variety of the last 16 suggestions: {last:.1f} kinds (at first {first:.1f})."


def _stars(stars: float) -> str:
    return f"{'+' if stars >= 0 else '−'}{abs(stars):.1f} stars"


def _named(entry: TasteValue) -> str:
    return f"{entry.value} {entry.dimension} ({entry.mean:+.1f} stars)"
