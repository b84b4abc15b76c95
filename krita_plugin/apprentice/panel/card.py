"""The widget of one card."""

from __future__ import annotations

from ..qt import QImage, Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.values import CardShown
from . import keys, style
from .card_actions import CardActions
from .card_image import CardImage
from .reason_chips import ReasonChips
from .stars import Stars

# A picture box is kept within these shares of its width; what does not fit is shown smaller, never cut.
LOWEST, HIGHEST = 0.62, 1.5


class CardWidget(QWidget):
    """Picture, stars, actions and reasons of one suggestion. It takes keys while it has the focus.

    Args:
        index: 0 to 3, its place in the slate.
    """

    # The first value of each is the index of the card.
    selected = Signal(int)
    rated = Signal(int, int, bool)  # stars, by key
    reasoned = Signal(int, str)  # dimension
    picked = Signal(int)
    dismissed = Signal(int)
    more_asked = Signal(int)
    palette_asked = Signal(int)
    insert_asked = Signal(int, str)  # one of `card_actions.FORMS`
    undo_asked = Signal(int)
    left = Signal(int)
    stepped = Signal(int, str)  # "left", "right", "up" or "down"
    hold_began = Signal(int)
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
        self.image = CardImage(name, self)
        self.stars = Stars(name, self)
        self.actions = CardActions(name, self.image)
        self.reasons = ReasonChips(name, self.image)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.image)
        column.addWidget(self.stars)
        self._commands = {
            "pick": self.picked,
            "dismiss": self.dismissed,
            "palette": self.palette_asked,
            "undo": self.undo_asked,
            "leave": self.left,
        }
        self._connect()

    def show_card(self, shown: CardShown, image: QImage | None) -> None:
        """Show a suggestion; `image` is its picture, None while there is none."""
        if shown == self.shown and image is self.picture:
            return
        resized = shown.aspect != self.shown.aspect
        self.shown, self.picture = shown, image
        self.stars.show_stars(shown.stars, enabled=shown.is_here)
        self.actions.show_actions(
            picked=shown.is_picked,
            dismissed=shown.is_dismissed,
            parts_problem=shown.parts_problem,
            in_layers=shown.in_layers,
            can_near=shown.can_near,
        )
        self.reasons.show_reasons(shown.reasons)
        self.setAccessibleName(f"Suggestion {self.index + 1}: {shown.tip}" if shown.is_here else "No suggestion yet")
        self._refresh()
        if resized:
            self.fit_width(self.width())

    def fit_width(self, width_px: int) -> None:
        """Take the height that the proportions of the canvas ask for at a width."""
        height = min(max(width_px / self.shown.aspect, width_px * LOWEST), width_px * HIGHEST)
        self.image.setFixedHeight(round(height))
        self._place_overlays()

    def _connect(self) -> None:
        index = self.index
        self.stars.given.connect(lambda stars: self.rated.emit(index, stars, False))
        self.reasons.given.connect(lambda dimension: self.reasoned.emit(index, dimension))
        self.actions.picked.connect(lambda: self.picked.emit(index))
        self.actions.dismissed.connect(lambda: self.dismissed.emit(index))
        self.actions.more_asked.connect(lambda: self.more_asked.emit(index))
        self.actions.palette_asked.connect(lambda: self.palette_asked.emit(index))
        self.actions.insert_asked.connect(lambda form: self.insert_asked.emit(index, form))
        self.image.pressed.connect(self._press)
        self.image.hold_began.connect(lambda: self.hold_began.emit(index))
        self.image.hold_ended.connect(lambda: self.hold_ended.emit(index))

    def _press(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.selected.emit(self.index)

    def _refresh(self) -> None:
        self.image.show_card(self.shown, self.picture, focused=self.hasFocus())
        self.actions.setVisible(self.shown.is_here and self.shown.is_selected)
        self._place_overlays()

    def _place_overlays(self) -> None:
        width, height = self.image.width(), self.image.height()
        self.actions.setGeometry(2, 2, width - 4, self.actions.height())
        wanted = self.reasons.sizeHint().height()
        self.reasons.setGeometry(2, max(2, height - wanted - 2), width - 4, min(wanted, height - 4))

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
        """Show the focus, and select the card."""
        super().focusInEvent(event)
        self.selected.emit(self.index)
        self._refresh()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Show that the focus is gone, and end what a key holds."""
        super().focusOutEvent(event)
        self.hold_ended.emit(self.index)
        self._refresh()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Keep the proportions of the canvas."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_width(event.size().width())
        self._place_overlays()

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return room for the five stars."""
        return QtCore.QSize(5 * style.TARGET_PX, self.image.minimumHeight() + style.TARGET_PX)
