"""The answer to a rating: what it changed, without a second question and without waiting for anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from talker import small_suggest
from workshop import Workshop

from apprentice_backend.agents.bayes.posterior import Fit
from apprentice_backend.profiles import ahead, noting
from apprentice_backend.profiles.fold import Fold
from apprentice_shared.messages import GetTaste, NotedPart, Rate, Recorded, Signal, TasteReport, Undo
from apprentice_shared.signals import DISMISSED, PICKED


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A studio with the fake engine."""
    made = Workshop(tmp_path)
    yield made
    made.log.close()


def say(workshop: Workshop, request: Rate | Signal | Undo) -> Recorded:
    """Have one thing written down and return its acknowledgement."""
    reply = workshop.studio.answer(request).reply
    assert isinstance(reply, Recorded)
    return reply


def rate_for_warm(workshop: Workshop, *, slates: int = 4, learn: bool = True, reason: bool = True) -> list[Recorded]:
    """Let an artist who likes warm, and says why, rate slates."""
    replies = []
    for number in range(slates):
        for item in workshop.suggest(small_suggest(f"s{number}")):
            likes = item.suggestion.mix.get("color", {}).get("warm", 0.0) >= 0.5
            name = f"r{number}-{item.index}"
            rating = Rate(name, item.suggestion.id, 5 if likes else 2, {"color": 1} if likes and reason else {})
            replies.append(say(workshop, Rate(name, rating.suggestion, rating.stars, rating.reasons, learn=learn)))
    return replies


def test_what_changed_comes_with_the_acknowledgement(workshop: Workshop) -> None:
    """An artist who always likes warm reads so by the fourth slate, in codes, and the report agrees."""
    replies = rate_for_warm(workshop)
    assert any(NotedPart("color", "warm", 1) in reply.noted for reply in replies)
    report = workshop.studio.answer(GetTaste("t1")).reply
    assert isinstance(report, TasteReport)
    warm = next(item for item in report.values if item.value == "warm")
    assert warm.mean > warm.spread


def test_a_rating_sent_again_says_nothing_more(workshop: Workshop) -> None:
    """What was learned is not learned twice."""
    shown = workshop.suggest(small_suggest("s1"))
    rating = Rate("r1", shown[0].suggestion.id, 5, {"color": 1})
    say(workshop, rating)
    assert say(workshop, rating).noted == ()


def test_a_reason_that_comes_later_is_noted(workshop: Workshop) -> None:
    """A rating with its reason takes the place of the one without; what changed is of that card's values."""
    noted = []
    for slate in ("s1", "s2", "s3", "s4"):
        for item in workshop.suggest(small_suggest(slate)):
            likes = item.suggestion.mix.get("color", {}).get("warm", 0.0) >= 0.5
            stars, reasons = (
                (5, {"color": 1}) if likes else (1, {"color": -1} if "color" in item.suggestion.mix else {})
            )
            say(workshop, Rate(f"a{slate}{item.index}", item.suggestion.id, stars))
            told = say(workshop, Rate(f"b{slate}{item.index}", item.suggestion.id, stars, reasons)).noted
            assert all(part.value in item.suggestion.mix[part.dimension] for part in told if part.direction)
            noted += [part for part in told if part.dimension == "color" and part.direction]
    assert noted


def test_ratings_are_noted_after_one_was_taken_back(workshop: Workshop) -> None:
    """Undo lets go of the agent; the next rating is compared with what is left."""
    rate_for_warm(workshop, slates=1, reason=False)
    say(workshop, Undo("u1"))
    shown = workshop.suggest(small_suggest("again"))
    replies = [say(workshop, Rate(f"x{item.index}", item.suggestion.id, 1, {"mood": -1})) for item in shown]
    assert any(part.dimension == "mood" and part.direction < 0 for reply in replies for part in reply.noted)


