"""The message line."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apprentice.panel.slot.message import MessageLine


@pytest.mark.parametrize("name", ["apprentice.sqlite3.damaged-20261130-045728", "/home/zoe/.local/share/apprentice"])
def test_a_long_name_is_wrapped(qtbot: QtBot, name: str) -> None:
    """No part of a name that cannot be broken is longer than a narrow docker is wide."""
    line = MessageLine()
    qtbot.addWidget(line)
    line.show_line(f"It was set aside as {name}.", is_problem=False)
    assert max(map(len, line.text().replace("\u200b", " ").split())) < 25
    assert line.toolTip() == f"It was set aside as {name}."
