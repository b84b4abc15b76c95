"""A home folder whose name is not ASCII, in a session whose language is: Krita's Python takes file names for ASCII."""

import sys
from pathlib import Path

SITTING = {"theme": "Krita dark", "panel": True, "lang": "C", "home": "zoë-日本"}


def suggests_keeps_and_saves(stage):
    """A backend starts, a slate comes, a rating outlives the backend's end, and a palette is saved."""
    stage.fact("file names are", sys.getfilesystemencoding())
    document = yield from stage.panel.begin("landscape")
    before = stage.backend.ratings()
    stage.panel.click(0, "star_5")
    yield from stage.backend.ratings_become(len(before) + 1)
    stage.backend.break_down()
    yield stage.until(lambda: stage.panel.phase != "ready", "the panel to notice", 10.0)
    stage.panel.click(3, "star_4")
    yield stage.until(lambda: "rate" in stage.backend.outbox(), "the rating in the outbox", 5.0)
    stage.backend.prepare()
    yield from stage.panel.suggest(within_s=60.0)
    yield from stage.backend.ratings_become(len(before) + 2)
    stage.click("apprentice_palette_pull")
    palettes = Path(stage.plan["apprentice_data"]).parent / ".local" / "share" / "krita" / "palettes"
    yield stage.until(lambda: list(palettes.glob("Apprentice*.gpl")), "the palette's file", 5.0)
    yield 0.3
    stage.shot("saved")
    assert not document.modified()
