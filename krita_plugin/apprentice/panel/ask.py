"""The Suggest button, which becomes Cancel, with the progress inside, while a slate is made."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.values import AskShown
from ..vendored import tr
from . import icons, keys, style

_HEIGHT_PX = 32


class _Button(QtWidgets.QAbstractButton):
    """A wide button: in the theme's highlight if `strong`, else plain, with the part `fraction` of it filled."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(_HEIGHT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        style.give_way(self)
        self.strong = True
        self.fraction = 0.0

    def event(self, event: QtCore.QEvent) -> bool:
        """Keep Tab from Krita's shortcuts, so that it goes to the cards."""
        if event.type() == QtCore.QEvent.Type.ShortcutOverride and keys.moves_focus(event):
            event.accept()
            return True
        return super().event(event)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return no width: the button takes what there is."""
        return QtCore.QSize(0, _HEIGHT_PX)

    def sizeHint(self) -> QtCore.QSize:
        """Return no width: the button takes what there is."""
        return QtCore.QSize(0, _HEIGHT_PX)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw ground, progress and text."""
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        box = QtCore.QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QtGui.QPen(style.ink(self), 1.2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._ground())
        painter.drawRoundedRect(box, style.RADIUS_PX, style.RADIUS_PX)
        if self.fraction > 0.0:
            part = QtCore.QRectF(box)
            part.setWidth(max(2 * style.RADIUS_PX, box.width() * self.fraction))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.blend(style.paper(self), style.accent(self), 0.55))
            painter.drawRoundedRect(part, style.RADIUS_PX, style.RADIUS_PX)
        faded = style.text(self, 0.9 if self.isEnabled() else 0.4, self._ground())
        painter.setPen(style.accent_ink(self) if self._is_lit() else faded)
        font = QtGui.QFont(self.font())
        font.setBold(self.strong)
        painter.setFont(font)
        text = QtGui.QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 12)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    def _is_lit(self) -> bool:
        return self.strong and self.isEnabled()

    def _ground(self) -> QtGui.QColor:
        if not self._is_lit():
            return style.ink(self, 0.16 if self.underMouse() else 0.10)
        ground = style.accent(self)
        if self.isDown():
            return ground.darker(115)
        return ground.lighter(110) if self.underMouse() else ground


class _More(_Button):
    """▾, which opens what can be asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("apprentice_more", parent)
        self.strong = False
        self.setSizePolicy(QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Fixed)
        self.setFixedWidth(_HEIGHT_PX)
        self.setCheckable(True)
        self.setToolTip(tr("Ask for… what may change, how far, always or never"))
        self.setAccessibleName(tr("Ask for…"))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the arrow."""
        super().paintEvent(event)
        painter = QtGui.QPainter(self)
        icons.draw(painter, "down", QtCore.QRectF(self.rect()).adjusted(7, 7, -7, -7), style.ink(self, 0.9))

    def _ground(self) -> QtGui.QColor:
        return style.ink(self, 0.3) if self.isChecked() else super()._ground()


class AskRow(QWidget):
    """Shows Suggest or Cancel, and ▾; emits when a slate is asked for or given up."""

    suggest_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggest = _Button("apprentice_suggest")
        self.suggest.setText(tr("Suggest"))
        self.suggest.setToolTip(tr("Ask for four suggestions on this painting (Ctrl+Shift+Alt+G)"))
        self.suggest.clicked.connect(self.suggest_asked)
        self.cancel = _Button("apprentice_cancel")
        self.cancel.strong = False
        self.cancel.setText(tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_asked)
        # The progress is drawn by the button; this one tells it to screen readers.
        self.progress = QtWidgets.QProgressBar(self.cancel)
        self.progress.setObjectName("apprentice_progress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.progress.setFixedHeight(3)
        self.more = _More()
        self.stack = QtWidgets.QStackedLayout()
        self.stack.addWidget(self.suggest)
        self.stack.addWidget(self.cancel)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addLayout(self.stack, 1)
        row.addWidget(self.more)
        self.setFixedHeight(_HEIGHT_PX)
        self.shown: AskShown | None = None

    def show_ask(self, shown: AskShown) -> None:
        """Show one of the two buttons, and the progress."""
        if shown == self.shown:
            return
        self.shown = shown
        self.suggest.setEnabled(shown.has_document)
        self.stack.setCurrentWidget(self.cancel if shown.busy else self.suggest)
        self._set_progress(round(shown.fraction * 1000))
        self.cancel.fraction = shown.fraction
        self.cancel.setText(tr("Cancel · {doing}", doing=shown.doing) if shown.doing else tr("Cancel"))
        self.cancel.update()

    def _set_progress(self, value: int) -> None:
        """Set the progress without the repaint that Qt would do at once: it makes Krita compose its whole window."""
        self.progress.setUpdatesEnabled(False)
        self.progress.setValue(value)
        self.progress.setUpdatesEnabled(True)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Keep the progress along the lower edge of Cancel."""
        super().resizeEvent(event)
        self.layout().activate()
        self.progress.setGeometry(2, _HEIGHT_PX - 5, max(0, self.cancel.width() - 4), 3)
