"""A check from the button to the viewer, without Krita and without a backend."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from qt_waiting import wait_until
from slates_made import HARBOUR, VALLEY
from stand_in_documents import StandInDocuments

from apprentice.actions import checks
from apprentice.actions.checks import CheckActions
from apprentice.checks import CHECKS
from apprentice.model.slates import DocumentRef
from apprentice.panel.viewer import Viewer
from apprentice.qt import QObject, Qt, QTimer, QWidget


class Bench:
    """Two stand-in documents, a window and a viewer, and the checks on them."""

    def __init__(self) -> None:
        self.documents = StandInDocuments(VALLEY, HARBOUR)
        self.window = QWidget()
        self.window.resize(400, 300)
        self.window.show()
        self.viewer, self.said = Viewer(), list[str]()
        self.owner = QObject()
        self.checks = CheckActions(self.documents, self.viewer, lambda: self.window, self.said.append, self.owner)

    def wait(self) -> None:
        """Wait until every check that was begun is read and made."""
        done: list[None] = []
        self.checks._thread.do(lambda: None, done.append)
        wait_until(lambda: done)


@pytest.fixture
def bench(qapp: object) -> Iterator[Bench]:
    """Two open paintings, the valley active."""
    bench = Bench()
    yield bench
    bench.checks.let_go()
    bench.wait()
    bench.window.deleteLater()
    wait_until(lambda: True)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_shows_the_painting_while_it_is_held(bench: Bench, check: object) -> None:
    """The check appears in the canvas' proportions, no larger than the view, and goes when the button is let go."""
    bench.checks.hold(check.key)  # type: ignore[attr-defined]
    wait_until(bench.viewer.isVisible)
    assert (bench.viewer.image.width(), bench.viewer.image.height()) == (400, 300)
    bench.checks.let_go()
    assert not bench.viewer.isVisible()


def test_the_painting_itself_is_one_key_away(bench: Bench) -> None:
    """Q shows the painting; when Q is up, the check is shown again."""
    bench.checks.hold("grey")
    wait_until(bench.viewer.isVisible)
    seen = bench.viewer.image
    bench.checks.hold_original(True)
    assert bench.viewer.image is not seen
    assert bench.viewer.image.pixelColor(390, 290).getRgb()[2] < 90
    bench.checks.hold_original(False)
    assert bench.viewer.image is seen


def test_a_check_that_stays_takes_the_presses_and_says_how_it_ends(bench: Bench, qtbot: QtBot) -> None:
    """Nobody paints on what cannot be seen; one that is held lets presses through."""
    through = Qt.WidgetAttribute.WA_TransparentForMouseEvents
    bench.checks.hold("grey")
    wait_until(bench.viewer.isVisible)
    assert bench.viewer.testAttribute(through)
    bench.checks.keep()
    assert not bench.viewer.testAttribute(through)
    assert "Esc" in bench.viewer.caption
    ended: list[str] = []
    bench.viewer.pressed.connect(bench.checks.let_go)
    bench.checks.changed.connect(ended.append)
    qtbot.mouseClick(bench.viewer, Qt.MouseButton.LeftButton)
    assert ended == [""]
    assert not bench.viewer.isVisible()


@pytest.mark.parametrize("after", [HARBOUR, None], ids=["switched", "closed"])
def test_no_check_stays_over_another_painting(bench: Bench, after: DocumentRef | None) -> None:
    """A painting that is switched or closed takes its check along."""
    bench.checks.hold("grey")
    wait_until(bench.viewer.isVisible)
    bench.checks.keep()
    bench.checks.document_changed()
    assert bench.viewer.isVisible()
    bench.documents.active = after
    bench.checks.document_changed()
    assert not bench.viewer.isVisible()


def test_a_check_covers_the_view_as_it_is_now(bench: Bench) -> None:
    """A view that is resized stays covered whole."""
    bench.checks.hold("grey")
    wait_until(bench.viewer.isVisible)
    bench.checks.keep()
    bench.window.resize(500, 200)
    wait_until(lambda: bench.viewer.size() == bench.window.size())


def test_what_comes_after_the_button_was_let_go_is_not_shown(bench: Bench) -> None:
    """After a short press nothing is shown late."""
    bench.checks.hold("temperature")
    bench.checks.let_go()
    bench.wait()
    assert not bench.viewer.isVisible()


def test_reads_the_painting_as_the_artist_sees_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check shows the active painting with Apprentice's groups in it."""
    asked: list[tuple[str, bool]] = []
    read = bench.documents.read

    def note(ref, tiles, *, as_seen=False):  # type: ignore[no-untyped-def]
        asked.append((ref.id, as_seen))
        return read(ref, tiles, as_seen=as_seen)

    monkeypatch.setattr(bench.documents, "read", note)
    bench.documents.active = HARBOUR
    bench.checks.hold("notan")
    wait_until(bench.viewer.isVisible)
    assert asked == [("harbour", True)]


def test_without_a_painting_it_says_what_to_do(bench: Bench) -> None:
    """One sentence asks for a painting."""
    bench.documents.active = None
    bench.checks.hold("grey")
    assert bench.said == ["Open a painting first: a check shows the one that is active."]


def test_a_painting_closed_while_it_is_read_ends_the_check(bench: Bench) -> None:
    """One sentence says which painting was closed; nothing is shown."""
    bench.documents.open_documents.remove(VALLEY)
    bench.checks.hold("grey")
    assert bench.said == ["“Valley” is closed."]
    bench.wait()
    assert not bench.viewer.isVisible()


def test_an_error_in_a_check_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The artist gets a sentence, nothing is shown, and the next check works."""
    with monkeypatch.context() as broken:
        broken.setattr(checks, "flattened", lambda _: {}["none"])
        bench.checks.hold("grey")
        wait_until(lambda: bench.said)
    assert bench.said[0].startswith("Something went wrong inside Apprentice")
    assert not bench.viewer.isVisible()
    bench.checks.hold("grey")
    wait_until(bench.viewer.isVisible)


def test_a_check_ends_with_its_window(bench: Bench) -> None:
    """The window goes while the painting is read: nothing more is read, and nothing is shown."""
    owner = QObject()
    huge = DocumentRef("huge", "Huge", 6000, 6000, "/paintings/huge.kra")
    bench.documents.open_documents.append(huge)
    bench.documents.active = huge
    checks = CheckActions(bench.documents, bench.viewer, lambda: bench.window, bench.said.append, owner)
    checks.hold("grey")
    del owner  # with it Qt deletes its children
    ended: list[None] = []
    QTimer.singleShot(200, lambda: ended.append(None))
    wait_until(lambda: ended)
    assert not bench.viewer.isVisible()
    assert bench.said == []
