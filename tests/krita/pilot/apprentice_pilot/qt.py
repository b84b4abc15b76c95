"""The one place that chooses between PyQt5 and PyQt6: Krita says which Qt it was built with, from 5.3 on."""

import pykrita

if getattr(pykrita, "qt_major_version", lambda: 5)() >= 6:
    from PyQt6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, qVersion
    from PyQt6.QtGui import QGuiApplication, QImage
    from PyQt6.QtTest import QTest
    from PyQt6.QtWidgets import (
        QAbstractButton,
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
    from PyQt5.QtCore import QEvent, QObject, QPoint, Qt, QTimer, qVersion
    from PyQt5.QtGui import QGuiApplication, QImage
    from PyQt5.QtTest import QTest
    from PyQt5.QtWidgets import (
        QAbstractButton,
        QApplication,
        QDockWidget,
        QLabel,
        QMdiArea,
        QMenu,
        QMessageBox,
        QTreeView,
        QWidget,
    )

__all__ = [
    "QAbstractButton",
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
    "QTest",
    "QTimer",
    "QTreeView",
    "QWidget",
    "Qt",
    "qVersion",
]
