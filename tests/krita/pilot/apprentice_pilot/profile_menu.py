"""The menu of a profile, used as an artist uses it."""

from .director import Until
from .qt import QApplication, QMenu, Qt, QTest, QWidget


class ProfileMenu:
    """The profile menu of the panel's settings, opened and pressed."""

    def __init__(self, stage) -> None:
        self._stage = stage

    def open(self):
        """Open the settings, where they are closed, and the menu in them; returns the menu."""
        if not self._stage.visible("apprentice_profile_more"):
            self._stage.click("apprentice_settings")
            yield Until(lambda: self._stage.visible("apprentice_profile_more"), "the profile's menu", 3.0)
            yield 0.3
        self._stage.click("apprentice_profile_more")
        yield Until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the open menu", 3.0)
        return QApplication.activePopupWidget()

    def choose(self, menu, name: str) -> None:
        """Click an entry of an open menu by its object name."""
        for action in menu.actions():
            if action.objectName() == f"apprentice_profile_{name}":
                assert action.isEnabled(), f"{name} is greyed"
                place = menu.actionGeometry(action).center()
                QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
                return
        raise AssertionError(f"the menu has no {name}: {[action.text() for action in menu.actions()]}")

    def answer_dialog(self, path: str):
        """Type a path into the file dialog that is open, and press Return."""
        yield Until(lambda: self._dialog() is not None, "the file dialog", 5.0)
        yield 0.3
        field = self._dialog().findChild(QWidget, "fileNameEdit")
        field.setText(path)
        QTest.keyClick(field, Qt.Key.Key_Return)
        yield Until(lambda: self._dialog() is None, "the end of the file dialog", 5.0)

    @staticmethod
    def _dialog():
        shown = [item for item in QApplication.topLevelWidgets() if item.objectName() == "apprentice_file_dialog"]
        return next((item for item in shown if item.isVisible()), None)
