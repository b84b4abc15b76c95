"""Canvases of every sort: deep, printed, blank, tiny and large, with a selection, and with our own layers in them."""

import time

SITTING = {"theme": "Krita dark", "panel": True}


def deep_colour(stage):
    """A 16-bit document is asked on and inserted into."""
    yield from _converted(stage, "RGBA", "U16")


def floating_point(stage):
    """A floating point document is asked on and inserted into."""
    yield from _converted(stage, "RGBA", "F32")


def print_colour(stage):
    """A CMYK document is asked on and inserted into."""
    yield from _converted(stage, "CMYKA", "U8")


def grey(stage):
    """A document in greys is asked on and inserted into."""
    yield from _converted(stage, "GRAYA", "U8")


def _converted(stage, model, depth):
    stage.backend.prepare()
    document = yield from stage.open_painting("still_life")
    document.setColorSpace(model, depth, "")
    document.waitForDone()
    yield from stage.panel.open()
    yield from stage.panel.suggest()
    card = stage.panel.colour_of(0)
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, "the layer", 5.0)
    document.waitForDone()
    yield 0.2
    stage.shot(f"{model}-{depth}")
    seen = stage.pixel(document, 512, 384)
    off = max(abs(a - b) for a, b in zip(seen, card, strict=True))
    stage.fact("differs from the card by", off)
    if model != "GRAYA":
        assert off <= 24, f"the layer shows {seen}, the card {card}"
    stage.click("apprentice_swatch_0")
    yield 0.1


def blank(stage):
    """A blank canvas gets four pictures that are not blank."""
    stage.backend.prepare("studies")
    document = yield from stage.new_document(1200, 800)
    yield from stage.panel.open()
    yield from stage.panel.suggest()
    stage.shot("four")
    assert len({stage.panel.colour_of(card) for card in range(4)}) > 1, "four times the same"
    assert not document.modified()


def tiny(stage):
    """Canvases of a few pixels are asked on and inserted into."""
    stage.backend.prepare()
    for width, height in ((8, 8), (1, 1), (300, 3)):
        document = yield from stage.new_document(width, height)
        yield from stage.panel.open()
        yield from stage.panel.suggest()
        yield from stage.panel.insert(0)
        yield stage.until(lambda doc=document: len(doc.topLevelNodes()) >= 2, f"the layer in {width}x{height}", 5.0)
        yield 0.2
        stage.shot(f"{width}x{height}")
        yield from stage.clear()


def shows_the_painting_before_the_first_slate(stage):
    """Of 6,000 pixels it is read in pieces, while the panel can be seen alone; then it stands on the empty cards."""
    docker = yield from stage.panel.open()
    docker.setVisible(False)
    document = yield from stage.open_painting("landscape")
    document.scaleImage(6000, 4500, 300, 300, "Bicubic")
    document.waitForDone()
    yield 1.0
    # Krita 5.2 and later show a hidden docker again where another painting is opened.
    assert docker.isVisible() or not stage.panel.shows_the_painting(), "read while the panel was hidden"
    stage.heartbeat.start(long_ms=16.0)
    docker.setVisible(True)
    yield stage.until(stage.panel.shows_the_painting, "the painting on the empty cards", 20.0)
    yield 0.3
    stage.fact("longest stall and processor time, ms", [round(ms, 1) for ms in stage.heartbeat.stop()])
    stage.fact("long turns", stage.heartbeat.long_turns())
    stage.shot("painting")


def large(stage):
    """A canvas of 6,000 pixels does not hold the event loop up while it is read."""
    stage.backend.prepare()
    document = yield from stage.open_painting("landscape")
    document.scaleImage(6000, 4500, 300, 300, "Bicubic")
    document.waitForDone()
    yield 0.5
    yield from stage.panel.open()
    stage.heartbeat.start()
    yield from stage.panel.suggest()
    stage.fact("longest stall and processor time, ms", [round(ms, 1) for ms in stage.heartbeat.stop()])


def selection(stage):
    """With a selection, only what is selected is asked on, and the layer lies there alone."""
    stage.backend.prepare()
    document = yield from stage.open_painting("portrait")
    stage.select(document, 300, 200, 400, 300)
    yield 0.2
    yield from stage.panel.open()
    yield from stage.panel.suggest()
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(stage.layers(document)) == 2, "the layer", 5.0)
    document.waitForDone()
    bounds = stage.layers(document)[-1].bounds()
    stage.shot("inserted")
    assert (bounds.x(), bounds.y(), bounds.width(), bounds.height()) == (300, 200, 400, 300), bounds


def leaves_our_own_layers_out(stage):
    """Layers that were inserted before are left out of the canvas that a slate is asked on."""
    stage.backend.prepare()
    document = yield from stage.panel.begin("block_in")
    yield from stage.panel.insert(2)
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, "the layer", 5.0)
    before = stage.backend.contexts()
    yield from stage.panel.suggest()
    after = stage.backend.contexts()
    assert len(after) == len(before) + 1
    assert after[-1] == before[-1], "our own layer was part of the canvas that was sent"
    assert document.topLevelNodes()[-1].visible(), "our layer was left hidden"


def takes_a_study_in_full_size(stage):
    """On 6,000 pixels a study is made from the painting's own: stripes of two pixels are stripes in the layer."""
    stage.backend.prepare("studies")
    document = yield from stage.open_painting("landscape")
    document.scaleImage(6000, 2000, 300, 300, "Bicubic")
    _paint_stripes(document, 2000, 1000, 512)
    document.setModified(False)
    yield 0.5
    yield from stage.panel.open()
    # Colour alone: a light may melt edges.
    stage.panel.ask_for()
    stage.click("apprentice_vary_mood")
    stage.panel.ask_for()
    yield from stage.panel.suggest()
    stage.heartbeat.start()
    began = time.perf_counter()
    yield from stage.panel.insert(0)
    yield stage.until(lambda: stage.visible("apprentice_inserting"), "a line on what is being made", 5.0)
    yield 1.0
    stage.shot("making", stage.widget("apprentice_docker"))
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, "the layer", 120.0)
    stage.fact("seconds", round(time.perf_counter() - began, 1))
    stage.fact("longest stall and processor time, ms", [round(ms, 1) for ms in stage.heartbeat.stop()])
    document.waitForDone()
    yield 0.3
    stage.fact("message", stage.panel.message)
    layer = document.topLevelNodes()[-1].childNodes()[0]
    assert (layer.bounds().width(), layer.bounds().height()) == (6000, 2000), layer.bounds()
    row = bytes(layer.pixelData(2100, 1200, 64, 1))[1::4]
    steps = sorted(abs(one - other) for one, other in zip(row, row[2:], strict=False))
    stage.fact("contrast of the stripes, of 255", steps[len(steps) // 2])
    assert steps[len(steps) // 2] > 40, f"the layer is not sharp: {list(row)}"
    stage.shot("inserted")


def _paint_stripes(document, x, y, side):
    """Paint black and white stripes of two pixels into a square of the painting."""
    row = (b"\x00\x00\x00\xff" * 2 + b"\xff\xff\xff\xff" * 2) * (side // 4)
    document.rootNode().childNodes()[0].setPixelData(row * side, x, y, side, side)
    document.refreshProjection()
    document.waitForDone()
