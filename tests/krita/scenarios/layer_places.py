"""Where layers are looked at and placed: in groups, animations, on isolated layers, in paintings open twice."""

import json
import os
import signal

SITTING = {"theme": "Krita dark", "panel": True}
_GREEN = bytes((0, 255, 0, 255))


def in_the_artists_own_group(stage):
    """An inserted group that was moved into a group that passes its layers through is not sent."""
    document = yield from _begin(stage)
    yield from _insert(stage, document, 2)
    group = document.createGroupLayer("mine")
    group.setPassThroughMode(True)
    document.rootNode().addChildNode(group, None)
    ours = document.topLevelNodes()[1]
    twin = ours.duplicate()
    twin.setName(ours.name())
    ours.remove()
    group.addChildNode(twin, None)
    document.waitForDone()
    yield 0.5
    stage.shot("moved")
    yield from stage.panel.suggest(60.0)
    first, second = _canvases(stage)[-2:]
    assert first == second, "the apprentice's own picture was sent"


def in_an_animation(stage):
    """The frame in view is what is sent, and a layer that is inserted stands on all frames."""
    stage.backend.prepare()
    document = yield from stage.open_painting("landscape")
    layer = document.createNode("moving", "paintlayer")
    document.rootNode().addChildNode(layer, None)
    document.setActiveNode(layer)
    yield 0.3
    yield from _frame(stage, document, 0)
    yield from _frame(stage, document, 10)
    layer.setPixelData(_GREEN * 300 * 768, 0, 0, 300, 768)
    document.refreshProjection()
    document.waitForDone()
    yield from stage.panel.open()
    yield from stage.panel.suggest(60.0)
    document.setCurrentTime(0)
    yield 0.7
    yield from _insert(stage, document, 3)
    assert document.currentTime() == 0, "the artist's time was moved"
    yield from stage.panel.suggest(60.0)
    document.setCurrentTime(10)
    yield 0.7
    stage.shot("at-10")
    yield from stage.panel.suggest(60.0)
    late, early, again = _canvases(stage)[-3:]
    assert late == again != early, "another frame than the one in view was sent"


def hidden_by_an_isolated_layer(stage):
    """A line says that what was inserted is not seen; the apprentice's own layer alone is not looked at."""
    document = yield from _begin(stage)
    layer = document.createNode("ink", "paintlayer")
    document.rootNode().addChildNode(layer, None)
    document.setActiveNode(layer)
    yield 0.3
    stage.krita.action("isolate_active_layer").trigger()
    yield 0.7
    yield from _insert(stage, document, 3)
    yield stage.until(lambda: "show all layers to see it" in stage.panel.message, stage.panel.message, 5.0)
    stage.shot("hidden", stage.widget("apprentice_docker"))
    document.setActiveNode(document.topLevelNodes()[-1])
    yield 0.7
    stage.click("apprentice_suggest")
    yield stage.until(lambda: "own layer is isolated" in stage.panel.message, stage.panel.message, 5.0)
    yield 0.5
    stage.shot("own", stage.widget("apprentice_docker"))
    stage.krita.action("isolate_active_layer").trigger()
    yield 0.7
    yield from stage.panel.suggest(60.0)
    first, last = _canvases(stage)[0], _canvases(stage)[-1]
    assert first == last, "the whole painting was not sent"


def in_a_painting_that_is_open_twice(stage):
    """Two documents of one file are two paintings; two views of a document are one."""
    first = yield from _begin(stage)
    second = yield from stage.open_painting("landscape")
    yield 0.5
    assert not stage.panel.rateable, "the second shows the cards of the first"
    yield from stage.panel.suggest(60.0)
    yield from _insert(stage, second, 2)
    assert len(first.topLevelNodes()) == 1, "it went into the first"
    stage.window.addView(first)
    yield stage.until(lambda: stage.krita.activeDocument() == first, "another view of the first", 5.0)
    yield stage.until(lambda: len(stage.panel.rateable) == 4, "the cards of the first", 5.0)
    yield from _insert(stage, first, 2)
    assert len(second.topLevelNodes()) == 2, "it went into the second"
    stage.shot("two")


def repainted_while_it_was_scaled(stage):
    """A picture that is repainted in a palette lies where its part is by now; of a turned painting it is refused."""
    stage.backend.prepare("studies")
    document = yield from stage.open_painting("still_life")
    docker = yield from stage.panel.open()
    stage.set_docker_height(docker, 900)
    stage.panel.open_page("colours")
    yield 0.3
    stage.click("apprentice_palettes_canvas")
    yield stage.until(lambda: stage.visible("apprentice_palettes_row_4"), "five palettes", 60.0)
    stage.click("apprentice_palettes_row_1_swatch_1")
    stage.click("apprentice_palettes_tools")
    yield stage.until(lambda: stage.visible("apprentice_palettes_reading"), "the tools", 10.0)
    yield from _repaint_and(stage, lambda: document.scaleImage(512, 384, 300, 300, "Bicubic"), document)
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, f"the layer: {stage.panel.message}", 20.0)
    bounds = document.topLevelNodes()[-1].bounds()
    assert (bounds.x(), bounds.y(), bounds.width(), bounds.height()) == (0, 0, 512, 384), bounds
    stage.shot("scaled")
    yield from _repaint_and(stage, stage.krita.action("rotateImage180").trigger, document)
    yield stage.until(lambda: "was cropped, turned" in stage.panel.message, f"{stage.panel.message}", 20.0)
    assert len(document.topLevelNodes()) == 2, "it was inserted all the same"
    stage.shot("turned")


def _begin(stage):
    stage.backend.prepare()
    document = yield from stage.open_painting("landscape")
    yield from stage.panel.open()
    yield from stage.panel.suggest(60.0)
    return document


def _insert(stage, document, layers):
    """Insert the first card's suggestion, and wait until the painting has so many layers at its top."""
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(document.topLevelNodes()) == layers, f"the layer: {stage.panel.message}", 20.0)
    yield 0.5


def _frame(stage, document, time):
    document.setCurrentTime(time)
    yield 0.5
    stage.krita.action("add_blank_frame").trigger()
    yield 0.5


def _repaint_and(stage, change, document):
    """Press Repaint, and change the painting while the backend is held up with the picture."""
    os.kill(stage.backend.pid, signal.SIGSTOP)
    stage.click("apprentice_palettes_repaint_canvas")
    yield 1.5
    change()
    document.waitForDone()
    yield 1.0
    os.kill(stage.backend.pid, signal.SIGCONT)


def _canvases(stage):
    """The hashes of the canvases of all slates, oldest first."""
    return [json.loads(context)["request"]["canvas"] for context in stage.backend.contexts()]
