"""The language of each client: named in its hello, spoken in its answers, errors and refusals, and in nobody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from languages.files import mo_bytes
from live_server import TOKEN, LiveServer, serving
from talker import small_suggest, talking

from apprentice_shared import catalogues
from apprentice_shared.bounds import MAX_LANGUAGE
from apprentice_shared.messages import ErrorReply, GetImage, Render, SlateReady, SuggestionReady

GONE = "That picture is gone: ask for new suggestions."
FORGOTTEN = "That suggestion was forgotten: ask for new ones."
TINT = "a flat tint of {share:.0%}"
GERMAN = {
    GONE: "Dieses Bild ist nicht mehr da.",
    FORGOTTEN: "Dieser Vorschlag wurde vergessen.",
    TINT: "ein Ton über {share:.0%}",
}


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveServer]:
    """A server whose German catalogue holds three texts."""
    german = Catalog("de")
    for english, said in GERMAN.items():
        german.add(english, said)
    (tmp_path / "locale" / "de").mkdir(parents=True)
    (tmp_path / "locale" / "de" / f"{catalogues.NAME}.mo").write_bytes(mo_bytes(german))
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path / "locale")
    catalogues.catalogue_of.cache_clear()
    with serving(tmp_path / "data") as server:
        yield server
    catalogues.catalogue_of.cache_clear()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        *(("de-AT", GERMAN), ("de_AT.UTF-8", GERMAN), ("de" + "-x" * 16, GERMAN)),
        *((odd, {}) for odd in ("", "tlh", "en", "C", "pt", "zh_TW", "ドイツ", "../de", "x" * MAX_LANGUAGE)),
    ],
    ids=repr,
)
def test_errors_are_in_the_clients_language(running: LiveServer, language: str, words: dict[str, str]) -> None:
    """An answer and a render are refused in the words of the one who asked; English is said where there are none."""
    with talking(running.port, TOKEN, "speaker", language=language) as client:
        answer, render = client.ask(GetImage("r1", "0" * 64)), client.ask(Render("r2", "nothing", 64, 64))
    assert isinstance(answer, ErrorReply) and isinstance(render, ErrorReply)
    assert (answer.message, render.message) == (words.get(GONE, GONE), words.get(FORGOTTEN, FORGOTTEN))


def test_each_client_has_its_own_language(running: LiveServer) -> None:
    """Clients that are served side by side are spoken to differently, and one that comes back may speak another."""
    with (
        talking(running.port, TOKEN, "german", language="de") as german,
        talking(running.port, TOKEN, "english") as english,
    ):
        said = [client.ask(GetImage(f"r{n}", "0" * 64)) for n, client in enumerate((german, english, german))]
        german.disconnect()
        german.session.language = ""
        german.connect()
        said.append(german.ask(GetImage("again", "0" * 64)))
    texts = [reply.message for reply in said if isinstance(reply, ErrorReply)]
    assert texts == [GERMAN[GONE], GONE, GERMAN[GONE], GONE]


def test_what_is_shown_is_in_words_and_what_is_kept_in_codes(running: LiveServer) -> None:
    """A suggestion's note is in the client's language; the store holds it, and its explanation, in none."""
    with talking(running.port, TOKEN, "speaker", language="de") as client:
        slate = client.ask(small_suggest("r1", count=1, locks={"color": {"warm": 1.0}}))
        (shown,) = [reply.suggestion for reply in client.replies if isinstance(reply, SuggestionReady)]
    assert isinstance(slate, SlateReady)
    assert shown.note == "Ein Ton über 100%."
    kept = running.log.slate_of(shown.id)
    assert kept is not None
    record = kept.suggestion(shown.id)
    assert json.loads(record.note) == [[TINT, {"share": 1.0}]]
    assert set(json.loads(record.explanation)) == {"stars", "because", "unknown"}
