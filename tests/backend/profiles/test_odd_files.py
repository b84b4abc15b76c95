"""Whatever a profile's file says, it is read, or refused with a sentence; nothing else is touched by it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logged import NOW_S, a_slate
from profile_files import ODD_VALUES, changed, everything, places, to_text, without

from apprentice_backend.profiles import Profiles, Recorder
from apprentice_backend.store import EventLog
from apprentice_backend.studio.answers.feedback import FeedbackAnswers
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.codec import encode
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.messages import GetHistory, GetTaste, Rate

# `APPRENTICE_FUZZ=20000` is the long run; the short one keeps the tests quick.
RUNS = int(os.environ.get("APPRENTICE_FUZZ", "60"))
FILE = everything()
PLACES = list(places(FILE))
REFUSALS = {ErrorCode.BAD_VALUE, ErrorCode.TOO_LARGE}


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profiles]:
    """The profiles of a folder with a rating in it."""
    log = EventLog(tmp_path_factory.mktemp("odd"), NOW_S)
    found = Profiles(log, AttributeSpace.default(), "bayes", Surroundings(lambda: NOW_S + 100, Random(3)))
    log.add_slate(a_slate("s1", found.find("").id))
    Recorder(found).record(Rate("e1", "s1-1", 5))
    yield found
    log.close()


def answers(profiles: Profiles, key: str) -> str:
    """Return what is told of a profile, as it is sent: its history, its taste and its file."""
    by_request = FeedbackAnswers(profiles).by_request()
    requests = (GetHistory("h1", key, 1000), GetTaste("t1", key))
    told = [encode(by_request[type(request)](request).reply) for request in requests]
    for text in told:
        text.encode()
    return profiles.export(key)[1]


def imported(profiles: Profiles, text: str) -> str:
    """Import a file and ask all that can be asked of it; return its file, or "" where it is refused as it should be."""
    before = [(profile, profiles.log.log(profile.id)) for profile in profiles.all()]
    try:
        made = profiles.load(text)
    except RequestError as refused:
        assert refused.code in REFUSALS
        assert len(str(refused)) < 400
        assert str(refused).isprintable()
        str(refused).encode()
        exported = ""
    else:
        assert made.name.isprintable()
        exported = answers(profiles, made.id)
        profiles.delete(made.id)
    assert [(profile, profiles.log.log(profile.id)) for profile in profiles.all()] == before
    return exported


def odd_files() -> st.SearchStrategy[str]:
    """Return files that were right but for one to three places, or for what stands twice or is gone."""
    place = st.sampled_from(PLACES)
    inside = st.sampled_from(PLACES[1:])
    one = st.tuples(place, st.sampled_from(ODD_VALUES)).map(lambda change: ("put", *change))
    moved = st.tuples(place, inside).map(lambda change: ("copy", *change))
    gone = inside.map(lambda where: ("take", where, None))
    return st.lists(st.one_of(one, one, moved, gone), min_size=1, max_size=3).map(_made)


def _made(changes: list[tuple[str, Any, Any]]) -> str:
    data: Any = FILE
    for way, where, what in changes:
        try:
            if way == "take":
                data = without(data, where)
            else:
                data = changed(data, where, what if way == "put" else _at(FILE, what))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken the place away
    return to_text(data)


def _at(data: Any, place: tuple[str | int, ...]) -> Any:
    for name in place:
        data = data[name]
    return data


def test_the_file_itself_is_read_and_comes_back(profiles: Profiles) -> None:
    """The odd files differ from one that is right."""
    exported = imported(profiles, to_text(FILE))
    assert imported(profiles, exported)
    assert [entry["kind"] for entry in json.loads(exported)["log"]] == [entry["kind"] for entry in FILE["log"]]


@given(text=odd_files())
@settings(max_examples=RUNS)
def test_an_odd_file_is_read_or_refused(profiles: Profiles, text: str) -> None:
    """What was imported can be asked for, exported and imported again; what was refused has left nothing."""
    exported = imported(profiles, text)
    assert not exported or imported(profiles, exported)


@given(at=st.floats(0, 1), width=st.integers(0, 40), noise=st.text(max_size=20))
@settings(max_examples=RUNS)
def test_a_cut_file_is_read_or_refused(profiles: Profiles, at: float, width: int, noise: str) -> None:
    """Letters that are missing, wrong or too many are refused as any other mistake."""
    text = to_text(FILE)
    start = int(at * len(text))
    imported(profiles, text[:start] + noise + text[start + width :])


@pytest.mark.parametrize("odd", range(len(ODD_VALUES)), ids=[ascii(value)[:12] for value in ODD_VALUES])
def test_an_odd_value_at_every_place(profiles: Profiles, odd: int) -> None:
    """Each place of the file takes it or refuses it; one entry of each kind is enough."""
    step = max(1, 3 * len(PLACES) // RUNS)
    for place in PLACES[odd % step :: step]:
        imported(profiles, to_text(changed(FILE, place, ODD_VALUES[odd])))
