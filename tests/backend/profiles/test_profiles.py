"""Profiles are folds over their logs: undo, forget, export and import are exact."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from logged import NOW_S, a_slate

from apprentice_backend.agents.base import AgentState, Context
from apprentice_backend.profiles import DEFAULT_ID, DEFAULT_NAME, Profiles, Recorder
from apprentice_backend.store import EventLog, EventRecord
from apprentice_backend.store.schema import FILE_NAME
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ErrorCode, RequestError, StoreError
from apprentice_shared.messages import MESSAGE_TYPES, Rate, Request, Signal


@pytest.fixture
def profiles(tmp_path: Path) -> Iterator[Profiles]:
    """The profiles of an empty folder."""
    log = EventLog(tmp_path, NOW_S)
    yield fresh(log)
    log.close()


def fresh(log: EventLog) -> Profiles:
    """Return profiles that have folded nothing yet, over a store that may hold something."""
    return Profiles(log, AttributeSpace.default(), "bayes", Surroundings(lambda: NOW_S + 100, Random()))


def state(profiles: Profiles, key: str = "") -> AgentState:
    """Return all that a profile's agent has learned."""
    with profiles.agent(profiles.find(key)) as agent:
        return agent.state()


def show(profiles: Profiles, slate_id: str, key: str = "", at: float = NOW_S, learned: bool = True) -> None:
    """Show a slate of two in a profile."""
    profiles.log.add_slate(a_slate(slate_id, profiles.find(key).id, at, learned))


def test_there_is_a_profile_from_the_start(profiles: Profiles) -> None:
    """It has a fixed id, so that it is found by "default" and by nothing."""
    assert [(profile.id, profile.name) for profile in profiles.all()] == [(DEFAULT_ID, DEFAULT_NAME)]
    assert profiles.find("") == profiles.find("default") == profiles.find("my taste")


def test_a_durable_request_is_one_that_is_written_to_disk(profiles: Profiles) -> None:
    """A client keeps these until they are answered, whatever happens to it."""
    durable = {kind for kind in MESSAGE_TYPES.values() if issubclass(kind, Request) and kind.durable}
    assert set(Recorder(profiles).by_request(lambda folder: {})) == durable


def test_a_rating_teaches(profiles: Profiles) -> None:
    """A value that was rated well is expected to be rated well."""
    show(profiles, "s1")
    Recorder(profiles).record(Rate("e1", "s1-1", 5))
    Recorder(profiles).record(Rate("e2", "s1-2", 1))
    with profiles.agent(profiles.find("")) as agent:
        taste = agent.taste()
    assert taste.of("color", "warm").mean > 0 > taste.of("color", "cool").mean


def test_learning_step_by_step_is_learning_at_once(profiles: Profiles) -> None:
    """An agent taught while the backend runs equals one that is taught the whole log at the next start."""
    for number in range(4):
        show(profiles, f"s{number}")
        Recorder(profiles).record(Rate(f"a{number}", f"s{number}-1", 1 + number, {"color": 1}))
        state(profiles)
        Recorder(profiles).record(Signal(f"b{number}", f"s{number}-2", "picked"))
        Recorder(profiles).record(Rate(f"c{number}", f"s{number}-1", 5 - number))
    assert state(profiles) == state(fresh(profiles.log))


def test_undo_is_as_if_it_had_not_been_said(profiles: Profiles) -> None:
    """The agent is exactly what it was before the rating."""
    show(profiles, "s1")
    Recorder(profiles).record(Rate("e1", "s1-1", 5))
    before = state(profiles)
    Recorder(profiles).record(Rate("e2", "s1-2", 1))
    assert state(profiles) != before
    event, profile = Recorder(profiles).undo("u1", "", "")
    assert (event.id, profile.ratings) == ("e2", 1)
    assert state(profiles) == before


