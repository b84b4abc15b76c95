"""Small pictures of values: from the open list to the real engine and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from panel_studio import Studio, backend
from qt_waiting import wait_until

from apprentice.link.keeper import Phase
from apprentice.panel.locks.proof_chip import ProofChip
from apprentice_shared import messages


@pytest.fixture
def studio(qapp: object, tmp_path: Path) -> Iterator[Studio]:
    """A panel without a backend."""
    studio = Studio(tmp_path)
    yield studio
    studio.close()


def _chips(studio: Studio) -> list[ProofChip]:
    return [chip for chip in studio.panel.findChildren(ProofChip) if chip.objectName().startswith("apprentice_lock_")]


def test_each_value_shows_what_it_makes_of_the_canvas(studio: Studio) -> None:
    """They are asked for when the list is opened, once, and come in the canvas' proportions."""
    with backend(studio):
        studio.app.send(messages.SetEngine(id="engine", engine="studies"))
        wait_until(lambda: studio.app.state.engine is not None and studio.app.state.engine.name == "studies")
        slate = studio.suggest()
        assert not any(chip.is_pictured for chip in _chips(studio))
        studio.panel.ask.more.click()
        assert all(chip.is_pictured for chip in _chips(studio))
        wait_until(lambda: all(chip.picture is not None for chip in _chips(studio)))
        wanted = slate.document.width_px / slate.document.height_px
        pictures = [chip.picture for chip in _chips(studio)]
        assert all(abs(p.width() / p.height() / wanted - 1) < 0.05 for p in pictures)
        assert len({p.constBits().asstring(p.sizeInBytes()) for p in pictures}) > len(pictures) // 2
        studio.panel.ask.more.click()
        studio.panel.ask.more.click()
        assert [chip.picture for chip in _chips(studio)] == pictures


def test_an_engine_that_makes_none_leaves_the_words(studio: Studio) -> None:
    """There is no empty room above the words."""
    with backend(studio):
        studio.suggest()
        studio.panel.ask.more.click()
        wait_until(lambda: studio.app.state.status.phase is Phase.READY)
        assert not any(chip.is_pictured for chip in _chips(studio))
