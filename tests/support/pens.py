"""What Qt makes of a pen for widgets that take mouse events alone."""

from __future__ import annotations

from apprentice.qt import MAJOR_VERSION, Qt, QtCore, QtGui


def pen_event(kind: QtCore.QEvent.Type, at: QtCore.QPointF) -> QtGui.QMouseEvent:
    """Return a mouse event of the left button that comes from a pen."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    if MAJOR_VERSION == 5:
        return QtGui.QMouseEvent(kind, at, at, at, left, left, none, Qt.MouseEventSource.MouseEventSynthesizedByQt)
    kinds, position = QtGui.QInputDevice.DeviceType, QtGui.QInputDevice.Capability.Position
    pen = QtGui.QPointingDevice("pen", 1, kinds.Stylus, QtGui.QPointingDevice.PointerType.Pen, position, 1, 1)
    pen.setParent(QtCore.QCoreApplication.instance())
    return QtGui.QMouseEvent(kind, at, at, at, left, left, none, pen)