def test_a_later_rating_takes_the_place_of_the_earlier(profiles: Profiles) -> None:
    """Rated again, a suggestion counts as if it had been rated so from the start; undone, the earlier one is back."""
    show(profiles, "s1")
    Recorder(profiles).record(Rate("e1", "s1-1", 5))
    five = state(profiles)
    Recorder(profiles).record(Rate("e2", "s1-1", 2))
    two = state(profiles)
    assert two != five
    profiles.log.undo("u1", "e1")
    assert state(fresh(profiles.log)) == two
    Recorder(profiles).undo("u2", "", "e2")
    Recorder(profiles).record(Rate("e3", "s1-1", 5))
    assert state(profiles) == five


@pytest.mark.parametrize("off", ["for the slate", "for the rating"])
def test_what_is_said_with_learning_off_teaches_nothing(profiles: Profiles, off: str) -> None:
    """It is kept, and the taste stays what it was; the slate does not come again all the same."""
    show(profiles, "s1", learned=off != "for the slate")
    before = state(profiles)
    event, profile = Recorder(profiles).record(Rate("e1", "s1-1", 5, learn=off != "for the rating"))
    assert not event.learned
    assert profile.ratings == 0
    assert state(profiles) == before
    assert [item.id for item in profiles.log.history(profile.id, 1).events] == ["e1"]
    with profiles.agent(profile) as agent:
        mixes = agent.suggest(Context.empty(), 8)
    assert {"color": {"warm": 1.0}} not in [mix.to_dict() for mix in mixes]


def test_forgetting_is_as_if_it_had_not_been(profiles: Profiles) -> None:
    """Slates and events since the moment are gone from the log and from the agent."""
    show(profiles, "s1", at=NOW_S)
    Recorder(profiles).record(Rate("e1", "s1-1", 5, at=NOW_S))
    before = state(profiles)
    show(profiles, "s2", at=NOW_S + 10)
    Recorder(profiles).record(Rate("e2", "s2-1", 1, at=NOW_S + 10))
    Recorder(profiles).record(Rate("e3", "s1-2", 1, at=NOW_S + 10))
    profiles.forget("", NOW_S + 5)
    assert state(profiles) == before
    with pytest.raises(RequestError) as caught:
        Recorder(profiles).record(Rate("e4", "s2-1", 3))
    assert caught.value.code is ErrorCode.UNKNOWN_SUGGESTION


def test_a_reset_profile_is_a_new_one(profiles: Profiles) -> None:
    """Its name and seed stay, everything else is as at first."""
    empty = state(profiles)
    show(profiles, "s1")
    Recorder(profiles).record(Rate("e1", "s1-1", 5))
    assert profiles.reset("").ratings == 0
    assert state(profiles) == empty


def test_ratings_from_the_future_are_of_now(profiles: Profiles) -> None:
    """A clock that is wrong on the client's side cannot put a rating where forgetting does not find it."""
    show(profiles, "s1")
    event, _ = Recorder(profiles).record(Rate("e1", "s1-1", 5, at=NOW_S * 2))
    assert event.at == NOW_S + 100


def test_a_reason_must_name_a_dimension(profiles: Profiles) -> None:
    """A reason for something that is not an attribute is refused before it is written."""
    show(profiles, "s1")
    with pytest.raises(ValueError, match="smell"):
        Recorder(profiles).record(Rate("e1", "s1-1", 5, {"smell": 1}))
    assert profiles.find("").ratings == 0


def test_a_copy_has_learned_the_same_and_goes_its_own_way(profiles: Profiles) -> None:
    """A duplicate starts with the same taste; what is said in one does not reach the other."""
    show(profiles, "s1")
    Recorder(profiles).record(Rate("e1", "s1-1", 5))
    copy = profiles.create("Copy", copy_of="default")
    assert copy.ratings == 1
    assert taste(profiles, "Copy") == taste(profiles, "")
    Recorder(profiles).record(Rate("e2", "s1-2", 1))
    assert (profiles.find("").ratings, profiles.find("Copy").ratings) == (2, 1)


