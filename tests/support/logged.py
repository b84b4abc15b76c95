"""Records for tests of the store and of what is folded from it."""

from __future__ import annotations

from apprentice_backend.store.records import RATING, EventRecord, ProfileRecord, SlateRecord, SuggestionRecord

NOW_S = 1_790_000_000.0
SUBJECT = "a lighthouse in fog"


def a_profile(name: str = "Watercolours", profile_id: str = "p1") -> ProfileRecord:
    """Return a new profile."""
    return ProfileRecord(profile_id, name, "bayes", seed=7, created_at=NOW_S)


def a_slate(slate_id: str = "s1", profile_id: str = "p1", at: float = NOW_S, learned: bool = True) -> SlateRecord:
    """Return a slate of two suggestions, "ID-1" warm and "ID-2" cool."""
    mixes = ({"color": {"warm": 1.0}}, {"color": {"cool": 1.0}})
    suggestions = tuple(
        SuggestionRecord(f"{slate_id}-{index + 1}", mix, seed=index, explanation="because")
        for index, mix in enumerate(mixes)
    )
    context = {"features": {"warmth": 0.5}, "subject": SUBJECT, "palette": ["#102030"]}
    return SlateRecord(slate_id, profile_id, at, learned, "fake", "", "doc", context, suggestions)


def a_rating(
    event_id: str = "e1", suggestion: str = "s1-1", stars: int = 5, at: float = NOW_S, profile_id: str = "p1"
) -> EventRecord:
    """Return a rating of a suggestion of `a_slate`."""
    slate = suggestion.rsplit("-", 1)[0]
    return EventRecord(
        event_id, profile_id, RATING, at, True, slate, suggestion=suggestion, stars=stars, reasons={"color": 1}
    )
