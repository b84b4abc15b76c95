"""A page that scrolls inside itself where it is longer than its place."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtWidgets, QWidget
from . import style

_STYLE = f"""
QScrollBar:vertical {{ width: {style.SCROLL_BAR_PX}px; background: transparent; border: none; margin: 0; }}
QScrollBar::handle:vertical {{ background: palette(mid); border-radius: 3px; min-height: 24px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""


class PageScroll(QtWidgets.QScrollArea):
    """A widget as wide as the page, and as high as it must be."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setStyleSheet(_STYLE)
        self.setWidget(content)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return no size: the page takes what there is."""
        return QtCore.QSize(0, 0)
