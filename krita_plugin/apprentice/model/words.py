"""The words of the panel for dimensions and values: those of the engine, else their names written plainly."""

from __future__ import annotations

from collections.abc import Mapping

from ..vendored import in_row, in_use, later, messages, tr

# The words of the default engine, shown until a backend has been reached.
_BEFORE_ANY_ENGINE = {
    "color": later("Colour", context="dimension"),
    "mood": later("Light", context="dimension"),
    "style": later("Brushwork", context="dimension"),
    "composition": later("Framing", context="dimension"),
}
FIRST_VARY = ("color", "mood")
_LEAST_SEEN = 0.05  # weight of a value


def dimension_words(engine: messages.EnginePart | None, dimensions: tuple[str, ...]) -> dict[str, str]:
    """Return dimension -> word in the order of the panel: the built-in dimensions first."""
    before = {name: tr(word, context="dimension") for name, word in _BEFORE_ANY_ENGINE.items()}
    said: Mapping[str, str] = engine.dimension_words if engine and engine.dimension_words else before
    order = [name for name in _BEFORE_ANY_ENGINE if name in dimensions]
    order += [name for name in dimensions if name not in order]
    return {name: said.get(name) or _plain(name, "dimension") for name in order}


def value_word(engine: messages.EnginePart | None, dimension: str, value: str) -> str:
    """Return the word for a value."""
    said = engine.value_words.get(f"{dimension}={value}") if engine else None
    return said or _plain(value, dimension)


def inside(word: str) -> str:
    """Return a word as it stands inside a sentence; German writes its nouns as they are, initials stay as well."""
    if in_use() == "de" or word[1:2].isupper():
        return word
    return word[:1].lower() + word[1:]


def in_sentence(word: str, *, first: bool = False) -> str:
    """Return a value's word as a sentence names it; in German, which writes all of them large, between quotes.

    Args:
        word: as the engine gives it.
        first: whether the sentence begins with it.
    """
    if in_use() == "de":
        return f"„{word}“"
    return word if first else inside(word)


def describe_mix(engine: messages.EnginePart | None, mix: Mapping[str, Mapping[str, float]], order: list[str]) -> str:
    """Return a mix in words, all that can be seen of it: "Warm, Vibrant · Peaceful".

    Args:
        engine: gives the words; None for plain ones.
        mix: dimension -> value -> weight, 0 to 1.
        order: the dimensions to tell of. Of each, the three strongest values are told, the strongest first.
    """
    parts = []
    for dimension in order:
        shown = _strongest(mix.get(dimension, {}))[:3]
        if shown:
            parts.append(in_row(value_word(engine, dimension, value) for value in shown))
    return " · ".join(parts) or tr("As painted")


def _strongest(weights: Mapping[str, float]) -> list[str]:
    """Return the values of a dimension that can be seen, the strongest first."""
    return [value for value in sorted(weights, key=lambda value: -weights[value]) if weights[value] >= _LEAST_SEEN]


def _plain(name: str, context: str) -> str:
    """Return a name as a word; the catalogues have those of the packs that come with Apprentice."""
    word = name.replace("-", " ").replace("_", " ").capitalize()
    return tr(word, context=context)
