"""What has been learned, in a few lines for the artist."""

from __future__ import annotations

from collections.abc import Sequence

from ...agents.base import Taste, TasteValue

MOST_NAMED = 5
# Less than this is nothing to speak of.
_STARS = 0.1


def describe_taste(taste: Taste, starts: Sequence[str] = ()) -> str:
    """Return up to four lines: what is liked, what is not, how much that rests on, and what it started from.

    A value is named where its effect is larger than its uncertainty, the surest first.

    Args:
        taste: what was learned.
        starts: what the taste started from, in words.
    """
    started = f"Starting point: {' and '.join(starts)}." if starts else ""
    if not taste.ratings:
        return "\n".join(filter(None, ["Nothing learned yet: rate a few suggestions.", started]))
    sure = [entry for entry in taste.values if abs(entry.mean) > max(entry.spread, _STARS)]
    sure.sort(key=lambda entry: abs(entry.mean), reverse=True)
    lines = [
        f"{words}: {', '.join(_named(entry) for entry in some[:MOST_NAMED])}."
        for words, some in (
            ("You like", [entry for entry in sure if entry.mean > 0]),
            ("You like less", [entry for entry in sure if entry.mean < 0]),
        )
        if some
    ]
    rests = f"It rests on {taste.ratings} rating{'' if taste.ratings == 1 else 's'}"
    lines.append(f"{rests}." if sure else f"{rests}, and nothing stands out yet.")
    return "\n".join(filter(None, [*lines, started]))


def why_value(entry: TasteValue, ratings: int, by_hand: float | None, *, started: bool) -> str:
    """Say why a value is suggested, or why it is not, as what follows its name: "avoided, because …".

    Args:
        entry: its effect, and how unsure that is.
        ratings: how many rated suggestions had it.
        by_hand: the effect that the artist set, in stars; None where none is set.
        started: whether the taste started from something else than ratings.
    """
    if by_hand is not None:
        does = "suggested" if by_hand > 0 else "avoided" if by_hand < 0 else "neither sought nor avoided"
        return f"{does}, because you set it to {_stars(by_hand)}"
    basis = f"{ratings} rating{'' if ratings == 1 else 's'}" if ratings else ""
    if abs(entry.mean) <= max(entry.spread, _STARS):
        return f"open, {f'nothing is sure after {basis}' if ratings else 'for it was not rated yet'}"
    does = "suggested" if entry.mean > 0 else "avoided"
    if not ratings:
        source = "guessed from the starting point" if started else "from what you said of the others"
        return f"{does}, {source} ({_stars(entry.mean)})"
    return f"{does}, because of {basis} ({_stars(entry.mean)}, give or take {entry.spread:.1f})"


def _stars(stars: float) -> str:
    return f"{'+' if stars >= 0 else '−'}{abs(stars):.1f} stars"


def _named(entry: TasteValue) -> str:
    return f"{entry.value} {entry.dimension} ({entry.mean:+.1f} stars)"
