"""A data folder as this version writes it, and what the current code makes of it.

`tests/golden/today` stands for what artists have on their disks: two profiles with everything that can be said in
them, an attribute pack of the artist's own, and one of the profiles exported.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

from PIL import Image as PillowImage

from apprentice_backend.profiles import Profiles
from apprentice_backend.store import EventLog
from apprentice_shared import messages as m
from apprentice_shared.attributes import AttributeMix

from . import files
from . import names as n
from .histories import stars_of
from .pictures import CANVASES, canvas

FOLDER = files.GOLDEN / "today"
EXPORTED = "my-taste.apprentice.json"
NOW_S = 1_790_000_000.0
LATER_S = NOW_S + 90 * 86_400.0
PROFILES = ("default", "Ink")

_PACK = """name = "evening"
title = "Evening"

[mood.candlelight]
title = "Candlelight"
light = { key = 0.4, contrast = 1.1, light_hue = 70.0, light_tint = 0.04, vignette = 0.3 }

[color.dusk]
title = "Dusk"
color = [{ map = "temperature", axis = 290.0, shadow_hue = 280.0, light_hue = 330.0, tint = 0.04 }]
"""


class Desk:
    """A studio on a data folder, spoken to in messages.

    Args:
        folder: the data folder.
        clock: seconds since 1970, one per look at it.
        seed: of ids and of seeds that nobody chose.
        engine: what renders.
    """

    def __init__(self, folder: Path, clock: Iterator[float], seed: int, engine: str) -> None:
        around = n.Surroundings(lambda: next(clock), Random(seed))
        packs = n.PackShelf.open(folder)
        self.log = EventLog(folder, NOW_S)
        profiles = Profiles(self.log, packs.space(), "bayes", around, packs.widest())
        model = ",".join(str(file) for file in packs.own_files) if engine == "studies" else ""
        self._engines = n.EnginePool(n.EngineKey(engine, model))
        self._images = n.ImageCache()
        self._studio = n.Studio(profiles, self._engines, self._images, around, packs)
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
        frame = n.ImageFrame("canvas", n.PixelFormat.RGBA, width, height, pixels.tobytes())
        self._images.add(frame)
        return frame.hash

    def slate(self, profile: str, **wishes: Any) -> list[m.SuggestionPart]:
        """Ask for a small slate and return its suggestions."""
        size = {"width_px": 64, "height_px": 48, "preview_px": 0}
        request = m.Suggest(self._new_id(), profile=profile, **{**size, **wishes})
        self._studio.suggest(request, n.Outlet(n.PixelFormat.RGBA, lambda reply, _: self._sent.append(reply)), Event())
        mine = [reply for reply in self._sent if isinstance(reply, m.SuggestionReady) and reply.id == request.id]
        return [reply.suggestion for reply in sorted(mine, key=lambda reply: reply.index)]


@contextmanager
def desk(folder: Path, start_s: float, seed: int, engine: str, step_s: float = 0.0) -> Iterator[Desk]:
    """Open a data folder for the length of a block; each look at the clock takes `step_s`."""
    opened = Desk(folder, (start_s + step_s * number for number in count()), seed, engine)
    try:
        yield opened
    finally:
        opened.close()


# Written once ------------------------------------------------------------------------------------------------------


def record() -> None:
    """Write the data folder and the exported profile, where there are none yet.

    Raises:
        FileExistsError: they are there.
    """
    FOLDER.mkdir()
    (FOLDER / "packs").mkdir()
    (FOLDER / "packs" / "evening.toml").write_text(_PACK, encoding="utf-8")
    # Slates keep where packs lie: named from here, that says nothing of the machine.
    with chdir(files.GOLDEN), desk(Path(FOLDER.name), NOW_S, 1, "studies", step_s=60.0) as artist:
        artist.ask(m.SetPacks, ("painting-media", "evening"))
        artist.ask(m.CreateProfile, "Ink")
        _rate_in_ink(artist)
        _say_everything(artist)
        exported = artist.ask(m.ExportProfile, "")
    (FOLDER / EXPORTED).write_text(exported.data, encoding="utf-8")


def _rate_in_ink(artist: Desk) -> None:
    for number in range(3):
        for part in artist.slate("Ink", seed=number, surprise=0.8):
            artist.ask(m.Rate, part.id, 5 if "monochrome" in part.mix.get("color", {}) else 2)


def _say_everything(artist: Desk) -> None:
    """Rate, give reasons, pick, dismiss, insert, undo, correct, start from others, and forget the last of it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in CANVASES:
            PillowImage.fromarray(canvas(name, 96)).save(Path(folder) / f"{name}.png")
        artist.ask(m.SetStart, "portfolio", folder)
    artist.ask(m.SetStart, "profiles", sources=("Ink",))
    hashes = [artist.hold(name, 96) for name in CANVASES]
    for number in range(7):
        wishes: dict[str, Any] = {"canvas": hashes[number % 3], "document": f"painting {number % 3}", "seed": number}
        if number == 2:
            wishes |= {"locks": {"style": {"watercolour": 1.0}}, "bans": ("mood=joyful",), "subject": "a boat at dusk"}
        if number == 4:
            wishes |= {"vary": ("color", "mood"), "surprise": 0.9, "packs": ("evening",)}
        parts = artist.slate("", learn=number != 5, **wishes)
        said = []
        for part in parts:
            stars = stars_of(_mix(part))
            said.append(artist.ask(m.Rate, part.id, stars, {} if stars == 3 else {"color": 1 if stars > 3 else -1}))
        artist.ask(m.Signal, parts[0].id, "picked")
        artist.ask(m.Signal, parts[1].id, ("inserted", "palette_pulled", "more_like_this")[number % 3])
        artist.ask(m.Signal, parts[2].id, "dismissed")
        if number == 1:
            artist.ask(m.Undo, "", said[3].event)
            artist.ask(m.Signal, parts[1].id, "insert_undone")
        if number == 3:
            artist.ask(m.Rate, parts[0].id, 5, {"mood": 1})
    artist.ask(m.RatePalette, ("#c04020", "#e8d9b0", "#102030"), 5)
    artist.ask(m.RatePalette, ("#ff00ff", "#00ff00"), 1)
    artist.ask(m.SetValue, "color", "muted", 1.5)
    artist.ask(m.SetValue, "mood", "candlelight", -1.0)
    artist.ask(m.SetValue, "style", "surreal", 2.0)
    artist.ask(m.Undo)
    artist.ask(m.SetSignal, "palette_pulled", False)
    last = artist.slate("", seed=99)
    shown_s = artist.ask(m.GetHistory).events[0].at
    artist.ask(m.Rate, last[0].id, 1)
    artist.ask(m.Forget, shown_s)


def _mix(part: m.SuggestionPart) -> Any:
    """Return a suggestion's mix."""
    return AttributeMix.from_dict(part.mix)


# What the current code makes of it -----------------------------------------------------------------------------------


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
    with desk(copied(folder), LATER_S, 2, "fake") as opened:
        exported = opened.ask(m.ExportProfile, "").data
        found["exported as before"] = exported == (FOLDER / EXPORTED).read_text(encoding="utf-8")
        found["profiles"] = [asdict(part) for part in opened.ask(m.GetProfiles).profiles]
        for profile in PROFILES:
            found[profile] = _opened(opened, profile)
        opened.ask(m.SetPacks, ())
        found["without packs"] = _taste(opened, "")
    (folder / "other" / "packs").mkdir(parents=True)
    shutil.copy(FOLDER / "packs" / "evening.toml", folder / "other" / "packs")
    with desk(folder / "other", LATER_S, 2, "fake") as opened:
        opened.ask(m.SetPacks, ("painting-media", "evening"))
        imported = opened.ask(m.ImportProfile, exported, "Imported").profile
        found["imported"] = _opened(opened, imported)
    return found
