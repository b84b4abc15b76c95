"""As much of Krita's views as tells where a painting lies, and widgets of the kinds that Krita has."""

from __future__ import annotations

from apprentice.qt import QtGui, QtWidgets, QWidget


class KisCanvasController(QtWidgets.QAbstractScrollArea):
    """A scroll area that Qt calls by the name of Krita's."""


class KisQPainterCanvas(QWidget):
    """A canvas that Qt calls by the name of Krita's."""


class Document:
    """A painting of 400 × 300 pixels at 144 pixels an inch."""

    def __init__(self) -> None:
        self.wide = 400

    def width(self) -> int:
        return self.wide

    def height(self) -> int:
        return 300

    def xRes(self) -> float:
        return 144.0


class Canvas:
    """A canvas at half size: Krita tells the zoom by the resolution."""

    def zoomLevel(self) -> float:
        return 1.0

    def rotation(self) -> float:
        return 0.0

    def mirror(self) -> bool:
        return True


class View:
    """A view of a document in a Krita that does not tell where the painting lies."""

    def __init__(self, document: Document | None) -> None:
        self.shown = document

    def document(self) -> Document | None:
        return self.shown

    def canvas(self) -> Canvas:
        return Canvas()


class TellingView(View):
    """A view in a Krita that tells it."""

    def flakeToImageTransform(self) -> QtGui.QTransform:
        return QtGui.QTransform.fromScale(2.0, 2.0)

    def flakeToCanvasTransform(self) -> QtGui.QTransform:
        return QtGui.QTransform.fromTranslate(30.0, 10.0)
