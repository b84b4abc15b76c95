"""The time of a start with a long log: profiles opened on a store on disk, the whole log folded, a first slate."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from ....agents import DEFAULT_AGENT
from ....agents.base import Context, Feedback, Slate
from ....packs.shipped import built_in_space
from ....profiles import Profiles
from ....store import EventLog
from ....store.records import RATING, EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from ....surroundings import Surroundings
from ...artists.play import SLATE, RatedSlate

BOUND_S = 1.0
_NOW_S = 1_790_000_000.0
_NAME = "Long"


def measure_replay(history: Sequence[RatedSlate]) -> tuple[float, float]:
    """Write a history to a store, open it anew, and time it up to the first slate.

    Returns:
        Processor time in seconds: of the replay alone, and of replay, fit and slate together.
    """
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), history)
        started = time.process_time()
        log = EventLog(Path(folder), _NOW_S)
        profiles = _profiles(log)
        with profiles.agent(profiles.find(_NAME)) as agent:
            folded_s = time.process_time() - started
            agent.suggest(Context.empty(), SLATE)
        ready_s = time.process_time() - started
        log.close()
    return folded_s, ready_s


def _profiles(log: EventLog) -> Profiles:
    return Profiles(log, built_in_space(), DEFAULT_AGENT, Surroundings(lambda: _NOW_S, Random(0)))


def _write(folder: Path, history: Sequence[RatedSlate]) -> None:
    log = EventLog(folder, _NOW_S)
    slates: dict[str, SlateRecord] = {}
    events: list[EventRecord] = []
    for number, (slate, said) in enumerate(history):
        slates[f"s{number}"] = _slate(f"s{number}", slate, said)
        events.append(EventRecord(f"s{number}", "long", "slate", _NOW_S, True, f"s{number}"))
        events += [_rating(f"s{number}", place, one) for place, one in enumerate(said)]
    profile = ProfileRecord("long", _NAME, DEFAULT_AGENT, 0, _NOW_S)
    log.add_history(profile, [LogPage(tuple(events), slates)], free_name=False)
    log.close()


def _slate(slate_id: str, slate: Slate, said: Sequence[Feedback]) -> SlateRecord:
    suggestions = tuple(
        SuggestionRecord(f"{slate_id}-{place}", one.mix.to_dict(), seed=place, features=one.features or {})
        for place, one in enumerate(said)
    )
    context = {"features": dict(slate.context.features), "subject": "", "palette": []}
    return SlateRecord(slate_id, "long", _NOW_S, True, "studies", "", "", context, suggestions)


def _rating(slate_id: str, place: int, said: Feedback) -> EventRecord:
    stars = None if said.rating is None else int(said.rating)
    suggestion = f"{slate_id}-{place}"
    return EventRecord(
        f"{suggestion}!", "long", RATING, _NOW_S, True, slate_id, suggestion, stars, reasons=dict(said.reasons)
    )
