"""Corrections of a taste by hand, and taking them back."""

from __future__ import annotations

from collections.abc import Callable

from ..vendored import messages


class Corrections:
    """Makes the requests that correct a taste, and remembers them as long as Krita runs.

    Args:
        new_id: makes request ids; a correction's id is its request's.
    """

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._said: list[tuple[str, str]] = []  # profile and event, the newest last

    def can_undo(self, profile: str) -> bool:
        """Return whether a correction of this profile can be taken back."""
        return any(corrected == profile for corrected, _ in self._said)

    def set_value(self, profile: str, dimension: str, value: str, stars: float | None) -> messages.SetValue:
        """Set the effect of a value on a rating, in stars; None leaves it to the ratings again."""
        request = messages.SetValue(id=self._new_id(), dimension=dimension, value=value, stars=stars, profile=profile)
        self._said.append((profile, request.id))
        return request

    def set_signal(self, profile: str, kind: str, on: bool) -> messages.SetSignal:
        """Let a kind of signal count, or let it count no longer."""
        request = messages.SetSignal(id=self._new_id(), kind=kind, on=on, profile=profile)
        self._said.append((profile, request.id))
        return request

    def undo(self, profile: str) -> list[messages.Request]:
        """Take back the last correction of this profile."""
        events = [event for corrected, event in self._said if corrected == profile]
        if not events:
            return []
        self.forget(events[-1])
        return [messages.Undo(id=self._new_id(), profile=profile, event=events[-1])]

    def forget(self, event: str) -> None:
        """Forget a correction: the backend refused it, or it was taken back in another way."""
        self._said = [said for said in self._said if said[1] != event]
