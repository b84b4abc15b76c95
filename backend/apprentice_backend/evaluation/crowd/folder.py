"""A data folder for the crowd: one profile with a very long log, and a profile to import again and again."""

from __future__ import annotations

from pathlib import Path
from random import Random

from ...agents import DEFAULT_AGENT
from ...packs.shipped import built_in_space
from ...profiles.profile_file import dump_profile
from ...store import EventLog
from ...store.records import RATING, SLATE, EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord

NOW_S = 1_790_000_000.0
LONG = "Long"
CARDS = 4
_MEASURES = ("lightness", "contrast", "warmth", "chroma")


def write_folder(folder: Path, ratings: int, raters: int) -> None:
    """Write the profile `LONG` with so many ratings, and a profile with one slate for each rater."""
    log = EventLog(folder, NOW_S)
    log.add_history(_profile("long", LONG), [history("long", ratings // CARDS, Random(0))], free_name=False)
    for number in range(raters):
        name = rater_name(number)
        log.add_history(_profile(name, name), [history(name, 1, Random(number))], free_name=False)
    log.close()


def rater_name(number: int) -> str:
    """Return the id and name of a rater's profile."""
    return f"artist-{number}"


def suggestion_of(number: int, *, on_long: bool) -> str:
    """Return the suggestion that a rater rates, on the long log or on the rater's own."""
    return f"long-s{number}-0" if on_long else f"{rater_name(number)}-s0-0"


def profile_file(ratings: int) -> str:
    """Return the text of a profile's file with so many ratings."""
    return dump_profile(_profile("", "Imported"), history("x", ratings // CARDS, Random(1)))


def history(profile_id: str, slates: int, chance: Random) -> LogPage:
    """Return a log of slates with all suggestions rated, as it is on disk after years."""
    kept: dict[str, SlateRecord] = {}
    events: list[EventRecord] = []
    for number in range(slates):
        slate = _slate(f"{profile_id}-s{number}", profile_id, NOW_S + number, chance)
        kept[slate.id] = slate
        events.append(EventRecord(slate.id, profile_id, SLATE, slate.at, True, slate.id))
        events += [
            EventRecord(f"{item.id}!", profile_id, RATING, slate.at, True, slate.id, item.id, chance.randint(1, 5))
            for item in slate.suggestions
        ]
    return LogPage(tuple(events), kept)


def _profile(profile_id: str, name: str) -> ProfileRecord:
    return ProfileRecord(profile_id, name, DEFAULT_AGENT, 0, NOW_S)


def _slate(slate_id: str, profile_id: str, at_s: float, chance: Random) -> SlateRecord:
    context = {"features": _measures(chance), "subject": "a harbour", "palette": ["#1f2e3d", "#aabbcc"]}
    suggestions = tuple(_suggestion(f"{slate_id}-{place}", chance) for place in range(CARDS))
    return SlateRecord(slate_id, profile_id, at_s, True, "studies", "", "", context, suggestions)


def _suggestion(name: str, chance: Random) -> SuggestionRecord:
    mix = {dimension: {chance.choice(values): 1.0} for dimension, values in built_in_space().dimensions.items()}
    palette = tuple({"hex": f"#{chance.randrange(16**6):06x}", "share": 0.2, "name": ""} for _ in range(5))
    return SuggestionRecord(name, mix, chance.randrange(2**31), palette=palette, features=_measures(chance))


def _measures(chance: Random) -> dict[str, float]:
    return {name: round(chance.random(), 4) for name in _MEASURES}
