"""The whole panel."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtWidgets, QWidget
from ..shown.values import PanelShown
from ..vendored import bounds
from . import style
from .ask import AskRow
from .card_image import Pictures
from .check_buttons import CheckButtons
from .dial import Dials
from .grid import CardGrid
from .header import Header
from .insert_line import InsertLine
from .lock_section import LockSection
from .message import MessageLine
from .noted_line import NotedLine
from .palette_section import PaletteSection
from .palette_strip import PaletteStrip
from .rule_line import RuleLine
from .sections import Sections
from .settings_section import SettingsSection
from .slate_bar import SlateBar
from .taste_section import TasteSection
from .vary import VaryBar

_SCROLL_STYLE = f"""
QScrollBar:vertical {{ width: {style.SCROLL_BAR_PX}px; background: transparent; border: none; margin: 0; }}
QScrollBar::handle:vertical {{ background: palette(mid); border-radius: 3px; min-height: 24px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""


class Panel(QtWidgets.QScrollArea):
    """All widgets of the panel of one window. Values come in by `show_all` alone; the widgets' signals go out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_panel")
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setStyleSheet(_SCROLL_STYLE)
        self.setMinimumWidth(style.MIN_WIDTH_PX)
        self.header = Header()
        self.ask = AskRow()
        self.vary = VaryBar()
        self.subject = QtWidgets.QLineEdit()
        self.grid = CardGrid()
        self.slate = SlateBar()
        self.palette_strip = PaletteStrip()
        self.rule = RuleLine()
        self.line = MessageLine()
        self.noted = NotedLine()
        self.inserting = InsertLine()
        self.sections = Sections()
        self.palettes = PaletteSection()
        self.locks, self.dials, self.taste, self.settings = LockSection(), Dials(), TasteSection(), SettingsSection()
        self.checks = CheckButtons()
        self._lay_out()

    def show_all(self, shown: PanelShown, pictures: Pictures) -> None:
        """Show everything."""
        self.header.show_header(shown.header)
        self.ask.show_ask(shown.ask)
        self.vary.show_ask(shown.ask)
        self.subject.setVisible(shown.ask.wants_subject)
        if not self.subject.hasFocus() and self.subject.text() != shown.ask.subject:
            self.subject.setText(shown.ask.subject)
        self.grid.show_cards(shown.cards, pictures)
        self.slate.show_slate(shown.slate)
        self.palette_strip.show_palette(shown.palette)
        self.rule.show_rule(shown.rule)
        self.inserting.show_inserting(shown.inserting)
        self.line.show_line(shown.line, is_problem=shown.line_is_problem)
        self.noted.show_noted(shown.noted)
        self.palettes.show_palettes(shown.palettes)
        self.locks.show_locks(shown.locks)
        self.dials.show_dial(shown.dial)
        self.taste.show_taste(shown.taste)
        self.settings.show_settings(shown.header, shown.profile_menu)
        self.settings.packs.show_packs(shown.packs)
        self.settings.engines.show_engines(shown.engines)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return the narrowest panel, and room for its first rows."""
        return QtCore.QSize(style.MIN_WIDTH_PX, 120)

    def sizeHint(self) -> QtCore.QSize:
        """Return the width that most dockers have, and room for everything but the sections."""
        return QtCore.QSize(300, 480)

    def _bring_into_view(self, key: str) -> None:
        """Scroll to a section that opened below the lower edge, but not so far that the titles go out of view."""
        if not key:
            return
        # What is new has its height only after the layout has been done again.
        self.widget().layout().activate()
        QtCore.QTimer.singleShot(0, self._scroll_to_sections)

    def _scroll_to_sections(self) -> None:
        top, height = self.sections.y(), self.sections.height()
        wanted = min(top - style.MARGIN_PX, top + height + style.MARGIN_PX - self.viewport().height())
        bar = self.verticalScrollBar()
        bar.setValue(max(bar.value(), wanted))

    def _lay_out(self) -> None:
        self.subject.setObjectName("apprentice_subject")
        self.subject.setPlaceholderText("What the picture shows")
        self.subject.setMaxLength(bounds.MAX_SUBJECT)
        self.sections.add("palettes", "Palettes", self.palettes)
        self.sections.add("checks", "Checks", self.checks)
        self.sections.add("locks", "Locks", self.locks)
        self.sections.add("dial", "Dial", self.dials)
        self.sections.add("taste", "Taste", self.taste)
        self.sections.add("settings", "", self.settings)
        self.header.settings_asked.connect(lambda on: self.sections.open("settings" if on else ""))
        self.sections.opened.connect(lambda key: self.header.settings.setChecked(key == "settings"))
        self.sections.opened.connect(self._bring_into_view)
        content = QWidget()
        content.setObjectName("apprentice_content")
        column = QtWidgets.QVBoxLayout(content)
        column.setContentsMargins(style.MARGIN_PX, style.MARGIN_PX, style.MARGIN_PX, style.MARGIN_PX)
        column.setSpacing(style.GAP_PX)
        for widget in (self.header, self.ask, self.vary, style.give_way(self.subject), self.grid):
            column.addWidget(widget)
        # Below the cards: a line that comes or goes must not move what the artist is about to click.
        for widget in (self.inserting, self.line, self.noted, self.slate, self.palette_strip, self.rule, self.sections):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(content)
