"""What has been learned, in a few lines for the artist."""

from __future__ import annotations

from ..agents.base import Taste, TasteValue

MOST_NAMED = 5
# Less than this is nothing to speak of.
_STARS = 0.1


def describe_taste(taste: Taste) -> str:
    """Return up to three lines: what is liked, what is not, and how much that rests on.

    A value is named where its effect is larger than its uncertainty, the surest first.
    """
    if not taste.ratings:
        return "Nothing learned yet: rate a few suggestions."
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
    return "\n".join(lines)


def _named(entry: TasteValue) -> str:
    return f"{entry.value} {entry.dimension} ({entry.mean:+.1f} stars)"
