"""An AI image model, enabled by name: a small one that has learned a few words."""

import json
from pathlib import Path

SITTING = {"theme": "Krita dark", "panel": True}

WORDS = "a harbour at dusk"


def shows_what_a_model_paints_and_marks_it(stage):
    """The header says AI, the words are asked for, rough pictures come before the four, and what goes in is marked."""
    document = yield from _begin(stage)
    assert stage.visible("apprentice_subject"), "nowhere to say what the picture shows"
    docker = stage.widget("apprentice_docker")
    yield from stage.set_docker_width(docker, 260)
    stage.shot("ready", docker)
    stage.panel.check_fits(docker)
    stage.type("apprentice_subject", WORDS)
    stage.click("apprentice_suggest")
    yield stage.until(lambda: stage.panel.is_rendering, "Suggest to become Cancel", 5.0)
    # The model is loaded first, which takes long where much else runs.
    yield stage.until(lambda: stage.panel.shows_a_picture(0), "a rough picture", 240.0)
    assert 0 not in stage.panel.rateable, "the picture came without a rough one before it"
    stage.shot("rough", docker)
    yield from stage.panel.wait_for_slate(60.0)
    yield 0.3
    stage.shot("four", docker)
    assert json.loads(stage.backend.contexts()[-1])["subject"] == WORDS
    assert len(set(stage.panel.pictures())) == 4, "two cards show the same"
    assert not document.modified(), "a slate marked the document as modified"
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, "the layer", 10.0)
    document.waitForDone()
    yield 0.3
    stage.shot("inserted")
    _check_marks(stage, document)


def learns_from_the_pictures_that_were_rated(stage):
    """A dial says how much ratings show in the pictures; the liked one reaches the next slate's engine."""
    yield from _begin(stage)
    yield from stage.panel.suggest(60.0)
    stage.panel.click(1, "star_5")
    yield from stage.backend.ratings_become(len(stage.backend.ratings()) + 1)
    stage.panel.ask_for()
    yield stage.until(lambda: stage.visible("apprentice_feedback"), "the dial for rated pictures", 3.0)
    yield 0.3
    stage.shot("dial", stage.widget("apprentice_docker"))
    yield from stage.panel.suggest(60.0)
    asked = json.loads(stage.backend.contexts()[-1])["request"]
    stage.fact("asked", asked)
    assert len(asked["liked"]) == 1, asked


def asks_for_more_like_a_card(stage):
    """A right click on Pick offers more like it: the next slate begins near that picture's noise."""
    yield from _begin(stage)
    yield from stage.panel.suggest(60.0)
    before = stage.panel.pictures()
    yield from stage.panel.more_like(2)
    yield stage.until(lambda: stage.panel.is_rendering, "Suggest to become Cancel", 5.0)
    yield from stage.panel.wait_for_slate(60.0)
    yield 0.3
    stage.shot("near", stage.widget("apprentice_docker"))
    assert stage.panel.pictures() != before
    asked = json.loads(stage.backend.contexts()[-1])["request"]
    stage.fact("near", asked["near_seed"])
    assert asked["near_seed"] is not None, asked


def _begin(stage):
    """Have a backend run with the model, as `apprentice up` leaves it; returns the document."""
    model = Path(stage.plan["models"]) / "taught"
    stage.backend.prepare("ssd-1b", f"{model}?steps=24&guidance=3")
    if not stage.backend.pid:
        stage.backend.start()
    document = yield from stage.open_painting("landscape")
    yield from stage.panel.open()
    yield stage.until(lambda: stage.visible("apprentice_mark"), "the mark of an AI image model", 30.0)
    stage.fact("mark", stage.widget("apprentice_mark").text())
    return document


def _check_marks(stage, document):
    group = document.topLevelNodes()[-1]
    entry = json.loads(bytes(document.annotation("apprentice")).splitlines()[-1])
    names = [group.name(), *(node.name() for node in group.childNodes())]
    stage.fact("inserted", {"names": names, "label": group.colorLabel(), "record": entry})
    assert all("AI-generated" in name for name in names), names
    assert "taught" in group.name(), names
    assert f"seed {entry['seed']}" in group.name(), names
    assert group.colorLabel() == 7, group.colorLabel()
    assert entry["generated_by_ai_image_model"] is True
    assert (entry["engine"], entry["model"]) == ("ssd-1b", "taught")
