"""Framing: mats lie over the canvas to the pixel wherever that goes; a frame becomes a selection, or a copy."""

SITTING = {"theme": "Krita dark", "panel": True}
WIDE, HIGH = 1024, 768
# The middle square of the painting is green, the rest of it red.
SQUARE = (128, 0, 768, 768)
# Zoom, mirrored, turned by so many degrees, moved by so many pixels of the screen.
LOOKS = {
    "half": (0.5, False, 0.0, (0, 0)),
    "double": (2.0, False, 0.0, (640, 300)),
    "moved": (1.0, False, 0.0, (57, -33)),
    "mirrored": (0.75, True, 0.0, (41, 20)),
    "turned": (0.75, False, 30.0, (0, 0)),
    "turned_mirrored": (0.6, True, -45.0, (30, 10)),
}


def mats_lie_where_the_painting_does(stage):
    """At every look the mats' edges are the square's, to a pixel of the screen; they follow, and paint goes through."""
    document = yield from _open(stage)
    _colour(document)
    yield 0.5
    stage.click("apprentice_format_1_1")
    for name, look in LOOKS.items():
        stage.framing.look(*look)
        yield 0.8
        edges = stage.framing.greens()
        stage.click("apprentice_framing_own")
        yield 0.4
        mats = stage.framing.greens()
        stage.shot(name)
        stage.fact(name, {"square": edges, "mats": mats})
        assert stage.framing.agree(edges, mats), f"{name}: the mats end at {mats}, the square at {edges}"
        stage.click("apprentice_framing_away")
        yield 0.3
    stage.click("apprentice_framing_own")
    stage.framing.look(*LOOKS["half"])
    yield 1.5
    followed = stage.framing.greens()
    stage.click("apprentice_framing_away")
    yield 0.5
    edges = stage.framing.greens()
    assert stage.framing.agree(edges, followed), f"the mats stayed at {followed}, the square went to {edges}"
    yield from _paint_through(stage, document)


def a_dragged_frame_becomes_a_selection(stage):
    """A corner dragged by the pointer keeps the format; what the line says is selected, and can be taken back."""
    document = yield from _open(stage)
    before = _pixels(document)
    stage.select(document, 5, 6, 70, 80)
    stage.click("apprentice_format_4_5")
    stage.click("apprentice_framing_own")
    yield 0.5
    assert _said(stage) == (614, 768), _said(stage)
    corner = stage.framing.corner
    yield from stage.framing.drag(corner, corner - type(corner)(120, 90))
    stage.shot("dragged")
    width, height = _said(stage)
    assert width < 614, "the drag has changed nothing"
    assert abs(width - 0.8 * height) <= 1, f"{width} × {height}"
    stage.click("apprentice_framing_use")
    yield 0.5
    stage.shot("selected")
    assert _selected(document) == (205, 0, width, height), f"{_selected(document)} for {width} × {height}"
    assert not stage.framing.has_mats
    stage.click("apprentice_offer_take")
    yield 0.3
    assert _selected(document) == (5, 6, 70, 80), "the selection before is lost"
    assert _pixels(document) == before, "the painting was changed"


def a_frame_beyond_the_painting_is_opened_as_a_copy(stage):
    """Beyond the painting is bare ground: no selection reaches there, a copy does, with all layers; Esc ends it all."""
    document = yield from _open(stage)
    stage.framing.look(0.5, False, 0.0, (0, 0))
    stage.click("apprentice_format_own")
    stage.click("apprentice_framing_own")
    yield 0.6
    corner = stage.framing.corner
    yield from stage.framing.drag(corner, corner + type(corner)(60, 40))
    stage.shot("beyond")
    width, height = _said(stage)
    assert width > WIDE, f"{width} × {height}"
    assert height > HIGH, f"{width} × {height}"
    assert not stage.widget("apprentice_framing_use").isEnabled()
    stage.click("apprentice_framing_copy")
    yield stage.until(lambda: stage.krita.activeDocument() != document, "a copy", 10.0)
    copy = stage.krita.activeDocument()
    yield stage.until(lambda: (copy.width(), copy.height()) == (width, height), "the frame's size", 10.0)
    copy.waitForDone()
    yield 0.5
    stage.shot("copied")
    assert (document.width(), document.height()) == (WIDE, HIGH)
    assert copy.selection() is None
    assert not stage.framing.has_mats
    yield from stage.go_to(document)
    stage.click("apprentice_framing_own")
    yield 0.5
    corner = stage.framing.corner
    yield from stage.framing.drag(corner, corner - type(corner)(30, 20))
    stage.xdotool("key", "Escape")
    yield stage.until(lambda: not stage.framing.has_mats, "the end by Escape", 5.0)
    stage.click("apprentice_framing_own")
    yield 0.5
    stage.close(document)
    yield 0.5
    stage.shot("closed")


