"""The words of the panel for dimensions and values: those of the engine, else their names written plainly."""

from __future__ import annotations

from collections.abc import Mapping

from ..vendored import messages, tr

# The words of the default engine, shown until a backend has been reached.
_BEFORE_ANY_ENGINE = {"color": "Colour", "mood": "Light", "style": "Brushwork", "composition": "Framing"}
FIRST_VARY = ("color", "mood")


def dimension_words(engine: messages.EnginePart | None, dimensions: tuple[str, ...]) -> dict[str, str]:
    """Return dimension -> word in the order of the panel: the built-in dimensions first."""
    said: Mapping[str, str] = engine.dimension_words if engine and engine.dimension_words else _BEFORE_ANY_ENGINE
    order = [name for name in _BEFORE_ANY_ENGINE if name in dimensions]
    order += [name for name in dimensions if name not in order]
    return {name: said.get(name) or _plain(name) for name in order}


def value_word(engine: messages.EnginePart | None, dimension: str, value: str) -> str:
    """Return the word for a value."""
    said = engine.value_words.get(f"{dimension}={value}") if engine else None
    return said or _plain(value)


def describe_mix(engine: messages.EnginePart | None, mix: Mapping[str, Mapping[str, float]], order: list[str]) -> str:
    """Return a mix in words: "Warm 70%, Vibrant 30% · Peaceful".

    Args:
        engine: gives the words; None for plain ones.
        mix: dimension -> value -> weight, 0 to 1.
        order: the dimensions to tell of. Of each, the three strongest values are told, the strongest first.
    """
    parts = []
    for dimension in order:
        weights = mix.get(dimension, {})
        strongest = sorted(weights, key=lambda value: -weights[value])[:3]
        shown = [value for value in strongest if weights[value] >= 0.05]
        if shown:
            parts.append(", ".join(_weighed(value_word(engine, dimension, v), weights[v]) for v in shown))
    return " · ".join(parts) or "As painted"


def name_mix(engine: messages.EnginePart | None, mix: Mapping[str, Mapping[str, float]], order: list[str]) -> str:
    """Return a mix's name, its two strongest values: "Moonlight · muted".

    Args:
        engine: gives the words; None for plain ones.
        mix: dimension -> value -> weight, 0 to 1.
        order: the dimensions to name; of values equally strong the one whose dimension comes first is named first.
    """
    weighed = [(weight, name, value) for name in order for value, weight in mix.get(name, {}).items() if weight >= 0.05]
    strongest = sorted(weighed, key=lambda part: -part[0])[:2]
    words = [value_word(engine, name, value) for _, name, value in strongest]
    if not words:
        return tr("As painted")
    return " · ".join([words[0], *(word[:1].lower() + word[1:] for word in words[1:])])


def _weighed(word: str, weight: float) -> str:
    return word if weight > 0.95 else f"{word} {round(weight * 100)}%"


def _plain(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()
