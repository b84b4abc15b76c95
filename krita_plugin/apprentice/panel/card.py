"""The widget of one card."""

from __future__ import annotations

from dataclasses import replace

from ..qt import QImage, Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.values import CardShown
from ..vendored import tr
from . import keys, style
from .card_actions import CardActions
from .card_form import BESIDE_PX, STAMP_PX, CardForm
from .card_image import CardImage, Pictures
from .card_name import NAME_PX, CardName
from .stars import Stars

_Direction = QtWidgets.QBoxLayout.Direction


class CardWidget(QWidget):
    """Picture, name, stars and actions of one suggestion. It takes keys while it has the focus.

    It takes whatever room it is given: the picture fills what name and stars leave.

    Args:
        index: 0 to 3, its place in the slate.
    """

    # The first value of each is the index of the card.
    selected = Signal(int)
    rated = Signal(int, int, bool)  # stars, by key
    picked = Signal(int)
    dismissed = Signal(int)
    more_asked = Signal(int)
    palette_asked = Signal(int)
    insert_asked = Signal(int, str)  # one of `insert_forms.FORMS`
    undo_asked = Signal(int)
    left = Signal(int)
    stepped = Signal(int, str)  # "left", "right", "up" or "down"
    hold_began = Signal(int)
    large_asked = Signal(int)  # to be shown until it is put away
    hold_ended = Signal(int)
    original_held = Signal(int, bool)

    def __init__(self, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.index = index
        name = f"apprentice_card_{index}"
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.shown = CardShown(aspect=4 / 3)
        self.picture: QImage | None = None
        self._pictures: Pictures = lambda *_: None
        self.form = CardForm.CARD
        self._is_handed_keys = False
        self.image = CardImage(name, self)
        self.name = CardName(name, self)
        self.stars = Stars(name, self)
        self.actions = CardActions(name, self.image)
        self._row = QtWidgets.QBoxLayout(_Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.image, 1)
        self._row.addWidget(self.name)
        self._row.addWidget(self.stars)
        self._row.setAlignment(self.stars, Qt.AlignmentFlag.AlignTop)
        self._commands = {
            "pick": self.picked,
            "dismiss": self.dismissed,
            "palette": self.palette_asked,
            "undo": self.undo_asked,
            "leave": self.left,
        }
        self.stars.show_stars(0, enabled=False)
        self._connect()

    def show_as(self, form: CardForm) -> None:
        """Take a form: a whole card, or a stamp with the stars that were given as a small mark."""
        self.form = form
        is_beside = form is CardForm.BESIDE
        self._row.setDirection(_Direction.LeftToRight if is_beside else _Direction.TopToBottom)
        self.stars.setMinimumWidth(BESIDE_PX if is_beside else 0)
        is_card = form is not CardForm.STAMP
        self.name.setVisible(form is CardForm.CARD)
        self.stars.setVisible(is_card)
        self.image.show_as(form)
        most = QtWidgets.QWIDGETSIZE_MAX if is_card else STAMP_PX
        self.setMaximumSize(most, most)
        self.updateGeometry()
        self._refresh()

    def show_card(self, shown: CardShown, pictures: Pictures) -> None:
        """Show a suggestion; `pictures` gives its picture at the size in which it is shown."""
        self._pictures = pictures
        self.image.shown = shown if shown.aspect != self.shown.aspect else self.image.shown
        image = self._picture_of(shown)
        if shown == self.shown and image is self.picture:
            return
        if shown.image != self.shown.image:
            # A press that began on another picture must not count for this one.
            self.stars.cancel()
            self.actions.close_menus()
        self.shown, self.picture = shown, image
        self.stars.show_stars(shown.stars, enabled=shown.is_here)
        self.name.show_name(shown.name, is_guess=shown.is_guess)
        if shown.is_here:  # nobody can open the menus of a card that is still to come
            self.actions.show_actions(
                picked=shown.is_picked,
                dismissed=shown.is_dismissed,
                parts_problem=shown.parts_problem,
                in_layers=shown.in_layers,
                can_near=shown.can_near,
            )
        self.setAccessibleName(self._spoken())
        self._refresh()

    def frame(self, is_current: bool) -> None:
        """Put the frame on the card at once, or take it off; an empty card has none."""
        self.show_card(replace(self.shown, is_selected=is_current and self.shown.is_here), self._pictures)

    def _spoken(self) -> str:
        """Return what a screen reader says of the card."""
        if not self.shown.is_here:
            return tr("No suggestion yet")
        return tr("Suggestion {number}: {name}", number=self.index + 1, name=self.name.text() or self.shown.tip)

    def _picture_of(self, shown: CardShown) -> QImage | None:
        return self._pictures(shown.image, *self.image.pixels()) if shown.image else None

    def _connect(self) -> None:
        index = self.index
        self.stars.given.connect(lambda stars: self.rated.emit(index, stars, False))
        self.actions.picked.connect(lambda: self.picked.emit(index))
        self.actions.dismissed.connect(lambda: self.dismissed.emit(index))
        self.actions.more_asked.connect(lambda: self.more_asked.emit(index))
        self.actions.palette_asked.connect(lambda: self.palette_asked.emit(index))
        self.actions.insert_asked.connect(lambda form: self.insert_asked.emit(index, form))
        self.actions.large_asked.connect(lambda: self.large_asked.emit(index))
        self.image.pressed.connect(self._press)
        self.image.hold_began.connect(lambda: self.hold_began.emit(index))
        self.image.hold_ended.connect(lambda: self.hold_ended.emit(index))
        self.image.menu_asked.connect(self.actions.open_menu)
        self.image.pointed_at.connect(lambda _: self._show_actions())

    def _press(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.selected.emit(self.index)

    def _refresh(self) -> None:
        self.image.show_card(self.shown, self.picture, focused=self.hasFocus())
        self._show_actions()
        self._place_overlays()

    def _show_actions(self) -> None:
        """Show the icons on the picture while it is pointed at or framed; on a small one they would hide it."""
        is_wanted = self.shown.is_here and (self.shown.is_selected or self.image.underMouse())
        self.actions.setVisible(is_wanted and self.form not in (CardForm.STAMP, CardForm.BESIDE))

    def _place_overlays(self) -> None:
        # Inside the frame, unless the picture is too narrow for both icons.
        width, frame = self.image.width(), self.image.frame().toRect()
        left = min(frame.left(), (width - 2 * style.HIT_PX) // 2)
        self.actions.setGeometry(left, frame.top(), width - 2 * left, self.actions.height())

    def take_keys(self) -> None:
        """Take the keys because the card is the current one; nothing is selected by that."""
        self._is_handed_keys = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._is_handed_keys = False

    # Focus and keys ------------------------------------------------------------------------------------------------

    def event(self, event: QtCore.QEvent) -> bool:
        """Keep the card's keys from Krita's shortcuts."""
        if event.type() == QtCore.QEvent.Type.ShortcutOverride and keys.is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Give stars or do a command, as the key says."""
        stars, command = keys.stars(event), keys.command(event)
        if not stars and not command:
            super().keyPressEvent(event)
            return
        event.accept()
        if stars:
            self.rated.emit(self.index, stars, True)
        elif command == "hold":
            if not event.isAutoRepeat():
                self.hold_began.emit(self.index)
        elif command == "original":
            if not event.isAutoRepeat():
                self.original_held.emit(self.index, True)
        elif command == "insert":
            self.insert_asked.emit(self.index, "picture")
        elif command in keys.STEPS:
            self.stepped.emit(self.index, command)
        else:
            self._commands[command].emit(self.index)

    def keyReleaseEvent(self, event: QtGui.QKeyEvent) -> None:
        """End what lasts as long as its key is down."""
        command = keys.command(event)
        if event.isAutoRepeat() or command not in ("hold", "original"):
            super().keyReleaseEvent(event)
            return
        event.accept()
        if command == "hold":
            self.hold_ended.emit(self.index)
        else:
            self.original_held.emit(self.index, False)

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        """Show the focus, and select the card, unless it has the focus because it is selected."""
        super().focusInEvent(event)
        if not self._is_handed_keys:
            self.selected.emit(self.index)
        self._refresh()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Show that the focus is gone, and end what a key holds."""
        super().focusOutEvent(event)
        self.hold_ended.emit(self.index)
        self._refresh()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Show the picture at the card's new size."""
        super().resizeEvent(event)
        self.layout().activate()
        self.picture = self._picture_of(self.shown)
        self._refresh()

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return room for the five stars, the name and a small picture; of a stamp, its size."""
        if self.form is CardForm.STAMP:
            return QtCore.QSize(STAMP_PX, STAMP_PX)
        return QtCore.QSize(5 * style.STAR_PX, self.image.minimumHeight() + NAME_PX + style.HIT_PX)
