"""A studio without a server, for tests of what it answers and renders."""

from __future__ import annotations

from pathlib import Path
from random import Random
from threading import Event

from logged import NOW_S

from apprentice_backend.profiles import Profiles
from apprentice_backend.store import EventLog
from apprentice_backend.studio import EngineKey, EnginePool, ImageCache, Outlet, Studio
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.images import ImageFrame, PixelFormat
from apprentice_shared.messages import Reply, Suggest, SuggestionReady


class Workshop:
    """A studio over an empty folder, and what it sent."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        around = Surroundings(lambda: NOW_S, Random(seed))
        self.log = EventLog(folder, NOW_S)
        self.profiles = Profiles(self.log, AttributeSpace.default(), "bayes", around)
        self.studio = Studio(self.profiles, EnginePool(EngineKey("fake")), ImageCache(), around)
        self.sent: list[Reply] = []
        self.images: list[ImageFrame] = []
        self.cancelled = Event()

    def suggest(self, request: Suggest) -> list[SuggestionReady]:
        """Make a slate and return its suggestions."""
        self.studio.suggest(request, Outlet(PixelFormat.RGBA, self.take), self.cancelled)
        return [reply for reply in self.sent if isinstance(reply, SuggestionReady) and reply.id == request.id]

    def take(self, reply: Reply, images: tuple[ImageFrame, ...]) -> None:
        """Note what was sent."""
        self.sent.append(reply)
        self.images.extend(images)
