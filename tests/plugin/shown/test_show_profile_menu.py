"""The profile's menu in words."""

from __future__ import annotations

from datetime import datetime

from slates_made import make_state

from apprentice.model.desk import Desk
from apprentice.shown.show_profile_menu import show_profile_menu
from apprentice_shared import messages


def test_a_rating_and_its_reasons_are_one_line() -> None:
    """A reason is recorded as a rating of the same stars: they are taken back together; other stars are on another."""
    at = datetime(2026, 3, 4, 14, 2).timestamp()
    desk = Desk(make_state())
    events = (
        messages.EventPart("e5", "rating", at, "s", 1, {"mood": -1}, summary="Warm"),
        messages.EventPart("e4", "rating", at, "t", 5, summary="Cool"),
        messages.EventPart("e3", "rating", at, "s", 5, {"color": 1}, summary="Warm"),
        messages.EventPart("e2", "rating", at, "s", 5, summary="Warm"),
        messages.EventPart("e1", "palette", at, "", 4, summary="#112233 #445566"),
    )
    desk.state.history[desk.profile] = events
    assert show_profile_menu(desk).history == (
        (("e5",), "14:02  ★  − Light  Warm"),
        (("e4",), "14:02  ★★★★★  Cool"),
        (("e3", "e2"), "14:02  ★★★★★  + Colour  Warm"),
        (("e1",), "14:02  ★★★★  A palette of 2 colours"),
    )
