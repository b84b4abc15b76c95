"""Lists of like widgets in a layout, that become longer and shorter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..qt import QtWidgets, QWidget


def fit(widgets: list[Any], count: int, layout: QtWidgets.QBoxLayout, make: Callable[[int], QWidget]) -> None:
    """Make or discard widgets at the end of a list until it has `count` of them.

    `make` makes the widget of a place in the list, and adds it to the layout; from there widgets are removed.
    """
    while len(widgets) < count:
        widgets.append(make(len(widgets)))
    while len(widgets) > count:
        discard(layout, widgets.pop())


def discard(layout: QtWidgets.QLayout, *widgets: QWidget) -> None:
    """Remove widgets from a layout and have Qt delete them."""
    for widget in widgets:
        layout.removeWidget(widget)
        widget.deleteLater()
