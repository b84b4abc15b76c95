"""Values to ask for always or never, with pictures or with words alone."""

from __future__ import annotations

from dataclasses import replace
from gettext import NullTranslations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel import style
from apprentice.panel.locks.lock_section import LockSection
from apprentice.panel.locks.proof_chip import ProofChip
from apprentice.panel.proof_picture import PROOF_PX
from apprentice.qt import QImage, QtCore, QtGui, QtWidgets
from apprentice.shown.values import ValueShown
from apprentice_shared.catalogues import LANGUAGES, catalogue_of, choose
from apprentice_shared.language import speak

SHOWN = (("Colour", (ValueShown("color", "warm", "Warm", "lock"), ValueShown("color", "cool", "Cool", ""))),)


def _section(qtbot: QtBot) -> tuple[LockSection, ProofChip, ProofChip]:
    section = LockSection()
    qtbot.addWidget(section)
    section.resize(260, 200)
    section.show_locks(SHOWN)
    section.show()
    warm, cool = (section.findChild(ProofChip, f"apprentice_lock_color_{value}") for value in ("warm", "cool"))
    return section, warm, cool


def test_a_picture_that_comes_moves_nothing(qtbot: QtBot) -> None:
    """Its room is kept from the moment that it can be expected; without that the words take none of it."""
    section, warm, cool = _section(qtbot)
    assert warm.sizeHint().height() == style.HIT_PX
    section.show_proofs({}, is_pictured=True)
    QtWidgets.QApplication.processEvents()
    before, word = (warm.geometry(), cool.geometry()), warm.word_box(QtCore.QRectF(warm.rect()))
    assert word.top() >= PROOF_PX - 1
    assert warm.height() >= PROOF_PX + style.HIT_PX
    picture = QImage(64, 32, QImage.Format.Format_RGBA8888)
    section.show_proofs({"color=warm": (picture,)}, is_pictured=True)
    QtWidgets.QApplication.processEvents()
    assert (warm.geometry(), cool.geometry()) == before
    assert warm.word_box(QtCore.QRectF(warm.rect())) == word
    assert (warm.picture, cool.picture) == (picture, None)
    section.show_proofs({}, is_pictured=False)
    assert warm.sizeHint().height() == style.HIT_PX


def test_grey_lies_around_the_picture_of_a_locked_value(qtbot: QtBot) -> None:
    """The lit ground of the chip stays four pixels away from it."""
    section, warm, _ = _section(qtbot)
    picture = QImage(64, 32, QImage.Format.Format_RGBA8888)
    picture.fill(QtGui.QColor(200, 30, 30))
    section.show_proofs({"color=warm": (picture,)}, is_pictured=True)
    QtWidgets.QApplication.processEvents()
    assert warm.isChecked()
    seen = warm.grab().toImage()
    row = [seen.pixelColor(x, PROOF_PX // 2) for x in range(seen.width())]
    left = next(x for x, color in enumerate(row) if color.red() > 150 and color.green() < 80)
    for color in row[left - style.PICTURE_EDGE_PX + 1 : left - 1]:
        assert color.red() == color.green() == color.blue()


def test_each_rule_can_be_told_without_colours(qtbot: QtBot) -> None:
    """A value kept out has its word struck out, and a sign; one asked for has another sign; a free one has neither."""
    section, warm, cool = _section(qtbot)
    free, banned = (replace(SHOWN[0][1][1], rule=rule) for rule in ("", "ban"))
    looks = []
    for value in (free, banned, replace(banned, rule="lock")):
        section.show_locks((("Colour", (SHOWN[0][1][0], value)),))
        assert cool.is_struck == (value.rule == "ban")
        looks.append(cool.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    assert looks[0] != looks[1] != looks[2] != looks[0]
    assert not warm.is_struck
    assert "every suggestion" in cool.accessibleDescription()


@pytest.mark.parametrize("code", ["", *(language.code for language in LANGUAGES)])
def test_it_says_what_each_press_does(qtbot: QtBot, code: str) -> None:
    """In two lines at most, in every language and the narrowest panel."""
    speak(catalogue_of(choose([code])))
    try:
        section, _, _ = _section(qtbot)
    finally:
        speak(NullTranslations())
    label = section.findChild(QtWidgets.QLabel, "apprentice_locks_presses")
    room_px = 260 - 2 * style.MARGIN_PX - style.SCROLL_BAR_PX - 2
    assert label.heightForWidth(room_px) <= 2 * label.fontMetrics().lineSpacing() + 2
    assert code in ("", "en") or "First press" not in label.text()
