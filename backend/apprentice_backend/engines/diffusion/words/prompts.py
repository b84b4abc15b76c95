"""From attribute mixes to text embeddings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apprentice_shared.attributes import AttributeMix

from ...base import RenderRequest
from .corners import corners
from .embeddings import Embedding, EmbeddingCache, blend
from .phrases import Phrases


class Prompter:
    """Turns a request's words into embeddings: blends of whole prompts for its mixes, a blend for what to avoid."""

    def __init__(self, phrases: Phrases, cache: EmbeddingCache) -> None:
        self._phrases = phrases
        self._cache = cache

    def wanted(self, mix: AttributeMix, subject: str) -> Embedding:
        """Return the embedding of a mix; at a corner exactly that of the corner's prompt."""
        return self._blend(self._wanted(mix, subject))

    def unwanted(self, request: RenderRequest) -> Embedding:
        """Return the negative embedding: bans in full, what was rated low in part, else the pack's own."""
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
