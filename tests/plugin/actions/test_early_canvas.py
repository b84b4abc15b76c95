"""The painting on the cards before the first slate: read once, in view alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from panel_studio import VALLEY, Studio
from qt_waiting import wait_until
from slates_made import HARBOUR

from apprentice.actions import early_canvas
from apprentice.link.keeper import Phase
from apprentice.qt import QtCore, QtWidgets

HUGE = replace(VALLEY, id="huge", width_px=6000, height_px=4500)


@pytest.fixture
def studio(qapp: object, tmp_path: Path) -> Iterator[Studio]:
    """A panel that looks for a backend in vain."""
    studio = Studio(tmp_path)
    studio.app.open()
    yield studio
    studio.close()


def _has_painting(studio: Studio) -> bool:
    """Return whether all cards show a painting, dimmed."""
    return all(card.shown.is_dimmed and card.picture is not None for card in studio.panel.grid.cards)


def _come_to(studio: Studio) -> None:
    QtWidgets.QApplication.sendEvent(studio.panel, QtCore.QEvent(QtCore.QEvent.Type.Enter))


def test_empty_cards_show_the_painting(studio: Studio) -> None:
    """It is dimmed, framed nowhere, and nobody can rate it; no backend is asked for anything."""
    wait_until(lambda: _has_painting(studio))
    assert not any(card.shown.is_here or card.shown.is_selected for card in studio.panel.grid.cards)
    assert studio.documents.reads == 1
    studio.controller.refresh()
    assert studio.documents.reads == 1
    assert studio.app.state.status.phase is not Phase.READY


def test_it_stays_on_the_cards_until_the_first_slate_comes(studio: Studio) -> None:
    """At Suggest the painting does not vanish from them."""
    wait_until(lambda: _has_painting(studio))
    studio.panel.ask.suggest.click()
    assert studio.controller.desk.rendering is not None
    wait_until(lambda: all(card.shown.is_waiting for card in studio.panel.grid.cards))
    assert _has_painting(studio)


def test_a_blank_painting_leaves_them_empty(studio: Studio) -> None:
    """White paper is nothing to show."""
    studio.documents.is_blank = True
    studio.go_to(HARBOUR)
    wait_until(lambda: HARBOUR.id in studio.app.state.books.early)
    assert studio.controller.desk.early is None


def test_a_painting_is_read_as_large_as_it_is_now(studio: Studio) -> None:
    """Krita does not say that a document was scaled or cropped since it became active."""
    studio.documents.open_documents[1] = replace(HARBOUR, width_px=100, height_px=400)
    studio.go_to(HARBOUR)
    wait_until(lambda: studio.controller.desk.early is not None)
    wait_until(lambda: {card.shown.aspect for card in studio.panel.grid.cards} == {0.25})


def test_nothing_is_read_while_the_panel_is_hidden(studio: Studio) -> None:
    """A reading ends when the panel is hidden, and begins anew when it comes into view."""
    wait_until(lambda: _has_painting(studio))
    studio.documents.open_documents.append(HUGE)
    studio.go_to(HUGE)
    wait_until(lambda: studio.documents.reads == 2)
    studio.panel.hide()
    studio.go_to(HARBOUR)
    for _ in range(200):
        QtWidgets.QApplication.processEvents()
    assert studio.documents.reads == 2
    assert set(studio.app.state.books.early) == {VALLEY.id}
    studio.panel.show()
    wait_until(lambda: HARBOUR.id in studio.app.state.books.early)


def test_a_reading_ends_with_its_painting(studio: Studio) -> None:
    """Another painting that becomes active is read, the one before it no longer."""
    studio.documents.open_documents.append(HUGE)
    studio.go_to(HUGE)
    wait_until(lambda: studio.documents.reads == 2)
    studio.go_to(HARBOUR)
    wait_until(lambda: HARBOUR.id in studio.app.state.books.early)
    assert HUGE.id not in studio.app.state.books.early
    studio.documents.close(HARBOUR, VALLEY)
    studio.go_to(VALLEY)
    assert HARBOUR.id not in studio.app.state.books.early


def test_coming_back_to_the_panel_reads_what_was_painted_since(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once only where it was not read just now; the picture before it is let go."""
    wait_until(lambda: _has_painting(studio))
    before = studio.app.state.books.early[VALLEY.id]
    assert before is not None
    _come_to(studio)
    assert studio.documents.reads == 1
    monkeypatch.setattr(early_canvas, "OLD_S", 0.0)
    studio.documents.colors = ("#802020", "#20f0c0")
    _come_to(studio)
    wait_until(lambda: studio.app.state.books.early[VALLEY.id] != before)
    assert studio.documents.reads == 2
    assert studio.app.gallery.full(before.images[0]) is None
