"""The codes of errors that pass, and of those that do not."""

from __future__ import annotations

from ..vendored import ErrorCode

# With these the backend may do another time what was asked for.
_PASSING = {ErrorCode.STORE_FAILED, ErrorCode.INTERNAL, ErrorCode.NOT_READY, ErrorCode.TOO_MANY}
_FOR_GOOD = {code.value for code in set(ErrorCode) - _PASSING}


def refuses_for_good(code: str) -> bool:
    """Return whether the backend will never do what was asked for; a code that nobody knows here may mean anything."""
    return code in _FOR_GOOD
