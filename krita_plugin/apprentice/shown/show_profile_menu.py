"""Makes what the menu of a profile shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ..model.desk import Desk
from ..vendored import later, listed, messages, signals, tr
from .values import ProfileMenuShown, ReasonShown

_MOST_TAKEN_BACK = 12
_SIGNAL_WORDS = {
    signals.PICKED: later("Picked"),
    signals.INSERTED: later("Inserted"),
    signals.INSERT_UNDONE: later("Insertion undone"),
    signals.PALETTE_PULLED: later("Palette kept"),
    signals.MORE_LIKE_THIS: later("More like it"),
}


def show_profile_menu(desk: Desk) -> ProfileMenuShown:
    """Return what the menu of the profile in view offers."""
    state, profile = desk.state, desk.profile
    others = [part for part in state.profiles if part.id != profile]
    report = state.taste.get(profile)
    return ProfileMenuShown(
        name=next((part.name for part in state.profiles if part.id == profile), ""),
        others=tuple((part.id, part.name) for part in others),
        others_have_ratings=any(part.ratings for part in others),
        start=listed([start.text for start in report.starts]) if report is not None else "",
        history=_history(state.history.get(profile, ()), state.words),
    )


def _history(events: tuple[messages.EventPart, ...], words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the events, newest first, that can be taken back: (id, words). `words` are those of the dimensions."""
    said = [
        event for event in events if event.kind != "slate" and event.signal != signals.DISMISSED and not event.undone
    ]
    return tuple((event.id, _said(event, words)) for event in said[:_MOST_TAKEN_BACK])


def _said(event: messages.EventPart, words: Mapping[str, str]) -> str:
    """Return an event in a line: a rating with its reasons, which come as a rating of their own."""
    when = datetime.fromtimestamp(event.at).strftime("%H:%M")
    what = "★" * event.stars if event.stars else tr(_SIGNAL_WORDS.get(event.signal, ""))
    reasons = [ReasonShown(name, words.get(name, name), sign, True).text for name, sign in event.reasons.items()]
    return "  ".join(filter(None, (when, what, *reasons, event.summary)))
