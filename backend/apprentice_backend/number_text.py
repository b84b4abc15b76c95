"""Numbers as a person writes them: ASCII digits of a bounded length, and nothing else that Python takes for one."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_REAL = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][+-]?[0-9]{1,2})?")


def whole_number(text: str) -> int | None:
    """Return the whole number that a text is, blanks around it apart; None where it is none of at most 18 digits."""
    text = text.strip()
    return int(text) if _WHOLE.fullmatch(text) else None


def real_number(text: str) -> float | None:
    """Return the finite number that a text is, blanks around it apart; None where it is none."""
    text = text.strip()
    return float(text) if _REAL.fullmatch(text) else None
