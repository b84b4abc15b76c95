"""Starting points and switches of signals: events like any other, exact by replay."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from logged import NOW_S, a_slate

from apprentice_backend.profiles import Profiles, Recorder
from apprentice_backend.profiles.starts import describe_start, portfolio_content, standing_starts, switched_off
from apprentice_backend.store import EventLog
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.messages import Rate, SetSignal, SetStart, SetValue, Signal

WARM_PICTURES = [{"warmth": 0.4, "chroma": 0.3}] * 12


@pytest.fixture
def profiles(tmp_path: Path) -> Iterator[Profiles]:
    """The profiles of an empty folder."""
    log = EventLog(tmp_path, NOW_S)
    yield fresh(log)
    log.close()


def fresh(log: EventLog, agent: str = "bayes") -> Profiles:
    """Return profiles that have folded nothing yet, over a store that may hold something."""
    ticks = itertools.count(1)
    return Profiles(log, AttributeSpace.default(), agent, Surroundings(lambda: NOW_S + next(ticks), Random(1)))


def warm(profiles: Profiles, key: str = "") -> float:
    """Return what a profile thinks of warm colour, in stars."""
    with profiles.agent(profiles.find(key)) as agent:
        return agent.taste().of("color", "warm").mean


def start_warm(profiles: Profiles, event_id: str = "p1", key: str = "") -> None:
    """Let a profile start from warm paintings."""
    request = SetStart(event_id, "portfolio", "/paintings", profile=key)
    Recorder(profiles).set_start(request, lambda _: portfolio_content(WARM_PICTURES, 12))


def rate(profiles: Profiles, slate: str, stars: int, key: str = "") -> None:
    """Show a slate and rate its first suggestion, which is warm."""
    profiles.log.add_slate(a_slate(slate, profiles.find(key).id, NOW_S))
    Recorder(profiles).record(Rate(f"{slate}-r", f"{slate}-1", stars))


def test_nothing_is_what_a_profile_starts_from(profiles: Profiles) -> None:
    """No guess at a taste is shipped."""
    assert warm(profiles) == 0.0


def test_warm_paintings_are_a_start_towards_warm(profiles: Profiles) -> None:
    """Before any rating, and the same after the next start of the backend."""
    start_warm(profiles)
    assert warm(profiles) > 0.5
    assert warm(fresh(profiles.log)) == warm(profiles)


@pytest.mark.parametrize("way", ["none", "undo", "forget"])
def test_a_start_can_be_removed(profiles: Profiles, way: str) -> None:
    """By a start from nothing, by undo, by forgetting; the taste then is that of the ratings alone."""
    rate(profiles, "s1", 5)
    before = warm(profiles)
    start_warm(profiles)
    assert warm(profiles) > before + 0.2
    if way == "none":
        Recorder(profiles).set_start(SetStart("n1", "none"), lambda _: pytest.fail("nothing is to be measured"))
    elif way == "undo":
        Recorder(profiles).undo("u1", "", "p1")
    else:
        profiles.forget("", profiles.log.log("default").events[-1].at)
    assert warm(profiles) == before


def test_a_start_is_measured_once(profiles: Profiles) -> None:
    """The same request again, after a break, is answered without looking at the folder."""
    start_warm(profiles)
    request = SetStart("p1", "portfolio", "/gone")
    event, _ = Recorder(profiles).set_start(request, lambda _: pytest.fail("it was measured before"))
    assert event.content["found"] == 12


def test_a_start_given_after_ratings_counts_as_if_it_had_come_first(profiles: Profiles) -> None:
    """It is where the taste begins, whenever it is given."""
    rate(profiles, "s1", 2)
    warm(profiles)
    start_warm(profiles)
    late = warm(profiles)
    other = profiles.create("Other")
    start_warm(profiles, "p2", other.id)
    rate(profiles, "s2", 2, other.id)
    assert late == pytest.approx(warm(profiles, "Other"))


def test_a_wrong_start_is_found_out(profiles: Profiles) -> None:
    """Ratings that say otherwise win."""
    start_warm(profiles)
    for number in range(6):
        profiles.log.add_slate(a_slate(f"s{number}", profiles.find("").id, NOW_S))
        Recorder(profiles).record(Rate(f"a{number}", f"s{number}-1", 1))
        Recorder(profiles).record(Rate(f"b{number}", f"s{number}-2", 5))
    assert warm(profiles) < -0.5


def test_other_profiles_are_a_start(profiles: Profiles) -> None:
    """Their tastes of that moment count, whatever becomes of them."""
    for number in range(4):
        rate(profiles, f"s{number}", 5)
        Recorder(profiles).record(Rate(f"c{number}", f"s{number}-2", 1))
    other = profiles.create("Ink")
    Recorder(profiles).set_start(SetStart("p1", "profiles", profile=other.id), lambda _: {})
    started = warm(profiles, "Ink")
    assert started > 0.1
    profiles.reset("")
    assert warm(fresh(profiles.log), "Ink") == started


@pytest.mark.parametrize("sources", [(), ("Ink",)], ids=["all others", "itself"])
def test_without_another_profile_there_is_nothing_to_start_from(profiles: Profiles, sources: tuple[str, ...]) -> None:
    """One sentence says so, and nothing is written."""
    other = profiles.create("Ink")
    with pytest.raises(RequestError) as caught:
        Recorder(profiles).set_start(SetStart("p1", "profiles", sources=sources, profile=other.id), lambda _: {})
    assert caught.value.code is ErrorCode.BAD_VALUE
    assert not profiles.log.log(other.id).events


def test_an_agent_without_a_prior_takes_no_start(tmp_path: Path) -> None:
    """The refusal says which agent takes one."""
    log = EventLog(tmp_path, NOW_S)
    profiles = fresh(log, "q_learning")
    with pytest.raises(RequestError, match="bayes"):
        start_warm(profiles)
    log.close()


def test_a_signal_switched_off_does_not_count(profiles: Profiles) -> None:
    """Earlier ones do not count either; switched on again, they do."""
    profiles.log.add_slate(a_slate("s1", profiles.find("").id, NOW_S))
    Recorder(profiles).record(Rate("r1", "s1-2", 3))
    before = warm(profiles)
    Recorder(profiles).record(Signal("i1", "s1-1", "inserted"))
    seen = warm(profiles)
    assert seen > before
    Recorder(profiles).set_signal(SetSignal("o1", "inserted", False))
    assert warm(profiles) == before
    Recorder(profiles).record(Signal("i2", "s1-1", "palette_pulled"))
    assert warm(profiles) > before
    Recorder(profiles).set_signal(SetSignal("o2", "inserted", True))
    Recorder(profiles).undo("u1", "", "i2")
    assert warm(profiles) == seen == warm(fresh(profiles.log))


def test_undoing_an_insert_cancels_it_and_dismissing_says_nothing(profiles: Profiles) -> None:
    """Neither leaves a trace in the taste."""
    profiles.log.add_slate(a_slate("s1", profiles.find("").id, NOW_S))
    Recorder(profiles).record(Rate("r1", "s1-2", 3))
    before = warm(profiles)
    for number, kind in enumerate(("inserted", "insert_undone", "dismissed")):
        Recorder(profiles).record(Signal(f"i{number}", "s1-1", kind))
    assert warm(profiles) == before


def test_both_starts_count_and_the_later_of_a_kind(profiles: Profiles) -> None:
    """A portfolio beside other profiles is one more guess; another portfolio takes the first one's place."""
    rate(profiles, "s1", 5)
    other = profiles.create("Ink")
    Recorder(profiles).set_start(SetStart("p1", "profiles", profile=other.id), lambda _: {})
    for number in (2, 3):
        content = portfolio_content([{"warmth": 0.1}] * number, number)
        request = SetStart(f"p{number}", "portfolio", "/paintings", profile=other.id)
        Recorder(profiles).set_start(request, lambda _, content=content: content)
    events = profiles.log.log(other.id).events
    assert [describe_start(event.content) for event in standing_starts(events)] == ["1 other profile", "3 paintings"]


