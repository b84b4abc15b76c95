"""Sizes, and colours taken from Krita's theme."""

from __future__ import annotations

from ..qt import QtGui, QtWidgets, QWidget

# The narrowest panel: two cards of five 24 px stars, the gap, both margins and the scroll bar.
MIN_WIDTH_PX = 260
MARGIN_PX, GAP_PX = 4, 4
TARGET_PX = 24
SCROLL_BAR_PX = 6
RADIUS_PX = 4.0
# What is pressed on a card is at least this high.
HIT_PX = 28
# Around a picture stands this much neutral grey, and no colour of the theme: it would spoil the judgement of colour.
PICTURE_EDGE_PX = 4
# What stands on a picture: grey too.
ON_PICTURE, ON_PICTURE_INK = QtGui.QColor(20, 20, 20, 190), QtGui.QColor(240, 240, 240)

_Role = QtGui.QPalette.ColorRole


def blend(one: QtGui.QColor, other: QtGui.QColor, share: float) -> QtGui.QColor:
    """Return the colour `share` of the way from `one` to `other`."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return QtGui.QColor(*(round(a + (b - a) * share) for a, b in parts))


def ink(widget: QWidget, strength: float = 1.0) -> QtGui.QColor:
    """Return the theme's text colour, faded into its background where `strength` is below 1."""
    palette = widget.palette()
    return blend(palette.color(_Role.Window), palette.color(_Role.WindowText), strength)


def paper(widget: QWidget) -> QtGui.QColor:
    """Return the theme's background."""
    return widget.palette().color(_Role.Window)


def grey(widget: QWidget, strength: float = 0.0) -> QtGui.QColor:
    """Return a neutral grey as light as the theme's background, or nearer to its text where `strength` is above 0."""
    light = ink(widget, strength).lightness()
    return QtGui.QColor(light, light, light)


def accent(widget: QWidget) -> QtGui.QColor:
    """Return the theme's highlight."""
    return widget.palette().color(_Role.Highlight)


def accent_ink(widget: QWidget) -> QtGui.QColor:
    """Return the colour of text on the highlight."""
    return widget.palette().color(_Role.HighlightedText)


def is_dark(widget: QWidget) -> bool:
    """Return whether the theme is a dark one."""
    return paper(widget).lightness() < 128


def star_color(widget: QWidget) -> QtGui.QColor:
    """Return the colour of a given star: readable on either theme."""
    return QtGui.QColor("#f2b632") if is_dark(widget) else QtGui.QColor("#b97a00")


def problem_color(widget: QWidget) -> QtGui.QColor:
    """Return the colour in which a problem is told: readable on either theme."""
    return QtGui.QColor("#e07a5f") if is_dark(widget) else QtGui.QColor("#b3391d")


def small_font(widget: QWidget, factor: float = 0.88) -> QtGui.QFont:
    """Return the theme's font, a little smaller."""
    font = QtGui.QFont(widget.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(max(6.5, font.pointSizeF() * factor))
    return font


def give_way(widget: QWidget) -> QWidget:
    """Let a widget become as narrow as it must; return it."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QtWidgets.QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)
    widget.setMinimumWidth(0)
    return widget
