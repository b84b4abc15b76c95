"""One current card, in random rounds with a whole panel."""

from __future__ import annotations

from pathlib import Path

import pytest
from card_rounds import CardRound
from silent_backend import SilentConnection

from apprentice.actions import app
from apprentice.qt import QtWidgets
from apprentice_shared import messages

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


def test_a_rating_is_sent_before_its_card_is_framed(
    qapp: QtWidgets.QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frame is drawn by Krita's thread, and the rating is on its way meanwhile."""
    monkeypatch.setattr(app, "BackendConnection", SilentConnection)
    played = CardRound(1, tmp_path)
    try:
        played.suggest()
        while any(card.suggestion is None for card in played.desk.slate.cards):  # type: ignore[union-attr]
            played.receive()
            played.turn()
        done: list[str] = []
        send, card = played.connection.send, played.cards[2]
        monkeypatch.setattr(played.connection, "send", lambda *given: done.append("sent") or send(*given))  # type: ignore[func-returns-value]
        frame = card.frame
        monkeypatch.setattr(card, "frame", lambda is_current: done.append("framed") or frame(is_current))  # type: ignore[func-returns-value]
        card.stars.given.emit(4)
        assert done[:2] == ["sent", "framed"]
        assert card.shown.is_selected
        assert [type(request) for request in played.connection.sent[-1:]] == [messages.Rate]
    finally:
        played.close()
