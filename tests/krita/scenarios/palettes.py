"""The palette section, as an artist works with it."""

from pathlib import Path

from krita import ManagedColor

SITTING = {"theme": "Krita dark", "panel": True}

SRGB = "sRGB-elle-V2-srgbtrc.icc"
# Without a profile Krita takes its own default: linear light for F32, its proof of a press for inks.
SPACES = (("RGBA", "U8", ""), ("RGBA", "U16", SRGB), ("RGBA", "F32", ""), ("CMYKA", "U8", ""))


def recommends_keeps_and_pulls(stage):
    """Opened, the section shows the canvas' palette and four more; one is rated, kept, found again, and pulled."""
    document = yield from _open_section(stage, "landscape")
    assert not document.modified(), "looking at the colours marked the document as modified"
    assert not stage.panel.has_focus, "the section took the keys"
    stage.click("apprentice_palettes_row_2_swatch_0")
    yield stage.until(lambda: stage.visible("apprentice_palettes_star_5"), "the stars of the palette", 3.0)
    stage.click("apprentice_palettes_star_5")
    yield 0.3
    stage.shot("rated", stage.widget("apprentice_docker"))
    colors = _swatches(stage, 2)
    stage.click("apprentice_palettes_keep")
    yield stage.until(lambda: stage.visible("apprentice_palettes_row_5"), "the palette in the tray", 3.0)
    assert document.modified(), "the tray would be lost unsaved"
    stage.click("apprentice_palettes_pull")
    folder = stage.painting("x").parents[0]
    yield stage.until(lambda: "Krita" in stage.panel.message, "a word on where the palette is", 5.0)
    stage.fact("message", stage.panel.message)
    pulled = list((Path(stage.plan["home"]) / ".local" / "share" / "krita" / "palettes").glob("landscape*.gpl"))
    assert len(pulled) == 1, f"{pulled} lie where Krita looks for palettes"
    path = folder / "tray.kra"
    assert document.saveAs(str(path)), "the document was not saved"
    document.waitForDone()
    stage.close(document)
    yield stage.until(lambda: not stage.krita.documents(), "the end of the document")
    yield from stage.show(stage.krita.openDocument(str(path)))
    yield stage.until(lambda: stage.visible("apprentice_palettes_row_5"), "its colours, and the tray below", 10.0)
    assert _swatches(stage, 5) == colors, "the tray holds other colours than were kept"
    stage.shot("tray", stage.widget("apprentice_docker"))


def works_on_a_palette(stage):
    """Locked and varied, made a ramp, read, seen by other eyes; a layer's own colours; nothing sticks out."""
    document = yield from _open_section(stage, "still_life")
    docker = stage.widget("apprentice_docker")
    stage.click("apprentice_palettes_row_1_swatch_1")
    stage.click("apprentice_palettes_tools")
    yield stage.until(lambda: stage.visible("apprentice_palettes_reading"), "the contrast's reading", 5.0)
    stage.click("apprentice_palettes_lock_1")
    stage.click("apprentice_palettes_vary")
    yield stage.until(lambda: stage.visible("apprentice_palettes_row_7"), "three variations", 5.0)
    locked = _swatches(stage, 1)[1]
    assert [_swatches(stage, row)[1] for row in (2, 3, 4)] == [locked] * 3, "a locked swatch was varied"
    stage.click("apprentice_palettes_eyes")
    yield stage.until(lambda: stage.visible("apprentice_palettes_seen"), "other eyes", 5.0)
    yield 0.3
    stage.shot("tools", docker)
    stage.panel.check_fits(docker)
    stage.click("apprentice_palettes_layer")
    yield stage.until(
        lambda: "layer" in stage.widget("apprentice_palettes_row_0_text").text,
        f"the layer's colours ({stage.panel.message})",
        5.0,
    )
    stage.click("apprentice_palettes_repaint_canvas")
    yield stage.until(lambda: len(stage.layers(document)) == 2, "the repainted canvas", 10.0)
    document.waitForDone()
    yield 0.3
    stage.shot("repainted")
    assert document.activeNode().name() == "Background", "the artist's layer is not active any more"


def brings_colours_into_every_space(stage):
    """U8, U16, F32 and CMYK: a swatch strip in one undo step; a swatch clicked, a stroke painted, the layer read."""
    for model, depth, profile in SPACES:
        document = yield from _open_section(stage, "landscape", model, depth, profile)
        yield from _insert_and_undo(stage, document)
        _take_brush(stage)
        painted = []
        for place in range(2):
            painted.append((yield from _paint_with_swatch(stage, document, place)))
        stage.fact(f"{model} {depth}", painted)
        if document.colorModel() == "CMYKA":
            stage.shot("inks")
        yield from stage.clear()


