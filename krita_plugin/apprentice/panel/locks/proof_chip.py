"""A word in a rounded frame under a small picture of what it means."""

from __future__ import annotations

from ...qt import QImage, QtCore, QtGui, QWidget
from .. import style
from ..chip import Chip
from ..proof_picture import PROOF_PX, draw_proof


class ProofChip(Chip):
    """A chip that has room for a picture above its word, once `set_pictured`; the room stays the same without one."""

    most_lines = 2

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, name, parent)
        self.is_pictured = False
        self.picture: QImage | None = None

    def set_pictured(self, picture: QImage | None, *, is_pictured: bool) -> None:
        """Show a picture, or keep room for one that is to come where it `is_pictured`."""
        if is_pictured != self.is_pictured:
            self.is_pictured = is_pictured
            self.setMinimumHeight(self.sizeHint().height())
            self.updateGeometry()
        if picture is not self.picture:
            self.picture = picture
            self.update()

    def sizeHint(self) -> QtCore.QSize:
        """Return the size that shows the whole word, and the picture."""
        return super().sizeHint() + QtCore.QSize(0, PROOF_PX if self.is_pictured else 0)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the picture on neutral grey, then the chip; faint where the value is kept out."""
        super().paintEvent(event)
        if self.picture is None or not self.is_pictured:
            return
        edge = style.PICTURE_EDGE_PX
        ground = QtCore.QRectF(edge, edge, self.width() - 2 * edge, PROOF_PX - edge)
        draw_proof(QtGui.QPainter(self), ground, self.picture, self, is_faint=self.is_struck)

    def word_box(self, box: QtCore.QRectF) -> QtCore.QRectF:
        """Return the room of the word: below the picture, or below the room that is kept for it."""
        return box.adjusted(0, PROOF_PX - 1 if self.is_pictured else 0, 0, 0)
