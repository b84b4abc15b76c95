"""The shapes of the icons: paths on a grid of 24 by 24, so that they take any theme's colour and any size."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...qt import QtCore, QtGui

_Path = QtGui.QPainterPath
_Point = QtCore.QPointF


def star(radius: float = 8.6) -> _Path:
    """Return a five-pointed star, to be filled or outlined."""
    path = _Path()
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.46
        angle = -math.pi / 2 + step * math.pi / 5
        point = _Point(12 + reach * math.cos(angle), 12.6 + reach * math.sin(angle))
        if step:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path


def _lines(*runs: tuple[tuple[float, float], ...]) -> _Path:
    path = _Path()
    for run in runs:
        path.moveTo(*run[0])
        for x, y in run[1:]:
            path.lineTo(x, y)
    return path


def _pick() -> _Path:
    return _lines(((5.5, 12.5), (10, 17), (18.5, 7.5)))


def _insert() -> _Path:
    path = _lines(((12, 4), (12, 13.5)), ((8, 9.8), (12, 13.8), (16, 9.8)))
    path.addPath(_lines(((4.5, 14.5), (12, 19.5), (19.5, 14.5))))
    return path


def _palette() -> _Path:
    path = _Path()
    path.moveTo(12, 4)
    path.cubicTo(5.5, 4, 3.5, 9, 4, 12.5)
    path.cubicTo(4.6, 17, 8.5, 20, 12, 20)
    path.cubicTo(14.2, 20, 14.2, 18.4, 13.6, 17.2)
    path.cubicTo(12.8, 15.6, 14, 14.6, 15.6, 14.8)
    path.cubicTo(18.4, 15.1, 20, 13.8, 20, 11.6)
    path.cubicTo(20, 7, 16.5, 4, 12, 4)
    for x, y in ((8, 11.2), (10.4, 7.8), (14.6, 7.8)):
        path.addEllipse(_Point(x, y), 0.9, 0.9)
    return path


def _dismiss() -> _Path:
    return _lines(((7, 7), (17, 17)), ((17, 7), (7, 17)))


def _more() -> _Path:
    path = _Path()
    for x in (5.5, 12.0, 18.5):
        path.addEllipse(_Point(x, 12), 0.9, 0.9)
    return path


def _back() -> _Path:
    return _lines(((14.5, 6), (8.5, 12), (14.5, 18)))


def _forward() -> _Path:
    return _lines(((9.5, 6), (15.5, 12), (9.5, 18)))


def _pin() -> _Path:
    return _lines(
        ((8.5, 4.5), (15.5, 4.5)),
        ((9.5, 4.5), (9.5, 10.5), (7, 13.5), (17, 13.5), (14.5, 10.5), (14.5, 4.5)),
        ((12, 13.5), (12, 20)),
    )


def _learn() -> _Path:
    path = _lines(((3, 9.5), (12, 5.5), (21, 9.5), (12, 13.5), (3, 9.5)), ((21, 9.5), (21, 14.5)))
    path.moveTo(7, 11.5)
    path.lineTo(7, 16)
    path.cubicTo(9, 18.4, 15, 18.4, 17, 16)
    path.lineTo(17, 11.5)
    return path


def _settings() -> _Path:
    path = _Path()
    for y, knob in ((7.0, 15.0), (12.0, 9.0), (17.0, 14.0)):
        path.moveTo(4, y)
        path.lineTo(knob - 2.2, y)
        path.addEllipse(_Point(knob, y), 2.0, 2.0)
        path.moveTo(knob + 2.2, y)
        path.lineTo(20, y)
    return path


def _add() -> _Path:
    return _lines(((12, 6), (12, 18)), ((6, 12), (18, 12)))


def _rule() -> _Path:
    path = _lines(((20, 4), (12.4, 11.6)))
    path.moveTo(11, 10.4)
    path.cubicTo(7, 10.6, 6.6, 14, 6.4, 16)
    path.cubicTo(6.2, 17.8, 5.2, 18.8, 4, 19.4)
    path.cubicTo(8.4, 20.6, 13.4, 18.8, 13.6, 13)
    path.closeSubpath()
    return path


def _less() -> _Path:
    return _lines(((6, 12), (18, 12)))


def _lock() -> _Path:
    path = _Path()
    path.addRoundedRect(QtCore.QRectF(6.5, 11, 11, 8.5), 1.5, 1.5)
    path.moveTo(8.8, 11)
    path.lineTo(8.8, 8.2)
    path.cubicTo(8.8, 3.6, 15.2, 3.6, 15.2, 8.2)
    path.lineTo(15.2, 11)
    return path


def _ban() -> _Path:
    path = _Path()
    path.addEllipse(_Point(12, 12), 7, 7)
    path.moveTo(7.2, 16.8)
    path.lineTo(16.8, 7.2)
    return path


def _down() -> _Path:
    return _lines(((6, 9.5), (12, 15.5), (18, 9.5)))


def _studies() -> _Path:
    path = _Path()
    for x, y in ((4.5, 5), (13, 5), (4.5, 13), (13, 13)):
        path.addRoundedRect(QtCore.QRectF(x, y, 6.5, 6), 1, 1)
    return path


def _checks() -> _Path:
    path = _Path()
    path.moveTo(3, 12)
    path.cubicTo(7, 5.8, 17, 5.8, 21, 12)
    path.cubicTo(17, 18.2, 7, 18.2, 3, 12)
    path.addEllipse(_Point(12, 12), 2.8, 2.8)
    return path


def _taste() -> _Path:
    path = _Path()
    path.moveTo(12, 19)
    path.cubicTo(3.5, 13.6, 3.2, 9.6, 4.4, 7.4)
    path.cubicTo(6.2, 4.4, 10.6, 4.8, 12, 8)
    path.cubicTo(13.4, 4.8, 17.8, 4.4, 19.6, 7.4)
    path.cubicTo(20.8, 9.6, 20.5, 13.6, 12, 19)
    return path


SHAPES: dict[str, Callable[[], _Path]] = {
    "pick": _pick,
    "insert": _insert,
    "palette": _palette,
    "dismiss": _dismiss,
    "more": _more,
    "back": _back,
    "forward": _forward,
    "pin": _pin,
    "learn": _learn,
    "settings": _settings,
    "add": _add,
    "less": _less,
    "rule": _rule,
    "lock": _lock,
    "ban": _ban,
    "down": _down,
    "studies": _studies,
    "checks": _checks,
    "taste": _taste,
}
NAMES = tuple(SHAPES)
