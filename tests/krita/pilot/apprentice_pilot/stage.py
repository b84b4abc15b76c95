"""The tools of a scenario: documents, panel, backend, widgets."""

import os
import signal
from pathlib import Path

from .backend import Backend
from .director import Until
from .documents import Documents
from .film import Film
from .framing import Framing
from .heartbeat import Heartbeat
from .panel import Panel
from .profile_menu import ProfileMenu
from .proof_pages import ProofPages
from .qt import QApplication, QDockWidget, QGuiApplication, QTimer, QTreeView, qVersion
from .widgets import Widgets


class Stage(Documents, Widgets):
    """Everything a scenario may do. One stage serves all scenarios of a sitting."""

    def __init__(self, plan: dict) -> None:
        super().__init__()
        self.plan = plan
        self.panel = Panel(self)
        self.framing = Framing(self)
        self.profile_menu = ProfileMenu(self)
        self.proof_pages = ProofPages(self)
        self.backend = Backend(plan)
        self.heartbeat = Heartbeat()
        # Whether Krita is killed after the last scenario, instead of left.
        self.ends_killed = False
        self._name = ""
        self._report = None

    def enter(self, name: str, report) -> None:
        """Take the name that screenshots carry and the report that facts go to."""
        self._name, self._report = name, report

    def fact(self, name: str, value) -> None:
        """Hand a measured value to the test outside."""
        self._report.note_fact(name, value)

    def shot(self, label: str, widget=None) -> Path:
        """Take a screenshot, of the whole screen or of what a widget covers."""
        path = Path(self.plan["shots"]) / f"{self._name}-{label}.png"
        self.save_picture(path, widget)
        self._report.note_shot(path)
        return path

    def film(self) -> Film:
        """A new film of Krita's window."""
        return Film(self)

    @staticmethod
    def until(condition, what: str, within_s: float = 15.0) -> Until:
        """The value that a scenario yields to wait for a condition."""
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

    def fill_the_screen(self):
        """Give the window the whole screen and the keyboard: there is no window manager to do it."""
        main = self.window.qwindow()
        area = QGuiApplication.primaryScreen().geometry()
        main.setGeometry(0, 0, area.width(), area.height())
        yield Until(lambda: main.width() == area.width(), "a window as large as the screen")
        self.xdotool("windowfocus", str(int(main.winId())))
        yield Until(lambda: QApplication.activeWindow() is not None, "a window with the keyboard")

    def hide_other_dockers(self, docker) -> list:
        """Hide the dockers beside one, so that it has the side to itself; returns those that were hidden."""
        main = self.window.qwindow()
        side = main.dockWidgetArea(docker)
        others = [d for d in main.findChildren(QDockWidget) if d is not docker and main.dockWidgetArea(d) == side]
        shown = [other for other in others if other.isVisible()]
        for other in shown:
            other.hide()
        return shown

    def hide_dockers(self, *names: str) -> None:
        """Hide dockers by their object names; a name that this Krita has not is passed over."""
        for docker in self.window.qwindow().findChildren(QDockWidget):
            if docker.objectName() in names:
                docker.hide()

    def layer_rows(self) -> QTreeView:
        """The list of layers in Krita's docker."""
        return self.widget("KisLayerBox").findChild(QTreeView)

    def set_docker_height(self, docker, height_px: int) -> None:
        """Ask for a docker of that height; its neighbours get the rest."""
        self.window.qwindow().resizeDocks([docker], [height_px], self.vertical)

    def set_docker_width(self, docker, width_px: int):
        """Make a docker as wide as asked and wait until it is."""
        self.window.qwindow().resizeDocks([docker], [width_px], self.horizontal)
        yield Until(lambda: docker.width() == width_px, f"a docker of {width_px} px, not {docker.width()}", 3.0)
