"""One panel's controller: what it does at the start, what is held, palettes, and the keyboard given back."""

from __future__ import annotations

import gc

from panel_studio import Studio
from qt_waiting import wait_until

from apprentice.link.keeper import Phase
from apprentice.panel.palettes.palette_strip import SwatchButton


def test_modules_are_left_out_of_garbage_collections(served: Studio) -> None:
    """Once connected, loaded modules are not collected again: that would hold Krita up for a frame."""
    try:
        wait_until(lambda: served.app.state.status.phase is Phase.READY)
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_holding_shows_it_large_and_the_original_a_key_away(served: Studio) -> None:
    """The viewer covers the view, changes to the original and back, and goes."""
    served.suggest()
    card = served.panel.grid.cards[1]
    viewer = served.controller.holds.viewer
    card.hold_began.emit(1)
    assert viewer.isVisible()
    assert viewer.width() * viewer.height() >= 0.7 * served.panel.width() * served.panel.height()
    suggestion = viewer.image
    assert viewer.name and viewer.name == card.shown.name
    card.original_held.emit(1, True)
    assert viewer.image is not suggestion
    assert viewer.name == ""
    card.original_held.emit(1, False)
    assert viewer.image is suggestion
    card.hold_ended.emit(1)
    assert not viewer.isVisible()


def test_palettes_are_taken_and_painted_with(served: Studio) -> None:
    """A swatch sets a colour; keeping the palette writes it and tells the backend."""
    served.suggest()
    swatch = served.panel.findChild(SwatchButton, "apprentice_swatch_0")
    swatch.taken.emit(swatch.hex, False)
    assert served.taken == [(swatch.hex, False)]
    served.panel.palette_strip.pull.click()
    wait_until(lambda: served.saved)
    wait_until(lambda: "Kept as" in served.line)
    name, swatches = served.saved[0]
    assert isinstance(swatches, tuple) and swatches[0].name
    assert name.split()[0] == "Apprentice" and name.endswith(f" {swatches[0].name}")
    served.panel.tabs.pressed.emit("colours")
    wait_until(lambda: "Kept as" not in served.line)


def test_escape_gives_the_keyboard_back(served: Studio) -> None:
    """One key leaves the panel."""
    served.suggest()
    served.panel.grid.cards[0].left.emit(0)
    assert served.documents.canvas_focused == 1