def taste(profiles: Profiles, key: str) -> list[float]:
    """Return the means of a profile's taste."""
    with profiles.agent(profiles.find(key)) as agent:
        return [entry.mean for entry in agent.taste().values]


def test_an_exported_profile_comes_back_as_it_was(profiles: Profiles) -> None:
    """It is one JSON text without pixels or paths; imported twice it makes two profiles of other names."""
    show(profiles, "s1")
    Recorder(profiles).record(Rate("e1", "s1-1", 5, {"color": 1}))
    Recorder(profiles).record(Rate("gone", "s1-2", 1))
    Recorder(profiles).undo("u1", "", "gone")
    Recorder(profiles).record(Signal("e2", "s1-2", "inserted"))
    _, text = profiles.export("")
    assert json.loads(text)["version"] == 1
    assert "doc" not in json.loads(text)["log"][0]
    names = [profiles.load(text).name, profiles.load(text).name, profiles.load(text, "Mine").name]
    assert names == [f"{DEFAULT_NAME} 2", f"{DEFAULT_NAME} 3", "Mine"]
    assert taste(profiles, "Mine") == taste(profiles, "")


@pytest.mark.parametrize(("named", "made"), [("q_learning", "q_learning"), ("ppo", "bayes"), ("oracle", "bayes")])
def test_a_file_brings_no_agent_that_is_slow_or_unknown(profiles: Profiles, named: str, made: str) -> None:
    """Sixty thousand ratings fit a file: a network would train on them for a quarter of an hour."""
    data = json.loads(profiles.export("")[1])
    assert profiles.load(json.dumps({**data, "agent": named})).agent == made


def test_many_imports_at_once_get_names_of_their_own(profiles: Profiles) -> None:
    """None of them is refused because another was faster."""
    show(profiles, "s1")
    _, text = profiles.export("")
    with ThreadPoolExecutor(12) as threads:
        names = list(threads.map(lambda _: profiles.load(text).name, range(24)))
    assert sorted(names) == sorted(f"{DEFAULT_NAME} {number}" for number in range(2, 26))


def test_a_name_of_nothing_that_is_seen_is_refused(profiles: Profiles) -> None:
    """A profile that nobody can find in a list is none."""
    with pytest.raises(RequestError, match="a letter or a sign"):
        profiles.create("\u200b\u202e")
    assert profiles.create("In\nk").name == "In k"
    assert profiles.find("ＩＮ k") == profiles.find("in k")


def broken(text: str, change: str) -> str:
    """Return an exported text with one thing wrong."""
    data = json.loads(text)
    log = data["log"]
    if change == "a newer version":
        data["version"] = 99
    elif change == "another format":
        data["format"] = "palette"
    elif change == "no log":
        del data["log"]
    elif change == "six stars":
        log[1]["stars"] = 6
    elif change == "a rating of nothing":
        log[1]["suggestion"] = "nothing"
    elif change == "an unknown value":
        log[0]["suggestions"][0]["mix"] = {"color": {"plaid": 1.0}}
    elif change == "weights over 1":
        log[0]["suggestions"][0]["mix"] = {"color": {"warm": 0.9, "cool": 0.9}}
    elif change == "an unknown event":
        log[1]["kind"] = "dream"
    elif change == "features of words":
        log[0]["suggestions"][0]["features"] = {"warmth": "hot"}
    elif change == "a log of numbers":
        data["log"] = [1, 2]
    return text[:-20] if change == "half of it" else json.dumps(data)


@pytest.mark.parametrize(
    "change",
    [
        "half of it",
        "a newer version",
        "another format",
        "no log",
        "six stars",
        "a rating of nothing",
        "an unknown value",
        "weights over 1",
        "an unknown event",
        "features of words",
        "a log of numbers",
    ],
)
def test_a_file_that_is_wrong_is_refused_whole(profiles: Profiles, change: str) -> None:
    """One sentence says what is wrong, and no half of a profile is left."""
    show(profiles, "s1")
    Recorder(profiles).record(Rate("e1", "s1-1", 5))
    _, text = profiles.export("")
    with pytest.raises(RequestError) as caught:
        profiles.load(broken(text, change))
    assert caught.value.code is ErrorCode.BAD_VALUE
    assert "\n" not in str(caught.value)
    assert len(profiles.all()) == 1


