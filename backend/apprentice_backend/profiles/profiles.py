"""The profiles of a data folder, and the agent of each."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from apprentice_shared.attributes import AttributeMix, AttributeSpace
from apprentice_shared.bounds import MAX_NAME, SEEDS
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import in_row, in_turn, later, tr

from .. import agents
from ..agents.base import Agent
from ..agents.beliefs import Taste
from ..store import EventLog, EventRecord, LogPage, ProfileRecord
from ..store.names import clean_name, name_key
from ..surroundings import Surroundings
from .fold import Fold
from .folds import FoldPlace, Folds
from .log_pages import blended, with_new_ids
from .profile_file import dump_profile, load_profile
from .soundness import sound_page
from .starts import prior_of, standing_starts, switched_off

logger = logging.getLogger(__name__)

DEFAULT_ID = "default"
DEFAULT_NAME = later("My taste")


@dataclass(frozen=True)
class TasteChange:
    """A taste before and after an event.

    Args:
        before: the taste before it.
        after: the taste after it.
        said_of: the mix of the suggestion that the event is about.
        best: returns, while the change is looked at, the mix believed best after it.
    """

    before: Taste
    after: Taste
    said_of: AttributeMix
    best: Callable[[], AttributeMix]


class Profiles:
    """All profiles of one data folder. Any thread may call.

    A profile is named by its id or its name; an empty text, or "default", is the oldest one. There is always one.

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
        self.widest = widest or space
        self._agent = agent
        self.around = around
        self._folds = Folds()
        # Profile's id -> the events of its log that cannot be borne, as far as they were met.
        self._left_out: dict[str, int] = {}
        self._keep_one()

    def all(self) -> list[ProfileRecord]:
        """Return all profiles, the default one first."""
        return self.log.profiles()

    def find(self, key: str) -> ProfileRecord:
        """Return the profile of that id or name."""
        profiles = self.log.profiles()
        if key in ("", DEFAULT_ID):
            return profiles[0]
        wanted = name_key(key)
        for profile in profiles:
            if key == profile.id or (wanted and wanted == name_key(profile.name)):
                return profile
        names = in_row(profile.name for profile in profiles[:8])
        raise RequestError(
            tr("There is no profile “{key}”: choose from {names}.", key=key[:MAX_NAME], names=names),
            ErrorCode.UNKNOWN_PROFILE,
        )

    def read_log(self, profile_id: str, after: int = 0) -> LogPage:
        """Return the events of a profile that stand after a place in its log, but for those that cannot be borne."""
        return self._told(profile_id, self.log.log(profile_id, after))

    def history(self, profile_id: str, limit: int) -> LogPage:
        """Return a profile's last events, newest first, but for those that cannot be borne."""
        return self._told(profile_id, self.log.history(profile_id, limit))

    def create(self, name: str, copy_of: str = "", blend_with: str = "") -> ProfileRecord:
        """Make a profile, with the log of another one (`copy_of`) or of two as one (`blend_with` too)."""
        seed = zlib.crc32(name.encode()) % SEEDS
        if not copy_of:
            return self._add(ProfileRecord("", name, self._agent, seed, 0.0), LogPage((), {}))
        source = self.find(copy_of)
        page = self.read_log(source.id)
        if not blend_with:
            return self._add(replace(source, name=name), page)
        other = self.find(blend_with)
        if other.id == source.id:
            raise RequestError(
                tr("{name} cannot be blended with itself: name another.", name=source.name), ErrorCode.BAD_VALUE
            )
        agent = source.agent if source.agent == other.agent else self._agent
        return self._add(ProfileRecord("", name, agent, seed, 0.0), blended(page, self.read_log(other.id)))

    def rename(self, key: str, name: str) -> ProfileRecord:
        """Give a profile another name."""
        profile = self.find(key)
        self._check_name(name, but=profile.id)
        self.log.rename_profile(profile.id, clean_name(name))
        return self.find(profile.id)

    def reset(self, key: str) -> ProfileRecord:
        """Delete all that a profile holds; its name stays."""
        return self.forget(key, float("-inf"))

    def forget(self, key: str, since_s: float) -> ProfileRecord:
        """Delete all that a profile holds since a moment, for good."""
        profile = self.find(key)
        try:
            self.log.forget(profile.id, since_s)
        finally:  # it may have failed after the rows were gone
            self._let_go(profile.id)
        return self.find(profile.id)

    def delete(self, key: str) -> None:
        """Delete a profile; where it was the last one, a new default takes its place."""
        profile = self.find(key)
        try:
            self.log.delete_profile(profile.id)
        finally:
            self._let_go(profile.id)
            self._keep_one()

    def export(self, key: str) -> tuple[ProfileRecord, str]:
        """Return a profile, and the text of its file."""
        profile = self.find(key)
        return profile, dump_profile(profile, self.read_log(profile.id))

    def load(self, text: str, name: str = "") -> ProfileRecord:
        """Make a profile from the text of an exported file; under another name where the file's is taken.

        An agent that this backend does not have, or that trains a network, is replaced by that of new profiles.
        """
        profile, page = load_profile(text, self.widest)
        if profile.agent not in agents.NAMES or profile.agent in agents.NETWORKS:
            profile = replace(profile, agent=self._agent)
        return self._add(replace(profile, name=clean_name(name) or profile.name), page, free_name=not clean_name(name))

    @property
    def warning(self) -> str:
        """One sentence where the store set a file aside or a log holds what cannot be borne, else empty."""
        names = [profile.name for profile in self.log.profiles() if profile.id in self._left_out]
        if not names:
            return self.log.warning
        told = tr(
            "In {names} some numbers cannot be used and are left out: they came with an imported file.",
            names=in_row(names),
        )
        return in_turn((self.log.warning, told))

    @contextmanager
    def agent(self, profile: ProfileRecord, space: AttributeSpace | None = None) -> Iterator[Agent]:
        """Lend the agent of a profile, taught all that its log holds; do not teach it.

        Whoever asks for the same agent waits until it is given back; feedback and other profiles do not.

        Args:
            profile: the profile.
            space: the attributes that it learns over, and proposes; None for those of all profiles.
        """
        space = space or self.space
        with self._folds.of(profile.id, space) as place:
            yield self._folded(profile, space, place).agent

    def change_by(self, profile: ProfileRecord, event: EventRecord, look: Callable[[TasteChange], None]) -> None:
        """Let `look` see what a profile's last event, which was just written, will change in the taste.

        It is foreseen without a fit, from the belief at the last slate and what was said since. `look` is not called
        where there is no such belief, another thread uses the agent, more was written since, or what is said changes
        what was learned before that slate.
        """
        with self._folds.free(profile.id, self.space) as place:
            fold = place.fold if place else None
            if fold is None or fold.mended != self.log.mended or fold.ahead().is_full:
                return
            ahead = fold.ahead()
            new = self.read_log(profile.id, ahead.after)
            earlier = ahead.take(new)
            if not new.events or new.events[-1].id != event.id or ahead.is_full:
                return
            before, after = ahead.foresight or fold.foresee(earlier), fold.foresee(ahead.page)
            ahead.foresight = after
            if before is not None and after is not None:
                look(TasteChange(before.taste(), after.taste(), _mix_of(new, event), after.best))

    def newcomer(self, profile: ProfileRecord, space: AttributeSpace | None = None) -> Agent:
        """Return the profile's agent as it was before anything was rated or started from; arguments as `agent`."""
        return agents.create(profile.agent, space or self.space, seed=profile.seed)

    def unlearn(self, profile_id: str) -> None:
        """Let go of a profile's agents, at once; they are taught anew from the log when they are asked for."""
        self._folds.drop(profile_id)

    def _let_go(self, profile_id: str) -> None:
        self.unlearn(profile_id)
        self._left_out.pop(profile_id, None)

    def _folded(self, profile: ProfileRecord, space: AttributeSpace, place: FoldPlace) -> Fold:
        # Taken out while it learns: a fold that failed half-way is made anew next time.
        fold, place.fold = place.fold, None
        mended = self.log.mended
        if fold is not None and fold.mended != mended:  # what it has learned may be lost
            fold = None
        page = self.read_log(profile.id, fold.after if fold else 0)
        if fold is None or not fold.can_take(page):
            page = self.read_log(profile.id) if fold else page
            fold = self._empty_fold(profile, space, page)
            fold.mended = mended
        fold.take(page)
        place.fold = fold
        return fold

    def _empty_fold(self, profile: ProfileRecord, space: AttributeSpace, page: LogPage) -> Fold:
        """Return a fold that has learned nothing, with the starts and switches of the whole log in `page`."""
        agent = agents.create(profile.agent, space, seed=profile.seed)
        prior = prior_of(standing_starts(page.events), space, profile.seed) if agent.takes_prior else None
        if prior is not None:
            agent = agents.create(profile.agent, space, seed=profile.seed, prior=prior)
        return Fold(agent, switched_off(page.events))

    def _add(self, profile: ProfileRecord, page: LogPage, *, free_name: bool = False) -> ProfileRecord:
        if not free_name:
            self._check_name(profile.name)
        made = replace(
            profile, id=self.around.new_id(), name=clean_name(profile.name), created_at=self.around.now_s(), ratings=0
        )
        self.log.add_history(made, [with_new_ids(page, made.id, self.around.new_id)], free_name=free_name)
        return self.find(made.id)

    def _keep_one(self) -> None:
        if not self.log.profiles():
            self.log.add_profile(
                ProfileRecord(DEFAULT_ID, DEFAULT_NAME, self._agent, seed=0, created_at=self.around.now_s())
            )

    def _check_name(self, name: str, but: str = "") -> None:
        wanted = name_key(name)
        if not wanted:
            raise RequestError(tr("A name needs a letter or a sign that is seen: choose another."), ErrorCode.BAD_VALUE)
        if wanted in self._taken(but):
            raise RequestError(
                tr("There is a profile named “{name}” already: choose another name.", name=clean_name(name)),
                ErrorCode.NAME_TAKEN,
            )

    def _taken(self, but: str = "") -> set[str]:
        """Return the keys of all ids and names but those of one profile."""
        others = (profile for profile in self.log.profiles() if profile.id != but)
        return {key for profile in others for key in (profile.id.casefold(), name_key(profile.name))}

    def _told(self, profile_id: str, page: LogPage) -> LogPage:
        sound = sound_page(page)
        left_out = len(page.events) - len(sound.events)
        if sound is not page and self._left_out.get(profile_id, -1) < left_out:
            self._left_out[profile_id] = left_out
            logger.warning("A profile holds numbers that cannot be used; entries left out of it: %s", left_out)
        return sound


def _mix_of(page: LogPage, event: EventRecord) -> AttributeMix:
    """Return the mix of the suggestion that an event is about; an empty one where it is about none."""
    mixes = (one.mix for slate in page.slates.values() for one in slate.suggestions if one.id == event.suggestion)
    return AttributeMix.from_dict(next(mixes, {}))
