"""The one place that chooses between PyQt5 and PyQt6: Krita says which Qt it was built with, from 5.3 on."""

import pykrita

if getattr(pykrita, "qt_major_version", lambda: 5)() >= 6:
    from PyQt6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer, qVersion
    from PyQt6.QtGui import QGuiApplication, QImage, QInputDevice, QMouseEvent, QPointingDevice
    from PyQt6.QtTest import QTest
    from PyQt6.QtWidgets import (
        QAbstractButton,
        QAbstractScrollArea,
        QApplication,
        QDockWidget,
        QLabel,
        QMdiArea,
        QMenu,
        QMessageBox,
        QTreeView,
        QWidget,
    )
else:
    from PyQt5.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer, qVersion
    from PyQt5.QtGui import QGuiApplication, QImage, QMouseEvent
    from PyQt5.QtTest import QTest
    from PyQt5.QtWidgets import (
        QAbstractButton,
        QAbstractScrollArea,
        QApplication,
        QDockWidget,
        QLabel,
        QMdiArea,
        QMenu,
        QMessageBox,
        QTreeView,
        QWidget,
    )


def pen_event(kind, at):
    """A mouse event of the left button as Qt makes it of a pen, for widgets that take no pen events."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    if hasattr(QMouseEvent, "source"):
        return QMouseEvent(kind, at, at, at, left, left, none, Qt.MouseEventSource.MouseEventSynthesizedByQt)
    stylus, position = QInputDevice.DeviceType.Stylus, QInputDevice.Capability.Position
    pen = QPointingDevice("pen", 1, stylus, QPointingDevice.PointerType.Pen, position, 1, 1)
    pen.setParent(QCoreApplication.instance())
    return QMouseEvent(kind, at, at, at, left, left, none, pen)


__all__ = [
    "QAbstractButton",
    "QAbstractScrollArea",
    "QApplication",
    "QDockWidget",
    "QEvent",
    "QGuiApplication",
    "QImage",
    "QLabel",
    "QMdiArea",
    "QMenu",
    "QMessageBox",
    "QObject",
    "QPoint",
    "QPointF",
    "QTest",
    "QTimer",
    "QTreeView",
    "QWidget",
    "Qt",
    "pen_event",
    "qVersion",
]
