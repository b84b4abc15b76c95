"""Why a suggestion is made, in a sentence: it speaks of the values in the suggestion's name, in their order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from ..model.words import in_sentence
from ..vendored import bounds, later, listed, messages, tr

# (dimension, value) -> its word.
Word = Callable[[str, str], str]
Pair = tuple[str, str]
_ELSE = later("Something else, for a change: {values}.")
_ELSE_GUESSED = later("Something else, for a change, and a guess: {values}.")


class Standing(Enum):
    """The standing of a value with the artist, and the clause that says so."""

    ASKED = later("{values}, as you asked")
    LIKED = later("{values}, as you like it")
    SEEMS_LIKED = later("{values}, as you seem to like it")
    LESS = later("{values}, which you like less")
    OPEN = later("{values}, still open")
    GUESS = later("{values}, a guess")


@dataclass(frozen=True)
class Why:
    """Why a suggestion is made.

    Args:
        text: the sentence.
        is_guess: whether it says that something is a guess.
    """

    text: str
    is_guess: bool = False


def why_suggested(
    word: Word, why: messages.ExplanationPart, values: Sequence[Pair], locked: Collection[Pair] = (), *, other: bool
) -> Why:
    """Return why a suggestion is made, without numbers.

    Liked are values by the rules of Taste's own sentences, `bounds.stands_out` and `bounds.leans` of a value's effect
    against the mean of its dimension.

    Args:
        word: gives the words of values.
        why: the agent's explanation.
        values: those in the suggestion's name.
        locked: those that the artist asked for in every suggestion: never a guess.
        other: whether it is meant to be something else than the first of its slate; nothing is then said to be liked.
    """
    if not values:
        return Why(tr("As you painted it."))
    standings = {value: _standing(why, value, locked) for value in values}
    guessed = [value for value in values if standings[value] is Standing.GUESS]
    together = _never_together(why, values, locked) and not guessed
    is_guess = bool(guessed) or together
    if other:
        said = listed([in_sentence(word(*value)) for value in values])
        return Why(tr(_ELSE_GUESSED if is_guess else _ELSE, values=said), is_guess)
    if len(guessed) == len(values):
        new = listed([in_sentence(word(*value)) for value in values])
        return Why(tr("A guess: you have not rated {new} yet.", new=new), is_guess=True)
    if set(standings.values()) == {Standing.OPEN} and not together:
        return Why(tr("Nothing speaks for or against it yet."))
    clauses = [_clause(word, values, standings, standing) for standing in dict.fromkeys(standings.values())]
    if together:
        clauses.append(tr("together a guess"))
    return Why(tr("{clauses}.", clauses=tr("; ").join(clauses)), is_guess)


def _clause(word: Word, values: Sequence[Pair], standings: dict[Pair, Standing], standing: Standing) -> str:
    """Return what is said of all values of one standing; the one that begins the sentence is written large."""
    words = [
        in_sentence(word(*value), first=place == 0)
        for place, value in enumerate(values)
        if standings[value] is standing
    ]
    return tr(standing.value, values=listed(words))


def _standing(why: messages.ExplanationPart, value: Pair, locked: Collection[Pair]) -> Standing:
    name = "=".join(value)
    if value in locked:
        return Standing.ASKED
    if name in why.unknown:
        return Standing.GUESS
    effect = next((part for part in why.effects if part.name == name), None)
    if effect is None or not bounds.leans(effect.stars, effect.spread):
        return Standing.OPEN
    if effect.stars < 0:
        return Standing.LESS
    return Standing.LIKED if bounds.stands_out(effect.stars, effect.spread) else Standing.SEEMS_LIKED


def _never_together(why: messages.ExplanationPart, values: Sequence[Pair], locked: Collection[Pair]) -> bool:
    """Return whether two values of a name were rated alone and never together, and not both asked for."""
    named = {"=".join(value) for value in values}
    asked = {"=".join(value) for value in locked}
    pairs = [set(name.split(" & ")) for name in why.unknown if " & " in name]
    return any(pair <= named and not pair <= asked for pair in pairs)
