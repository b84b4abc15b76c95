"""Krita's own behaviour that the panel relies on: canvas, pixel orders, one undo step. No panel is needed."""

SITTING = {"theme": "Krita dark"}


def reads_the_canvas_as_srgb_in_every_colour_model(stage):
    """`projection` gives the same sRGB image whatever the document's model and depth."""
    for model, depth in (("RGBA", "U8"), ("RGBA", "U16"), ("RGBA", "F32"), ("CMYKA", "U8"), ("GRAYA", "U8")):
        document = yield from stage.open_painting("still_life")
        reference = document.projection(0, 0, document.width(), document.height()).pixelColor(300, 400)
        document.setColorSpace(model, depth, "")
        document.waitForDone()
        image = document.projection(0, 0, document.width(), document.height())
        assert (image.width(), image.height()) == (1024, 768), model
        seen = image.pixelColor(300, 400)
        off = max(abs(seen.red() - reference.red()), abs(seen.blue() - reference.blue()))
        stage.fact(f"{model} {depth} differs by", off)
        assert off <= (40 if model == "GRAYA" else 12), (model, depth, off)
        yield from stage.clear()


def orders_pixel_bytes_by_colour_model(stage):
    """Integer RGBA is stored blue first, floating point red first; CMYKA has five channels."""
    red = {("RGBA", "U8"): (4, 2), ("RGBA", "U16"): (8, 2), ("RGBA", "F32"): (16, 0), ("CMYKA", "U8"): (5, None)}
    for (model, depth), (size, place) in red.items():
        document = yield from stage.new_document(32, 32)
        layer = document.createNode("red", "paintlayer")
        document.rootNode().addChildNode(layer, None)
        layer.setPixelData(bytes((0, 0, 255, 255)) * 32 * 32, 0, 0, 32, 32)
        document.setColorSpace(model, depth, "")
        document.waitForDone()
        pixel = bytes(document.nodeByName("red").pixelData(5, 5, 1, 1))
        assert len(pixel) == size, (model, depth, len(pixel))
        if place is not None:
            channel = size // 4
            values = [pixel[i * channel : (i + 1) * channel] for i in range(3)]
            assert max(values, key=lambda v: v[-1]) == values[place], (model, depth, pixel)
        yield from stage.clear()


def inserts_a_group_as_one_undo_step(stage):
    """A group built off the tree, with its layers and pixels, comes and goes by one undo step."""
    document = yield from stage.open_painting("landscape")
    before = [node.name() for node in document.topLevelNodes()]
    group = document.createNode("Apprentice", "grouplayer")
    layer = document.createNode("picture", "paintlayer")
    group.addChildNode(layer, None)
    layer.setPixelData(bytes((0, 0, 255, 255)) * 1024 * 768, 0, 0, 1024, 768)
    document.rootNode().addChildNode(group, None)
    document.refreshProjection()
    document.waitForDone()
    assert document.projection(0, 0, 1024, 768).pixelColor(10, 10).getRgb()[:3] == (255, 0, 0)
    stage.krita.action("edit_undo").trigger()
    document.waitForDone()
    yield 0.2
    assert [node.name() for node in document.topLevelNodes()] == before
    stage.krita.action("edit_redo").trigger()
    document.waitForDone()
    yield 0.2
    group = document.nodeByName("Apprentice")
    assert [child.name() for child in group.childNodes()] == ["picture"]
    stage.shot("redone")


def reading_the_canvas_leaves_it_unmodified(stage):
    """Taking the projection marks nothing as changed."""
    document = yield from stage.open_painting("portrait")
    document.projection(0, 0, document.width(), document.height())
    yield 0.2
    assert not document.modified()
