"""Pictures that are not in the gallery any more and that the backend was asked for."""

from __future__ import annotations

from collections.abc import Callable

# A picture that was refused is asked for again after this, and later each time: it may be a passing trouble.
FIRST_AGAIN_S, LAST_AGAIN_S = 10.0, 600.0


class WantedPictures:
    """Says when a picture may be asked for: once, and again some time after a refusal, or on a new connection.

    Args:
        clock: returns seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._asked: dict[str, str] = {}
        # By picture: when it may be asked for again, and the pause that led there.
        self._refused: dict[str, tuple[float, float]] = {}

    def may_ask(self, key: str) -> bool:
        """Return whether a picture, by its hash, may be asked for now."""
        not_before_s, _ = self._refused.get(key, (0.0, 0.0))
        return bool(key) and key not in self._asked.values() and self._clock() >= not_before_s

    def asked(self, request_id: str, key: str) -> None:
        """Note the request for a picture."""
        self._asked[request_id] = key

    def arrived(self, key: str) -> None:
        """Note that a picture is there."""
        self._asked = {request_id: wanted for request_id, wanted in self._asked.items() if wanted != key}
        self._refused.pop(key, None)

    def refused(self, request_id: str) -> bool:
        """Note an error; return whether it is the answer to a picture that was refused before."""
        key = self._asked.pop(request_id, "")
        if not key:
            return False
        _, pause_s = self._refused.get(key, (0.0, 0.0))
        pause_s = min(2 * pause_s, LAST_AGAIN_S) or FIRST_AGAIN_S
        is_repeat = key in self._refused
        self._refused[key] = (self._clock() + pause_s, pause_s)
        return is_repeat

    def connected(self) -> None:
        """Note a new connection: what was refused before may be there now."""
        self._refused.clear()
