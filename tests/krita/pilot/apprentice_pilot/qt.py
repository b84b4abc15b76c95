"""The one place that chooses between PyQt5 and PyQt6: Krita says which Qt it was built with, from 5.3 on."""

import pykrita

if getattr(pykrita, "qt_major_version", lambda: 5)() >= 6:
    from PyQt6.QtCore import QPoint, QPointF, QProcess, Qt, QTimer, qVersion
    from PyQt6.QtGui import QColor, QGuiApplication, QImage
    from PyQt6.QtTest import QTest
    from PyQt6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QMainWindow, QMessageBox, QWidget
else:
    from PyQt5.QtCore import QPoint, QPointF, QProcess, Qt, QTimer, qVersion
    from PyQt5.QtGui import QColor, QGuiApplication, QImage
    from PyQt5.QtTest import QTest
    from PyQt5.QtWidgets import QAbstractButton, QApplication, QDockWidget, QMainWindow, QMessageBox, QWidget

__all__ = [
    "QAbstractButton",
    "QApplication",
    "QColor",
    "QDockWidget",
    "QGuiApplication",
    "QImage",
    "QMainWindow",
    "QMessageBox",
    "QPoint",
    "QPointF",
    "QProcess",
    "QTest",
    "QTimer",
    "QWidget",
    "Qt",
    "qVersion",
]
