"""Feedback: written down, taken back, and read back as a taste or a history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from apprentice_shared.messages import (
    Forget,
    GetHistory,
    GetTaste,
    HistoryReport,
    Recorded,
    Request,
)

from ...profiles import Noting, Profiles, Recorder
from ...profiles.starts import portfolio_content
from ..parts import event_parts, noted_part, profile_part
from . import Answer
from .portfolio import measure_folder
from .taste_report import taste_report
from .variety import read_variety


class FeedbackAnswers:
    """Writes the artist's feedback into the log, and reads back the log and what was learned from it."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        self._space = profiles.space
        self._noting = Noting(profiles)
        # Request -> the method that writes it, and returns the event on disk with its profile.
        self._write = Recorder(profiles).by_request(_measured)

    def by_request(self) -> dict[type[Request], Callable[[Any], Answer]]:
        """Return the method that answers each kind of request."""
        return {
            **dict.fromkeys(self._write, self._record),
            Forget: self._forget,
            GetTaste: self._get_taste,
            GetHistory: self._get_history,
        }

    def _record(self, request: Request) -> Answer:
        event, profile = self._write[type(request)](request)
        noted = tuple(map(noted_part, self._noting.of(event, profile)))
        return Answer(Recorded(request.id, event.id, profile_part(profile), event.suggestion, noted))

    def _forget(self, request: Forget) -> Answer:
        return Answer(Recorded(request.id, "", profile_part(self._profiles.forget(request.profile, request.since))))

    def _get_taste(self, request: GetTaste) -> Answer:
        profile = self._profiles.find(request.profile)
        page = self._profiles.read_log(profile.id)
        variety = read_variety(page, self._space)
        with self._profiles.agent(profile) as agent:
            return Answer(taste_report(request.id, profile, page, agent, variety))

    def _get_history(self, request: GetHistory) -> Answer:
        profile = self._profiles.find(request.profile)
        page = self._profiles.history(profile.id, request.limit)
        return Answer(HistoryReport(request.id, profile_part(profile), event_parts(page)))


def _measured(folder: str) -> dict[str, Any]:
    unread: list[Path] = []
    pictures, found = measure_folder(folder, unread=unread)
    return portfolio_content(pictures, found, len(unread))
