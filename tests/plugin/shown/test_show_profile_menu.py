"""The profile's menu in words."""

from __future__ import annotations

from datetime import datetime

from slates_made import make_state

from apprentice.model.desk import Desk
from apprentice.shown.show_profile_menu import show_profile_menu
from apprentice_shared import messages


def test_a_reason_can_be_told_from_its_rating() -> None:
    """A reason is recorded as a rating of the same stars: its line names what counts for it or against."""
    at = datetime(2026, 3, 4, 14, 2).timestamp()
    desk = Desk(make_state())
    events = (
        messages.EventPart("e3", "rating", at, "s", 1, {"mood": -1}, summary="warm"),
        messages.EventPart("e2", "rating", at, "s", 5, {"color": 1}, summary="warm"),
        messages.EventPart("e1", "rating", at, "s", 5, summary="warm"),
    )
    desk.state.history[desk.profile] = events
    assert show_profile_menu(desk).history == (
        ("e3", "14:02  ★  − Light  warm"),
        ("e2", "14:02  ★★★★★  + Colour  warm"),
        ("e1", "14:02  ★★★★★  warm"),
    )
