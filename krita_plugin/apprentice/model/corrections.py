"""What the artist says by hand of their taste, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..vendored import messages


@dataclass(frozen=True)
class _Said:
    profile: str
    event: str


class Corrections:
    """Makes the requests that correct a taste, and remembers them for as long as Krita runs.

    Args:
        new_id: makes request ids; a correction's id is its request's.
    """

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._said: list[_Said] = []

    def can_undo(self, profile: str) -> bool:
        """Return whether something was said of this profile that can be taken back."""
        return any(said.profile == profile for said in self._said)

    def set_value(self, profile: str, dimension: str, value: str, stars: float | None) -> messages.SetValue:
        """Say by hand what a value does to a rating, in stars; None leaves that to the ratings again."""
        request = messages.SetValue(id=self._new_id(), dimension=dimension, value=value, stars=stars, profile=profile)
        self._said.append(_Said(profile, request.id))
        return request

    def set_signal(self, profile: str, kind: str, on: bool) -> messages.SetSignal:
        """Let a kind of signal count, or not."""
        request = messages.SetSignal(id=self._new_id(), kind=kind, on=on, profile=profile)
        self._said.append(_Said(profile, request.id))
        return request

    def undo(self, profile: str) -> list[messages.Request]:
        """Take back what was said last of this profile."""
        for place in reversed(range(len(self._said))):
            if self._said[place].profile == profile:
                return [messages.Undo(id=self._new_id(), profile=profile, event=self._said.pop(place).event)]
        return []

    def forget(self, event: str) -> None:
        """Note that an event is gone: refused by the backend, or taken back in another way."""
        self._said = [said for said in self._said if said.event != event]
