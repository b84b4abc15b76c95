"""The part of a stage that is an artist's eyes and hands: widgets, pointer, keys, screenshots."""

import subprocess
from pathlib import Path

from .director import Until
from .qt import QDockWidget, QGuiApplication, QImage, QPoint, Qt, QTest, QWidget


class Widgets:
    """Find, click and look at what is on the screen."""

    _docker = None
    keys = Qt.Key
    horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical

    def find(self, name: str):
        """The docker's or window's widget of that object name, or None.

        Krita has thousands of widgets: a search through all of them takes a tenth of a second.
        """
        main = self.window.qwindow()
        if self._docker is None:
            self._docker = main.findChild(QDockWidget, "apprentice_docker")
        if self._docker is not None and name == self._docker.objectName():
            return self._docker
        found = self._docker.findChild(QWidget, name) if self._docker is not None else None
        if found is not None:
            return found
        return main.findChild(QWidget, name, Qt.FindChildOption.FindDirectChildrenOnly)

    def widget(self, name: str):
        """The widget of that object name; fails where there is none."""
        found = self.find(name)
        assert found is not None, f"no widget is named {name}"
        return found

    def visible(self, name: str) -> bool:
        """Say whether a widget of that name is on the screen."""
        found = self.find(name)
        return found is not None and found.isVisible()

    def click(self, name: str, at: QPoint | None = None, right: bool = False) -> None:
        """Click a widget in its middle or at a point inside it."""
        target = self.widget(name)
        assert target.isVisible(), f"{name} is hidden"
        assert target.isEnabled(), f"{name} is greyed"
        button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
        QTest.mouseClick(target, button, Qt.KeyboardModifier.NoModifier, at or target.rect().center())

    def type(self, name: str, text: str) -> None:
        """Click a field and type into it."""
        self.click(name)
        QTest.keyClicks(self.widget(name), text)

    def press(self, name: str) -> None:
        """Press the left button in the middle of a widget and keep it down."""
        QTest.mousePress(self.widget(name), Qt.MouseButton.LeftButton)

    def release(self, name: str) -> None:
        """Let the left button go."""
        QTest.mouseRelease(self.widget(name), Qt.MouseButton.LeftButton)

    def docker(self, name: str):
        """Show and raise a docker and wait until it has a height; returns it."""
        found = self.widget(name)
        assert isinstance(found, QDockWidget), f"{name} is no docker"
        found.setVisible(True)
        found.raise_()
        yield Until(lambda: found.isVisible() and found.height() > 100, f"{name} on the screen")
        return found

    def xdotool(self, *arguments: str) -> None:
        """Run xdotool beside Krita; what it does arrives as real events."""
        subprocess.Popen(["xdotool", *arguments])

    def point(self, widget, at: QPoint | None = None) -> None:
        """Move the real pointer over a widget's middle or a point inside it."""
        place = widget.mapToGlobal(at or widget.rect().center())
        self.xdotool("mousemove", str(place.x()), str(place.y()))

    def paint_across(self, layer):
        """Paint a short stroke over the middle of the view with the real pointer, and wait until the layer has it."""
        area = self.canvas_area()
        middle = area.mapToGlobal(area.rect().center())
        x, y = middle.x(), middle.y()
        moves = [word for step in range(-40, 41, 10) for word in ("mousemove", str(x + step), str(y))]
        self.xdotool("mousemove", str(x - 50), str(y), "mousedown", "1", *moves, "mouseup", "1")
        yield Until(lambda: not layer.bounds().isEmpty(), "paint on the layer", 5.0)
        yield 0.3

    def screen(self) -> QImage:
        """A picture of the screen as it is now."""
        return QGuiApplication.primaryScreen().grabWindow(0).toImage()

    def picture_of(self, widget) -> QImage:
        """The part of the screen that a widget covers; on a screen too small for Krita's window, the widget itself."""
        if widget.devicePixelRatioF() != 1.0:
            return widget.grab().toImage()
        corner = widget.mapToGlobal(QPoint(0, 0))
        return self.screen().copy(corner.x(), corner.y(), widget.width(), widget.height())

    def save_picture(self, path: Path, widget=None) -> None:
        """Save what the screen shows, or the part that `widget` covers, as a PNG."""
        image = self.screen() if widget is None else self.picture_of(widget)
        image.save(str(path))
