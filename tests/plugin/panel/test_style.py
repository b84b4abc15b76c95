"""The panel's text in Krita's themes: readable, disabled too."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel import style
from apprentice.panel.panel import Panel
from apprentice.panel.text_box import TextBox
from apprentice.qt import QtGui, QtWidgets, QWidget

# Ground and text of windows, in the colour schemes that come with Krita 5.1.5 and 6.0.
THEMES = {
    "dark": ((71, 71, 71), (200, 200, 200)),
    "darker": ((50, 50, 50), (235, 235, 235)),
    "neutral": ((128, 128, 128), (18, 18, 18)),
    "blender": ((100, 100, 100), (0, 0, 0)),
    "bright": ((212, 212, 212), (42, 42, 42)),
}
_Role, _Group = QtGui.QPalette.ColorRole, QtGui.QPalette.ColorGroup


def _palette(theme: str) -> QtGui.QPalette:
    """Return a theme whose own disabled text is as good as its ground."""
    ground, ink = (QtGui.QColor(*color) for color in THEMES[theme])
    palette = QtGui.QPalette()
    for role in (_Role.Window, _Role.Base):
        palette.setColor(role, ground)
    palette.setColor(_Role.Button, ground.darker(130))
    for role in (_Role.WindowText, _Role.ButtonText, _Role.Text):
        palette.setColor(role, ink)
        palette.setColor(_Group.Disabled, role, ground)
    return palette


def test_contrast_is_that_of_the_web_guidelines() -> None:
    """Black on white has 21, a colour on itself 1, and a known grey on white 4.48."""
    white = QtGui.QColor("#ffffff")
    assert style.contrast(QtGui.QColor("#000000"), white) == pytest.approx(21.0)
    assert style.contrast(white, white) == 1.0
    assert style.contrast(white, QtGui.QColor("#777777")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_faded_text_is_readable(qtbot: QtBot, theme: str) -> None:
    """However faint it is meant to be, it has three times the luminance of its ground, or a third."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setPalette(_palette(theme))
    paper = style.paper(widget)
    for tenth in range(11):
        assert style.contrast(style.text(widget, tenth / 10), paper) >= 3.0
        raised = style.ink(widget, 0.16)
        assert style.contrast(style.text(widget, tenth / 10, raised), raised) >= 3.0
    assert style.contrast(style.problem_color(widget), paper) >= 3.0
    assert style.text(widget) == style.ink(widget)


@pytest.mark.parametrize("theme", THEMES)
def test_all_that_is_disabled_is_readable(qtbot: QtBot, theme: str) -> None:
    """Qt's own widgets and menus in the panel follow, also when the theme changes while the panel is there."""
    around = QWidget()
    panel = Panel(around)
    qtbot.addWidget(around)
    around.setPalette(_palette("bright" if theme != "bright" else "dark"))
    around.setPalette(_palette(theme))
    for widget in [panel, *panel.findChildren(QtWidgets.QToolButton), *panel.findChildren(QtWidgets.QLabel)]:
        for role, ground in (
            (_Role.WindowText, _Role.Window),
            (_Role.ButtonText, _Role.Button),
            (_Role.ButtonText, _Role.Window),
        ):
            colors = (widget.palette().color(_Group.Disabled, of) for of in (role, ground))
            assert style.contrast(*colors) >= 3.0, widget.objectName()
    assert panel.palette().color(_Role.WindowText) == QtGui.QColor(*THEMES[theme][1])
    for menu in panel.findChildren(QtWidgets.QMenu):
        assert style.contrast(menu.palette().color(_Group.Disabled, _Role.WindowText), style.paper(panel)) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
def test_sentences_have_the_contrast_of_small_text(qtbot: QtBot, theme: str) -> None:
    """It is 4.5, as the web guidelines ask for; where no ink on that side of the ground has it, the best there is."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setPalette(_palette(theme))
    paper = style.paper(widget)
    best = style.contrast(QtGui.QColor("#000000"), paper) if theme == "blender" else 4.5
    for tenth in range(5, 11):
        assert style.contrast(style.small_text(widget, tenth / 10), paper) >= best
    assert style.contrast(style.problem_color(widget), paper) >= min(best, 4.5)


@pytest.mark.parametrize("theme", ["dark", "bright"])
def test_an_explanation_is_drawn_as_readably_as_that(qtbot: QtBot, theme: str) -> None:
    """A guess, too: its darkest or lightest pixels are what the ink is."""
    box = TextBox("box")
    qtbot.addWidget(box)
    box.setPalette(_palette(theme))
    box.resize(200, 28)
    box.show_text("▇▇▇▇", strength=0.6)
    image, paper = box.grab().toImage(), style.paper(box)
    colors = {image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(image.height())}
    assert max(style.contrast(QtGui.QColor(color), paper) for color in colors) >= 4.5
