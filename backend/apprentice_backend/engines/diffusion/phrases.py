"""Prompts in words: what each corner of the attribute space says, from a pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apprentice_shared.attributes import AttributeMix

from ... import packs

# dimension -> value; a dimension that is not named stays as painted.
Corner = Mapping[str, str]


@dataclass(frozen=True)
class Phrases:
    """The words of a pack.

    Args:
        neutral: stands in for a missing subject.
        negative: what the model is guided away from when nothing is banned; empty for nothing.
        phrases: dimension -> value -> phrase, in the order in which they follow the subject.
        palettes: dimension -> value -> swatches as "#rrggbb".
    """

    neutral: str
    negative: str
    phrases: Mapping[str, Mapping[str, str]]
    palettes: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def load(cls, pack: str = "phrases") -> Phrases:
        """Read the words of a pack.

        Raises:
            ValueError: there is no such pack.
        """
        content = packs.load(pack)
        palettes = {
            dimension: {value: tuple(swatches) for value, swatches in values.items()}
            for dimension, values in content.get("palettes", {}).items()
        }
        return cls(content["neutral"], content["negative"], content["phrases"], palettes)

    def of(self, dimension: str, value: str) -> str:
        """Return the phrase of one value; its plain name where the pack has none."""
        return self.phrases.get(dimension, {}).get(value, value.replace("-", " "))

    def prompt(self, subject: str, corner: Corner) -> str:
        """Return what a corner says in words: the subject, then a phrase per dimension."""
        order = [*self.phrases, *sorted(set(corner) - set(self.phrases))]
        said = [self.of(dimension, corner[dimension]) for dimension in order if dimension in corner]
        return ", ".join([subject.strip() or self.neutral, *said])

    def note(self, mix: AttributeMix) -> str:
        """Say in one line what a mix asked the model for; empty for a mix that leaves all as painted."""
        said = [
            self.of(dimension, value) + (f" ({weight:.0%})" if weight < 1.0 else "")
            for dimension, weights in mix.weights.items()
            for value, weight in sorted(weights.items(), key=lambda entry: -entry[1])
        ]
        return f"Asked for: {', '.join(said)}." if said else ""

    def negative_prompt(self, bans: Iterable[tuple[str, str]]) -> str:
        """Return the words to be guided away from; empty for nothing."""
        said = [self.of(dimension, value) for dimension, value in sorted(bans)]
        return ", ".join([*filter(None, [self.negative]), *said])
