"""The writer of events: of all that the artist says, each once per id, and taken back one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import later, tr
from apprentice_shared.messages import (
    NO_START,
    PORTFOLIO,
    Rate,
    RatePalette,
    Request,
    SetSignal,
    SetStart,
    SetValue,
    Signal,
    Undo,
)

from ..agents import class_of
from ..store import EventRecord, LogReader, ProfileRecord
from .amounts import seen_at
from .kinds import PaletteKind, RatingKind, SignalKind, ValueKind
from .profiles import Profiles
from .starts import StartKind, SwitchKind, profiles_content

Recording = tuple[EventRecord, ProfileRecord]
Measure = Callable[[str], Mapping[str, Any]]


class Recorder:
    """Writes what the artist says. Any thread may call.

    Every method returns the event as it stands on disk, and its profile with its number of ratings as it is then.

    Raises:
        StoreError: from every method, where the disk fails it.
        RequestError: from every method, where a profile is named that does not exist, or the id was used for something
            else.
    """

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        self._log = profiles.log

    def by_request(self, measure: Measure) -> dict[type[Request], Callable[[Any], Recording]]:
        """Return the method that writes each kind of request; `measure` as `set_start` takes it."""
        return {
            Rate: self.record,
            Signal: self.record,
            SetValue: self.set_value,
            SetStart: lambda said: self.set_start(said, measure),
            SetSignal: self.set_signal,
            RatePalette: self.rate_palette,
            Undo: lambda said: self.undo(said.id, said.profile, said.event),
        }

    def record(self, said: Rate | Signal) -> Recording:
        """Write a rating or a signal.

        Raises:
            RequestError: the suggestion does not exist.
            ValueError: a reason names no dimension.
        """
        now_s, check = self._moment(said.at), self._profiles.widest.check_dimension
        rating = said if isinstance(said, Rate) else None
        reasons = {check(name): way for name, way in rating.reasons.items()} if rating else {}

        def event(log: LogReader) -> EventRecord:
            slate = log.slate_of(said.suggestion)
            if slate is None:
                raise RequestError(
                    tr("That suggestion is not there any more: rate one that is shown."),
                    ErrorCode.UNKNOWN_SUGGESTION,
                )
            return EventRecord(
                id=said.id,
                profile=slate.profile,
                kind=RatingKind.name if rating else SignalKind.name,
                at=now_s,
                learned=said.learn and slate.learned,
                slate=slate.id,
                suggestion=said.suggestion,
                stars=rating.stars if rating else None,
                reasons=reasons,
                signal=said.kind if isinstance(said, Signal) else "",
                content=seen_at(said.amount, slate),
            )

        # One step on the thread that writes: each more would wait for its turn on a busy machine.
        return self._log.record(event)

    def rate_palette(self, said: RatePalette) -> Recording:
        """Write the rating of a palette."""
        return self._append(
            EventRecord(
                id=said.id,
                profile=self._profiles.find(said.profile).id,
                kind=PaletteKind.name,
                at=self._moment(said.at),
                learned=said.learn,
                slate="",
                stars=said.stars,
                content={"swatches": list(said.swatches)},
            )
        )

    def set_value(self, said: SetValue) -> Recording:
        """Write an attribute value's effect on a rating, as set by hand.

        Raises:
            RequestError: the profile's agent cannot take it.
            ValueError: there is no such value.
        """
        self._profiles.widest.check_value(said.dimension, said.value)
        profile = self._profiles.find(said.profile)
        if not class_of(profile.agent).takes_values:
            raise _wants_bayes(
                profile,
                later(
                    "{name} learns as {agent}, where nothing can be set by hand: make a profile that learns as bayes."
                ),
            )
        content = {"dimension": said.dimension, "value": said.value, "stars": said.stars}
        return self._append_now(said.id, profile, ValueKind.name, content)

    def set_start(self, said: SetStart, measure: Measure) -> Recording:
        """Write a starting point of a profile.

        Args:
            said: the start.
            measure: returns the content of a start from a folder of pictures; not called where the id was written.

        Raises:
            RequestError: the profile's agent takes no start, there is nothing to start from, or `measure` raised it.
        """
        profile = self._profiles.find(said.profile)
        written = self._log.event(said.id)
        if written is not None:
            return written, self._counted(profile.id)
        if not class_of(profile.agent).takes_prior:
            raise _wants_bayes(
                profile,
                later("{name} learns as {agent}, which needs no starting point: make a profile that learns as bayes."),
            )
        content: Mapping[str, Any] = {"kind": NO_START}
        if said.kind == PORTFOLIO:
            content = measure(said.folder)
        elif said.kind != NO_START:
            content = self._other_tastes(profile, said.sources)
        return self._append_now(said.id, profile, StartKind.name, content)

    def set_signal(self, said: SetSignal) -> Recording:
        """Write whether a kind of signal counts."""
        profile = self._profiles.find(said.profile)
        return self._append_now(said.id, profile, SwitchKind.name, {"signal": said.kind, "on": said.on})

    def undo(self, request_id: str, key: str, event_id: str) -> Recording:
        """Take back an event that is no slate, the last one of the profile where none is named; once per request."""
        profile = self._profiles.find(key)
        event = self._log.undo(request_id, event_id, profile.id)
        if event is None:
            what = (
                tr("There is no such rating any more.")
                if event_id
                else tr("There is nothing to take back in {name}.", name=profile.name)
            )
            raise RequestError(what, ErrorCode.UNKNOWN_EVENT)
        self._profiles.unlearn(event.profile)
        return event, self._profiles.find(event.profile)

    def _moment(self, at_s: float | None) -> float:
        """Return when something was said: as the client tells, but not in the future."""
        now_s = self._profiles.around.now_s()
        return now_s if at_s is None else min(at_s, now_s)

    def _append_now(self, event_id: str, profile: ProfileRecord, kind: str, content: Mapping[str, Any]) -> Recording:
        now_s = self._profiles.around.now_s()
        return self._append(EventRecord(event_id, profile.id, kind, now_s, True, slate="", content=content))

    def _append(self, event: EventRecord) -> Recording:
        return self._log.record(lambda _: event)

    def _counted(self, profile_id: str) -> ProfileRecord:
        """Return a profile with its number of ratings as it is now."""
        profile = self._log.profile(profile_id)
        if profile is None:
            raise RequestError(tr("The profile was deleted meanwhile: choose another."), ErrorCode.UNKNOWN_PROFILE)
        return profile

    def _other_tastes(self, profile: ProfileRecord, sources: tuple[str, ...]) -> dict[str, Any]:
        others = [self._profiles.find(key) for key in sources] if sources else self._profiles.all()
        tastes = []
        for other in others:
            if other.id != profile.id and other.ratings:
                with self._profiles.agent(other) as agent:
                    tastes.append(agent.taste())
        if not tastes:
            raise RequestError(
                tr("No other profile has ratings to start from yet: rate in one first."), ErrorCode.BAD_VALUE
            )
        return profiles_content(tastes)


def _wants_bayes(profile: ProfileRecord, text: str) -> RequestError:
    return RequestError(tr(text, name=profile.name, agent=profile.agent), ErrorCode.BAD_VALUE)