def _insert_and_undo(stage, document):
    """One labelled layer on top, each swatch its colour; the active layer stays; one undo takes it back.

    In inks the colour is the one that Krita itself makes of the swatch: a press cannot print every colour.
    """
    active, colors = document.activeNode().name(), _swatches(stage, 0)
    stage.click("apprentice_palettes_insert")
    yield stage.until(lambda: len(stage.layers(document)) == 2, f"the strip ({stage.panel.message})", 5.0)
    document.waitForDone()
    yield 0.2
    strip = stage.layers(document)[-1]
    bounds = strip.bounds()
    assert strip.name().startswith("Apprentice · Palette"), strip.name()
    assert document.activeNode().name() == active, "the artist's layer is not active any more"
    assert bounds.width() < document.width(), "the strip is as wide as the canvas"
    for place, color in enumerate(colors):
        seen = stage.pixel(document, bounds.x() + bounds.width() * place // len(colors) + 2, bounds.y() + 2)
        wanted = color if document.colorModel() == "RGBA" else _as_krita_converts(document, color)[1]
        off = max(abs(one - other) for one, other in zip(seen, wanted, strict=True))
        assert off <= 1, (document.colorModel(), place, seen, wanted, color)
    stage.krita.action("edit_undo").trigger()
    document.waitForDone()
    yield 0.2
    assert len(stage.layers(document)) == 1, "one undo did not take it back"


def _paint_with_swatch(stage, document, place):
    """Click a swatch of the canvas' palette, paint on a new layer, and return what was shown, read and seen."""
    layer = document.createNode(f"stroke {place}", "paintlayer")
    document.rootNode().addChildNode(layer, None)
    # Krita has to hear of the layer before it can be the active one.
    yield 0.1
    document.setActiveNode(layer)
    document.waitForDone()
    stage.click(f"apprentice_palettes_row_0_swatch_{place}")
    yield from stage.paint_across(layer)
    document.waitForDone()
    x, y, shown = document.width() // 2, document.height() // 2, _swatches(stage, 0)[place]
    there, back = _as_krita_converts(document, shown)
    return {
        "shown": list(shown),
        "read": list(bytes(layer.pixelData(x, y, 1, 1))),
        "krita": there,
        "back": back,
        "seen": list(stage.pixel(document, x, y)),
    }


def _open_section(stage, painting, model="RGBA", depth="U8", profile=""):
    """Open a painting in a colour space, the panel beside it, and its palette section; returns the document."""
    if stage.find("apprentice_panel") is not None:
        # The section looks at a painting as soon as it has one: not before that is as it is to be.
        stage.widget("apprentice_panel").pages.open("studies")
    stage.backend.prepare("studies")
    document = yield from stage.open_painting(painting)
    if (model, depth) != ("RGBA", "U8"):
        document.setColorSpace(model, depth, profile)
        document.waitForDone()
        document.setModified(False)
    docker = yield from stage.panel.open()
    stage.set_docker_height(docker, 900)
    stage.panel.open_page("colours")
    yield 0.3
    # Without a backend the section waits to be asked; with one it has begun to look.
    if stage.widget("apprentice_palettes_canvas").isEnabled() and not stage.visible("apprentice_palettes_row_4"):
        stage.click("apprentice_palettes_canvas")
    yield stage.until(lambda: stage.visible("apprentice_palettes_row_4"), "five palettes", 30.0)
    return document


def _swatches(stage, row):
    """The colours of a row, as (r, g, b)."""
    codes = [swatch.hex for swatch in stage.widget(f"apprentice_palettes_row_{row}").swatches]
    return [tuple(int(code[at : at + 2], 16) for at in (1, 3, 5)) for code in codes]


def _take_brush(stage):
    """Take a plain round brush that covers, large enough to be read in its middle."""
    view = stage.window.activeView()
    view.setCurrentBrushPreset(stage.krita.resources("preset")["b) Basic-1"])
    view.setCurrentBlendingMode("normal")
    view.setBrushSize(80)
    view.setPaintingOpacity(1.0)
    view.setPaintingFlow(1.0)


def _as_krita_converts(document, color):
    """A colour in the document's space, as Krita itself converts it from sRGB bytes, and that back again.

    Returns:
        Components in the order of the pixels, and (r, g, b) as bytes.
    """
    managed = ManagedColor("RGBA", "U8", SRGB)
    red, green, blue = (part / 255 for part in color)
    managed.setComponents([blue, green, red, 1.0])
    managed.setColorSpace(document.colorModel(), document.colorDepth(), document.colorProfile())
    there = managed.components()
    managed.setColorSpace("RGBA", "U8", SRGB)
    return list(there), [round(255 * part) for part in managed.components()[2::-1]]
