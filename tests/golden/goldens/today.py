"""A data folder of an earlier version, and what the current code makes of it.

`tests/golden/today` stands for what artists have on their disks, and is never written again: two profiles with
everything that can be said in them, an attribute pack of the artist's own, and one of the profiles exported.
"""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from dataclasses import asdict
from itertools import count
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

from apprentice_backend.profiles import Profiles
from apprentice_backend.store import EventLog
from apprentice_backend.studio import EngineKey, EnginePool, ImageCache, Outlet, PackShelf, Studio
from apprentice_backend.surroundings import Surroundings
from apprentice_shared import messages as m
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.images import ImageFrame, PixelFormat

from . import files
from .histories import stars_of
from .pictures import canvas

FOLDER = files.GOLDEN / "today"
EXPORTED = "my-taste.apprentice.json"
# Ninety days after the last event.
NOW_S = 1_790_000_000.0 + 90 * 86_400.0
PROFILES = ("default", "Ink")


class Desk:
    """A studio on a data folder, spoken to in messages.

    Args:
        folder: the data folder.
        seed: of ids and of seeds that nobody chose.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        around = Surroundings(lambda: NOW_S, Random(seed))
        packs = PackShelf.open(folder)
        self.log = EventLog(folder, NOW_S)
        profiles = Profiles(self.log, packs.space(), "bayes", around, packs.widest())
        self._engines = EnginePool(EngineKey("fake"))
        self._images = ImageCache()
        self._studio = Studio(profiles, self._engines, self._images, around, packs)
        self._sent: list[m.Reply] = []
        self._new_id = (f"q{seed}-{number}" for number in count(1)).__next__

    def close(self) -> None:
        """Free the engine and close the file."""
        self._engines.close()
        self.log.close()

    def ask(self, kind: type[m.Request], *given: Any, **more: Any) -> Any:
        """Send one request and return its final reply."""
        return self._studio.answer(kind(self._new_id(), *given, **more)).reply

    def hold(self, name: str, longer_px: int) -> str:
        """Give the backend a canvas; return its hash."""
        pixels = canvas(name, longer_px)
        height, width = pixels.shape[:2]
        frame = ImageFrame("canvas", PixelFormat.RGBA, width, height, pixels.tobytes())
        self._images.add(frame)
        return frame.hash

    def slate(self, profile: str, **wishes: Any) -> list[m.SuggestionPart]:
        """Ask for a small slate and return its suggestions."""
        size = {"width_px": 64, "height_px": 48, "preview_px": 0}
        request = m.Suggest(self._new_id(), profile=profile, **{**size, **wishes})
        self._studio.suggest(request, Outlet(PixelFormat.RGBA, lambda reply, _: self._sent.append(reply)), Event())
        mine = [reply for reply in self._sent if isinstance(reply, m.SuggestionReady) and reply.id == request.id]
        return [reply.suggestion for reply in sorted(mine, key=lambda reply: reply.index)]


def _mix(part: m.SuggestionPart) -> Any:
    """Return a suggestion's mix."""
    return AttributeMix.from_dict(part.mix)


def copied(folder: Path) -> Path:
    """Copy the data folder, so that what is opened is not what is kept."""
    return Path(shutil.copytree(FOLDER, folder / "data"))


def _taste(opened: Desk, profile: str) -> dict[str, Any]:
    report = asdict(opened.ask(m.GetTaste, profile))
    return {name: part for name, part in report.items() if name not in ("id",)}


def _counts(opened: Desk, profile: str) -> dict[str, int]:
    events = opened.ask(m.GetHistory, profile, 1000).events
    names = [
        f"{event.kind}{', undone' if event.undone else ''}{'' if event.learned else ', not learned'}"
        for event in events
    ]
    return dict(sorted(Counter(names).items()))


def _next(opened: Desk, profile: str) -> list[Any]:
    """Return the next slates, each rated before the one after it."""
    found = []
    for seed in (3, 4):
        parts = opened.slate(profile, seed=seed, canvas=opened.hold("painting", 96))
        found.append([{**asdict(part), "id": "", "image": "", "palette": len(part.palette)} for part in parts])
        for part in parts:
            opened.ask(m.Rate, part.id, stars_of(_mix(part)))
    return found


def _opened(opened: Desk, profile: str) -> dict[str, Any]:
    return {
        "counts": _counts(opened, profile),
        "history": [asdict(event) for event in opened.ask(m.GetHistory, profile, 12).events],
        "taste": _taste(opened, profile),
        "next": _next(opened, profile),
        "taste after": _taste(opened, profile),
    }


def produce(folder: Path) -> dict[str, Any]:
    """Return what the data folder and the exported profile hold, as the current code reads them."""
    found: dict[str, Any] = {}
    with closing(Desk(copied(folder), 2)) as opened:
        exported = opened.ask(m.ExportProfile, "").data
        found["exported as before"] = exported == (FOLDER / EXPORTED).read_text(encoding="utf-8")
        found["profiles"] = [asdict(part) for part in opened.ask(m.GetProfiles).profiles]
        for profile in PROFILES:
            found[profile] = _opened(opened, profile)
        opened.ask(m.SetPacks, ())
        found["without packs"] = _taste(opened, "")
    (folder / "other" / "packs").mkdir(parents=True)
    shutil.copy(FOLDER / "packs" / "evening.toml", folder / "other" / "packs")
    with closing(Desk(folder / "other", 2)) as opened:
        opened.ask(m.SetPacks, ("painting-media", "evening"))
        imported = opened.ask(m.ImportProfile, exported, "Imported").profile
        found["imported"] = _opened(opened, imported)
    return found
