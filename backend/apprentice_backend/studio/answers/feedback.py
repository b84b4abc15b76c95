"""What the artist says, what was learned of it, and what is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apprentice_shared.messages import (
    Forget,
    GetHistory,
    GetTaste,
    HistoryReport,
    Rate,
    RatePalette,
    Recorded,
    Request,
    SetSignal,
    SetStart,
    SetValue,
    Signal,
    Undo,
)

from ...profiles import Profiles
from ...profiles.starts import portfolio_content
from ..parts import event_parts, profile_part
from . import Answer
from .portfolio import measure_folder
from .taste_report import taste_report
from .variety import Variety


class FeedbackAnswers:
    """Writes down what is said, and reads it back.

    Args:
        profiles: the profiles and their agents.
    """

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        self._variety = Variety(profiles.space)

    def by_request(self) -> dict[type[Request], Callable[[Any], Answer]]:
        """Return what answers each kind of request."""
        return {
            Rate: self._record,
            Signal: self._record,
            SetValue: self._set_value,
            SetStart: self._set_start,
            SetSignal: self._set_signal,
            RatePalette: self._rate_palette,
            Undo: self._undo,
            Forget: self._forget,
            GetTaste: self._get_taste,
            GetHistory: self._get_history,
        }

    def _record(self, request: Rate | Signal) -> Answer:
        event, profile = self._profiles.record(request)
        return Answer(Recorded(request.id, event.id, profile_part(profile), event.suggestion))

    def _set_value(self, request: SetValue) -> Answer:
        event, profile = self._profiles.set_value(request)
        return Answer(Recorded(request.id, event.id, profile_part(profile)))

    def _set_start(self, request: SetStart) -> Answer:
        event, profile = self._profiles.set_start(request, lambda folder: portfolio_content(*measure_folder(folder)))
        return Answer(Recorded(request.id, event.id, profile_part(profile)))

    def _set_signal(self, request: SetSignal) -> Answer:
        event, profile = self._profiles.set_signal(request)
        return Answer(Recorded(request.id, event.id, profile_part(profile)))

    def _rate_palette(self, request: RatePalette) -> Answer:
        event, profile = self._profiles.rate_palette(request)
        return Answer(Recorded(request.id, event.id, profile_part(profile)))

    def _undo(self, request: Undo) -> Answer:
        event, profile = self._profiles.undo(request.id, request.profile, request.event)
        return Answer(Recorded(request.id, event.id, profile_part(profile), event.suggestion))

    def _forget(self, request: Forget) -> Answer:
        return Answer(Recorded(request.id, "", profile_part(self._profiles.forget(request.profile, request.since))))

    def _get_taste(self, request: GetTaste) -> Answer:
        profile = self._profiles.find(request.profile)
        page = self._profiles.log.log(profile.id)
        variety = self._variety.read(page)
        with self._profiles.agent(profile) as agent:
            return Answer(taste_report(request.id, profile, page, agent, variety))

    def _get_history(self, request: GetHistory) -> Answer:
        profile = self._profiles.find(request.profile)
        page = self._profiles.log.history(profile.id, request.limit)
        return Answer(HistoryReport(request.id, profile_part(profile), event_parts(page)))
