"""Small pictures of values: from the open list to the real engine and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Event

import pytest
from panel_studio import Studio, backend
from pytestqt.qtbot import QtBot
from qt_waiting import wait_until
from slates_made import HARBOUR

from apprentice.actions.pending_renders import Outcome
from apprentice.link.keeper import Phase
from apprentice.panel.locks.proof_chip import ProofChip
from apprentice.panel.settings.proof_row import ProofRow
from apprentice.qt import Qt
from apprentice_shared import messages


def _chips(studio: Studio) -> list[ProofChip]:
    return [chip for chip in studio.panel.findChildren(ProofChip) if chip.objectName().startswith("apprentice_lock_")]


def _use_studies(studio: Studio) -> None:
    studio.app.send(messages.SetEngine(id="engine", engine="studies"))
    wait_until(lambda: studio.app.state.engine is not None and studio.app.state.engine.name == "studies")


def test_each_value_shows_what_it_makes_of_the_canvas(studio: Studio) -> None:
    """They are asked for when the list is opened, once, and come in the canvas' proportions."""
    with backend(studio):
        _use_studies(studio)
        slate = studio.suggest()
        assert not any(chip.is_pictured for chip in _chips(studio))
        studio.panel.ask.more.click()
        assert all(chip.is_pictured for chip in _chips(studio))
        wait_until(lambda: all(chip.picture is not None for chip in _chips(studio)))
        wanted = slate.document.width_px / slate.document.height_px
        pictures = [chip.picture for chip in _chips(studio)]
        assert all(abs(p.width() / p.height() / wanted - 1) < 0.05 for p in pictures)
        assert len({p.constBits().asstring(p.sizeInBytes()) for p in pictures}) > len(pictures) // 2
        studio.panel.ask.more.click()
        studio.panel.ask.more.click()
        assert [chip.picture for chip in _chips(studio)] == pictures


def test_an_engine_that_makes_none_leaves_the_words(studio: Studio) -> None:
    """There is no empty room above the words."""
    with backend(studio):
        studio.suggest()
        studio.panel.ask.more.click()
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        assert not any(chip.is_pictured for chip in _chips(studio))


def test_pictures_are_of_the_painting_before_the_first_slate(studio: Studio) -> None:
    """They come dimension by dimension, in the order of the list, and stay when the slate has come."""
    with backend(studio):
        _use_studies(studio)
        wait_until(lambda: studio.controller.desk.early is not None)
        studio.panel.ask.more.click()
        come = []
        wait_until(lambda: come.append([chip.picture is not None for chip in _chips(studio)]) or all(come[-1]))
        first = next(some for some in come if any(some))
        assert first == sorted(first, reverse=True)
        assert not all(first)
        pictures = [chip.picture for chip in _chips(studio)]
        studio.suggest()
        studio.panel.ask.more.click()
        assert [chip.picture for chip in _chips(studio)] == pictures


def test_a_blank_painting_leaves_the_words(studio: Studio) -> None:
    """There is nothing to make pictures of, before the first slate and after it."""
    studio.documents.is_blank = True
    studio.go_to(HARBOUR)
    with backend(studio):
        _use_studies(studio)
        wait_until(lambda: HARBOUR.id in studio.app.state.books.early)
        studio.panel.ask.more.click()
        assert not any(chip.is_pictured for chip in _chips(studio))


def test_what_is_refused_twice_leaves_the_words(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backend that fails at proofs is not asked for them without end; intents and other values are asked for."""
    asked: Counter[tuple[str, ...]] = Counter()

    def refuse(request: messages.GetProofs, _canvas: object, on_outcome: Callable[[Outcome], None]) -> None:
        asked[request.values or request.intents] += 1
        on_outcome(Outcome(problem="the engine failed"))

    with backend(studio):
        _use_studies(studio)
        wait_until(lambda: studio.controller.desk.early is not None)
        monkeypatch.setattr(studio.app.renders, "ask", refuse)
        studio.panel.ask.more.click()
        wait_until(lambda: studio.controller.refresh() or asked.total() >= 2 * (1 + len(studio.app.state.words)))
        studio.controller.refresh()
        done = Event()
        studio.app.do(lambda: None, lambda _: done.set())
        wait_until(done.is_set)
    assert list(asked.values()) == [2] * (1 + len(studio.app.state.words))


def test_each_pack_shows_a_few_of_its_values(studio: Studio, qtbot: QtBot) -> None:
    """They are asked for while the settings are open, and once; a click on them ticks the pack."""
    with backend(studio):
        _use_studies(studio)
        studio.panel.pages.open("settings")
        wait_until(lambda: studio.panel.settings.packs.findChildren(ProofRow))
        rows = studio.panel.settings.packs.findChildren(ProofRow)
        assert not any(row.isHidden() for row in rows)
        wait_until(lambda: all(len(row.pictures) == 3 for row in rows))
        pictures = [row.pictures for row in rows]
        studio.panel.pages.open("studies")
        studio.panel.pages.open("settings")
        assert [row.pictures for row in rows] == pictures
        qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
        wait_until(lambda: studio.app.state.packs[0].in_use)


def test_packs_are_words_where_there_is_nothing_to_show(studio: Studio) -> None:
    """With an engine that makes no such pictures there is no empty room below a pack."""
    with backend(studio):
        studio.suggest()
        studio.panel.pages.open("settings")
        rows = studio.panel.settings.packs.findChildren(ProofRow)
        assert rows
        assert all(row.isHidden() for row in rows)
