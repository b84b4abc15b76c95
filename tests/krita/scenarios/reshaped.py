"""Paintings that were scaled, cropped, turned, mirrored or converted between Suggest and Insert."""

SITTING = {"theme": "Krita dark", "panel": True}


def scaled(stage):
    """A study of a painting that was scaled fills the painting as it is now."""
    document = yield from stage.panel.begin("landscape")
    document.scaleImage(1500, 1125, 300, 300, "Bicubic")
    yield from _settle(document)
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, f"the layer: {stage.panel.message}", 20.0)
    document.waitForDone()
    yield 0.3
    stage.shot("inserted")
    stage.fact("message", stage.panel.message)
    assert _filled(document) == (0, 0, 1500, 1125)


def scaled_with_a_selection(stage):
    """A study of a part lies on that part of the scaled painting."""
    stage.backend.prepare()
    document = yield from stage.open_painting("portrait")
    stage.select(document, 300, 200, 400, 300)
    yield 0.2
    yield from stage.panel.open()
    yield from stage.panel.suggest()
    width, height = document.width(), document.height()
    document.scaleImage(width // 2, height // 2, 300, 300, "Bicubic")
    yield from _settle(document)
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(stage.layers(document)) == 2, f"the layer: {stage.panel.message}", 10.0)
    document.waitForDone()
    yield 0.3
    stage.shot("inserted")
    bounds = stage.layers(document)[-1].bounds()
    assert (bounds.x(), bounds.y(), bounds.width(), bounds.height()) == (150, 100, 200, 150), bounds


def cropped_then_undone(stage):
    """A study of a painting that was cropped is refused in a line until that is undone."""
    document = yield from stage.panel.begin("landscape")
    document.crop(100, 80, 768, 576)
    yield from _settle(document)
    yield from _is_refused(stage, document)
    stage.shot("refused", stage.widget("apprentice_docker"))
    stage.krita.action("edit_undo").trigger()
    yield stage.until(lambda: document.width() == 1024, "the whole painting again", 5.0)
    yield from _settle(document)
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, f"the layer: {stage.panel.message}", 10.0)
    assert _filled(document) == (0, 0, 1024, 768)


def turned_and_mirrored(stage):
    """Every way in which Krita turns a painting is told, also where its size stays."""
    document = yield from stage.panel.begin("landscape")
    for turn in ("mirrorImageHorizontal", "mirrorImageVertical", "rotateImage180", "rotateImageCW90"):
        stage.krita.action(turn).trigger()
        yield from _settle(document)
        yield from _is_refused(stage, document)
        stage.krita.action("edit_undo").trigger()
        yield from _settle(document)
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, f"the layer: {stage.panel.message}", 10.0)


def converted(stage):
    """A painting that was converted to another colour model, depth or profile takes its study in its place."""
    for space in (
        ("CMYKA", "U8", ""),
        ("RGBA", "F32", ""),
        ("GRAYA", "U16", ""),
        ("RGBA", "U8", "Rec2020-elle-V4-g10.icc"),
    ):
        document = yield from stage.panel.begin("still_life")
        document.setColorSpace(*space)
        yield from _settle(document)
        yield from stage.panel.insert(0)
        yield stage.until(
            lambda doc=document: len(doc.topLevelNodes()) == 2, f"the layer in {space}: {stage.panel.message}", 10.0
        )
        yield 0.3
        stage.fact(str(space), stage.panel.message)
        stage.shot(f"{space[0]}-{space[1]}")
        yield from stage.clear()


def _settle(document):
    document.waitForDone()
    yield 0.5
    document.waitForDone()


def _is_refused(stage, document):
    yield from stage.panel.insert(0)
    yield stage.until(lambda: "was cropped, turned" in stage.panel.message, f"a refusal: {stage.panel.message}", 10.0)
    assert len(stage.layers(document)) == 1, "it was inserted all the same"


def _filled(document):
    bounds = document.topLevelNodes()[-1].bounds()
    return bounds.x(), bounds.y(), bounds.width(), bounds.height()