@pytest.mark.parametrize("kind", [PICKED, DISMISSED])
def test_only_what_says_something_is_looked_at(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """A pick is compared, "not now" is not."""
    asked = []
    monkeypatch.setattr(workshop.profiles, "change_by", lambda *given: asked.append(given))
    shown = workshop.suggest(small_suggest("s1"))
    say(workshop, Signal("p1", shown[0].suggestion.id, kind))
    assert bool(asked) is (kind == PICKED)


def test_nothing_is_noted_while_nothing_is_learned(workshop: Workshop) -> None:
    """Ratings given with the cap off leave the taste as it was."""
    assert all(reply.noted == () for reply in rate_for_warm(workshop, learn=False))


@pytest.mark.parametrize("reason", [False, True], ids=["stars alone", "with a reason"])
def test_an_acknowledgement_waits_for_no_fit(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, *, reason: bool
) -> None:
    """Ratings after a slate are compared by what the slate's own fit foresees; nothing is fitted or learned anew."""
    rate_for_warm(workshop, slates=1, reason=reason)
    shown = workshop.suggest(small_suggest("next"))
    changes: list[object] = []
    monkeypatch.setattr(noting, "changed_clearly", lambda change: changes.append(change) or ())
    monkeypatch.setattr(Fit, "__init__", lambda *_: pytest.fail("a rating waited for a fit"))
    for item in shown:
        say(workshop, Rate(f"n{item.index}", item.suggestion.id, 5, {"color": 1} if reason else {}))
    assert len(changes) == len(shown)


def test_nothing_is_noted_without_a_belief_to_compare_with(workshop: Workshop) -> None:
    """What was rated before the last slate is compared only once a slate has been made from what was said since."""
    shown = workshop.suggest(small_suggest("s1"))
    workshop.profiles.unlearn(workshop.profiles.find("").id)
    assert all(say(workshop, Rate(f"r{one.index}", one.suggestion.id, 5, {"color": 1})).noted == () for one in shown)


def test_much_that_is_said_between_two_slates_is_not_compared(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a bound not even the log is read for a note, so that a crowd's ratings stay cheap."""
    shown = workshop.suggest(small_suggest("s1"))
    monkeypatch.setattr(ahead, "MOST_AHEAD", 2)
    read: list[int] = []
    read_log = workshop.profiles.read_log
    monkeypatch.setattr(
        workshop.profiles, "read_log", lambda profile, after=0: read.append(after) or read_log(profile, after)
    )
    for item in shown:
        say(workshop, Rate(f"r{item.index}", item.suggestion.id, 5, {"color": 1}))
    assert len(read) == 2  # the slate and a rating, and one more rating; then it is full


def test_what_piled_up_unlooked_at_is_not_compared_either(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rating after many signals, of which nothing is noted, waits for no observation of theirs."""
    first = workshop.suggest(small_suggest("s1"))[0].suggestion.id
    monkeypatch.setattr(ahead, "MOST_AHEAD", 4)
    monkeypatch.setattr(Fold, "foresee", lambda *_: pytest.fail("a rating waited for what piled up before it"))
    for number in range(5):
        say(workshop, Signal(f"p{number}", first, DISMISSED))
    assert say(workshop, Rate("r1", first, 5, {"color": 1})).noted == ()


def test_a_rating_does_not_wait_for_who_uses_the_agent(workshop: Workshop) -> None:
    """While a slate is planned, a rating is acknowledged at once, without a note."""
    shown = workshop.suggest(small_suggest("s1"))
    profile = workshop.profiles.find("")
    taken, done = Event(), Event()

    def use() -> None:
        with workshop.profiles.agent(profile):
            taken.set()
            done.wait(30.0)

    user = Thread(target=use)
    user.start()
    assert taken.wait(30.0)
    try:
        assert say(workshop, Rate("r1", shown[0].suggestion.id, 5, {"color": 1})).noted == ()
    finally:
        done.set()
        user.join()
