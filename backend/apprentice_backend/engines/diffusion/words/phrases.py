"""Phrases: the words of each attribute value, and the prompts that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import ConfigError
from apprentice_shared.language import sentence
from apprentice_shared.private_files import shown
from apprentice_shared.swatch import is_hex_color
from apprentice_shared.system_errors import why_of

from ....packs.shipped import shipped_values
from ....toml_text import NotTomlError, read_toml_file
from ...base import Note

# Stands in for a subject that the artist has not given.
_NEUTRAL = "a painting"
# Where neither a ban nor a low rating says otherwise, the model is guided away from nothing.
_NEGATIVE = ""

# dimension -> value; a dimension that is not named stays as painted.
Corner = Mapping[str, str]


@dataclass(frozen=True)
class Phrases:
    """The words of all attribute values.

    Args:
        neutral: the subject where the artist gave none.
        negative: the words that the model is guided away from when nothing is banned; empty for none.
        phrases: dimension -> value -> phrase, in the order in which they follow the subject.
        palettes: dimension -> value -> swatches as "#rrggbb".
    """

    neutral: str
    negative: str
    phrases: Mapping[str, Mapping[str, str]]
    palettes: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def load(cls, own: Path | None = None) -> Phrases:
        """Collect the words of the shipped packs, with an artist's own file laid over them.

        Raises:
            ConfigError: the artist's file cannot be read, or has another form.
        """
        content: dict[str, Any] = {"neutral": _NEUTRAL, "negative": _NEGATIVE, "phrases": {}, "palettes": {}}
        for (dimension, value), said in shipped_values().items():
            if said.phrase:
                content["phrases"].setdefault(dimension, {})[value] = said.phrase
            if said.swatches:
                content["palettes"].setdefault(dimension, {})[value] = said.swatches
        for name, given in (_read(own) if own is not None else {}).items():
            if isinstance(given, dict):
                for dimension, values in given.items():
                    content[name].setdefault(dimension, {}).update(values)
            else:
                content[name] = given
        palettes = {
            dimension: {value: tuple(swatches) for value, swatches in values.items()}
            for dimension, values in content["palettes"].items()
        }
        return cls(content["neutral"], content["negative"], content["phrases"], palettes)

    def of(self, dimension: str, value: str) -> str:
        """Return the phrase of one value; its plain name where no pack has one."""
        return self.phrases.get(dimension, {}).get(value, value.replace("-", " "))

    def prompt(self, subject: str, corner: Corner) -> str:
        """Return the prompt of a corner: the subject, then a phrase per dimension."""
        order = [*self.phrases, *sorted(set(corner) - set(self.phrases))]
        said = [self.of(dimension, corner[dimension]) for dimension in order if dimension in corner]
        return ", ".join([subject.strip() or self.neutral, *said])

    def note(self, mix: AttributeMix) -> Note:
        """Return a note with the phrases of a mix; none for a mix that leaves all as painted."""
        said = [
            self.of(dimension, value) + (f" ({weight:.0%})" if weight < 1.0 else "")
            for dimension, weights in mix.weights.items()
            for value, weight in sorted(weights.items(), key=lambda entry: -entry[1])
        ]
        return Note((sentence("asked for: {phrases}", phrases=tuple(said)),)) if said else Note()

    def negative_prompt(self, bans: Iterable[tuple[str, str]]) -> str:
        """Return the words that the model is guided away from; empty for none."""
        said = [self.of(dimension, value) for dimension, value in sorted(bans)]
        return ", ".join([*filter(None, [self.negative]), *said])


def _read(path: Path) -> dict[str, Any]:
    """Read an artist's own words: some of `neutral`, `negative`, `[phrases.*]` and `[palettes.*]`."""
    try:
        content = read_toml_file(path)
    except OSError as error:
        raise ConfigError(f"the phrases in {shown(path)} cannot be read ({why_of(error)})") from error
    except NotTomlError as error:
        raise ConfigError(f"the phrases in {shown(path)} cannot be read: {error}") from error
    except ValueError as error:
        raise ConfigError(f"the file of phrases {shown(path)} {error}") from error
    for name, given in content.items():
        if name not in _ENTRIES:
            raise ConfigError(f"unknown entry {name!r} in {path}: choose from {', '.join(_ENTRIES)}")
        if not _ENTRIES[name](given):
            raise ConfigError(f"{name} in {path} has another form than in the built-in phrases: see docs/engines.md")
    return content


def _is_text(given: object) -> bool:
    return isinstance(given, str)


def _is_colors(given: object) -> bool:
    return isinstance(given, list) and bool(given) and all(map(_is_color, given))


def _is_color(given: object) -> bool:
    return isinstance(given, str) and is_hex_color(given, any_case=True)


def _is_table(fits: Callable[[object], bool], given: object) -> bool:
    return isinstance(given, dict) and all(
        isinstance(values, dict) and all(map(fits, values.values())) for values in given.values()
    )


# Name of an entry in an artist's own file -> the check of its form.
_ENTRIES: Mapping[str, Callable[[object], bool]] = {
    "neutral": _is_text,
    "negative": _is_text,
    "phrases": partial(_is_table, _is_text),
    "palettes": partial(_is_table, _is_colors),
}