def proposals_come_from_the_backend(stage):
    """*Propose* shows three to five, each in three values; a press lays mats around it, another takes them off."""
    stage.backend.prepare("studies")
    document = yield from stage.open_painting("landscape")
    before = _pixels(document)
    yield from stage.panel.open()
    stage.panel.open_page("checks")
    yield 0.5
    stage.click("apprentice_framing_propose")
    stage.heartbeat.start()
    yield stage.until(lambda: stage.visible("apprentice_framing_2"), "three proposals", 60.0)
    yield stage.until(lambda: stage.widget("apprentice_framing_2").picture is not None, "their pictures", 10.0)
    stage.fact("longest stall until then, ms", round(max(stage.heartbeat.stop()[:1]), 1))
    yield 0.5
    stage.shot("proposed")
    shown = [number for number in range(5) if stage.visible(f"apprentice_framing_{number}")]
    for number in shown:
        stage.click(f"apprentice_framing_{number}")
        yield 0.4
        assert stage.framing.has_mats
        stage.shot(f"laid_{number}")
    stage.click(f"apprentice_framing_{shown[-1]}")
    yield 0.3
    assert not stage.framing.has_mats
    stage.click("apprentice_format_1_1")
    yield stage.until(lambda: stage.widget("apprentice_framing_propose").isEnabled(), "others in that format", 30.0)
    stage.click("apprentice_framing_0")
    yield 0.6
    width, height = _said(stage)
    assert abs(width - height) <= 1, f"{width} × {height}"
    stage.shot("square")
    assert _pixels(document) == before, "the painting was changed"


def _open(stage):
    stage.backend.prepare()
    document = yield from stage.new_document(WIDE, HIGH)
    yield from stage.panel.open()
    stage.panel.open_page("checks")
    yield 0.5
    return document


def _colour(document):
    x, _, width, _ = SQUARE
    row = b"\x00\x00\xff\xff" * x + b"\x00\xff\x00\xff" * width + b"\x00\x00\xff\xff" * (WIDE - x - width)
    document.topLevelNodes()[0].setPixelData(row * HIGH, 0, 0, WIDE, HIGH)
    document.refreshProjection()


def _paint_through(stage, document):
    """Paint with the pointer while mats lie: the stroke arrives, and no layer was made for the mats."""
    layer = document.createNode("ink", "paintlayer")
    document.rootNode().addChildNode(layer, None)
    document.setActiveNode(layer)
    stage.click("apprentice_framing_own")
    yield 0.5
    yield from stage.paint_across(layer)
    stage.shot("painted")
    assert stage.framing.has_mats
    assert len(stage.layers(document)) == 2, "a layer was added"
    stage.click("apprentice_framing_away")
    yield 0.3
    assert not stage.framing.has_mats


def _said(stage):
    """Return the frame's size as the line says it."""
    said = stage.widget("apprentice_framing_line").text()
    width, height = said.split(" pixels")[0].split(" × ")
    return int(width), int(height)


def _selected(document):
    selection = document.selection()
    return selection.x(), selection.y(), selection.width(), selection.height()


def _pixels(document):
    return bytes(document.pixelData(0, 0, document.width(), document.height()))
