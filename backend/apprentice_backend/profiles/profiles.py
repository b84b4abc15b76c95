"""Profiles: each one a name, a log in the store, and an agent that is a fold over that log."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from typing import Any

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.messages import NO_START, PORTFOLIO, Rate, RatePalette, SetSignal, SetStart, SetValue, Signal

from .. import agents
from ..agents.base import Agent
from ..store import EventLog, EventRecord, LogPage, ProfileRecord
from ..store.records import PALETTE, RATING, SIGNAL, START, SWITCH, VALUE
from ..surroundings import Surroundings
from .blend import blended
from .fold import Fold
from .profile_file import dump_profile, load_profile, with_new_ids
from .starts import prior_of, profiles_content, standing_starts, switched_off

DEFAULT_ID = "default"
DEFAULT_NAME = "My taste"


class Profiles:
    """All profiles of one data folder. Any thread may call.

    A profile is named by its id or its name; an empty text, or "default", is the oldest one. There always is one.

    Args:
        log: the store.
        space: the attributes that are learned over, where an agent is not asked for over others.
        widest: all attributes that a log may speak of; those of `space` where it is not given.
        agent: the agent of new profiles, one of `agents.NAMES`.
        around: the clock and the ids.

    Raises:
        StoreError: from every method, where the disk fails it.
        RequestError: from every method, where a profile is named that does not exist.
    """

    def __init__(
        self,
        log: EventLog,
        space: AttributeSpace,
        agent: str,
        around: Surroundings,
        widest: AttributeSpace | None = None,
    ) -> None:
        self.log = log
        self.space = space
        self._widest = widest or space
        self._agent = agent
        self._around = around
        self._folds: dict[tuple[str, AttributeSpace], Fold] = {}
        # Held while an agent is folded or asked; never while an event is written, so that a rating need not wait.
        self._lock = RLock()
        self._keep_one()

    def all(self) -> list[ProfileRecord]:
        """Return all profiles, the default one first."""
        return self.log.profiles()

    def find(self, key: str) -> ProfileRecord:
        """Return the profile of that id or name."""
        profiles = self.log.profiles()
        if key in ("", DEFAULT_ID):
            return profiles[0]
        for profile in profiles:
            if key == profile.id or key.strip().casefold() == profile.name.casefold():
                return profile
        names = ", ".join(profile.name for profile in profiles[:8])
        raise RequestError(f"There is no profile {key!r}: choose from {names}.", ErrorCode.UNKNOWN_PROFILE)

    def create(self, name: str, copy_of: str = "", blend_with: str = "") -> ProfileRecord:
        """Make a profile, with all that another one holds where `copy_of` names one, or that two hold."""
        seed = zlib.crc32(name.encode()) % 2**31
        if not copy_of:
            return self._add(ProfileRecord("", name, self._agent, seed, 0.0), LogPage((), {}))
        source = self.find(copy_of)
        page = self.log.log(source.id)
        if not blend_with:
            return self._add(replace(source, name=name), page)
        other = self.find(blend_with)
        if other.id == source.id:
            raise RequestError(f"{source.name} cannot be blended with itself: name another.", ErrorCode.BAD_VALUE)
        agent = source.agent if source.agent == other.agent else self._agent
        return self._add(ProfileRecord("", name, agent, seed, 0.0), blended(page, self.log.log(other.id)))

    def rename(self, key: str, name: str) -> ProfileRecord:
        """Give a profile another name."""
        profile = self.find(key)
        self._check_name(name, but=profile.id)
        self.log.rename_profile(profile.id, name.strip())
        return self.find(profile.id)

    def reset(self, key: str) -> ProfileRecord:
        """Delete all that a profile holds; its name stays."""
        return self.forget(key, float("-inf"))

    def forget(self, key: str, since_s: float) -> ProfileRecord:
        """Delete all that a profile holds since a moment, for good."""
        profile = self.find(key)
        self.log.forget(profile.id, since_s)
        self._drop(profile.id)
        return self.find(profile.id)

    def delete(self, key: str) -> None:
        """Delete a profile; where it was the last one, a new default takes its place."""
        profile = self.find(key)
        self.log.delete_profile(profile.id)
        self._drop(profile.id)
        self._keep_one()

    def export(self, key: str) -> tuple[ProfileRecord, str]:
        """Return a profile, and the text of its file."""
        profile = self.find(key)
        return profile, dump_profile(profile, self.log.log(profile.id))

    def load(self, text: str, name: str = "") -> ProfileRecord:
        """Make a profile from the text of an exported file; without a name of its own where that one is taken."""
        profile, page = load_profile(text, self._widest)
        if profile.agent not in agents.NAMES:
            profile = replace(profile, agent=self._agent)
        return self._add(replace(profile, name=name.strip() or self._free_name(profile.name)), page)

    def record(self, said: Rate | Signal) -> tuple[EventRecord, ProfileRecord]:
        """Write a rating or a signal, once per id.

        Returns:
            The event as it stands on disk, and its profile.

        Raises:
            RequestError: the suggestion does not exist, or the id was used for something else.
            ValueError: a reason names no dimension.
        """
        slate = self.log.slate_of(said.suggestion)
        if slate is None:
            raise RequestError(
                f"There is no suggestion {said.suggestion!r} any more: rate one that is shown.",
                ErrorCode.UNKNOWN_SUGGESTION,
            )
        now_s = self._around.now_s()
        rating = said if isinstance(said, Rate) else None
        event = EventRecord(
            id=said.id,
            profile=slate.profile,
            kind=RATING if rating else SIGNAL,
            at=now_s if said.at is None else min(said.at, now_s),
            learned=said.learn and slate.learned,
            slate=slate.id,
            suggestion=said.suggestion,
            stars=rating.stars if rating else None,
            reasons={self._widest.check_dimension(name): way for name, way in rating.reasons.items()} if rating else {},
            signal=said.kind if isinstance(said, Signal) else "",
        )
        return self.log.append(event), self._counted(slate.profile)

    def set_value(self, said: SetValue) -> tuple[EventRecord, ProfileRecord]:
        """Write what an attribute value does to a rating, as set by hand, once per id.

        Raises:
            RequestError: the profile's agent cannot take it.
            ValueError: the space has no such value.
        """
        self._widest.check_value(said.dimension, said.value)
        profile = self.find(said.profile)
        with self.agent(profile) as agent:
            if not agent.takes_values:
                raise _wants_bayes(profile, "takes no values set by hand")
        content = {"dimension": said.dimension, "value": said.value, "stars": said.stars}
        event = EventRecord(said.id, profile.id, VALUE, self._around.now_s(), True, slate="", content=content)
        return self.log.append(event), self._counted(profile.id)

    def set_start(
        self, said: SetStart, measure: Callable[[str], Mapping[str, Any]]
    ) -> tuple[EventRecord, ProfileRecord]:
        """Write what a profile starts from beside its ratings, once per id.

        Args:
            said: what to start from.
            measure: returns the content of a start from a folder of pictures; not called where the id was written.

        Raises:
            RequestError: the profile's agent takes no start, there is nothing to start from, or `measure` raised it.
        """
        profile = self.find(said.profile)
        written = self.log.event(said.id)
        if written is not None:
            return written, self._counted(profile.id)
        with self.agent(profile) as agent:
            if not agent.takes_prior:
                raise _wants_bayes(profile, "has no starting point")
        content: Mapping[str, Any] = {"kind": NO_START}
        if said.kind == PORTFOLIO:
            content = measure(said.folder)
        elif said.kind != NO_START:
            content = self._other_tastes(profile, said.sources)
        event = EventRecord(said.id, profile.id, START, self._around.now_s(), True, slate="", content=content)
        return self.log.append(event), self._counted(profile.id)

    def set_signal(self, said: SetSignal) -> tuple[EventRecord, ProfileRecord]:
        """Write whether a kind of signal counts, once per id."""
        profile = self.find(said.profile)
        content = {"signal": said.kind, "on": said.on}
        event = EventRecord(said.id, profile.id, SWITCH, self._around.now_s(), True, slate="", content=content)
        return self.log.append(event), self._counted(profile.id)

    def rate_palette(self, said: RatePalette) -> tuple[EventRecord, ProfileRecord]:
        """Write the rating of a palette, once per id."""
        profile = self.find(said.profile)
        now_s = self._around.now_s()
        event = EventRecord(
            id=said.id,
            profile=profile.id,
            kind=PALETTE,
            at=now_s if said.at is None else min(said.at, now_s),
            learned=said.learn,
            slate="",
            stars=said.stars,
            content={"swatches": list(said.swatches)},
        )
        return self.log.append(event), self._counted(profile.id)

    def undo(self, request_id: str, key: str, event_id: str) -> tuple[EventRecord, ProfileRecord]:
        """Take back a rating or signal, the last one of the profile where none is named; once per request."""
        profile = self.find(key)
        event = self.log.undo(request_id, event_id, profile.id)
        if event is None:
            what = (
                f"There is no rating {event_id!r}" if event_id else f"There is nothing to take back in {profile.name}"
            )
            raise RequestError(f"{what}.", ErrorCode.UNKNOWN_EVENT)
        self._drop(event.profile)
        return event, self.find(event.profile)

    @contextmanager
    def agent(self, profile: ProfileRecord, space: AttributeSpace | None = None) -> Iterator[Agent]:
        """Lend the agent of a profile, taught all that its log holds; do not teach it.

        Args:
            profile: whose.
            space: what it learns over, and proposes; None for what all do.
        """
        with self._lock:
            yield self._folded(profile, space or self.space).agent

    def _counted(self, profile_id: str) -> ProfileRecord:
        """Return a profile with its number of ratings as it is now."""
        profile = self.log.profile(profile_id)
        if profile is None:
            raise RequestError("The profile was deleted meanwhile: choose another.", ErrorCode.UNKNOWN_PROFILE)
        return profile

    def _folded(self, profile: ProfileRecord, space: AttributeSpace) -> Fold:
        fold = self._folds.get((profile.id, space))
        page = self.log.log(profile.id, fold.after if fold else 0)
        if fold is None or not fold.can_take(page):
            page = self.log.log(profile.id) if fold else page
            fold = self._empty_fold(profile, space, page)
        # Taken out while it learns: what fails half-way is folded anew next time.
        self._folds.pop((profile.id, space), None)
        fold.take(page)
        self._folds[profile.id, space] = fold
        return fold

    def _empty_fold(self, profile: ProfileRecord, space: AttributeSpace, page: LogPage) -> Fold:
        """Return a fold that has learned nothing, with what the whole log in `page` says to start from."""
        agent = agents.create(profile.agent, space, seed=profile.seed)
        prior = prior_of(standing_starts(page.events), space, profile.seed) if agent.takes_prior else None
        if prior is not None:
            agent = agents.create(profile.agent, space, seed=profile.seed, prior=prior)
        return Fold(agent, switched_off(page.events))

    def _other_tastes(self, profile: ProfileRecord, sources: tuple[str, ...]) -> dict[str, Any]:
        others = [self.find(key) for key in sources] if sources else self.all()
        tastes = []
        for other in others:
            if other.id != profile.id and other.ratings:
                with self.agent(other) as agent:
                    tastes.append(agent.taste())
        if not tastes:
            raise RequestError(
                "No other profile has ratings to start from yet: rate in one first.", ErrorCode.BAD_VALUE
            )
        return profiles_content(tastes)

    def _drop(self, profile_id: str) -> None:
        with self._lock:
            for key in [key for key in self._folds if key[0] == profile_id]:
                del self._folds[key]

    def _add(self, profile: ProfileRecord, page: LogPage) -> ProfileRecord:
        self._check_name(profile.name)
        made = replace(
            profile, id=self._around.new_id(), name=profile.name.strip(), created_at=self._around.now_s(), ratings=0
        )
        self.log.add_history(made, with_new_ids(page, made.id, self._around.new_id))
        return self.find(made.id)

    def _keep_one(self) -> None:
        if not self.log.profiles():
            self.log.add_profile(
                ProfileRecord(DEFAULT_ID, DEFAULT_NAME, self._agent, seed=0, created_at=self._around.now_s())
            )

    def _check_name(self, name: str, but: str = "") -> None:
        wanted = name.strip().casefold()
        for profile in self.log.profiles():
            if profile.id != but and wanted in (profile.id.casefold(), profile.name.casefold()):
                raise RequestError(
                    f"There is a profile named {name.strip()!r} already: choose another name.", ErrorCode.NAME_TAKEN
                )

    def _free_name(self, name: str) -> str:
        taken = {key.casefold() for profile in self.log.profiles() for key in (profile.id, profile.name)}
        number, candidate = 1, name
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name[:74]} {number}"
        return candidate


def _wants_bayes(profile: ProfileRecord, lack: str) -> RequestError:
    return RequestError(
        f"{profile.name} is learned by {profile.agent}, which {lack}: make a profile that bayes learns.",
        ErrorCode.BAD_VALUE,
    )
