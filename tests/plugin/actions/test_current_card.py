"""One current card, in random rounds with a whole panel."""

from __future__ import annotations

from pathlib import Path

import pytest
from card_rounds import CardRound
from silent_backend import SilentConnection

from apprentice.actions import app
from apprentice.qt import QtWidgets

ROUNDS, STEPS = 200, 24
_TOGETHER = 25


@pytest.mark.parametrize("first", range(0, ROUNDS, _TOGETHER))
def test_everything_is_about_one_card(
    qapp: QtWidgets.QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    """Whatever is struck, clicked, asked and switched: frame, icons, palette, explanation and keys stay together.

    A digit rates exactly the framed card, a click on a star exactly its own, and neither counts for a slate that the
    panel does not show yet.
    """
    monkeypatch.setattr(app, "BackendConnection", SilentConnection)
    for seed in range(first, first + _TOGETHER):
        folder = tmp_path / str(seed)
        folder.mkdir()
        played = CardRound(seed, folder)
        try:
            for _ in range(STEPS):
                played.step()
            played.turn()
            played.check()
        finally:
            played.close()
        assert played.made or len(played.log) == STEPS
