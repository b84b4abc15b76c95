"""The part of a stage that holds Krita's documents: their layers, pixels, colours, and the view."""

from pathlib import Path

from krita import Krita, Selection

from .director import Until
from .ending import forget_documents
from .qt import QMdiArea, QWidget


class Documents:
    """Open, look at and close documents in Krita's own window."""

    plan: dict

    def __init__(self) -> None:
        self.krita = Krita.instance()

    @property
    def window(self):
        """Krita's window."""
        return self.krita.activeWindow()

    def clear(self):
        """Close all documents; the next scenario starts on an empty stage."""
        forget_documents()
        yield Until(lambda: not self.krita.documents(), "an empty stage")

    def painting(self, name: str) -> Path:
        """The file of one of the paintings that the plan carries."""
        return Path(self.plan["paintings"]) / f"{name}.png"

    def open_painting(self, name: str):
        """Open a painting in a view and wait until it is the active document; returns the document."""
        document = self.krita.openDocument(str(self.painting(name)))
        return (yield from self.show(document))

    def new_document(self, width_px: int, height_px: int, model: str = "RGBA", depth: str = "U8"):
        """Create an empty document in a view and wait until it is active; returns the document."""
        document = self.krita.createDocument(width_px, height_px, "untitled", model, depth, "", 300.0)
        return (yield from self.show(document))

    def show(self, document):
        """Give `document` a view and wait until it is active; returns it."""
        document.setBatchmode(True)
        self.window.addView(document)
        yield Until(lambda: self.krita.activeDocument() == document, "the new document to be active")
        document.waitForDone()
        return document

    def go_to(self, document):
        """Bring a document's view to the front, as a click on its tab does."""
        area = self.window.qwindow().findChild(QMdiArea)
        for sub_window in area.subWindowList():
            area.setActiveSubWindow(sub_window)
            yield 0.1
            if self.krita.activeDocument() == document:
                return
        raise AssertionError("no tab shows that document")

    def close(self, document) -> None:
        """Close one document as if nothing had changed in it."""
        document.waitForDone()
        document.setModified(False)
        document.close()

    @staticmethod
    def pixel(document, x: int, y: int) -> tuple:
        """A pixel of what the document shows, as (r, g, b) in sRGB."""
        return document.projection(x, y, 1, 1).pixelColor(0, 0).getRgb()[:3]

    @staticmethod
    def layers(document) -> list:
        """The top level's layers, without the selection mask that Krita puts among them."""
        return [node for node in document.topLevelNodes() if node.type() != "selectionmask"]

    @staticmethod
    def select(document, x: int, y: int, width: int, height: int) -> None:
        """Select a rectangle."""
        selection = Selection()
        selection.select(x, y, width, height, 255)
        document.setSelection(selection)

    def colours(self) -> tuple:
        """Foreground and background colour of the view, as components."""
        view = self.window.activeView()
        return tuple(view.foregroundColor().components()), tuple(view.backgroundColor().components())

    def view_state(self) -> tuple:
        """The rotation and zoom of the canvas."""
        canvas = self.window.activeView().canvas()
        return round(canvas.rotation(), 2), round(canvas.zoomLevel(), 4), canvas.mirror()

    def canvas_area(self) -> QWidget:
        """The widget that holds the view."""
        return self.window.qwindow().centralWidget()
