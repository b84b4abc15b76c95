"""Profiles, documents, packs and engines, switched while slates are made or between them."""

from __future__ import annotations

import pytest
from panel_studio import VALLEY, Studio, backend
from qt_waiting import wait_until
from slates_made import HARBOUR

from apprentice.memory.rules import Rules
from apprentice.model.slates import SlateStage
from apprentice.qt import QtWidgets
from apprentice_backend import engines


def test_a_profile_switched_in_mid_render_reroutes_nothing(studio: Studio) -> None:
    """The slate lands with the profile that asked; the other one is empty; switching back shows it."""
    with backend(studio, "steps=20,step_s=0.02"):
        wait_until(lambda: studio.app.state.profiles)
        studio.panel.header.profile_named.emit("Ink")
        wait_until(lambda: len(studio.app.state.profiles) == 2)
        wait_until(lambda: studio.controller.desk.profile != "default")
        studio.panel.header.profile_chosen.emit("default")
        studio.panel.ask.suggest.click()
        slate = studio.slate
        ink = studio.app.state.profiles[1].id
        studio.panel.header.profile_chosen.emit(ink)
        assert studio.controller.desk.slate is None
        wait_until(lambda: slate.stage is SlateStage.DONE)
        assert studio.controller.desk.slate is None
        studio.panel.header.profile_chosen.emit("default")
        assert studio.slate is slate
        assert studio.app.state.chosen.memory.of(VALLEY.path).profile == "default"


def test_a_document_switched_in_mid_render_reroutes_nothing(studio: Studio) -> None:
    """Another painting shows its own, empty cards, and can ask; the first one's slate waits for it."""
    with backend(studio, "steps=10,step_s=0.02"):
        studio.panel.ask.suggest.click()
        slate = studio.slate
        studio.go_to(HARBOUR)
        assert studio.controller.desk.slate is None
        wait_until(lambda: slate.stage is SlateStage.DONE)
        assert studio.controller.desk.slate is None
        studio.go_to(VALLEY)
        assert studio.slate is slate


def test_a_pack_switched_on_gives_values_to_lock(served: Studio) -> None:
    """The settings list the packs; a value of one can be locked, and is let go with its pack."""
    wait_until(lambda: served.app.state.packs)
    served.panel.pages.open("settings")
    wait_until(lambda: served.panel.findChild(QtWidgets.QCheckBox, "apprentice_pack_painting-media") is not None)
    box = served.panel.findChild(QtWidgets.QCheckBox, "apprentice_pack_painting-media")
    box.click()
    wait_until(lambda: "gouache" in served.app.state.attributes["style"])
    served.panel.locks.pressed.emit("style", "gouache")
    slate = served.suggest()
    assert all(card.suggestion.mix["style"] == {"gouache": 1.0} for card in slate.cards if card.suggestion)
    box.click()
    wait_until(lambda: "gouache" not in served.app.state.attributes["style"])
    assert served.controller.desk.rules == Rules()


def test_another_engine_is_chosen_in_the_settings(served: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The box is there once the backend has told of two engines; the choice changes the panel's words."""
    monkeypatch.setattr(engines, "OFFERED", ("studies", "fake"))
    served.panel.pages.open("settings")
    box = served.panel.settings.engines.box
    wait_until(lambda: box.count() == 2)
    assert box.currentData() == "fake"
    box.activated.emit(box.findData("studies"))
    wait_until(lambda: box.currentData() == "studies")
    wait_until(lambda: served.app.state.engine is not None and served.app.state.engine.name == "studies")
