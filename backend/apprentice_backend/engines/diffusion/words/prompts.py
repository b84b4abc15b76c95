"""The prompter: text embeddings of attribute mixes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apprentice_shared.attributes import AttributeMix

from ...base import RenderRequest
from .corners import corners
from .embeddings import Embedding, EmbeddingCache, blend
from .phrases import Phrases


class Prompter:
    """Turns the words of a request into embeddings: a blend of whole prompts for each mix, and one for all to avoid."""

    def __init__(self, phrases: Phrases, cache: EmbeddingCache) -> None:
        self._phrases = phrases
        self._cache = cache

    def wanted(self, mix: AttributeMix, subject: str) -> Embedding:
        """Return the embedding of a mix; that of a corner is its prompt's, to the bit."""
        return self._blend(self._wanted(mix, subject))

    def unwanted(self, request: RenderRequest) -> Embedding:
        """Return the negative embedding: bans in full, low-rated values by weight, else the neutral negative prompt."""
        return self._blend(self._unwanted(request))

    def neutral(self, subject: str) -> Embedding:
        """Return the embedding of the subject with every dimension as painted."""
        return self._cache.get(self._phrases.prompt(subject, {}))

    def _wanted(self, mix: AttributeMix, subject: str) -> list[tuple[float, str]]:
        return [(weight, self._phrases.prompt(subject, corner)) for weight, corner in corners(mix)]

    def _unwanted(self, request: RenderRequest) -> list[tuple[float, str]]:
        return [
            (weight, self._phrases.negative_prompt({*request.bans, *_pairs(corner)}))
            for weight, corner in corners(request.avoid)
        ]

    def _blend(self, weighted: Sequence[tuple[float, str]]) -> Embedding:
        return blend([(weight, self._cache.get(prompt)) for weight, prompt in weighted])


def _pairs(corner: Mapping[str, str]) -> set[tuple[str, str]]:
    return set(corner.items())
