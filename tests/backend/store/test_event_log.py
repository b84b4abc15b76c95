"""The promises of the store, on a real file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from logged import NOW_S, SUBJECT, a_profile, a_rating, a_slate

from apprentice_backend.store import EventLog, LogPage
from apprentice_backend.store.schema import APPLICATION_ID, FILE_NAME
from apprentice_shared.errors import ErrorCode, RequestError, StoreError


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    """A store with one profile and one slate in it."""
    store = EventLog(tmp_path / "data", NOW_S)
    store.add_profile(a_profile())
    store.add_slate(a_slate())
    yield store
    store.close()


def test_a_new_folder_is_made_for_the_user_alone(tmp_path: Path) -> None:
    """Nobody else can read what an artist likes."""
    EventLog(tmp_path / "new", NOW_S).close()
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new" / FILE_NAME).stat().st_mode & 0o077 == 0


def test_the_log_comes_back_in_order_with_its_slates(log: EventLog) -> None:
    """Events are read back as they were written, in that order."""
    log.append(a_rating("e1", at=NOW_S + 5))
    log.append(a_rating("e2", "s1-2", 2, at=NOW_S + 1))
    page = log.log("p1")
    assert [event.id for event in page.events] == ["s1", "e1", "e2"]
    assert page.slates == {"s1": a_slate()}
    assert replace(page.events[1], seq=0) == a_rating("e1", at=NOW_S + 5)


def test_a_stretch_of_the_log_brings_the_slates_it_refers_to(log: EventLog) -> None:
    """Reading on from a place gives what came after, and older slates that it is about."""
    first = log.log("p1")
    log.append(a_rating())
    page = log.log("p1", first.events[-1].seq)
    assert [event.id for event in page.events] == ["e1"]
    assert set(page.slates) == {"s1"}


def test_an_id_is_written_once(log: EventLog) -> None:
    """The same rating sent twice is there once, and both times the first one is returned."""
    log.append(a_rating(at=NOW_S))
    again = log.append(a_rating(at=NOW_S + 60))
    assert again.at == NOW_S
    assert [event.id for event in log.log("p1").events] == ["s1", "e1"]


def test_an_id_cannot_say_two_things(log: EventLog) -> None:
    """An id that was used for another rating is refused rather than taken for a repeat."""
    log.append(a_rating(stars=5))
    with pytest.raises(RequestError) as caught:
        log.append(a_rating(stars=1))
    assert caught.value.code is ErrorCode.BAD_VALUE
    assert log.event("e1") is not None


def test_a_rating_of_nothing_is_refused(log: EventLog) -> None:
    """An event must be about a suggestion that exists."""
    with pytest.raises(RequestError) as caught:
        log.append(a_rating(suggestion="s1-9"))
    assert caught.value.code is ErrorCode.UNKNOWN_SUGGESTION


def test_a_picture_done_later_is_added(log: EventLog) -> None:
    """Palette, measures and note join a suggestion once its picture is done."""
    done = replace(
        a_slate().suggestions[1],
        image="ab" * 32,
        width_px=64,
        height_px=48,
        palette=({"hex": "#102030", "share": 1.0, "name": "ink"},),
        features={"warmth": -0.5},
        note="cooler shadows",
    )
    log.complete_suggestion(done)
    slate = log.slate_of("s1-2")
    assert slate is not None
    assert slate.suggestions == (a_slate().suggestions[0], done)


def test_a_picture_of_a_forgotten_slate_is_refused(log: EventLog) -> None:
    """A slate that was forgotten while it was rendered takes no more pictures."""
    log.forget("p1", NOW_S)
    with pytest.raises(RequestError):
        log.complete_suggestion(a_slate().suggestions[1])


def test_a_slate_of_a_deleted_profile_is_refused(log: EventLog) -> None:
    """A profile that was deleted while a slate was rendered gets none."""
    log.delete_profile("p1")
    with pytest.raises(RequestError) as caught:
        log.add_slate(a_slate("s2"))
    assert caught.value.code is ErrorCode.UNKNOWN_PROFILE


def test_undo_takes_an_event_out_of_the_log_and_leaves_it_in_the_history(log: EventLog) -> None:
    """An event that was taken back is not folded any more, and still to be seen."""
    log.append(a_rating())
    undone = log.undo("u1", "e1")
    assert undone is not None
    assert undone.id == "e1"
    assert [event.id for event in log.log("p1").events] == ["s1"]
    assert log.history("p1", 10).events[0].undone_by == "u1"


def test_undo_without_a_name_takes_back_the_last_one_that_stands(log: EventLog) -> None:
    """Two undos in a row take back two ratings, a third finds nothing; a slate is no rating."""
    log.append(a_rating("e1"))
    log.append(a_rating("e2", "s1-2"))
    taken = [log.undo(f"u{number}", profile_id="p1") for number in range(3)]
    assert [event.id if event else None for event in taken] == ["e2", "e1", None]


def test_an_undo_sent_twice_takes_back_one(log: EventLog) -> None:
    """The same request takes back the same event, however often it comes."""
    log.append(a_rating("e1"))
    log.append(a_rating("e2", "s1-2"))
    taken = [log.undo("u1", profile_id="p1") for _ in range(2)]
    assert [event.id if event else None for event in taken] == ["e2", "e2"]
    assert [event.id for event in log.log("p1").events] == ["s1", "e1"]


def test_an_undone_rating_stays_undone_when_it_is_sent_again(log: EventLog) -> None:
    """A rating that arrives a second time does not bring itself back."""
    log.append(a_rating())
    log.undo("u1", "e1")
    log.append(a_rating())
    assert [event.id for event in log.log("p1").events] == ["s1"]


@pytest.mark.parametrize(
    ("since", "left"),
    [(NOW_S - 1, []), (NOW_S + 10, ["s1", "e1"]), (NOW_S + 15, ["s1", "e1", "s2", "e2"]), (NOW_S + 99, None)],
    ids=["all of it", "from the second slate on", "the last rating", "nothing"],
)
def test_forget_deletes_what_came_since(log: EventLog, since: float, left: list[str] | None) -> None:
    """A slate goes with all that was said of it; what was said since then goes from older slates too."""
    log.append(a_rating("e1", at=NOW_S + 1))
    log.add_slate(a_slate("s2", at=NOW_S + 10))
    log.append(a_rating("e2", "s2-1", at=NOW_S + 11))
    log.append(a_rating("e3", "s1-2", at=NOW_S + 20))
    everything = ["s1", "e1", "s2", "e2", "e3"]
    log.forget("p1", since)
    assert [event.id for event in log.log("p1").events] == (everything if left is None else left)


@pytest.mark.parametrize(
    "erase",
    [lambda log: log.forget("p1", NOW_S), lambda log: log.delete_profile("p1")],
    ids=["forget", "delete"],
)
def test_what_is_deleted_is_in_no_file(log: EventLog, tmp_path: Path, erase: Callable[[EventLog], None]) -> None:
    """No byte of a forgotten subject is left, in the file or in its journal, while the store is still open."""
    log.append(a_rating())
    held = [path.read_bytes() for path in (tmp_path / "data").iterdir()]
    assert any(SUBJECT.encode() in content for content in held)
    erase(log)
    assert not any(SUBJECT.encode() in path.read_bytes() for path in (tmp_path / "data").iterdir())


def test_a_profile_counts_its_ratings(log: EventLog) -> None:
    """A suggestion rated twice counts once; what was undone or must not teach does not count."""
    log.append(a_rating("e1", stars=2))
    log.append(a_rating("e2", stars=4))
    log.append(a_rating("e3", "s1-2"))
    log.add_slate(a_slate("s2"))
    log.append(replace(a_rating("e4", "s2-1"), learned=False))
    assert [profile.ratings for profile in log.profiles()] == [2]
    log.undo("u1", "e3")
    assert [profile.ratings for profile in log.profiles()] == [1]


def test_names_are_unique(log: EventLog) -> None:
    """Two profiles cannot share a name, whatever its case, neither made nor renamed."""
    log.add_profile(a_profile("Inks", "p2"))
    for change in (
        lambda: log.add_profile(a_profile("WATERCOLOURS", "p3")),
        lambda: log.rename_profile("p2", "watercolours"),
    ):
        with pytest.raises(RequestError) as caught:
            change()
        assert caught.value.code is ErrorCode.NAME_TAKEN
    assert [profile.name for profile in log.profiles()] == ["Watercolours", "Inks"]


def test_a_history_that_cannot_be_added_leaves_nothing(log: EventLog) -> None:
    """A profile is imported whole or not at all."""
    with pytest.raises(RequestError):
        log.add_history(a_profile("Watercolours", "p2"), [_renamed(log.log("p1"))], free_name=False)
    assert [profile.id for profile in log.profiles()] == ["p1"]
    assert not log.history("p2", 10).events


def test_all_of_it_is_there_in_another_run(log: EventLog, tmp_path: Path) -> None:
    """Another opening of the file finds what this one wrote, closed or not."""
    log.append(a_rating())
    again = EventLog(tmp_path / "data", NOW_S)
    assert [event.id for event in again.log("p1").events] == ["s1", "e1"]
    assert not again.warning
    again.close()


def _renamed(page: LogPage) -> LogPage:
    """Return a log under the profile p2, with ids of its own."""
    slates = {
        f"copy-{name}": replace(
            slate,
            id=f"copy-{name}",
            profile="p2",
            suggestions=tuple(replace(item, id=f"copy-{item.id}") for item in slate.suggestions),
        )
        for name, slate in page.slates.items()
    }
    events = (
        replace(
            event,
            id=f"copy-{event.id}",
            profile="p2",
            slate=event.slate and f"copy-{event.slate}",
            suggestion=event.suggestion and f"copy-{event.suggestion}",
        )
        for event in page.events
    )
    return LogPage(tuple(events), slates)


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _scrambled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)


def _noise(path: Path) -> None:
    path.write_bytes(b"not a database at all " * 300)


def _someone_elses(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE recipe (name TEXT)")
    database.close()


def _newer(path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA user_version = 99")
    database.close()


@pytest.mark.parametrize(
    "harm",
    [_half, _scrambled, _noise, _someone_elses],
    ids=["cut", "scrambled", "noise", "another program's"],
)
def test_a_file_that_cannot_be_read_is_set_aside(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """A damaged file is kept byte for byte under a name that says why, its backup goes on, and one sentence says so."""
    store = EventLog(tmp_path, NOW_S)
    store.add_profile(a_profile())
    store.add_slate(a_slate())
    store.close()
    path = tmp_path / FILE_NAME
    harm(path)
    before = path.read_bytes()
    again = EventLog(tmp_path, NOW_S)
    try:
        assert [profile.name for profile in again.profiles()] == ["Watercolours"]
        assert again.log("p1").slates == {"s1": a_slate()}
        again.append(a_rating())
    finally:
        again.close()
    (aside,) = tmp_path.glob(f"{FILE_NAME}.damaged-2*")
    assert aside.read_bytes() == before
    assert aside.name in again.warning
    assert again.warning.count(". ") == 0


def test_a_file_of_a_newer_version_is_refused_and_left_whole(tmp_path: Path) -> None:
    """The sentence says to install the newer version, and no file is changed, made or renamed."""
    store = EventLog(tmp_path, NOW_S)
    store.add_profile(a_profile())
    store.close()
    _newer(tmp_path / FILE_NAME)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StoreError, match="newer version of Apprentice"):
        EventLog(tmp_path, NOW_S)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_nothing_set_aside_is_overwritten(tmp_path: Path) -> None:
    """Two damaged files of the same second are both kept."""
    for _ in range(2):
        (tmp_path / FILE_NAME).write_bytes(b"noise" * 1000)
        EventLog(tmp_path, NOW_S).close()
    assert len(list(tmp_path.glob(f"{FILE_NAME}.damaged-*"))) == 2


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    """The file carries our application id, so that no other program's file is taken for ours."""
    EventLog(tmp_path, NOW_S).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as database:
        assert database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    database.close()