@pytest.mark.parametrize("field", ["seed", "at", "warmth"])
def test_a_number_without_end_is_refused(profiles: Profiles, field: str) -> None:
    """JSON has no infinity, but Python reads one: a profile with it could never be exported again."""
    show(profiles, "s1")
    _, text = profiles.export("")
    endless, count = re.subn(rf'"{field}":[-\d.]+', f'"{field}":Infinity', text)
    assert count
    with pytest.raises(RequestError, match="The file cannot be imported"):
        profiles.load(endless)


def test_the_last_profile_is_replaced_when_it_is_deleted(profiles: Profiles) -> None:
    """There always is one; where others are left, the oldest of them becomes the default."""
    profiles.create("Inks")
    profiles.delete("")
    assert profiles.find("").name == "Inks"
    profiles.delete("Inks")
    assert [(profile.id, profile.name, profile.ratings) for profile in profiles.all()] == [
        (DEFAULT_ID, DEFAULT_NAME, 0)
    ]


def test_renaming_keeps_what_was_learned(profiles: Profiles) -> None:
    """A profile may be renamed, to another case of its name too, but not to another's name."""
    show(profiles, "s1")
    Recorder(profiles).record(Rate("e1", "s1-1", 5))
    profiles.create("Inks")
    assert profiles.rename("", "MY TASTE").name == "MY TASTE"
    assert profiles.rename("my taste", "Watercolours").ratings == 1
    with pytest.raises(RequestError) as caught:
        profiles.rename("Watercolours", " inks ")
    assert caught.value.code is ErrorCode.NAME_TAKEN


def test_a_failed_fold_is_made_anew(profiles: Profiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """After teaching failed half-way, the next attempt starts from nothing rather than from half."""
    show(profiles, "s1")
    with profiles.agent(profiles.find("")) as agent:
        agent_class = type(agent)
    Recorder(profiles).record(Rate("e1", "s1-1", 5))
    with monkeypatch.context() as patch:
        patch.setattr(agent_class, "update", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            state(profiles)
    assert state(profiles) == state(fresh(profiles.log))


def test_other_profiles_have_other_seeds(profiles: Profiles) -> None:
    """Two new profiles do not begin with the same slate; the default one begins with the same in every folder."""
    made = profiles.create("Inks")
    assert made.seed != profiles.find("").seed == 0


@pytest.fixture
def another_reader(profiles: Profiles, tmp_path: Path) -> Iterator[None]:
    """Another program that goes on reading the file, for which nobody waits."""
    show(profiles, "s1")
    profiles.log._file.run(lambda: profiles.log._file.tables._db.execute("PRAGMA busy_timeout = 1").fetchall())
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT COUNT(*) FROM event").fetchone()
        yield


@pytest.mark.usefixtures("another_reader")
def test_a_default_profile_stands_after_a_delete_that_failed(profiles: Profiles) -> None:
    """A last profile that is gone, but still stands in the journal, is replaced as any other."""
    with pytest.raises(StoreError, match="Another program uses"):
        profiles.delete("")
    assert profiles.find("").id == DEFAULT_ID


@pytest.mark.usefixtures("another_reader")
def test_a_forget_that_failed_late_is_forgotten_by_the_agent(profiles: Profiles) -> None:
    """What is gone from the log, and still stands in the journal, teaches no more."""
    profiles.log.append(EventRecord("e1", DEFAULT_ID, "rating", NOW_S, True, "s1", "s1-1", stars=5))
    taught = state(profiles)
    with pytest.raises(StoreError, match="Another program uses"):
        profiles.reset("")
    assert state(profiles) != taught
    assert not profiles.history(DEFAULT_ID, 9).events
