"""A few small pictures in a row, of what a pack's values make of the canvas."""

from __future__ import annotations

from ...qt import QImage, Qt, QtCore, QtGui, QWidget, Signal
from .. import style
from ..proof_picture import PROOF_PX, draw_proof

_MOST = 3


class ProofRow(QWidget):
    """Room for three pictures; takes none where none can come. A click on them is told."""

    clicked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.pictures: tuple[QImage, ...] = ()
        self.setFixedHeight(PROOF_PX + style.GAP_PX)
        self.setVisible(False)

    def show_pictures(self, pictures: tuple[QImage, ...], *, is_pictured: bool) -> None:
        """Show up to three pictures, or keep room for those to come where it `is_pictured`."""
        self.setVisible(is_pictured)
        if pictures != self.pictures:
            self.pictures = pictures[:_MOST]
            self.update()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Take a press, so that its end comes here too."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        """Tell a click of the left button."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.clicked.emit()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw each picture on its third of the row."""
        painter, width = QtGui.QPainter(self), self.width() / _MOST
        for place, picture in enumerate(self.pictures):
            draw_proof(painter, QtCore.QRectF(place * width, 0, width, PROOF_PX), picture, self)
