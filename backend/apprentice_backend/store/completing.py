"""Rows that others refer to and that were lost are made anew, so that the others can go on.

A slate made anew knows nothing of its canvas, and its suggestions teach as before. A suggestion made anew stands for
the lost one: what was said of it stays in the history and can be undone, and teaches nothing.
"""

from __future__ import annotations

from .names import free_name, name_key
from .records import LOST, SLATE, EventRecord, ProfileRecord, SlateRecord, SuggestionRecord
from .rows import Row, event_row, profile_row, sealed, slate_row, suggestion_row
from .salvage import UNDONE_BY, Rows

# An agent's name, where no profile is left that tells one; the store knows nothing else of agents.
_AGENT = "bayes"
_NAME = "Recovered"
_CONTEXT = {"features": {}, "subject": "", "palette": []}
_NOWHERE = -1


def complete_rows(found: Rows) -> None:
    """Make what is missing, give every profile, place and undo its own, and leave out profiles that are not ready."""
    _drop_unready(found)
    _add_slates(found)
    _add_suggestions(found)
    _add_profiles(found)
    _add_slate_events(found)
    _make_unique(found)


def _drop_unready(found: Rows) -> None:
    profiles, slates, suggestions, events = found.tables.values()
    unready = {name for name, row in profiles.items() if not row[5]}
    gone = {name for name, row in slates.items() if row[1] in unready}
    for name in [name for name, row in suggestions.items() if row[1] in gone]:
        del suggestions[name]
    for rows, place in ((events, 2), (slates, 1), (profiles, 0)):
        for name in [name for name, row in rows.items() if row[place] in unready]:
            del rows[name]


def _add_slates(found: Rows) -> None:
    _, slates, suggestions, events = found.tables.values()
    owners = {row[6]: row[2] for row in events.values() if row[6]}
    owners |= {row[1]: owners.get(row[1], "") for row in suggestions.values()}
    for name in sorted(owners.keys() - slates.keys()):
        if owners[name]:
            lost = SlateRecord(name, owners[name], 0.0, True, "", "", "", _CONTEXT, ())
            found.add("slate", slate_row(lost), 1 << 62)
    # Whose they were nobody knows, and nothing was said of them.
    for name in [name for name, row in suggestions.items() if row[1] not in slates]:
        del suggestions[name]


def _add_suggestions(found: Rows) -> None:
    _, _, suggestions, events = found.tables.values()
    for row in sorted(events.values()):
        if row[7] and row[7] not in suggestions:
            lost = SuggestionRecord(row[7], {}, 0, note=LOST)
            found.add("suggestion", suggestion_row(row[6] or "", _NOWHERE, lost), 1 << 62)


def _add_profiles(found: Rows) -> None:
    profiles, slates, _, events = found.tables.values()
    agent = next((row[2] for row in profiles.values()), _AGENT)
    first: dict[str, float] = {}
    for row in sorted(events.values(), key=lambda row: row[0]):
        first.setdefault(row[2], row[4])
    for name in sorted({row[1] for row in slates.values()} | first.keys()):
        if name not in profiles:
            found.add("profile", profile_row(ProfileRecord(name, _NAME, agent, 0, first.get(name, 0.0))), 1 << 62)


def _add_slate_events(found: Rows) -> None:
    """Give each slate the event that says when it was shown: just before the first that was said of it."""
    _, slates, _, events = found.tables.values()
    said: dict[str, Row] = {}
    for row in sorted(events.values(), key=lambda row: row[0]):
        if row[6]:
            said.setdefault(row[6], row)
    places = sorted(row[0] for row in events.values())
    taken = set(places)
    for name in [name for name in slates if name not in events]:
        seq = said[name][0] - 1 if name in said else found.last_seq + 1
        while seq in taken and seq > 0:
            seq -= 1
        seq = max(1, seq)
        taken.add(seq)
        at = said[name][4] if name in said else max((row[4] for row in events.values()), default=0.0)
        event = EventRecord(name, slates[name][1], SLATE, at, True, name, seq=seq)
        found.add("event", event_row(event), seq)


def _make_unique(found: Rows) -> None:
    profiles, _, _, events = found.tables.values()
    taken: set[str] = set()
    for name, row in sorted(profiles.items(), key=lambda item: found.places["profile"][item[0]]):
        free = free_name(row[1], taken)
        taken.add(name_key(free))
        profiles[name] = sealed("profile", row[0], free, *row[2:-1])
    undone: set[str] = set()
    place = 0
    for name, row in sorted(events.items(), key=lambda item: item[1][0]):
        place = max(place + 1, row[0])
        by = row[UNDONE_BY]
        by = f"{by}:{name}" if by in undone else by
        undone.update([by] if by else [])
        if (place, by) != (row[0], row[UNDONE_BY]):
            events[name] = sealed("event", place, *row[1:UNDONE_BY], by)
            found.places["event"][name] = place
    found.last_seq = max(found.last_seq, place)
