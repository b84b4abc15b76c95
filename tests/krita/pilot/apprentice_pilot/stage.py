"""What a scenario acts with: documents, the panel's widgets, pointer, keys and screenshots."""

import os
import signal
import subprocess
from pathlib import Path

from krita import Krita

from .director import Until
from .ending import forget_documents
from .qt import QApplication, QDockWidget, QGuiApplication, QImage, QPoint, Qt, QTest, QTimer, QWidget, qVersion


class Stage:
    """Everything a scenario may do. One stage serves all scenarios of a sitting."""

    def __init__(self, plan: dict) -> None:
        self.plan = plan
        self.krita = Krita.instance()
        self._name = ""
        self._report = None

    def enter(self, name: str, report) -> None:
        """Take the name that screenshots carry and the report that facts go to."""
        self._name, self._report = name, report

    def fact(self, name: str, value) -> None:
        """Hand a measured value to the test outside."""
        self._report.note_fact(name, value)

    @staticmethod
    def until(condition, what: str, within_s: float = 15.0) -> Until:
        """What a scenario yields to wait for a condition."""
        return Until(condition, what, within_s)

    @staticmethod
    def later(call, after_s: float = 0.0) -> None:
        """Have Krita's event loop call something on its own, outside the scenario."""
        QTimer.singleShot(int(1000 * after_s), call)

    @staticmethod
    def crash() -> None:
        """End Krita as a crash would."""
        os.kill(os.getpid(), signal.SIGSEGV)

    @property
    def versions(self) -> dict:
        """Versions of Krita and Qt."""
        return {"krita": self.krita.version(), "qt": qVersion()}

    # Window and documents

    @property
    def window(self):
        """Krita's window."""
        return self.krita.activeWindow()

    def fill_the_screen(self):
        """Give the window the whole screen and the keyboard: there is no window manager to do it."""
        main = self.window.qwindow()
        area = QGuiApplication.primaryScreen().geometry()
        main.setGeometry(0, 0, area.width(), area.height())
        yield Until(lambda: main.width() == area.width(), "a window as large as the screen")
        yield from self.focus_window()

    def focus_window(self):
        """Make Krita's window the one that X sends keys to."""
        main = self.window.qwindow()
        self.xdotool("windowfocus", str(int(main.winId())))
        yield Until(lambda: QApplication.activeWindow() is not None, "a window with the keyboard")

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

    # Widgets

    def find(self, name: str):
        """The widget of that object name in Krita's windows, or None."""
        for top in QApplication.topLevelWidgets():
            found = top if top.objectName() == name else top.findChild(QWidget, name)
            if found is not None:
                return found
        return None

    def widget(self, name: str):
        """The widget of that object name; fails where there is none."""
        found = self.find(name)
        assert found is not None, f"no widget is named {name}"
        return found

    def visible(self, name: str) -> bool:
        """Say whether a widget of that name is on the screen."""
        found = self.find(name)
        return found is not None and found.isVisible()

    def click(self, name: str, at: QPoint | None = None) -> None:
        """Click a widget with the left button, in its middle or at a point inside it."""
        target = self.widget(name)
        assert target.isVisible(), f"{name} is hidden"
        assert target.isEnabled(), f"{name} is greyed"
        QTest.mouseClick(
            target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or target.rect().center()
        )

    def docker(self, name: str):
        """Show and raise a docker and wait until it has a height; returns it."""
        found = self.widget(name)
        assert isinstance(found, QDockWidget), f"{name} is no docker"
        found.setVisible(True)
        found.raise_()
        yield Until(lambda: found.isVisible() and found.height() > 100, f"{name} on the screen")
        return found

    # The person's hands, as X sends them

    def xdotool(self, *arguments: str) -> None:
        """Run xdotool beside Krita; what it does arrives as real events."""
        subprocess.Popen(["xdotool", *arguments])

    def point(self, widget, at: QPoint | None = None) -> None:
        """Move the real pointer over a widget's middle or a point inside it."""
        place = widget.mapToGlobal(at or widget.rect().center())
        self.xdotool("mousemove", str(place.x()), str(place.y()))

    # Pictures

    def screen(self) -> QImage:
        """What the screen shows now."""
        return QGuiApplication.primaryScreen().grabWindow(0).toImage()

    def shot(self, label: str, widget=None) -> Path:
        """Save what the screen shows, or the part of it that `widget` covers, as a PNG."""
        image = self.screen()
        if widget is not None:
            corner = widget.mapToGlobal(QPoint(0, 0))
            image = image.copy(corner.x(), corner.y(), widget.width(), widget.height())
        path = Path(self.plan["shots"]) / f"{self._name}-{label}.png"
        image.save(str(path))
        self._report.note_shot(path)
        return path
