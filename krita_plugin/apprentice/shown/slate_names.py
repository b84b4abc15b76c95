"""The names of mixes that are shown together, and the values of which each name, and its explanation, speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..model.words import in_sentence, inside, value_word
from ..vendored import messages, tr

Mix = Mapping[str, Mapping[str, float]]  # dimension -> value -> weight, 0 to 1
Pair = tuple[str, str]  # dimension, value

_LEAST_SEEN = 0.05  # weight of a value
_LEAST_SHARE = 1 / 3  # weight of a value that is named, as a share of the mix's greatest weight
_NAMED, _MOST_NAMED = 2, 3  # values in a name, and in one that would else be another card's


@dataclass(frozen=True)
class MixName:
    """The name of a mix.

    Args:
        text: "Moonlight · muted".
        values: (dimension, value) of each word, in its order; empty for "As painted".
    """

    text: str
    values: tuple[Pair, ...] = ()


def name_mixes(
    engine: messages.EnginePart | None, mixes: Sequence[Mix], order: list[str], locked: frozenset[Pair] = frozenset()
) -> tuple[MixName, ...]:
    """Return the names of mixes that are shown together, different ones for different mixes where words allow it.

    A dimension is named by its strongest value alone, and by those that every suggestion must carry. Stronger values
    come before weaker ones, of equal ones what fewer of the other mixes have, and what every suggestion must carry
    last. Where two names would have the same values, the mix with more values takes its next ones, up to three. Where
    that does not tell them apart, a dimension's next value ("some cool"), or "a little" in the weaker mix, stands after
    the name.

    Args:
        engine: gives the words; None for plain ones.
        mixes: one for each name.
        order: the dimensions to name; of values that are equal the one whose dimension comes first is named first.
        locked: the values that the artist asked for in all of them.
    """
    every = [_clear(mix, order) for mix in mixes]
    clear = [_strongest(pairs, locked) for pairs in every]
    shared = Counter(pair for pairs in clear for pair in pairs)
    for mix, pairs in zip(mixes, clear, strict=True):
        weights = {pair: mix[pair[0]][pair[1]] for pair in pairs}
        pairs.sort(key=lambda pair: (pair in locked, -round(weights[pair], 1), shared[pair]))
    taken: dict[frozenset[Pair], int] = {}
    names: dict[int, MixName] = {}
    # The plainest first: theirs are the plain names.
    plain_first = sorted(
        range(len(mixes)), key=lambda place: (len(clear[place]), len(every[place]), -_total(mixes[place]))
    )
    for place in plain_first:
        choices = _choices(clear[place])
        values = next((some for some in choices if frozenset(some) not in taken), choices[0])
        text = _joined([value_word(engine, *pair) for pair in values])
        seconds = [pair for pair in every[place] if pair not in clear[place]]
        second = next((pair for pair in seconds if frozenset({*values, pair}) not in taken), None)
        if frozenset(values) in taken and second is not None:
            text = tr("{name}, some {value}", name=text, value=in_sentence(value_word(engine, *second)))
            values = (*values, second)
        first = taken.setdefault(frozenset(values), place)
        if first != place and values and _total(mixes[place]) < _total(mixes[first]):
            text = tr("{name}, a little", name=text)
        names[place] = MixName(text, values)
    return tuple(names[place] for place in range(len(mixes)))


def _clear(mix: Mix, order: Sequence[str]) -> list[Pair]:
    """Return the values that are clearly in a mix: at least a third as strong as the strongest."""
    greatest = max((weight for weights in mix.values() for weight in weights.values()), default=0.0)
    least = max(_LEAST_SEEN, _LEAST_SHARE * greatest)
    return [
        (name, value)
        for name in order
        for value, weight in sorted(mix.get(name, {}).items(), key=lambda item: -item[1])
        if weight >= least
    ]


def _strongest(pairs: Sequence[Pair], locked: frozenset[Pair]) -> list[Pair]:
    """Return of each dimension the value that comes first, and those that every suggestion must carry."""
    first = {name: (name, value) for name, value in reversed(pairs)}
    return [pair for pair in pairs if pair in locked or first[pair[0]] == pair]


def _choices(pairs: Sequence[Pair]) -> list[tuple[Pair, ...]]:
    """Return which values can make a name, the best choice first: rather of two dimensions than of one."""
    if len(pairs) <= _NAMED:
        return [tuple(pairs)]
    few = sorted(combinations(pairs, _NAMED), key=lambda some: len({name for name, _ in some}) < _NAMED)
    return [*few, *combinations(pairs, _MOST_NAMED)]


def _total(mix: Mix) -> float:
    return round(sum(weight for weights in mix.values() for weight in weights.values()), 2)


def _joined(words: Sequence[str]) -> str:
    if not words:
        return tr("As painted")
    return " · ".join([words[0], *map(inside, words[1:])])
