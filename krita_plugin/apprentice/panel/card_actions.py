"""What stands on a card's picture: Insert, and the menu of all else that can be done with it."""

from __future__ import annotations

from ..qt import QAction, Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..vendored import tr
from . import style
from .icon_button import IconButton
from .insert_forms import FORMS, show_forms


class CardActions(QWidget):
    """Insert and ⋯. ⋯ opens `menu`, as a right click or a pen's long press on the picture does.

    A right click on Insert opens its forms.

    Args:
        name: prefix of the object names.
    """

    picked = Signal()
    dismissed = Signal()
    more_asked = Signal()
    palette_asked = Signal()
    large_asked = Signal()
    insert_asked = Signal(str)  # one of `FORMS`

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.insert = IconButton(
            "insert",
            f"{name}_insert",
            tr("Insert as a layer (W). Right click: colours or light only, or in layers."),
            on_picture=True,
        )
        self.insert.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.more = IconButton("more", f"{name}_more", tr("More: pick, not now, palette …"), on_picture=True)
        self.menu, self.forms_menu = QtWidgets.QMenu(self), QtWidgets.QMenu(tr("Insert"), self)
        self.forms_menu.setToolTipsVisible(True)
        self.forms = {key: self._form(key) for key in FORMS}
        self.large = self._action("large", tr("Show it large (Space)"), self.large_asked)
        self.near = self._action("more_like", tr("More like this"), self.more_asked)
        self.pick = self._action("pick", tr("I choose this one (P)"), self.picked, checkable=True)
        self.palette_action = self._action("palette", tr("Keep its palette (R)"), self.palette_asked)
        self.dismiss = self._action("dismiss", tr("Not now (X)"), self.dismissed, checkable=True)
        self._lay_out()
        self.more.clicked.connect(lambda: self._open(self.menu, self.more))
        self.insert.clicked.connect(lambda: self.insert_asked.emit("picture"))
        self.insert.customContextMenuRequested.connect(self.open_forms)
        self.setVisible(False)

    def show_actions(
        self, *, picked: bool, dismissed: bool, parts_problem: str, in_layers: bool, can_near: bool
    ) -> None:
        """Show the state of the menus.

        Args:
            picked: whether this is the artist's pick.
            dismissed: whether it was dismissed.
            parts_problem: the reason why colours or light alone cannot be inserted; empty where they can be.
            in_layers: whether it can be inserted in layers.
            can_near: whether more like it can be asked for.
        """
        self.pick.setChecked(picked)
        self.dismiss.setChecked(dismissed)
        self.near.setVisible(can_near)
        show_forms(self.forms, parts_problem=parts_problem, in_layers=in_layers)

    def open_forms(self) -> None:
        """Open the menu of forms below the Insert icon."""
        self._open(self.forms_menu, self.insert)

    def open_menu(self, at: QtCore.QPoint) -> None:
        """Open the menu at a point of the screen."""
        self.menu.popup(at)

    def close_menus(self) -> None:
        """Close the menus: they were opened for another picture."""
        self.forms_menu.close()
        self.menu.close()

    @staticmethod
    def _open(menu: QtWidgets.QMenu, below: QWidget) -> None:
        menu.popup(below.mapToGlobal(QtCore.QPoint(0, below.height())))

    def _form(self, key: str) -> QAction:
        action = QAction(tr(FORMS[key]), self.forms_menu)
        action.setObjectName(f"{self._name}_insert_{key}")
        action.triggered.connect(lambda: self.insert_asked.emit(key))
        self.forms_menu.addAction(action)
        return action

    def _action(self, key: str, text: str, signal: QtCore.pyqtBoundSignal, *, checkable: bool = False) -> QAction:
        action = QAction(text, self.menu)
        action.setObjectName(f"{self._name}_{key}")
        action.setCheckable(checkable)
        # A press only asks: the tick shows what is so.
        action.triggered.connect(lambda on: (checkable and action.setChecked(not on), signal.emit()))
        return action

    def _lay_out(self) -> None:
        for action in (self.large, self.near, self.pick, self.palette_action):
            self.menu.addAction(action)
        self.menu.addMenu(self.forms_menu)
        self.menu.addSeparator()
        self.menu.addAction(self.dismiss)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.insert)
        row.addStretch(1)
        row.addWidget(self.more)
        self.setFixedHeight(style.HIT_PX)

    # Only the icons take presses: between them lies the picture.

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Let presses between the icons through to the picture."""
        super().resizeEvent(event)
        self.layout().activate()
        self.setMask(QtGui.QRegion(self.insert.geometry()).united(QtGui.QRegion(self.more.geometry())))
