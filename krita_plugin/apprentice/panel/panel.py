"""The whole panel."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.panel_values import PanelShown
from ..vendored import bounds, tr
from . import style
from .arrangement import WIDE_PX, Arrangement, PanelPart, Wanted, arrange
from .ask import AskRow
from .ask_for import AskFor
from .asked_line import AskedLine
from .card_image import Pictures
from .check_buttons import CheckButtons
from .dial import Dials
from .framed_line import FramedLine
from .framing.framing_section import FramingSection
from .grid import CardGrid
from .header import Header
from .insert_button import InsertButton
from .intents import IntentSection
from .locks.lock_section import LockSection
from .pages import STUDIES, Pages
from .palettes.palette_section import PaletteSection
from .palettes.palette_strip import PaletteStrip
from .palettes.rule_line import RuleLine
from .settings_section import SettingsSection
from .slate_bar import SlateBar
from .slot.slot import Slot
from .slot.unfolded import Unfolded
from .tabs import Tabs
from .taste_section import TasteSection
from .vary import VaryBar

SETTINGS = "settings"
_LOOKS = (QtCore.QEvent.Type.Show, QtCore.QEvent.Type.Enter, QtCore.QEvent.Type.Hide)


class Panel(QWidget):
    """All widgets of the panel of one window. Values come in by `show_all` alone; the widgets' signals go out.

    Where they stand is worked out by `arrange`, once for each size and page: there is no layout that could move them.
    """

    fold_switched = Signal()
    looked_at = Signal(bool)  # False once it is hidden

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_panel")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(style.MIN_WIDTH_PX)
        self.header, self.ask = Header(self), AskRow(self)
        self.rule = RuleLine()
        self.asked = AskedLine(self.rule, self)
        self.slate = SlateBar(self)
        self.subject = QtWidgets.QLineEdit(self)
        self.grid = CardGrid(self)
        self.slot = Slot(self)
        self.framed = FramedLine(self)
        self.insert = InsertButton(self)
        self.palette_strip = PaletteStrip(self)
        self.tabs, self.pages = Tabs(self), Pages(self)
        self.palettes, self.checks, self.framing = PaletteSection(), CheckButtons(), FramingSection()
        self.taste, self.settings = TasteSection(), SettingsSection()
        self.vary, self.dials, self.locks = VaryBar(), Dials(), LockSection()
        self.intents = IntentSection()
        self.fold = AskFor(self.intents, self.vary, self.dials, self.locks, self)
        self.unfolded = Unfolded(self)
        self._wanted, self._arranged = Wanted(), (0, 0, Wanted(page=True))
        self._place_of: dict[PanelPart, QtCore.QRect] = {}
        self._fill()
        self._connect()
        self._fade_readably()

    def show_all(self, shown: PanelShown, pictures: Pictures) -> None:
        """Show everything."""
        self.header.show_header(shown.header)
        self.ask.show_ask(shown.ask)
        self.asked.show_asked(shown.asked)
        self.rule.show_rule(shown.rule)
        if not self.subject.hasFocus() and self.subject.text() != shown.ask.subject:
            self.subject.setText(shown.ask.subject)
        self._show_cards(shown, pictures)
        self.slot.show_slot(shown.slot)
        self.unfolded.follow(self.slot.whole)
        self.slate.show_slate(shown.slate)
        self.palette_strip.show_palette(shown.palette)
        self.checks.set_available(shown.ask.has_document)
        self.intents.show_intents(shown.intents)
        self.vary.show_ask(shown.ask)
        self.locks.show_locks(shown.locks)
        self.dials.show_dial(shown.dial)
        self.palettes.show_palettes(shown.palettes)
        self.taste.show_taste(shown.taste)
        self.settings.show_settings(shown.header, shown.profile_menu)
        self.settings.packs.show_packs(shown.packs)
        self.settings.engines.show_engines(shown.engines)
        self._want(subject=shown.ask.wants_subject)

    @property
    def is_unfolded(self) -> bool:
        """Whether what can be asked for is open, or is being opened."""
        return bool(self.ask.more.isChecked())

    def show_studies(self) -> None:
        """Fold away what lies over the cards, and close the page that has taken their place."""
        self._show_fold(False)
        if self.width() < WIDE_PX:
            self.pages.open(STUDIES)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return the narrowest panel, and room for its first rows."""
        return QtCore.QSize(style.MIN_WIDTH_PX, 132)

    def sizeHint(self) -> QtCore.QSize:
        """Return the width that most dockers have, and room for four whole cards."""
        return QtCore.QSize(300, 480)

    def event(self, event: QtCore.QEvent) -> bool:
        """Tell when it comes into view, when the pointer comes to it, and when it is hidden."""
        if event.type() in _LOOKS:
            self.looked_at.emit(event.type() != QtCore.QEvent.Type.Hide)
        return super().event(event)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self.unfolded.setVisible(False)
        self._arrange()

    def changeEvent(self, event: QtCore.QEvent) -> None:
        """Keep disabled text readable in whatever theme Krita changes to."""
        super().changeEvent(event)
        if event.type() == QtCore.QEvent.Type.PaletteChange:
            self._fade_readably()

    # Inside --------------------------------------------------------------------------------------------------------

    def _fade_readably(self) -> None:
        around = self.parentWidget()
        theme = around.palette() if around is not None else QtWidgets.QApplication.palette()
        wanted, mine, roles = style.readably_disabled(theme), self.palette(), QtGui.QPalette.ColorRole
        groups = (QtGui.QPalette.ColorGroup.Disabled, QtGui.QPalette.ColorGroup.Active)
        texts = (roles.WindowText, roles.ButtonText, roles.Text)
        if any(mine.color(group, role) != wanted.color(group, role) for group in groups for role in texts):
            self.setPalette(wanted)
            for menu in self.findChildren(QtWidgets.QMenu):
                menu.setPalette(wanted)

    def _show_cards(self, shown: PanelShown, pictures: Pictures) -> None:
        self.grid.show_cards(shown.cards, pictures)
        framed = next((card for card in shown.cards if card.is_selected), None)
        self.framed.show_framed(shown.framed, shown.noted)
        self.insert.show_card(framed)

    def _want(self, *, subject: bool) -> None:
        """Arrange anew if what is to be shown has changed."""
        self._wanted = Wanted(self.pages.current != STUDIES, subject, self.header.short_px())
        self._arrange()

    def _arrange(self) -> None:
        key = (self.width(), self.height(), self._wanted)
        if key == self._arranged:
            return
        self._arranged = key
        arranged = arrange(*key)
        self.header.show_as(short=arranged.short_header)
        self._place(arranged)
        if self.fold.isVisible():
            self.fold.setGeometry(self._room_of_fold())

    def _place(self, arranged: Arrangement) -> None:
        self._place_of = {part: QtCore.QRect(*box) for part, box in arranged.places.items()}
        self.grid.show_as(arranged.cards)
        for part, widget in self._parts().items():
            place = self._place_of.get(part)
            if place is not None:
                widget.setGeometry(place)
            widget.setVisible(place is not None)

    def _parts(self) -> dict[PanelPart, QWidget]:
        return {
            PanelPart.HEADER: self.header,
            PanelPart.ASK: self.ask,
            PanelPart.ASKED: self.asked,
            PanelPart.NAV: self.slate,
            PanelPart.SUBJECT: self.subject,
            PanelPart.CARDS: self.grid,
            PanelPart.PAGE: self.pages,
            PanelPart.SLOT: self.slot,
            PanelPart.FRAMED: self.framed,
            PanelPart.INSERT: self.insert,
            PanelPart.PALETTE: self.palette_strip,
            PanelPart.TABS: self.tabs,
        }

    def _room_of_fold(self) -> QtCore.QRect:
        """Return the room under Suggest, down to the panel's lower edge."""
        ask = self._place_of[PanelPart.ASK]
        top = ask.bottom() + 1 + style.GAP_PX // 2
        return QtCore.QRect(style.MARGIN_PX, top, self.width() - 2 * style.MARGIN_PX, self.height() - top - 4)

    def _show_fold(self, is_open: bool) -> None:
        self.ask.more.setChecked(is_open)
        if is_open:
            self.fold.setGeometry(self._room_of_fold())
            self.fold.raise_()
            self.fold.show_from_top()
        # What it shows has its place before it is seen: chips that grow for pictures would be painted over each other.
        self.fold_switched.emit()
        self.fold.setVisible(is_open)

    def _open_page(self, key: str) -> None:
        self._show_fold(False)
        self.header.give_up_naming()
        self.unfolded.setVisible(False)
        self.tabs.show_open(key)
        self.header.settings.setChecked(key == SETTINGS)
        self._want(subject=self._wanted.subject)

    def _unfold(self, text: str) -> None:
        slot = self._place_of[PanelPart.SLOT]
        self.unfolded.unfold(text, slot, self._place_of[PanelPart.ASK].bottom() + 1)

    def _connect(self) -> None:
        self.ask.more.clicked.connect(self._show_fold)
        self.ask.suggest_asked.connect(self.show_studies)
        self.taste.compare_asked.connect(self.show_studies)
        self.asked.more_asked.connect(lambda: self._show_fold(not self.is_unfolded))
        self.tabs.pressed.connect(self.pages.open)
        self.tabs.pressed.connect(lambda _: self.tabs.show_open(self.pages.current))
        self.header.settings_asked.connect(lambda on: self.pages.open(SETTINGS if on else STUDIES))
        self.pages.opened.connect(self._open_page)
        self.slot.unfold_asked.connect(self._unfold)

    def _fill(self) -> None:
        self.subject.setObjectName("apprentice_subject")
        self.subject.setPlaceholderText(tr("What the picture shows"))
        self.subject.setMaxLength(bounds.MAX_SUBJECT)
        self.tabs.add(STUDIES, "studies", tr("Studies"))
        self.tabs.add("colours", "palette", tr("Colours"))
        self.tabs.add("checks", "checks", tr("Checks"))
        self.tabs.add("taste", "taste", tr("Taste"))
        self.tabs.show_open(STUDIES)
        self.pages.add("colours", self.palettes)
        self.pages.add("checks", self.checks, self.framing)
        self.pages.add("taste", self.taste)
        self.pages.add(SETTINGS, self.settings)
