"""Signals: an artist's actions on a suggestion other than rating it, by their names in messages and in the log."""

from __future__ import annotations

PICKED = "picked"
INSERTED = "inserted"
INSERT_UNDONE = "insert_undone"
PALETTE_PULLED = "palette_pulled"  # its palette was kept
MORE_LIKE_THIS = "more_like_this"
DISMISSED = "dismissed"

SIGNALS = (PICKED, INSERTED, INSERT_UNDONE, PALETTE_PULLED, MORE_LIKE_THIS, DISMISSED)
# Done without meaning to rate: each counts a little, and can be switched off.
IMPLICIT_SIGNALS = (INSERTED, PALETTE_PULLED, MORE_LIKE_THIS)
