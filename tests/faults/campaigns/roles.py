"""Clients of the campaign `kills`: each has a profile of its own, and knows what must be on disk whatever happens.

`roles` has what all have in common and those that ask several things at a time, `careful_roles` those that do not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Event

from apprentice_backend.store.schema import FILE_NAME
from apprentice_shared import messages as m
from apprentice_shared.signals import SIGNALS
from campaigns.client import Client
from campaigns.trial import must

IN_FLIGHT = 6
WARM = ("warm", "cool", "vibrant", "muted")


class Stored:
    """The rows of a store, read beside the backend that serves it.

    Attributes:
        events: id -> (place, profile, kind, stars, who undid it), in the log's order.
        profiles: name -> id, of those that are whole: an import that was killed may have left others.
        shown: ids of the suggestions that have a picture.
        ids: how many rows the events have; as many as there are ids, where none is doubled.
    """

    def __init__(self, folder: Path) -> None:
        with closing(sqlite3.connect(f"file:{folder / FILE_NAME}?mode=ro", uri=True, timeout=30)) as database:
            rows = database.execute(
                "SELECT id, seq, profile, kind, stars, undone_by FROM event ORDER BY seq"
            ).fetchall()
            database.row_factory = sqlite3.Row
            profiles = map(dict, database.execute("SELECT * FROM profile"))
            self.profiles = {profile["name"]: profile["id"] for profile in profiles if profile.get("ready", True)}
            self.shown = {row[0] for row in database.execute("SELECT id FROM suggestion WHERE image != ''")}
        self.events = {row[0]: row[1:] for row in rows}
        must(len(rows) == len(self.events), "an event is doubled")

    def of_profile(self, name: str) -> int:
        """Return how many events a profile has; -1 where there is no such profile."""
        profile = self.profiles.get(name)
        return sum(event[1] == profile for event in self.events.values()) if profile else -1


class Role:
    """One client of its own profile; `work` goes on until the connection breaks, `check` tells what was lost."""

    def __init__(self, folder: Path, name: str, rng: Random) -> None:
        self.client = Client(folder, name)
        self.name = name
        self.rng = rng
        self.acknowledged = 0
        self.greeted = Event()
        self._numbers = 0
        self._open: dict[str, Callable[[m.Reply], None]] = {}

    def prepare(self) -> None:
        """Make what the role needs, once, before anything is killed."""
        self.ask(m.CreateProfile(self.new_id(), self.name))

    def work(self) -> None:
        """Ask for things without pause, until the connection breaks."""
        while True:
            while len(self.client.session.open_requests) < IN_FLIGHT:
                self.act()
            self.take_one()

    def finish(self) -> None:
        """Wait until all that was asked has its answer."""
        while self.client.session.open_requests:
            self.take_one()

    def act(self) -> None:
        """Send one more request."""
        raise NotImplementedError

    def check(self, stored: Stored) -> None:
        """Raise a `Fault` unless all that was acknowledged is on disk, and nothing is there that must not be."""
        raise NotImplementedError

    def new_id(self) -> str:
        """Return an id that was not used."""
        self._numbers += 1
        return f"{self.name}-{self._numbers}"

    def send(self, request: m.Request, then: Callable[[m.Reply], None]) -> None:
        """Send a request, and do something with its final reply whenever that comes."""
        self._open[request.id] = then
        self.client.submit(request)

    def ask(self, request: m.Request) -> m.Message:
        """Send a request and return its final reply, which is no error."""
        reply = self.client.ask(request)
        must(not isinstance(reply, m.ErrorReply), f"{request} was answered with {reply}")
        return reply

    def take_one(self) -> None:
        """Take one message."""
        reply = self.client.next_message()
        if isinstance(reply, m.Reply) and reply.final and reply.id in self._open:
            self.acknowledged += 1
            self._open.pop(reply.id)(reply)


class Rater(Role):
    """Rates, signals, sets values and takes back, several requests at a time."""

    def prepare(self) -> None:
        super().prepare()
        self.suggestions = self.client.slate(self.new_id(), profile=self.name).suggestions
        self.sent: dict[str, int | None] = {}
        self.recorded: set[str] = set()
        self.undoing: dict[str, str] = {}
        self.undone: set[str] = set()

    def act(self) -> None:
        may_undo = [event for event in list(self.recorded)[-20:] if event not in self.undoing]
        if may_undo and self.rng.random() < 0.15:
            self._undo(self.rng.choice(may_undo))
            return
        request = self._said(self.new_id())
        self.sent[request.id] = getattr(request, "stars", None) if not isinstance(request, m.SetValue) else None
        self.send(request, self._recorded)

    def _said(self, event: str) -> m.Request:
        rng, suggestion = self.rng, self.rng.choice(self.suggestions)
        match rng.randrange(8):
            case 0:
                return m.Signal(event, suggestion, rng.choice(SIGNALS))
            case 1:
                return m.SetValue(event, "color", rng.choice(WARM), rng.uniform(-4, 4), self.name)
            case 2:
                return m.RatePalette(event, ("#112233", "#aabbcc"), rng.randint(1, 5), self.name)
            case _:
                return m.Rate(event, suggestion, rng.randint(1, 5), {"color": rng.choice((-1, 1))})

    def _recorded(self, reply: m.Reply) -> None:
        must(isinstance(reply, m.Recorded), f"a rating was answered with {reply}")
        self.recorded.add(reply.id)

    def _undo(self, event: str) -> None:
        self.undoing[event] = self.new_id()
        self.send(m.Undo(self.undoing[event], self.name, event), lambda reply: self._undid(event, reply))

    def _undid(self, event: str, reply: m.Reply) -> None:
        must(isinstance(reply, m.Recorded), f"an undo was answered with {reply}")
        self.undone.add(event)

    def check(self, stored: Stored) -> None:
        lost = self.recorded - stored.events.keys()
        must(not lost, f"acknowledged and lost: {sorted(lost)[:5]}")
        mine = [(event, *stored.events[event]) for event in self.sent if event in stored.events]
        must([row[1] for row in mine] == sorted(row[1] for row in mine), f"{self.name}: the order was lost")
        for event, _, _, _, stars, undone_by in mine:
            must(stars == self.sent[event], f"{event} has other stars than were sent")
            must(undone_by in (None, self.undoing.get(event)), f"{event} was undone by {undone_by}")
            must(undone_by or event not in self.undone, f"{event} was undone, and is not any more")
