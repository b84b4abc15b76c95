"""The framing section: formats, proposals, and what is done with the frame that mats lie around."""

from __future__ import annotations

from collections.abc import Sequence

from ...framing.formats import FORMATS
from ...qt import QImage, Qt, QtWidgets, QWidget, Signal
from ...shown.show_framing import FramingShown
from ...vendored import tr
from .. import style
from ..chip import Chip, fit_together
from ..locks.proof_chip import ProofChip
from .framed_picture import FramedPicture

_COLUMNS = 3
_MOST = 5


class FramingSection(QWidget):
    """Shows `FramingShown`; emits what is pressed: a format, a proposal by its place, and the five deeds."""

    format_pressed = Signal(str)
    propose_pressed = Signal()
    own_pressed = Signal()
    proposal_pressed = Signal(int)
    select_pressed = Signal()
    copy_pressed = Signal()
    away_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_framing")
        self.formats = {each.key: Chip(tr(each.title), f"apprentice_format_{each.key}") for each in FORMATS}
        self.propose = _deed(tr("Propose"), "apprentice_framing_propose")
        self.own = _deed(tr("My own frame"), "apprentice_framing_own", tr("Lay mats, and drag them yourself"))
        self.select = _deed(tr("Use it"), "apprentice_framing_use", tr("Select what is in the frame"))
        self.copy = _deed(
            tr("As a copy"), "apprentice_framing_copy", tr("Open a copy of the painting that is as large as the frame")
        )
        self.away = _deed(tr("Put away"), "apprentice_framing_away", tr("Take the mats off"))
        self.proposals = [ProofChip("", f"apprentice_framing_{place}") for place in range(_MOST)]
        self.line = _line()
        self.picture = FramedPicture()
        self._shown: FramingShown | None = None
        self._lay_out()
        self._connect()

    def show_framing(self, shown: FramingShown, notans: Sequence[QImage]) -> None:
        """Show formats and proposals, each with its picture in three values as soon as that is made."""
        for place, chip in enumerate(self.proposals):
            chip.set_pictured(notans[place] if place < len(notans) else None, is_pictured=True)
        if shown != self._shown:
            self._shown = shown
            self._show(shown)

    def _show(self, shown: FramingShown) -> None:
        for each in shown.formats:
            chip = self.formats[each.key]
            _rename(chip, each.title)
            chip.setChecked(each.is_on)
            chip.setEnabled(shown.has_document)
        for place, proposal in enumerate(self.proposals):
            proposal.setVisible(place < len(shown.proposals))
            if place < len(shown.proposals):
                _rename(proposal, shown.proposals[place].word)
                proposal.setToolTip(shown.proposals[place].tip)
                proposal.setChecked(shown.proposals[place].is_on)
        _rename(self.propose, tr("Looking…") if shown.is_busy else tr("Propose"))
        self.propose.setEnabled(shown.can_propose and not shown.is_busy)
        self.propose.setToolTip(shown.propose_tip)
        self.own.setEnabled(shown.has_document)
        self.select.setEnabled(shown.can_select)
        self.copy.setEnabled(shown.has_mats)
        self.away.setEnabled(shown.has_mats)
        self.line.setText(shown.line)

    def _lay_out(self) -> None:
        grid = QtWidgets.QGridLayout(self)
        grid.setContentsMargins(3, 3, 3, 3)
        grid.setSpacing(2)
        title = QtWidgets.QLabel(tr("Framing"))
        title.setFont(style.small_font(title))
        grid.addWidget(title, 0, 0, 1, 6)
        for place, chip in enumerate(self.formats.values()):
            grid.addWidget(style.give_way(chip), 1 + place // _COLUMNS, 2 * (place % _COLUMNS), 1, 2)
        grid.addWidget(style.give_way(self.propose), 3, 0, 1, 3)
        grid.addWidget(style.give_way(self.own), 3, 3, 1, 3)
        for place, chip in enumerate((self.select, self.copy, self.away)):
            grid.addWidget(style.give_way(chip), 4, 2 * place, 1, 2)
        grid.addWidget(self.line, 5, 0, 1, 6)
        for place, chip in enumerate(self.proposals):
            grid.addWidget(style.give_way(chip), 6 + place // _COLUMNS, 2 * (place % _COLUMNS), 1, 2)
            chip.hide()
        grid.addWidget(self.picture, 8, 0, 1, 6)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        fit_together([*self.formats.values(), self.propose, self.own, self.select, self.copy, self.away])

    def _connect(self) -> None:
        for key, chip in self.formats.items():
            chip.clicked.connect(lambda _, key=key: self._press_format(key))
        for place, proposal in enumerate(self.proposals):
            proposal.clicked.connect(lambda _, place=place: self.proposal_pressed.emit(place))
        for deed, signal in (
            (self.propose, self.propose_pressed),
            (self.own, self.own_pressed),
            (self.select, self.select_pressed),
            (self.copy, self.copy_pressed),
            (self.away, self.away_pressed),
        ):
            deed.clicked.connect(lambda _, signal=signal: signal.emit())

    def _press_format(self, key: str) -> None:
        """Tell of a format, and leave its chip on: a press on the one that is on turns it."""
        self.formats[key].setChecked(True)
        self.format_pressed.emit(key)


def _deed(word: str, name: str, tip: str = "") -> Chip:
    chip = Chip(word, name)
    chip.setCheckable(False)
    chip.setToolTip(tip)
    return chip


def _rename(chip: Chip, word: str) -> None:
    if chip.text() != word:
        chip.setText(word)
        chip.setAccessibleName(word)
        chip.update()


def _line() -> QtWidgets.QLabel:
    """Make the line, always as high as three lines, so that nothing moves."""
    line = QtWidgets.QLabel()
    line.setObjectName("apprentice_framing_line")
    line.setFont(style.small_font(line))
    line.setWordWrap(True)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    line.setFixedHeight(3 * line.fontMetrics().lineSpacing() + 2)
    style.give_way(line)
    return line
