"""What is asked on where the view shows, or the selection holds, something else than the painting."""

SITTING = {"theme": "Krita dark", "panel": True}


def a_selection_outside_the_picture(stage):
    """The whole is asked on, and a line says why."""
    stage.backend.prepare()
    document = yield from stage.open_painting("landscape")
    yield from stage.panel.open()
    stage.select(document, 3000, 3000, 200, 200)
    yield 0.2
    stage.click("apprentice_suggest")
    yield stage.until(lambda: bool(stage.panel.message), "a line on the selection", 10.0)
    yield stage.until(lambda: not stage.panel.is_rendering, "the slate of the whole", 30.0)
    assert "outside the picture" in stage.panel.message, stage.panel.message
    stage.shot("said", stage.widget("apprentice_docker"))


def an_isolated_layer(stage):
    """While a layer is isolated it is what is asked on, and a line says so; asked again after that, none does."""
    document = yield from stage.panel.begin("landscape")
    layer = document.createNode("ink", "paintlayer")
    document.rootNode().addChildNode(layer, None)
    document.setActiveNode(layer)
    yield 0.3
    stage.krita.action("isolate_active_layer").trigger()
    yield 0.7
    document.waitForDone()
    assert document.projection(500, 500, 1, 1).pixelColor(0, 0).alpha() == 0, "the layer is not isolated"
    yield from stage.panel.suggest()
    assert "isolated" in stage.panel.message, stage.panel.message
    stage.shot("said", stage.widget("apprentice_docker"))
    assert document.projection(500, 500, 1, 1).pixelColor(0, 0).alpha() == 0, "the isolation has ended"
    stage.krita.action("isolate_active_layer").trigger()
    yield 0.7
    yield from stage.panel.suggest()
    assert "isolated" not in stage.panel.message, stage.panel.message
