"""The loop without sockets: in which order things happen, and what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from talker import noise_canvas, small_suggest
from workshop import Workshop

from apprentice_backend.engines.fake import FakeEngine
from apprentice_backend.store import LogPage
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import Cancelled, EngineError, RequestError, StoreError
from apprentice_shared.images import ImageFrame
from apprentice_shared.messages import (
    CreateProfile,
    DeleteProfile,
    Notice,
    Rate,
    Recorded,
    Reply,
    ResetProfile,
    SlateReady,
    SuggestionReady,
)


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A studio with the fake engine."""
    made = Workshop(tmp_path)
    yield made
    made.log.close()


def test_a_picture_is_in_the_store_before_it_is_shown(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A suggestion that is sent has a complete record: mix, seed, picture, palette and measures."""
    take = workshop.take

    def check(reply: Reply, images: tuple[ImageFrame, ...]) -> None:
        if isinstance(reply, SuggestionReady):
            slate = workshop.log.slate_of(reply.suggestion.id)
            assert slate is not None
            assert len(slate.suggestions) == 4
            record = slate.suggestions[reply.index]
            assert (record.id, record.seed) == (reply.suggestion.id, reply.suggestion.seed)
            assert (record.mix, record.image) == (reply.suggestion.mix, reply.suggestion.image)
            assert record.palette and record.features and record.explanation
        take(reply, images)

    monkeypatch.setattr(workshop, "take", check)
    assert len(workshop.suggest(small_suggest("r1"))) == 4


def test_a_picture_that_cannot_be_recorded_is_not_shown(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails ends the slate with the store's error, after the pictures that were recorded."""

    def fail(*_: object) -> None:
        raise StoreError("full")

    monkeypatch.setattr(workshop.log, "complete_suggestion", fail)
    with pytest.raises(StoreError):
        workshop.suggest(small_suggest("r1"))
    assert [reply.index for reply in workshop.sent if isinstance(reply, SuggestionReady)] == [0]


def test_the_same_seed_gives_the_same_slate(tmp_path: Path) -> None:
    """In two new folders, whatever chance says, a seed fixes mixes and pictures."""
    made = []
    for seed in (1, 2):
        workshop = Workshop(tmp_path / str(seed), seed)
        canvas = noise_canvas()
        workshop.studio.images.add(canvas)
        shown = workshop.suggest(small_suggest("r1", canvas=canvas.hash, seed=7))
        made.append([(item.suggestion.mix, item.suggestion.seed, item.suggestion.image) for item in shown])
        workshop.log.close()
    assert made[0] == made[1]
    assert [seed for _, seed, _ in made[0]] == [7, 8, 9, 10]


def test_a_slate_reads_the_whole_log_once(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lesson of the slate and its variety share a reading; the agent reads only what is new to it."""
    plain = FakeEngine.describe
    monkeypatch.setattr(FakeEngine, "describe", lambda self: replace(plain(self), abilities=frozenset({"feedback"})))
    for number, item in enumerate(workshop.suggest(small_suggest("r1"))):
        workshop.studio.answer(Rate(f"e{number}", item.suggestion.id, 1 + number))
    workshop.suggest(small_suggest("r2"))
    read, whole = workshop.log.log, list[str]()

    def count(profile_id: str, after: int = 0) -> LogPage:
        if not after:
            whole.append(profile_id)
        return read(profile_id, after)

    monkeypatch.setattr(workshop.log, "log", count)
    workshop.suggest(small_suggest("r3"))
    assert len(whole) == 1


def test_explanations_add_up(workshop: Workshop) -> None:
    """The contributions of the attributes sum to the expected rating."""
    for number, item in enumerate(workshop.suggest(small_suggest("r1"))):
        workshop.studio.answer(Rate(f"e{number}", item.suggestion.id, 1 + number))
    for item in workshop.suggest(small_suggest("r2")):
        part = item.suggestion.explanation
        assert part.base + sum(one.stars for one in part.contributions) == pytest.approx(part.predicted)


@pytest.mark.parametrize("vary", [("color",), ("mood", "style"), None], ids=["one", "two", "all"])
def test_only_what_may_vary_does(workshop: Workshop, vary: tuple[str, ...] | None) -> None:
    """The other dimensions stay as painted, but for what is locked; what is banned does not appear."""
    request = small_suggest("r1", vary=vary, locks={"composition": {"centered": 0.5}}, bans=("color=warm",), count=8)
    for item in workshop.suggest(request):
        mix = item.suggestion.mix
        assert mix["composition"] == {"centered": 0.5}
        assert "warm" not in mix.get("color", {})
        assert set(mix) <= {*(vary or ("color", "style", "mood")), "composition"}


def test_studies_of_one_mix_have_seeds_of_their_own(workshop: Workshop) -> None:
    """With everything locked there is one mix, and no card shows the same picture as another."""
    locks = {name: {values[0]: 1.0} for name, values in AttributeSpace.default().dimensions.items()}
    made = workshop.suggest(small_suggest("r1", engine="studies", locks=locks))
    assert len({item.suggestion.seed for item in made}) == 4
    assert len({item.suggestion.image for item in made}) == 4


def test_studies_of_several_mixes_have_one_seed(workshop: Workshop) -> None:
    """They differ by their mixes alone."""
    made = workshop.suggest(small_suggest("r1", engine="studies"))
    assert len({item.suggestion.seed for item in made}) == 1


def test_what_the_engine_notices_is_told(workshop: Workshop) -> None:
    """A sentence of the engine's reaches the artist."""
    workshop.suggest(small_suggest("r1", model="notice=1"))
    assert [type(reply) for reply in workshop.sent if isinstance(reply, Notice)] == [Notice]


def test_a_stopped_slate_sends_nothing_more(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelled after the second picture, neither the third nor the slate comes; what was shown can be rated."""
    take = workshop.take

    def stop_after_two(reply: Reply, images: tuple[ImageFrame, ...]) -> None:
        take(reply, images)
        if isinstance(reply, SuggestionReady) and reply.index == 1:
            workshop.cancelled.set()

    monkeypatch.setattr(workshop, "take", stop_after_two)
    with pytest.raises(Cancelled):
        workshop.suggest(small_suggest("r1"))
    shown = [reply.suggestion.id for reply in workshop.sent if isinstance(reply, SuggestionReady)]
    assert len(shown) == 2
    assert not [reply for reply in workshop.sent if isinstance(reply, SlateReady)]
    assert isinstance(workshop.studio.answer(Rate("e1", shown[1], 4)).reply, Recorded)


@pytest.mark.parametrize("erase", [ResetProfile("x", "Inks"), DeleteProfile("x", "Inks")], ids=["reset", "delete"])
def test_a_profile_that_goes_while_its_slate_is_made(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, erase
) -> None:  # type: ignore[no-untyped-def]
    """The slate ends with an error, and nothing of it is written into what was erased."""
    workshop.studio.answer(CreateProfile("c1", "Inks"))
    take = workshop.take

    def erase_after_one(reply: Reply, images: tuple[ImageFrame, ...]) -> None:
        take(reply, images)
        if isinstance(reply, SuggestionReady):
            workshop.studio.answer(erase)

    monkeypatch.setattr(workshop, "take", erase_after_one)
    with pytest.raises(RequestError):
        workshop.suggest(small_suggest("r1", profile="Inks"))
    assert len([reply for reply in workshop.sent if isinstance(reply, SuggestionReady)]) == 1
    assert not any(workshop.log.log(profile.id).events for profile in workshop.profiles.all())


def test_an_engine_that_fails_leaves_what_was_shown(workshop: Workshop) -> None:
    """The slate stays in the log with the pictures that were done."""
    with pytest.raises(EngineError):
        workshop.suggest(small_suggest("r1", model="fail_at=3"))
    slate = workshop.log.slate_of(
        next(reply.suggestion.id for reply in workshop.sent if isinstance(reply, SuggestionReady))
    )
    assert slate is not None
    assert [bool(item.image) for item in slate.suggestions] == [True, True, False, False]
