"""The icons over the selected card."""

from __future__ import annotations

from ..qt import QAction, Qt, QtCore, QtWidgets, QWidget, Signal
from . import style
from .icon_button import IconButton

# The forms of an insertion: key -> words in the menu.
FORMS = {"picture": "Picture", "colours": "Colours only", "light": "Light only", "layers": "In layers"}
_WHOLE = ("picture", "layers")


class CardActions(QWidget):
    """Icons that pick, insert, pull the palette and dismiss. A right click on Insert or Pick opens a menu.

    Args:
        name: prefix of the buttons' object names.
    """

    picked = Signal()
    dismissed = Signal()
    more_asked = Signal()
    palette_asked = Signal()
    insert_asked = Signal(str)  # one of `FORMS`

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pick = IconButton("pick", f"{name}_pick", "This one (P)", on_picture=True)
        self.pick.setCheckable(True)
        self.near_menu = QtWidgets.QMenu(self)
        self.near = QAction("More like this", self.near_menu)
        self.near.setObjectName(f"{name}_more")
        self.near_menu.addAction(self.near)
        self.insert = IconButton(
            "insert",
            f"{name}_insert",
            "Insert as a layer (W). Right click: colours or light only, or in layers.",
            on_picture=True,
        )
        self.insert.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.palette_button = IconButton("palette", f"{name}_palette", "Take its palette (R)", on_picture=True)
        self.dismiss = IconButton("dismiss", f"{name}_dismiss", "Not now (X)", on_picture=True)
        self.dismiss.setCheckable(True)
        self.menu = QtWidgets.QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.forms = {key: self._form(name, key, text) for key, text in FORMS.items()}
        self._lay_out()
        self.pick.clicked.connect(self.picked)
        self.pick.customContextMenuRequested.connect(lambda: self._open(self.near_menu, self.pick))
        self.near.triggered.connect(self.more_asked)
        self.palette_button.clicked.connect(self.palette_asked)
        self.dismiss.clicked.connect(self.dismissed)
        self.insert.clicked.connect(lambda: self.insert_asked.emit("picture"))
        self.insert.customContextMenuRequested.connect(self.open_forms)
        self.setVisible(False)

    def show_actions(
        self, *, picked: bool, dismissed: bool, parts_problem: str, in_layers: bool, can_near: bool
    ) -> None:
        """Show the state of the icons and menus.

        Args:
            picked: whether this is the artist's pick.
            dismissed: whether it was dismissed.
            parts_problem: the reason why colours or light alone cannot be inserted; empty where they can be.
            in_layers: whether it can be inserted in layers.
            can_near: whether more like it can be asked for.
        """
        policy = Qt.ContextMenuPolicy.CustomContextMenu if can_near else Qt.ContextMenuPolicy.NoContextMenu
        self.pick.setContextMenuPolicy(policy)
        self.pick.set_tip("This one (P). Right click: more like this." if can_near else "This one (P)")
        self.pick.setChecked(picked)
        self.dismiss.setChecked(dismissed)
        for key, action in self.forms.items():
            action.setEnabled(key in _WHOLE or not parts_problem)
            action.setToolTip(parts_problem if key not in _WHOLE else "")
            action.setVisible(key != "layers" or in_layers)
            action.setText(
                FORMS[key] if action.isEnabled() else f"{FORMS[key]} ({parts_problem.split(':', maxsplit=1)[0]})"
            )

    def open_forms(self) -> None:
        """Open the menu of forms below the Insert icon."""
        self._open(self.menu, self.insert)

    @staticmethod
    def _open(menu: QtWidgets.QMenu, below: QWidget) -> None:
        menu.popup(below.mapToGlobal(QtCore.QPoint(0, below.height())))

    def _form(self, name: str, key: str, text: str) -> QAction:
        action = QAction(text, self.menu)
        action.setObjectName(f"{name}_insert_{key}")
        action.triggered.connect(lambda: self.insert_asked.emit(key))
        self.menu.addAction(action)
        return action

    def _lay_out(self) -> None:
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(1)
        for button in (self.pick, self.insert, self.palette_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.dismiss)
        self.setFixedHeight(style.TARGET_PX + 4)
