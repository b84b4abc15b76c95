"""The mix reaches the model as numbers, exact at its corners."""

from __future__ import annotations

import pytest
import torch

from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.diffusion.models.load import LoadedModel
from apprentice_backend.engines.diffusion.words.embeddings import Embedding, EmbeddingCache, blend, stack
from apprentice_backend.engines.diffusion.words.phrases import Phrases
from apprentice_backend.engines.diffusion.words.prompts import Prompter
from apprentice_shared.attributes import AttributeMix

SUBJECT = "a harbour"
PHRASES = Phrases.load()


@pytest.fixture
def prompter(loaded: LoadedModel) -> Prompter:
    return Prompter(PHRASES, EmbeddingCache(loaded.text_to_image, "cpu"))


def plain(loaded: LoadedModel, prompt: str) -> tuple[torch.Tensor, torch.Tensor]:
    with torch.no_grad():
        words, _, pooled, _ = loaded.text_to_image.encode_prompt(prompt, do_classifier_free_guidance=False)
    return words, pooled


def equal(found: Embedding, words: torch.Tensor, pooled: torch.Tensor) -> bool:
    return torch.equal(found.words, words) and torch.equal(found.pooled, pooled)


def request(**more: object) -> RenderRequest:
    return RenderRequest((AttributeMix({}),), (0,), 64, 64, subject=SUBJECT, **more)


@pytest.mark.parametrize(
    "corner",
    [{}, {"color": "warm"}, {"color": "cool", "style": "abstract", "mood": "joyful", "composition": "dynamic"}],
    ids=["as painted", "one", "all"],
)
def test_a_corner_is_the_pure_prompt_to_the_bit(
    loaded: LoadedModel, prompter: Prompter, corner: dict[str, str]
) -> None:
    """No blending touches a mix that is one prompt."""
    found = prompter.wanted(AttributeMix.pure(**corner), SUBJECT)
    assert equal(found, *plain(loaded, PHRASES.prompt(SUBJECT, corner)))


def test_a_blend_lies_between(prompter: Prompter) -> None:
    """70/30 is 0.7 of one prompt and 0.3 of the other, in words and summary."""
    warm, cool = (prompter.wanted(AttributeMix.pure(color=value), SUBJECT) for value in ("warm", "cool"))
    found = prompter.wanted(AttributeMix({"color": {"warm": 0.7, "cool": 0.3}}), SUBJECT)
    assert torch.allclose(found.words, 0.7 * warm.words + 0.3 * cool.words, atol=1e-5)
    assert torch.allclose(found.pooled, 0.7 * warm.pooled + 0.3 * cool.pooled, atol=1e-5)


def test_what_is_missing_to_one_stays_as_painted(prompter: Prompter) -> None:
    """70% warm is 30% the neutral prompt."""
    warm = prompter.wanted(AttributeMix.pure(color="warm"), SUBJECT)
    found = prompter.wanted(AttributeMix({"color": {"warm": 0.7}}), SUBJECT)
    assert torch.allclose(found.words, 0.7 * warm.words + 0.3 * prompter.neutral(SUBJECT).words, atol=1e-5)


def test_nothing_to_avoid_is_the_models_own_nothing(loaded: LoadedModel, prompter: Prompter) -> None:
    """SDXL was trained with zeros for the empty prompt."""
    found = prompter.unwanted(request())
    assert loaded.text_to_image.config.force_zeros_for_empty_prompt
    assert not found.words.any()
    assert not found.pooled.any()


def test_a_ban_is_avoided_in_full_and_a_low_rating_in_part(loaded: LoadedModel, prompter: Prompter) -> None:
    """A ban is its own phrase to the bit; what was rated low counts by its weight."""
    abstract = plain(loaded, PHRASES.of("style", "abstract"))
    assert equal(prompter.unwanted(request(bans=frozenset({("style", "abstract")}))), *abstract)
    mild = prompter.unwanted(request(avoid=AttributeMix({"style": {"abstract": 0.4}})))
    assert torch.allclose(mild.words, 0.4 * abstract[0], atol=1e-5)


def test_a_prompt_is_encoded_once(loaded: LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache asks the text encoders only for what it has not seen."""
    asked: list[str] = []
    encode = loaded.text_to_image.encode_prompt

    def counting(prompt: str, **options: object) -> object:
        asked.append(prompt)
        return encode(prompt, **options)

    monkeypatch.setattr(loaded.text_to_image, "encode_prompt", counting)
    cache = EmbeddingCache(loaded.text_to_image, "cpu")
    first = cache.get("warm")
    assert cache.get("warm") is first
    cache.get("cool")
    assert asked == ["warm", "cool"]


def test_embeddings_hold_no_graph(prompter: Prompter) -> None:
    """The encoders' activations are not kept alive by what they gave."""
    assert not prompter.wanted(AttributeMix.pure(color="warm"), SUBJECT).words.requires_grad


def test_a_batch_is_cut_into_parts(prompter: Prompter) -> None:
    """All four tensors of the images asked for, and no others."""
    wanted = [prompter.wanted(AttributeMix.pure(color=value), SUBJECT) for value in ("warm", "cool", "muted")]
    part = stack(wanted, prompter.unwanted(request()), "cpu").part(1, 3)
    assert torch.equal(part.words[:1], wanted[1].words)
    assert torch.equal(part.pooled[1:], wanted[2].pooled)
    assert len(part.negative_words) == len(part.negative_pooled) == 2


def test_half_precision_blends_in_full() -> None:
    """Three thirds of a half-precision embedding do not drift."""
    part = Embedding(torch.full((1, 2, 2), 1000.0, dtype=torch.float16), torch.ones(1, 2, dtype=torch.float16))
    found = blend([(1 / 3, part)] * 3)
    assert found.words.dtype == torch.float16
    assert torch.equal(found.words, part.words)
