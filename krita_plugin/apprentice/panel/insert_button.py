"""Insert for the card that has the frame: at a press as a picture, by its arrow in other forms."""

from __future__ import annotations

from ..qt import QAction, Qt, QtCore, QtWidgets, QWidget, Signal
from ..shown.values import CardShown
from ..vendored import tr
from . import style
from .insert_forms import FORMS, show_forms


class InsertButton(QtWidgets.QToolButton):
    """A button in two parts; emits one of `FORMS`. A press is always a picture, whatever was chosen last."""

    insert_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_insert")
        self.setText(tr("Insert"))
        self.setToolTip(tr("Insert the framed suggestion as a layer (W). The arrow has other forms."))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setPopupMode(QtWidgets.QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        style.give_way(self)
        self._menu = QtWidgets.QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.forms = {key: self._form(key) for key in FORMS}
        self.setMenu(self._menu)
        self.clicked.connect(lambda: self.insert_asked.emit("picture"))
        self.shown: CardShown | None = None
        self.setEnabled(False)

    def show_card(self, shown: CardShown | None) -> None:
        """Show what can be done with the framed card, None without one."""
        if shown == self.shown:
            return
        self.shown = shown
        self.setEnabled(shown is not None and shown.is_here)
        if shown is None:
            return
        show_forms(self.forms, parts_problem=shown.parts_problem, in_layers=shown.in_layers)

    def minimumSizeHint(self) -> QtCore.QSize:
        """Return no width: the button takes what there is."""
        return QtCore.QSize(0, style.HIT_PX)

    def _form(self, key: str) -> QAction:
        action = QAction(tr(FORMS[key]), self._menu)
        action.setObjectName(f"apprentice_insert_{key}")
        action.triggered.connect(lambda: self.insert_asked.emit(key))
        self._menu.addAction(action)
        return action
