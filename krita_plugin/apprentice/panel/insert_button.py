"""Insert for the card that has the frame: at a press as a picture, by its arrow in other forms."""

from __future__ import annotations

from ..qt import QAction, Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.values import CardShown
from ..vendored import tr
from . import icons, style
from .insert_forms import FORMS, show_forms

_LEAST_POINTS = 7.0


class InsertButton(QtWidgets.QToolButton):
    """A button in two parts; emits one of `FORMS`. A press is always a picture, whatever was chosen last."""

    insert_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_insert")
        self.setText(tr("Insert"))
        self.setToolTip(tr("Insert the framed suggestion as a layer (W). The arrow has other forms."))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setPopupMode(QtWidgets.QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        style.give_way(self)
        self._menu = QtWidgets.QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.forms = {key: self._form(key) for key in FORMS}
        self.setMenu(self._menu)
        self.clicked.connect(lambda: self.insert_asked.emit("picture"))
        self.shown: CardShown | None = None
        self.setEnabled(False)

    def show_card(self, shown: CardShown | None) -> None:
        """Show what can be done with the framed card, None without one."""
        if shown == self.shown:
            return
        self.shown = shown
        self.setEnabled(shown is not None and shown.is_here)
        if shown is None or not shown.is_here:
            return
        show_forms(self.forms, parts_problem=shown.parts_problem, in_layers=shown.in_layers)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return no width: the button takes what there is."""
        return QtCore.QSize(0, style.HIT_PX)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Open the menu at a press on the arrow, which is wider than the theme has it."""
        if event.button() == Qt.MouseButton.LeftButton and event.pos().x() >= self.width() - style.HIT_PX:
            self.showMenu()
            event.accept()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw ground, word, a line, and the arrow."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        box = QtCore.QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_lit, ink = self.isEnabled() and (self.underMouse() or self.isDown()), style.ink(self, 0.3)
        ground = style.ink(self, 0.2 if is_lit else 0.1)
        painter.setPen(QtGui.QPen(ink, 1.0))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, style.RADIUS_PX, style.RADIUS_PX)
        left = self.width() - style.HIT_PX
        painter.drawLine(QtCore.QPointF(left, box.top() + 5), QtCore.QPointF(left, box.bottom() - 5))
        color = style.text(self, 0.95 if self.isEnabled() else 0.4, ground)
        arrow = QtCore.QRectF(left, (self.height() - style.HIT_PX) / 2, style.HIT_PX, style.HIT_PX)
        icons.draw(painter, "down", arrow.adjusted(7, 7, -7, -7), color)
        painter.setPen(color)
        room = QtCore.QRectF(4, 0, left - 7, self.height())
        painter.setFont(style.fitted_font(self.text(), self.font(), room.width(), _LEAST_POINTS) or painter.font())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _form(self, key: str) -> QAction:
        action = QAction(tr(FORMS[key]), self._menu)
        action.setObjectName(f"apprentice_insert_{key}")
        action.triggered.connect(lambda: self.insert_asked.emit(key))
        self._menu.addAction(action)
        return action
