"""Framing from the section's buttons to a selection or a copy, without Krita; the proposals are made up."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from panel_studio import VALLEY, Studio
from qt_waiting import wait_until
from slates_made import HARBOUR, PROFILES, STUDIES
from stand_in_documents import StandInDocuments, StandInView

from apprentice.actions.framing.framing import FramingActions
from apprentice.link.keeper import LinkStatus, Phase
from apprentice.panel.framing.framing_section import FramingSection
from apprentice.pictures.tiles import Rect
from apprentice.qt import QtCore, QtWidgets, QWidget
from apprentice_shared import messages
from apprentice_shared.images import ImageFrame

PROPOSED = (
    messages.FramingPart("closer", 0.25, 0.25, 0.5, 0.5),
    messages.FramingPart("air", -0.25, -0.25, 1.5, 1.5),
    messages.FramingPart("off_centre", 0.5, 0.0, 0.5, 1.0),
)


class Bench:
    """A panel on a painting of 256 × 192 pixels, its view, and every request for framings that it sends."""

    def __init__(self, folder: Path) -> None:
        self.studio = Studio(folder)
        self.canvas = QWidget()
        self.canvas.resize(400, 300)
        self.canvas.show()
        self.view = StandInView(self.canvas, (256, 192))
        self.view.corner = (50.0, 40.0)
        self.documents.view = self.view
        self.asked: list[messages.GetFramings] = []
        self.studio.app.connection.send = self._send  # type: ignore[method-assign]
        self.studio.app.connection.want = lambda: None  # type: ignore[method-assign]
        self.studio.app.connection.open()
        self.studio.app.state.engine = dataclasses.replace(STUDIES, abilities=("canvas", "framings"))
        self.studio.panel.pages.open("checks")
        self.studio.controller.refresh()

    def _send(self, request: messages.Request, image: ImageFrame | None = None) -> None:
        if isinstance(request, messages.GetFramings):
            self.asked.append(request)

    @property
    def documents(self) -> StandInDocuments:
        """The stand-in documents."""
        return self.studio.documents

    @property
    def section(self) -> FramingSection:
        """The framing section."""
        return self.studio.panel.framing

    @property
    def actions(self) -> FramingActions:
        """What the section's buttons do."""
        return self.studio.controller.framing

    @property
    def has_mats(self) -> bool:
        """Whether mats lie over the canvas."""
        mats = self.canvas.findChild(QWidget, "apprentice_mats")
        return mats is not None and mats.isVisible()

    def press(self, name: str) -> None:
        """Press a button that can be pressed."""
        button = self.studio.panel.findChild(QtWidgets.QAbstractButton, name)
        assert button.isEnabled(), name
        button.click()

    def answer(self, *parts: messages.FramingPart) -> None:
        """Answer the newest request."""
        self.studio.app.message_arrived.emit(messages.Framings(self.asked[-1].id, parts))

    def propose(self) -> None:
        """Ask for proposals, and wait until they and their pictures are there."""
        count = len(self.asked)
        self.press("apprentice_framing_propose")
        wait_until(lambda: len(self.asked) > count)
        self.answer(*PROPOSED)
        wait_until(lambda: self.section.proposals[2].picture is not None)

    def drag(self, frame: Rect) -> None:
        """Drag the frame to another one."""
        self.actions.mats.moved.emit(frame)


@pytest.fixture
def bench(qapp: object, tmp_path: Path) -> Iterator[Bench]:
    """A panel with its *Checks* open."""
    bench = Bench(tmp_path)
    yield bench
    bench.actions.put_away()
    bench.studio.close()
    bench.canvas.deleteLater()
    wait_until(lambda: True)


def test_an_own_frame_needs_no_backend(bench: Bench) -> None:
    """Without an engine mats are laid around the whole painting; the format of a press later goes around the middle."""
    bench.studio.app.state.engine = None
    bench.press("apprentice_framing_own")
    assert bench.has_mats
    assert bench.actions.framings.frame == Rect(0, 0, 256, 192)
    bench.press("apprentice_format_1_1")
    assert bench.actions.framings.frame == Rect(17, -15, 222, 222)
    bench.press("apprentice_framing_own")
    assert bench.actions.framings.frame == Rect(32, 0, 192, 192)
    assert not bench.asked


