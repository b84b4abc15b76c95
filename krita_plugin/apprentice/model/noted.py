"""What the last ratings changed in a taste, as the backend told it with its acknowledgement."""

from __future__ import annotations

from ..vendored import messages


class NotedBeliefs:
    """The beliefs to tell of each profile, until the next slate, or until what was said is taken back."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[str, tuple[messages.NotedPart, ...]]] = {}  # profile -> event, beliefs

    def at(self, profile: str) -> tuple[messages.NotedPart, ...]:
        """Return the beliefs to tell of a profile, the greatest change first; mostly none."""
        return self._of.get(profile, ("", ()))[1]

    def receive(self, message: messages.Recorded) -> None:
        """Take what an event has changed; what no longer holds is told no longer."""
        event, told = self._of.get(message.profile.id, ("", ()))
        new = tuple(part for part in message.noted if part.direction)
        if new:
            event, told = message.event, new
        else:
            gone = {(part.dimension, part.value) for part in message.noted}
            told = tuple(part for part in told if (part.dimension, part.value) not in gone)
        self._of[message.profile.id] = event, told

    def take_back(self, event: str) -> None:
        """Tell no longer what an event has changed: it was taken back."""
        self._of = {profile: kept for profile, kept in self._of.items() if kept[0] != event}

    def clear(self, profile: str) -> None:
        """Tell nothing more of a profile: its next slate shows it."""
        self._of.pop(profile, None)
