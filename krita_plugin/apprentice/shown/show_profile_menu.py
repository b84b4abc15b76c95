"""Makes what the menu of a profile shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from ..model.desk import Desk
from ..vendored import later, listed, messages, signals, tr, tr_n
from .values import ProfileMenuShown, ReasonShown

_MOST_TAKEN_BACK = 12
_RATING, _PALETTE = "rating", "palette"  # kinds of events
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


def _history(events: Iterable[messages.EventPart], words: Mapping[str, str]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return what can be taken back, newest first: (ids of its events, words). `words` are those of the dimensions.

    A reason comes as another rating of the same stars: they are one line, and taken back together.
    """
    said = [
        event for event in events if event.kind != "slate" and event.signal != signals.DISMISSED and not event.undone
    ]
    lines: list[list[messages.EventPart]] = []
    last: dict[str, list[messages.EventPart]] = {}  # by the suggestion: its rating that came last
    for event in said:
        line = last.get(event.suggestion) if event.kind == _RATING else None
        if line is not None and line[-1].stars == event.stars:
            line.append(event)
        else:
            lines.append([event])
            if event.kind == _RATING:
                last[event.suggestion] = lines[-1]
    return tuple((tuple(event.id for event in line), _said(line[0], words)) for line in lines[:_MOST_TAKEN_BACK])


def _said(event: messages.EventPart, words: Mapping[str, str]) -> str:
    """Return an event in a line: "14:02  ★★★★★  + Colour  Warm"."""
    when = datetime.fromtimestamp(event.at).strftime("%H:%M")
    what = "★" * event.stars if event.stars else tr(_SIGNAL_WORDS.get(event.signal, ""))
    reasons = [ReasonShown(name, words.get(name, name), sign, True).text for name, sign in event.reasons.items()]
    return "  ".join(filter(None, (when, what, *reasons, _subject(event))))


def _subject(event: messages.EventPart) -> str:
    """Return what an event is about; of a palette the number of its colours, which the summary has as codes."""
    if event.kind != _PALETTE:
        return event.summary
    count = len(event.summary.split())
    return tr_n("A palette of {count} colour", "A palette of {count} colours", count)
