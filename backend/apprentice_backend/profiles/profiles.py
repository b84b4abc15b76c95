"""Profiles: each one a name, a log in the store, and an agent that is a fold over that log."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.messages import Rate, RatePalette, SetValue, Signal

from .. import agents
from ..agents.base import Agent
from ..store import EventLog, EventRecord, LogPage, ProfileRecord
from ..store.records import PALETTE, RATING, SIGNAL, VALUE
from ..surroundings import Surroundings
from .fold import Fold
from .profile_file import dump_profile, load_profile, with_new_ids

DEFAULT_ID = "default"
DEFAULT_NAME = "My taste"


class Profiles:
    """All profiles of one data folder. Any thread may call.

    A profile is named by its id or its name; an empty text, or "default", is the oldest one. There always is one.

    Args:
        log: the store.
        space: the attributes that are learned over.
        agent: the agent of new profiles, one of `agents.NAMES`.
        around: the clock and the ids.

    Raises:
        StoreError: from every method, where the disk fails it.
        RequestError: from every method, where a profile is named that does not exist.
    """

    def __init__(self, log: EventLog, space: AttributeSpace, agent: str, around: Surroundings) -> None:
        self.log = log
        self.space = space
        self._agent = agent
        self._around = around
        self._folds: dict[str, Fold] = {}
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

    def create(self, name: str, copy_of: str = "") -> ProfileRecord:
        """Make a profile, with all that another one holds where `copy_of` names one."""
        if not copy_of:
            seed = zlib.crc32(name.encode()) % 2**31
            return self._add(ProfileRecord("", name, self._agent, seed, 0.0), LogPage((), {}))
        source = self.find(copy_of)
        return self._add(replace(source, name=name), self.log.log(source.id))

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
        profile, page = load_profile(text, self.space)
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
            reasons={self.space.check_dimension(name): way for name, way in rating.reasons.items()} if rating else {},
            signal=said.kind if isinstance(said, Signal) else "",
        )
        return self.log.append(event), self._counted(slate.profile)

    def set_value(self, said: SetValue) -> tuple[EventRecord, ProfileRecord]:
        """Write what an attribute value does to a rating, as set by hand, once per id.

        Raises:
            RequestError: the profile's agent cannot take it.
            ValueError: the space has no such value.
        """
        self.space.check_value(said.dimension, said.value)
        profile = self.find(said.profile)
        with self.agent(profile) as agent:
            if not agent.takes_values:
                raise RequestError(
                    f"{profile.name} is learned by {profile.agent}, which takes no values set by hand: make a profile"
                    " that bayes learns.",
                    ErrorCode.BAD_VALUE,
                )
        content = {"dimension": said.dimension, "value": said.value, "stars": said.stars}
        event = EventRecord(said.id, profile.id, VALUE, self._around.now_s(), True, slate="", content=content)
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
    def agent(self, profile: ProfileRecord) -> Iterator[Agent]:
        """Lend the agent of a profile, taught all that its log holds; do not teach it."""
        with self._lock:
            yield self._folded(profile).agent

    def _counted(self, profile_id: str) -> ProfileRecord:
        """Return a profile with its number of ratings as it is now."""
        profile = self.log.profile(profile_id)
        if profile is None:
            raise RequestError("The profile was deleted meanwhile: choose another.", ErrorCode.UNKNOWN_PROFILE)
        return profile

    def _folded(self, profile: ProfileRecord) -> Fold:
        fold = self._folds.get(profile.id) or self._empty_fold(profile)
        page = self.log.log(profile.id, fold.after)
        if not fold.can_take(page):
            fold = self._empty_fold(profile)
            page = self.log.log(profile.id)
        # Taken out while it learns: what fails half-way is folded anew next time.
        self._folds.pop(profile.id, None)
        fold.take(page)
        self._folds[profile.id] = fold
        return fold

    def _empty_fold(self, profile: ProfileRecord) -> Fold:
        return Fold(agents.create(profile.agent, self.space, seed=profile.seed))

    def _drop(self, profile_id: str) -> None:
        with self._lock:
            self._folds.pop(profile_id, None)

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
