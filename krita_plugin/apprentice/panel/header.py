"""The top row: the state of the backend, the profile, the learn switch and the settings."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtGui, QtWidgets, QWidget, Signal
from ..shown.values import HeaderShown
from ..vendored import later, tr, tr_n
from . import style
from .icon_button import IconButton
from .settings.name_field import NameField

_NEW_PROFILE = "\0new"
_LEARNS = later("Learns from this painting. Press to keep it out of what is learned.")
_LEARNS_NOT = later("Does not learn from this painting. Press to let it.")


class StatusDot(QWidget):
    """A coloured dot: green ready, amber busy or away, red failed, hollow at rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("apprentice_status")
        self.setFixedSize(16, style.HIT_PX)
        self._phase = "off"

    def show_status(self, phase: str, text: str) -> None:
        """Show a phase; `text` says it in words."""
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setProperty("phase", phase)
        if phase != self._phase:
            self._phase = phase
            self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the dot."""
        colors = {
            "ready": QtGui.QColor("#5fae5b"),
            "starting": QtGui.QColor("#e0a63a"),
            "lost": QtGui.QColor("#e0a63a"),
            "failed": style.problem_color(self),
        }
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        color = colors.get(self._phase)
        painter.setPen(QtGui.QPen(color or style.ink(self, 0.5), 1.4))
        painter.setBrush(color if color else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QtCore.QRectF(self.rect()).center(), 4.3, 4.3)


class Header(QWidget):
    """Shows `HeaderShown`; emits the profile chosen, the name of a new one, learning and the settings."""

    profile_chosen = Signal(str)
    profile_named = Signal(str)
    learn_switched = Signal(bool)
    settings_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dot = StatusDot()
        self.profile = QtWidgets.QComboBox()
        self.profile.setMinimumHeight(style.HIT_PX)
        self.profile.setObjectName("apprentice_profile")
        self.profile.setToolTip(
            tr(
                "Whose taste it learns; each painting remembers its profile. In the settings it can be copied, started "
                "from a folder of paintings, or made to forget."
            )
        )
        self.profile.setSizeAdjustPolicy(QtWidgets.QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.profile.setMinimumContentsLength(3)
        self.profile.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.profile.activated.connect(self._choose)
        self.name = NameField()
        self.name.setMinimumHeight(style.HIT_PX)
        self.name.setObjectName("apprentice_profile_name")
        self.name.setPlaceholderText(tr("Name of the new profile"))
        self.name.setMaxLength(60)
        self.name.editingFinished.connect(self._finish_name)
        self.name.given_up.connect(self.give_up_naming)
        self.name.setVisible(False)
        self.mark = QtWidgets.QLabel()
        self.mark.setObjectName("apprentice_mark")
        self.learn = IconButton("learn", "apprentice_learn", tr(_LEARNS))
        self.learn.setCheckable(True)
        self.learn.clicked.connect(self.learn_switched)
        self.settings = IconButton(
            "settings", "apprentice_settings", tr("Settings: this profile, how suggestions are made")
        )
        self.settings.setCheckable(True)
        self.settings.clicked.connect(self.settings_asked)
        self.shown: HeaderShown | None = None
        self._is_short = self._is_naming = False
        self._lay_out()

    def show_header(self, shown: HeaderShown) -> None:
        """Show the row."""
        if shown == self.shown:
            return
        self.shown = shown
        self.dot.show_status(shown.phase, shown.status)
        self._fill_profiles(shown)
        self.learn.setChecked(shown.learn)
        self.learn.set_tip(tr(_LEARNS if shown.learn else _LEARNS_NOT))
        self.learn.setEnabled(shown.has_document)
        self.mark.setText(shown.mark)
        self.mark.setToolTip(shown.mark_tip)
        self.mark.setVisible(bool(shown.mark))
        color = style.star_color(self).name()
        self.mark.setStyleSheet(
            f"QLabel {{ color: {color}; border: 1px solid {color}; border-radius: 3px; padding: 0 3px; }}"
        )

    def show_as(self, *, short: bool) -> None:
        """Leave out profile and learning where the panel is low."""
        if short == self._is_short:
            return
        self._is_short = short
        is_naming = self._is_naming
        self.profile.setVisible(not short and not is_naming)
        self.name.setVisible(not short and is_naming)
        self.learn.setVisible(not short)

    def short_px(self) -> int:
        """Return the width of the short form."""
        mark_px = self.mark.sizeHint().width() + style.GAP_PX if self.mark.text() else 0
        return self.dot.width() + style.GAP_PX + mark_px + self.settings.width()

    def _lay_out(self) -> None:
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP_PX)
        row.addWidget(self.dot)
        row.addWidget(style.give_way(self.profile), 1)
        row.addWidget(style.give_way(self.name), 1)
        row.addWidget(self.mark)
        row.addWidget(self.learn)
        row.addWidget(self.settings)

    def _fill_profiles(self, shown: HeaderShown) -> None:
        self.profile.clear()
        for key, name, ratings in shown.profiles:
            self.profile.addItem(name, key)
            said = tr_n("{count} rating", "{count} ratings", ratings)
            self.profile.setItemData(self.profile.count() - 1, said, Qt.ItemDataRole.ToolTipRole)
            if key == shown.profile:
                self.profile.setCurrentIndex(self.profile.count() - 1)
        self.profile.setEnabled(bool(shown.profiles))
        if shown.profiles:
            self.profile.addItem(tr("New profile…"), _NEW_PROFILE)
        else:
            self.profile.addItem(tr("My taste"))  # the name that the backend gives to the first one

    def _choose(self, index: int) -> None:
        key = self.profile.itemData(index)
        if key != _NEW_PROFILE:
            self.profile_chosen.emit(key or "")
            return
        self._is_naming = True
        self.profile.setVisible(False)
        self.name.clear()
        self.name.setVisible(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up_naming(self) -> None:
        """Put the field of a new profile's name away; what was typed is dropped."""
        self.name.clear()
        self._finish_name()

    def _finish_name(self) -> None:
        """Take the name of a new profile, unless the field is empty."""
        if not self._is_naming:
            return
        self._is_naming = False
        self.name.setVisible(False)
        self.profile.setVisible(not self._is_short)
        if self.shown is not None:
            self._fill_profiles(self.shown)
        if self.name.text().strip():
            self.profile_named.emit(self.name.text().strip())
