"""The order of one client's requests: which of them wait for one another."""

from __future__ import annotations

import pytest

from apprentice_backend.server.order import Lane, lane_of, waits_for
from apprentice_shared.messages import (
    CreateProfile,
    ExportProfile,
    GetProofs,
    GetTaste,
    ImportProfile,
    Rate,
    RatePalette,
    Repaint,
    Request,
    ResetProfile,
    SetStart,
    SetValue,
    Signal,
    Suggest,
    SwatchPart,
    Undo,
)

RATE, SIGNAL = Rate("r", "s1", 4), Signal("p", "s1", "picked")
SET_VALUE, UNDO = SetValue("v", "color", "warm", 1.0), Undo("u")
TASTE, EXPORT = GetTaste("t"), ExportProfile("x", "A")
IMPORT, CREATE, START = ImportProfile("i", "{}"), CreateProfile("c", "A"), SetStart("s", "none")
PROOFS = GetProofs("o", "0" * 64, ("color=warm",))
RESET, SUGGEST = ResetProfile("d", "A"), Suggest("g", width_px=32, height_px=32)


@pytest.mark.parametrize(
    ("request_", "lane"),
    [
        (RATE, Lane.FEEDBACK),
        (SIGNAL, Lane.FEEDBACK),
        (SET_VALUE, Lane.FEEDBACK),
        (UNDO, Lane.FEEDBACK),
        (RatePalette("q", ("#000000",), 3), Lane.FEEDBACK),
        (IMPORT, Lane.GROWTH),
        (CREATE, Lane.GROWTH),
        (START, Lane.GROWTH),
        (TASTE, Lane.ANSWERS),
        (Repaint("n", "0" * 64, (SwatchPart("#000000", 1.0, ""),)), Lane.PICTURES),
        (PROOFS, Lane.PROOFS),
        (RESET, Lane.ANSWERS),
    ],
    ids=lambda value: getattr(value, "type", getattr(value, "value", "")),
)
def test_feedback_has_a_lane_and_what_grows_has_one(request_: Request, lane: Lane) -> None:
    """A rating shares its threads with feedback alone, an import with what is written whole."""
    assert lane_of(request_) is lane


@pytest.mark.parametrize(
    ("newer", "older", "waits"),
    [
        (RATE, TASTE, False),
        (UNDO, TASTE, False),
        (RATE, IMPORT, False),
        (TASTE, PROOFS, False),
        (RESET, PROOFS, False),
        (PROOFS, PROOFS, True),
        (PROOFS, RATE, True),
        (SIGNAL, START, False),
        (SET_VALUE, CREATE, True),
        (UNDO, START, True),
        (RATE, RESET, True),
        (RATE, UNDO, True),
        (TASTE, RATE, True),
        (TASTE, IMPORT, True),
        (TASTE, TASTE, True),
        (SUGGEST, SIGNAL, True),
        (SUGGEST, CREATE, True),
        (SUGGEST, TASTE, False),
        (RESET, EXPORT, True),
        (IMPORT, IMPORT, True),
    ],
    ids=lambda value: getattr(value, "type", str(value)),
)
def test_a_request_waits_for_what_it_must_see(newer: Request, older: Request, waits: bool) -> None:
    """Feedback waits for no answer and for no new profile; all else sees the feedback and the changes before it."""
    assert waits_for(newer, older, renders=isinstance(newer, Suggest)) is waits
