"""Clients of the campaign `kills` that ask one thing at a time, and know what must be there whole or not at all."""

from __future__ import annotations

import json

from apprentice_shared import messages as m
from campaigns.roles import Role, Stored
from campaigns.trial import must


class OneByOne(Role):
    """A client that asks for the next thing once it has the answer to the last."""

    def work(self) -> None:
        while True:
            if not self.client.session.open_requests:
                self.act()
            self.take_one()


class Forgetter(OneByOne):
    """Rates palettes at moments of its own, and forgets all since one of them, one request at a time."""

    def prepare(self) -> None:
        super().prepare()
        self.at: dict[str, float] = {}
        self.kept: set[str] = set()
        self.gone: set[str] = set()
        self.going: set[str] = set()

    def act(self) -> None:
        event = self.new_id()
        if self.kept and self.rng.random() < 0.2:
            since = self.rng.choice([self.at[kept] for kept in self.kept])
            self.going = {kept for kept in self.kept if self.at[kept] >= since}
            self.kept -= self.going
            self.send(m.Forget(event, since, self.name), self._forgot)
        else:
            self.at[event] = 1000.0 + self._numbers
            request = m.RatePalette(event, ("#112233",), 4, self.name, at=self.at[event])
            self.send(request, lambda reply: self.kept.add(reply.id))

    def _forgot(self, reply: m.Reply) -> None:
        must(isinstance(reply, m.Recorded), f"a forget was answered with {reply}")
        self.gone |= self.going
        self.going = set()

    def check(self, stored: Stored) -> None:
        must(
            self.kept <= stored.events.keys(), f"acknowledged and lost: {sorted(self.kept - stored.events.keys())[:5]}"
        )
        back = self.gone & stored.events.keys()
        must(not back, f"forgotten and there again: {sorted(back)[:5]}")
        half = self.going & stored.events.keys()
        must(half in (set(), self.going), f"half forgotten: {len(half)} of {len(self.going)} are left")


class Importer(OneByOne):
    """Imports profiles of any length and deletes them again, one request at a time; each is whole or not there."""

    MOST = 300

    def prepare(self) -> None:
        self.lengths: dict[str, int] = {}
        self.there: set[str] = set()
        self.deleted: set[str] = set()

    def act(self) -> None:
        if self.there and self.rng.random() < 0.5:
            name = self.rng.choice(sorted(self.there))
            self.there.discard(name)
            self.send(m.DeleteProfile(self.new_id(), name), lambda _reply: self.deleted.add(name))
        else:
            name = self.new_id()
            self.lengths[name] = self.rng.randint(1, self.MOST)
            self.send(m.ImportProfile(name, exported(self.lengths[name]), name), lambda reply: self._took(name, reply))

    def _took(self, name: str, reply: m.Reply) -> None:
        # Asked again by a client whose backend was killed before it answered: the name is taken by the same import.
        again = isinstance(reply, m.ErrorReply) and reply.code == "name_taken"
        must(again or isinstance(reply, m.ProfilesReport), f"an import was answered with {reply}")
        self.there.add(name)

    def check(self, stored: Stored) -> None:
        for name, length in self.lengths.items():
            found = stored.of_profile(name)
            must(found in (-1, length), f"{name} was imported in part: {found} of {length} events")
            must(found == length or name not in self.there, f"{name} was imported and is gone")
            must(found == -1 or name not in self.deleted, f"{name} was deleted and is there")


class Watcher(OneByOne):
    """Asks for slates: what was shown was stored before."""

    def prepare(self) -> None:
        super().prepare()
        self.shown: set[str] = set()
        self.slates: set[str] = set()

    def act(self) -> None:
        wish = m.Suggest(self.new_id(), profile=self.name, width_px=32, height_px=24, preview_px=0)
        self.send(wish, self._shown)

    def take_one(self) -> None:
        super().take_one()
        last = self.client.replies[-1] if self.client.replies else None
        if isinstance(last, m.SuggestionReady):
            self.shown.add(last.suggestion.id)

    def _shown(self, reply: m.Reply) -> None:
        must(isinstance(reply, m.SlateReady), f"a slate was answered with {reply}")
        if isinstance(reply, m.SlateReady):
            self.slates.add(reply.slate_id)

    def check(self, stored: Stored) -> None:
        must(self.shown <= stored.shown, f"shown and not stored: {sorted(self.shown - stored.shown)[:5]}")
        must(self.slates <= stored.events.keys(), "a slate was answered and is not in the log")


def exported(events: int) -> str:
    """Return a profile's file with so many events."""
    entry = {"kind": "palette", "learned": True, "stars": 4, "content": {"swatches": ["#112233"]}}
    log = [{**entry, "at": 1000.0 + number} for number in range(events)]
    return json.dumps(
        {"format": "apprentice-profile", "version": 1, "name": "I", "agent": "bayes", "seed": 1, "log": log}
    )