def test_the_same_format_again_is_turned(bench: Bench) -> None:
    """4:5 becomes 5:4 and comes back; another format begins as it is written."""
    chip = bench.section.formats["4_5"]
    for word in ("4:5", "5:4", "4:5"):
        bench.press("apprentice_format_4_5")
        assert chip.text() == word
        assert chip.isChecked()
    bench.press("apprentice_format_4_5")
    bench.press("apprentice_format_16_9")
    assert (chip.text(), chip.isChecked()) == ("4:5", False)


def test_proposals_are_asked_for_in_the_format_and_pictured(bench: Bench) -> None:
    """The request names canvas, format and profile; each proposal has its aim and its picture in three values."""
    bench.press("apprentice_format_16_9")
    bench.propose()
    assert bench.asked[0].format == pytest.approx(16 / 9)
    assert bench.asked[0].canvas
    words = [chip.text() for chip in bench.section.proposals if not chip.isHidden()]
    assert words == ["Closer", "More air", "Off-centre"]
    sizes = [(chip.picture.width(), chip.picture.height()) for chip in bench.section.proposals[:3]]
    assert sizes == [(160, 120), (160, 120), (107, 160)]


def test_the_name_of_the_first_profile_changes_nothing(bench: Bench) -> None:
    """What is asked before a backend has told its profiles is still waited for after that."""
    bench.press("apprentice_framing_propose")
    bench.studio.app.state.profiles = PROFILES
    bench.studio.controller.refresh()
    assert bench.studio.controller.desk.profile == PROFILES[0].id
    wait_until(lambda: len(bench.asked) == 1)
    bench.answer(*PROPOSED)
    assert len(bench.actions.framings.proposals) == 3


def test_own_leaves_the_proportions_of_proposals_open(bench: Bench) -> None:
    """The format of the request is 0 then, and the painting's own where it is to stay as it is."""
    bench.propose()
    assert bench.asked[0].format == pytest.approx(256 / 192)
    bench.press("apprentice_format_own")
    wait_until(lambda: len(bench.asked) == 2)
    assert bench.asked[1].format == 0.0


def test_a_press_lays_mats_and_another_takes_them_off(bench: Bench) -> None:
    """As with the checks; and a press on another proposal changes to that."""
    bench.propose()
    bench.press("apprentice_framing_0")
    assert bench.has_mats
    assert bench.actions.framings.frame == Rect(64, 48, 128, 96)
    bench.press("apprentice_framing_2")
    assert bench.actions.framings.frame == Rect(128, 0, 128, 192)
    assert [chip.isChecked() for chip in bench.section.proposals[:3]] == [False, False, True]
    bench.press("apprentice_framing_2")
    assert not bench.has_mats


def test_use_it_selects_the_frame_and_can_be_taken_back(bench: Bench) -> None:
    """What the artist dragged is what is selected; the mats go, and the canvas has the keys."""
    bench.press("apprentice_framing_own")
    bench.drag(Rect(10, 20, 100, 75))
    bench.press("apprentice_framing_use")
    assert bench.documents.selected == [Rect(10, 20, 100, 75)]
    assert not bench.has_mats
    assert bench.documents.canvas_focused == 1
    bench.studio.controller.refresh()
    bench.press("apprentice_offer_take")
    assert bench.documents.selected[-1] is None


def test_beyond_the_painting_only_a_copy_can_be_had(bench: Bench) -> None:
    """No selection reaches there: the line says so, and the button cannot be pressed."""
    bench.propose()
    bench.press("apprentice_framing_1")
    assert not bench.section.select.isEnabled()
    assert "cannot reach" in bench.section.line.text()
    bench.press("apprentice_framing_copy")
    assert bench.documents.framed_copies == [Rect(-64, -48, 384, 288)]
    assert not bench.has_mats


