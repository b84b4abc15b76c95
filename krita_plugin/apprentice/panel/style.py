"""Sizes, and colours taken from Krita's theme."""

from __future__ import annotations

from functools import lru_cache

from ..qt import QtGui, QtWidgets, QWidget

# The narrowest panel: two cards of five stars, the gap, both margins and the scroll bar.
MIN_WIDTH_PX = 260
MARGIN_PX, GAP_PX = 4, 4
SCROLL_BAR_PX = 6
RADIUS_PX = 4.0
# What is pressed is at least so wide and high, however small it looks; stars are parts of one strip, and narrower.
HIT_PX, STAR_PX = 28, 24
# Text has at least this contrast to its ground, disabled or not (WCAG's ratio).
LEAST_CONTRAST = 3.0
# Sentences, which are small, have this much wherever the theme allows it.
SENTENCE_CONTRAST = 4.5
# Around a picture stands this much neutral grey, and no colour of the theme: it would spoil the judgement of colour.
PICTURE_EDGE_PX = 4
# What stands on a picture: grey too.
ON_PICTURE, ON_PICTURE_INK = QtGui.QColor(20, 20, 20, 190), QtGui.QColor(240, 240, 240)

_Role = QtGui.QPalette.ColorRole
_OPAQUE, _BLACK, _WHITE = 0xFF000000, 0xFF000000, 0xFFFFFFFF


def blend(one: QtGui.QColor, other: QtGui.QColor, share: float) -> QtGui.QColor:
    """Return the colour `share` of the way from `one` to `other`."""
    return QtGui.QColor(_blended(one.rgb(), other.rgb(), share))


def ink(widget: QWidget, strength: float = 1.0) -> QtGui.QColor:
    """Return the theme's text colour, faded into its background where `strength` is below 1."""
    palette = widget.palette()
    return blend(palette.color(_Role.Window), palette.color(_Role.WindowText), strength)


def text(widget: QWidget, strength: float = 1.0, ground: QtGui.QColor | None = None) -> QtGui.QColor:
    """Return the theme's text colour, faded where `strength` is below 1, but readable on its ground, mostly `paper`."""
    return readable(ink(widget, strength), ground or paper(widget))


def small_text(widget: QWidget, strength: float = 1.0) -> QtGui.QColor:
    """Return the theme's text colour, faded where `strength` is below 1, but as readable as a sentence must be."""
    return readable(ink(widget, strength), paper(widget), SENTENCE_CONTRAST)


def readable(color: QtGui.QColor, ground: QtGui.QColor, least: float = LEAST_CONTRAST) -> QtGui.QColor:
    """Return a colour that has a contrast to its ground: itself, or just as much nearer to black or white.

    On a middle grey it stays on its side of the ground while that has `LEAST_CONTRAST`, and has what can be had there.
    """
    return QtGui.QColor(_readable(color.rgb(), ground.rgb(), least))


def contrast(one: QtGui.QColor, other: QtGui.QColor) -> float:
    """Return the ratio of the luminances of two colours, 1 to 21, as WCAG defines it."""
    return _contrast(one.rgb(), other.rgb())


# A paint asks for a few dozen colours, and a panel shows some hundred of them: each is worked out once. A colour is
# 0xffrrggbb here.
_worked_out_once = lru_cache(maxsize=4096)


@_worked_out_once
def _blended(one: int, other: int, share: float) -> int:
    parts = [((one >> shift) & 255, (other >> shift) & 255) for shift in (16, 8, 0)]
    red, green, blue = (round(a + (b - a) * share) for a, b in parts)
    return _OPAQUE | red << 16 | green << 8 | blue


@_worked_out_once
def _readable(color: int, ground: int, least: float) -> int:
    near, far = (_BLACK, _WHITE) if _luminance(color) < _luminance(ground) else (_WHITE, _BLACK)
    end = near if _contrast(near, ground) >= LEAST_CONTRAST else far
    wanted = min(least, _contrast(end, ground))
    shares = (step / 20 for step in range(21))
    return next(made for share in shares if _contrast(made := _blended(color, end, share), ground) >= wanted)


def _contrast(one: int, other: int) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@_worked_out_once
def _luminance(color: int) -> float:
    parts = [((color >> shift) & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def readably_disabled(theme: QtGui.QPalette) -> QtGui.QPalette:
    """Return a palette that sets the text of a theme alone: as it is, but readable where it is disabled.

    A disabled button may be drawn on its own ground or on the window's.
    """
    groups, made = QtGui.QPalette.ColorGroup, QtGui.QPalette()
    grounds = [theme.color(groups.Active, role) for role in (_Role.Window, _Role.Button, _Role.Base)]
    for role in (_Role.WindowText, _Role.ButtonText, _Role.Text):
        for group in (groups.Active, groups.Inactive):
            made.setColor(group, role, theme.color(group, role))
        faded = blend(grounds[0], theme.color(groups.Active, role), 0.5)
        for ground in grounds:
            faded = readable(faded, ground)
        made.setColor(groups.Disabled, role, faded)
    return made


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
    return readable(QtGui.QColor("#e07a5f" if is_dark(widget) else "#b3391d"), paper(widget), SENTENCE_CONTRAST)


def small_font(widget: QWidget, factor: float = 0.88) -> QtGui.QFont:
    """Return the theme's font, a little smaller."""
    font = QtGui.QFont(widget.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(max(6.5, font.pointSizeF() * factor))
    return font


def fitted_font(text: str, font: QtGui.QFont, room_px: float, least_points: float) -> QtGui.QFont | None:
    """Return a font as large as it can be for a text to fit, None where it would be smaller than `least_points`."""
    made = QtGui.QFont(font)
    while QtGui.QFontMetricsF(made).horizontalAdvance(text) > room_px:
        if made.pointSizeF() <= least_points:
            return None
        made.setPointSizeF(made.pointSizeF() - 0.25)
    return made


def give_way(widget: QWidget) -> QWidget:
    """Let a widget become as narrow as it must; return it."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QtWidgets.QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)
    widget.setMinimumWidth(0)
    return widget
