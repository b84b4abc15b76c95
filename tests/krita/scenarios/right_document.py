"""What was asked on one painting never goes into another one, whatever Krita has done with either meanwhile."""

SITTING = {"theme": "Krita dark", "panel": True}


def a_copy_is_another_painting(stage):
    """*Create Copy From Current Image* makes a painting without its original's cards and messages."""
    original = yield from stage.panel.begin("landscape")
    copy = yield from _create_copy(stage, original)
    stage.fact("same root id", copy.rootNode().uniqueId() == original.rootNode().uniqueId())
    yield 0.3
    stage.shot("copy")
    assert not stage.panel.rateable, "the copy shows its original's cards"
    assert not stage.panel.message, stage.panel.message
    yield from stage.panel.suggest()
    yield from stage.panel.insert(1)
    yield stage.until(lambda: len(copy.topLevelNodes()) == 2, "the layer in the copy", 5.0)
    assert len(original.topLevelNodes()) == 1, "it went into the original"
    yield stage.until(lambda: bool(stage.panel.message), "a line on what was inserted", 5.0)
    yield from stage.go_to(original)
    yield 0.3
    assert not stage.panel.message, f"the original shows the copy's message: {stage.panel.message}"
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(original.topLevelNodes()) == 2, "the layer in the original", 5.0)
    assert len(copy.topLevelNodes()) == 2, "it went into the copy"
    yield 0.3
    stage.shot("original")


def closing_a_copy_leaves_the_original(stage):
    """The cards of an original stay its own when its copy is closed, and those of the copy are refused."""
    original = yield from stage.panel.begin("still_life")
    copy = yield from _create_copy(stage, original)
    yield from stage.panel.suggest()
    stage.close(copy)
    yield from stage.go_to(original)
    yield from stage.panel.wait_for_slate(5.0)
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(original.topLevelNodes()) == 2, "the layer in the original", 5.0)


def flattened(stage):
    """A painting that is flattened between Suggest and Insert is still the one that was asked on."""
    document = yield from stage.panel.begin("portrait")
    document.rootNode().addChildNode(document.createNode("ink", "paintlayer"), None)
    document.flatten()
    document.waitForDone()
    yield 0.5
    assert stage.panel.rateable == [0, 1, 2, 3], "the flattened painting has lost its cards"
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, "the layer", 5.0)


def a_late_message_stays_with_its_painting(stage):
    """A slate that fails after the artist went on to another painting is told on its own painting alone."""
    stage.backend.prepare("fake", "steps=25,step_s=0.04,fail_at=2,fail=out_of_memory,times=1")
    first = yield from stage.open_painting("landscape")
    yield from stage.panel.open()
    stage.click("apprentice_suggest")
    yield stage.until(lambda: stage.panel.is_rendering, "the rendering to begin", 20.0)
    yield from stage.open_painting("portrait")
    yield 4.0
    assert not stage.panel.message, f"the other painting is told {stage.panel.message}"
    stage.shot("other")
    yield from stage.go_to(first)
    yield stage.until(lambda: "memory" in stage.panel.message, "the line on the painting that asked", 10.0)
    stage.shot("asked")


def _create_copy(stage, document):
    """Create a copy of the active image by Krita's own action and wait until it is active; returns the copy."""
    stage.krita.action("create_copy").trigger()
    yield stage.until(lambda: stage.krita.activeDocument() != document, "the copy to be active", 10.0)
    copy = stage.krita.activeDocument()
    copy.waitForDone()
    yield 0.3
    return copy