@pytest.mark.parametrize(
    ("count", "found", "words"),
    [(1, 1, "1 painting"), (42, 42, "42 paintings"), (80, 300, "80 of 300 paintings")],
)
def test_says_how_many_pictures_it_rests_on(count: int, found: int, words: str) -> None:
    """The words say so when only some were measured."""
    assert describe_start(portfolio_content([{"warmth": 0.1}] * count, found)) == words


def test_starts_and_switches_travel_with_the_profile(profiles: Profiles) -> None:
    """An exported, a copied and a blended profile have the same taste; no path and no name of a picture is in it."""
    start_warm(profiles)
    Recorder(profiles).set_signal(SetSignal("o1", "inserted", False))
    rate(profiles, "s1", 4)
    _, text = profiles.export("")
    assert json.loads(text)["version"] == 2
    assert "/paintings" not in text
    came, copied = profiles.load(text), profiles.create("Copied", profiles.find("").id)
    assert warm(profiles, came.id) == pytest.approx(warm(profiles)) == pytest.approx(warm(profiles, copied.id))
    assert switched_off(profiles.log.log(came.id).events) == {"inserted"}


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "dream"},
        {"kind": "portfolio", "pictures": [{"warmth": "hot"}], "found": 1},
        {"kind": "portfolio", "pictures": [{"warmth": float("nan")}], "found": 1},
        {"kind": "profiles", "tastes": [{"ratings": 1, "values": [["color"]]}]},
        {"kind": "portfolio"},
        [],
    ],
    ids=["unknown", "words", "no number", "cut", "nothing measured", "a list"],
)
def test_a_wrong_start_in_a_file_is_refused(profiles: Profiles, content: Any) -> None:
    """One sentence, and no half of a profile."""
    start_warm(profiles)
    data = json.loads(profiles.export("")[1])
    data["log"][0]["content"] = content
    with pytest.raises(RequestError) as caught:
        profiles.load(json.dumps(data))
    assert "\n" not in str(caught.value)
    assert len(profiles.all()) == 1


def test_a_blend_knows_what_both_knew(profiles: Profiles) -> None:
    """It lies between them, has both histories in order of time, and goes its own way."""
    cool = profiles.create("Cool").id
    for number in range(3):
        rate(profiles, f"w{number}", 5)
        Recorder(profiles).record(Rate(f"w{number}b", f"w{number}-2", 1))
        rate(profiles, f"c{number}", 1, cool)
        Recorder(profiles).record(Rate(f"c{number}b", f"c{number}-2", 5))
    both = profiles.create("Both", profiles.find("").id, "Cool")
    assert both.ratings == 12
    assert warm(profiles, "Cool") < warm(profiles, "Both") < warm(profiles, "")
    ratings = [event.at for event in profiles.log.log(both.id).events if event.kind == "rating"]
    assert ratings == sorted(ratings)
    assert warm(fresh(profiles.log), "Both") == warm(profiles, "Both")


def test_a_profile_cannot_be_blended_with_itself(profiles: Profiles) -> None:
    """One sentence says so."""
    with pytest.raises(RequestError, match="itself"):
        profiles.create("Both", profiles.find("").id, "default")


def test_a_value_set_by_hand_survives_a_new_start(profiles: Profiles) -> None:
    """The fold that begins anew hears of it again."""
    Recorder(profiles).set_value(SetValue("v1", "color", "warm", -2.0))
    start_warm(profiles)
    assert warm(profiles) < -1.0
