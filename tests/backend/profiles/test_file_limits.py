"""A profile's file of any size and depth is read or refused in time and memory that grow with its length alone."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from profile_files import everything

from apprentice_backend.profiles.profile_file import dump_profile, load_profile
from apprentice_backend.profiles.profile_text import MOST_ENTRIES, MOST_PIECE, ProfileText
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.catalogues import catalogue_of, choose
from apprentice_shared.codec import MAX_TEXT_BYTES
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import speaking

SPACE = AttributeSpace.default()
SWITCH = '{"kind":"switch","at":0,"learned":true,"content":{"signal":"inserted","on":true}}'
HEAD = '{"format":"apprentice-profile","version":2,"name":"A","agent":"bayes","seed":7,"log":'
SUGGESTION = '{"id":"NAME","mix":{},"seed":0,"features":{},"palette":[SWATCHES]}'
RATING = '{"kind":"rating","at":0,"learned":true,"suggestion":"s0-0","stars":5,"reasons":{REASONS}}'


def slate(number: int = 0, count: int = 1, swatches: int = 0) -> str:
    """Return the shortest entry of a slate of so many suggestions."""
    colors = ",".join(['{"hex":"#102030"}'] * swatches)
    items = (SUGGESTION.replace("NAME", f"s{number}-{index}").replace("SWATCHES", colors) for index in range(count))
    context = '"context":{"features":{},"subject":"","palette":[]}'
    head = f'"kind":"slate","id":"s{number}","at":1,"learned":true,"engine":"studies","model":"",{context}'
    return f'{{{head},"suggestions":[{",".join(items)}]}}'


def file_of(*entries: str) -> str:
    """Return a file with these entries."""
    return f"{HEAD}[{','.join(entries)}]}}"


REASONS = ",".join(f'"r{number}":1' for number in range(50_000))
HUGE = {
    "brackets": HEAD + "[" * (MAX_TEXT_BYTES - 200),
    "tables": HEAD + '[{"a":' + '{"a":' * (MAX_TEXT_BYTES // 5 - 100),
    "zeros": file_of(*["0"] * (MAX_TEXT_BYTES // 2 - 100)),
    "switches": file_of(*[SWITCH] * (MOST_ENTRIES + 1)),
    "reasons": file_of(slate(), RATING.replace("REASONS", REASONS)),
    "text": f'{{"x":"{"a" * (MOST_PIECE + 9)}"}}',
    "digits": file_of(SWITCH.replace('"at":0', f'"at":{"9" * 900_000}')),
    "suggestions": file_of(*(slate(number, 16) for number in range(3800))),
    "one suggestion too many": file_of(slate(0, 17)),
    "cut": file_of(slate())[:-1],
    "more": file_of(slate()) + "{}",
    "two logs": HEAD + '[],"log":[]}',
    "a log that is none": HEAD + "{}}",
    "members": "{" + ",".join(f'"m{number}":0' for number in range(100)) + "}",
    "a list": "[]",
    "nothing": "",
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_what_is_endless_is_refused_in_one_sentence(text: str) -> None:
    """No value of the text is held longer than its entry is looked at."""
    tracemalloc.start()
    try:
        with pytest.raises(RequestError, match=r"^The file cannot be imported: .*\.$") as caught:
            load_profile(text, SPACE)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.code is ErrorCode.BAD_VALUE
    assert len(str(caught.value)) < 300
    assert most < 64 * 2**20


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]", "sie ist kein exportiertes Profil"),
        (file_of(slate())[:-1], "sie ist bei Zeichen "),
        (file_of().replace('"version":2', '"version":99'), "eine andere Version von Apprentice hat sie geschrieben"),
    ],
    ids=["another file", "cut", "newer"],
)
def test_what_happens_to_artists_is_in_their_language(text: str, why: str) -> None:
    """Another file, one that was cut, one of a newer version; places in a file that somebody wrote stay English."""
    with speaking(catalogue_of(choose(["de"]))), pytest.raises(RequestError) as caught:
        load_profile(text, SPACE)
    assert str(caught.value).startswith(f"Die Datei lässt sich nicht importieren: {why}")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("log[1].id", file_of(slate(0), slate(0))),
        ("log[1].suggestions[0].id", file_of(slate(0), slate(1).replace("s1-0", "s0-0"))),
        ("log[0].suggestion ", file_of(RATING.replace("REASONS", ""))),
        ("log[0].at", file_of(SWITCH.replace('"at":0', '"at":1e999'))),
        ("log[0].at", file_of(SWITCH.replace('"at":0', '"at":-1'))),
        ("log[0].at", file_of(SWITCH.replace('"at":0', f'"at":{"9" * 5000}'))),
        ("log[0].learned", file_of(SWITCH.replace("true", '"no"', 1))),
        ("log[0].kind", file_of('{"kind":"dream"}')),
        ("log[0].kind is missing", file_of("{}")),
        ("log[0].content.on is missing", file_of(SWITCH.replace('"on"', '"off"'))),
        ("log[1].reasons['\\u202e']", file_of(slate(), RATING.replace("REASONS", '"\\u202e":3'))),
        ("another version of Apprentice", file_of().replace('"version":2', '"version":99')),
        ("seed", file_of().replace('"seed":7', '"seed":1e300')),
    ],
)
def test_the_place_and_the_value_are_named(place: str, text: str) -> None:
    """A person who wrote the file finds the mistake."""
    with pytest.raises(RequestError) as caught:
        load_profile(text, SPACE)
    assert f"cannot be imported: {place}" in str(caught.value)


def test_what_could_not_be_given_out_again_is_not_taken_in() -> None:
    """The shortest way to write a swatch is a third of the way in which it is exported."""
    text = file_of(*(slate(number, 16, 16) for number in range(900)))
    assert len(text) < MAX_TEXT_BYTES
    with pytest.raises(RequestError) as caught:
        load_profile(text, SPACE)
    assert caught.value.code is ErrorCode.TOO_LARGE


def test_a_text_longer_than_a_message_is_too_large() -> None:
    """It is not looked at."""
    with pytest.raises(RequestError) as caught:
        load_profile(" " * (MAX_TEXT_BYTES + 1), SPACE)
    assert caught.value.code is ErrorCode.TOO_LARGE


def test_members_may_stand_in_any_order() -> None:
    """The log may come before the name; spaces and line ends are a person's own matter."""
    data = everything()
    turned = json.dumps(dict(reversed(data.items())), indent=3)
    assert load_profile(turned, SPACE) == load_profile(json.dumps(data), SPACE)


def test_a_file_is_the_same_text_as_written_at_once() -> None:
    """It is written entry by entry, so that others get their turns."""
    text = dump_profile(*load_profile(json.dumps(everything()), SPACE))
    assert json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False) == text
    assert dump_profile(*load_profile(text, SPACE)) == text


def test_entries_longer_than_a_piece_are_read() -> None:
    """A number at the end of a piece goes on in the next one."""
    for length in range(4080, 4110):
        text = f'{{"log": [{{"a": "{"x" * length}", "b": 12345}}], "n": {"7" * 30}, "f": 0.{"1" * length}}}'
        file = ProfileText(text)
        assert [entry.value["b"] for entry in file.log()] == [12345]
        assert file.head["n"].value == int("7" * 30)
        assert file.head["f"].value == pytest.approx(1 / 9)
