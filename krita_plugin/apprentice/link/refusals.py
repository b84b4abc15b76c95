"""The codes of errors that pass, and of those that do not."""

from __future__ import annotations

from ..vendored import ErrorCode

# With these the backend may do another time what was asked for.
PASSING = frozenset({ErrorCode.STORE_FAILED.value, ErrorCode.INTERNAL.value, ErrorCode.NOT_READY.value})
_FOR_GOOD = {code.value for code in ErrorCode} - PASSING


def refuses_for_good(code: str) -> bool:
    """Return whether the backend will never do what was asked for; a code that nobody knows here may mean anything."""
    return code in _FOR_GOOD
