"""The intents under ▾: every word can be read in the narrowest panel."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel import style
from apprentice.panel.intents import IntentSection
from apprentice.panel.locks.proof_chip import ProofChip
from apprentice.qt import QtGui, QtWidgets
from apprentice_backend.engines.studies import create_engine
from apprentice_shared.catalogues import LANGUAGES, catalogue_of, choose
from apprentice_shared.language import speak

CODES = ["", *(language.code for language in LANGUAGES)]


@pytest.mark.parametrize("width_px", [260, 300, 330, 360, 400])
@pytest.mark.parametrize("code", CODES)
def test_no_word_is_cut(qtbot: QtBot, code: str, width_px: int) -> None:
    """In every language the words fit their chips, in one line or two, without and below a picture."""
    speak(catalogue_of(choose([code])))
    try:
        section = IntentSection()
        section.show_intents(tuple(create_engine(model="", device="").describe().intents.items()))
    finally:
        speak(NullTranslations())
    qtbot.addWidget(section)
    section.more.setChecked(True)
    section.resize(width_px - 2 * style.MARGIN_PX - style.SCROLL_BAR_PX - 2, 300)
    section.show()
    QtWidgets.QApplication.processEvents()
    chips = section.findChildren(ProofChip)
    assert len(chips) == 10
    assert len({chip.y() for chip in chips}) == (3 if width_px > 330 else 4)
    font = QtGui.QFont(style.small_font(section))
    font.setPointSizeF(min(chip.fitting_size() for chip in chips))
    for chip in chips:
        for line in chip.lines(font, chip.room_px):
            assert QtGui.QFontMetricsF(font).horizontalAdvance(line) <= chip.room_px, line