def test_mats_follow_the_canvas(bench: Bench) -> None:
    """Krita tells of no zoom and no move: they are looked for."""
    bench.press("apprentice_framing_own")
    grips = bench.canvas.findChild(QWidget, "apprentice_grips")
    before = grips.mask().boundingRect()
    bench.view.corner = (80.0, 60.0)
    wait_until(lambda: grips.mask().boundingRect() == before.translated(30, 20))


@pytest.mark.parametrize("end", ["other document", "closed", "view closed", "cropped", "escape", "put away", "profile"])
def test_mats_go(bench: Bench, end: str) -> None:
    """With their document, its view, its size, the profile, at Esc and at *Put away*."""
    bench.studio.app.state.profiles = PROFILES
    bench.studio.controller.refresh()
    bench.propose()
    bench.press("apprentice_framing_0")
    if end == "other document":
        bench.studio.go_to(HARBOUR)
    elif end == "closed":
        bench.documents.close(VALLEY)
        bench.studio.app.documents_changed.emit()
    elif end == "view closed":
        bench.view.is_open = False
    elif end == "cropped":
        bench.view.size = (200, 192)
    elif end == "escape":
        bench.canvas.findChild(QWidget, "apprentice_grips").escaped.emit()
    elif end == "profile":
        bench.studio.app.state.choose_profile(VALLEY.id, "ink")
        bench.studio.controller.refresh()
    else:
        bench.press("apprentice_framing_away")
    wait_until(lambda: not bench.has_mats)
    assert bench.actions.framings.frame is None
    proposed = [chip for chip in bench.section.proposals if not chip.isHidden()]
    assert len(proposed) == (0 if end in {"other document", "closed", "profile"} else 3)


def test_a_canvas_that_krita_deletes_takes_the_mats_along(bench: Bench) -> None:
    """No Python error, and no frame left."""
    bench.press("apprentice_framing_own")
    bench.canvas.deleteLater()
    QtCore.QCoreApplication.sendPostedEvents(None, 52)
    assert bench.actions.framings.frame is None
    assert not bench.actions.mats.is_on
    bench.canvas = QWidget()


def test_where_no_place_is_known_the_mats_lie_in_the_panel(bench: Bench) -> None:
    """A line says so, and the handles work there."""
    bench.documents.view = None
    bench.press("apprentice_framing_own")
    wait_until(lambda: not bench.section.picture.isHidden())
    assert "shown here" in bench.section.line.text()
    assert bench.section.picture.findChild(QWidget, "apprentice_mats").isVisible()
    bench.press("apprentice_framing_away")
    assert bench.section.picture.isHidden()


def test_an_engine_without_framings_leaves_the_own_frame(bench: Bench) -> None:
    """The tip says so; nothing is asked for."""
    bench.studio.app.state.engine = STUDIES
    bench.studio.controller.refresh()
    assert not bench.section.propose.isEnabled()
    assert "lay your own" in bench.section.propose.toolTip()
    bench.press("apprentice_framing_own")
    assert bench.has_mats


@pytest.mark.parametrize("how", ["error", "failed"])
def test_a_failure_can_be_tried_again(bench: Bench, how: str) -> None:
    """The button can be pressed again."""
    bench.press("apprentice_framing_propose")
    wait_until(lambda: len(bench.asked) == 1)
    assert not bench.section.propose.isEnabled()
    if how == "error":
        bench.studio.app.message_arrived.emit(messages.ErrorReply(bench.asked[0].id, "unknown_image", "It is gone."))
    else:
        bench.studio.app.connection.status_changed.emit(LinkStatus(Phase.FAILED, "It does not run."))
    assert bench.section.propose.isEnabled()


def test_a_blank_painting_is_not_sent(bench: Bench) -> None:
    """There is nothing to frame, and a line says so."""
    bench.documents.is_blank = True
    bench.press("apprentice_framing_propose")
    wait_until(lambda: "nothing on this painting" in bench.studio.line)
    assert not bench.asked
