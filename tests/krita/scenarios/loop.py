"""The loop as an artist goes through it, with the engine that is there by default."""

import signal

SITTING = {"theme": "Krita dark", "panel": True}


def starts_the_backend_and_shows_four_suggestions(stage):
    """With no backend running, Suggest starts one, and four different pictures in the canvas' proportions come."""
    stage.backend.prepare("studies")
    document = yield from stage.open_painting("landscape")
    yield from stage.panel.open()
    assert signal.getsignal(signal.SIGPIPE) is signal.SIG_IGN, "a backend that ends would end Krita"
    stage.shot("before")
    assert stage.backend.pid == 0, "a backend runs before anybody asked"
    yield from stage.panel.suggest(within_s=60.0)
    assert stage.backend.pid, "no backend says that it runs"
    yield 0.3
    stage.shot("four")
    stage.shot("four-panel", stage.widget("apprentice_docker"))
    assert len(set(stage.panel.pictures())) == 4, "two cards show the same"
    assert not document.modified(), "a slate marked the document as modified"
    assert [node.name() for node in document.topLevelNodes()] == ["Background"]


def learns_from_stars_and_a_reason(stage):
    """Stars light up, a reason is offered on that card alone, and both are in the history, once each."""
    document = yield from stage.panel.begin("still_life", engine="studies")
    before = stage.backend.ratings()
    stage.panel.click(0, "star_5")
    yield stage.until(lambda: stage.visible("apprentice_card_0_reason_color"), "the reasons on the first card", 3.0)
    yield 0.2
    stage.shot("reasons", stage.widget("apprentice_docker"))
    assert not stage.visible("apprentice_card_1_reason_color"), "reasons on a card that nobody rated"
    stage.panel.click(0, "reason_color")
    stage.panel.click(2, "star_2")
    yield stage.until(lambda: stage.visible("apprentice_card_2_reason_color"), "the reasons on the third card", 3.0)
    assert not stage.visible("apprentice_card_0_reason_color"), "reasons on two cards"
    after = yield from stage.backend.ratings_become(len(before) + 3)
    said = [(stars, reasons) for _, _, stars, reasons in after[len(before) :]]
    stage.fact("said", said)
    assert [stars for stars, _ in said] == [5, 5, 2], said
    assert "color" in said[1][1], said
    stage.shot("rated", stage.widget("apprentice_docker"))
    assert not document.modified()


def holds_a_card_up_large(stage):
    """While a card is held it covers 70% of the view, Q shows the original, and nothing is left of it after."""
    document = yield from stage.panel.begin("portrait", engine="studies")
    stage.panel.press(1)
    yield stage.until(lambda: stage.visible("apprentice_viewer"), "the card held up", 3.0)
    yield 0.2
    viewer = stage.widget("apprentice_viewer")
    view = stage.canvas_area()
    share = viewer.width() * viewer.height() / (view.width() * view.height())
    stage.fact("viewer's share of the view", round(share, 3))
    assert share >= 0.7, f"the viewer covers {share:.0%} of the view"
    held = stage.shot("held")
    stage.panel.key(1, stage.keys.Key_Q, down=True)
    yield 0.3
    original = stage.shot("original")
    assert held.read_bytes() != original.read_bytes(), "Q shows the same picture"
    stage.panel.key(1, stage.keys.Key_Q, down=False)
    stage.panel.release(1)
    yield stage.until(lambda: not stage.visible("apprentice_viewer"), "the end of the holding", 3.0)
    assert [node.name() for node in document.topLevelNodes()] == ["Background"]
    assert not document.modified()


def inserts_in_every_form_as_one_undo_step(stage):
    """Picture, Colours only and Light only each come as one group and go by one undo; the active layer stays."""
    document = yield from stage.panel.begin("still_life", engine="studies")
    for form in ("picture", "colours", "light"):
        yield from _insert_and_undo(stage, document, form)


def _insert_and_undo(stage, document, form):
    before = [node.name() for node in document.topLevelNodes()]
    active = document.activeNode().name()
    painted = _pixels(stage, document)
    yield from stage.panel.insert(0, form)
    yield stage.until(lambda: len(document.topLevelNodes()) == len(before) + 1, f"the layer of {form}", 5.0)
    document.waitForDone()
    yield 0.2
    stage.shot(f"inserted-{form}")
    group = document.topLevelNodes()[-1]
    stage.fact(form, {"group": group.name(), "layers": [(n.name(), n.blendingMode()) for n in group.childNodes()]})
    assert document.activeNode().name() == active, f"{form}: the artist's layer is not active any more"
    assert _pixels(stage, document) != painted, f"{form}: the picture did not change"
    stage.krita.action("edit_undo").trigger()
    document.waitForDone()
    yield 0.3
    assert [node.name() for node in document.topLevelNodes()] == before, f"{form}: one undo did not take it back"
    assert _pixels(stage, document) == painted, f"{form}: undo left other pixels"


def _pixels(stage, document):
    """Return twelve pixels: a light may leave one of them as it was."""
    wide, high = document.width(), document.height()
    return [stage.pixel(document, wide * x // 8, high * y // 8) for x in (1, 3, 5, 7) for y in (2, 4, 6)]


def inserts_layers_that_add_up_to_the_picture(stage):
    """In layers: a group of several, one undo step, and flattened by Krita the same as the whole picture."""
    document = yield from stage.panel.begin("landscape", engine="studies")
    names = [node.name() for node in document.topLevelNodes()]
    flattened = {}
    for form in ("layers", "picture"):
        yield from stage.panel.insert(1, form)
        yield stage.until(lambda: len(document.topLevelNodes()) == len(names) + 1, f"the group of {form}", 20.0)
        document.waitForDone()
        yield 0.3
        stage.shot(f"inserted-{form}")
        group = document.topLevelNodes()[-1]
        stage.fact(form, [(node.name(), node.blendingMode()) for node in group.childNodes()])
        assert form == "picture" or len(group.childNodes()) > 1, "one layer is no layers"
        flattened[form] = bytes(document.pixelData(0, 0, document.width(), document.height()))
        stage.krita.action("edit_undo").trigger()
        document.waitForDone()
        yield 0.3
        assert [node.name() for node in document.topLevelNodes()] == names, f"{form}: one undo did not take it back"
    pairs = list(zip(flattened["layers"][::5], flattened["picture"][::5], strict=True))
    off = sum(abs(one - other) for one, other in pairs) / len(pairs)
    stage.fact("mean difference to the picture, of 255", round(off, 3))
    assert off <= 2.0, f"the layers differ from the picture by {off:.2f} of 255"


def takes_a_palette(stage):
    """The strip shows the card's palette; a click sets the foreground, a right click the background."""
    yield from stage.panel.begin("landscape", engine="studies")
    yield from stage.panel.select(3)
    assert stage.visible("apprentice_palette_strip"), "no palette strip"
    swatches = stage.panel.swatches
    assert len(swatches) >= 5, f"{len(swatches)} swatches"
    fore, back = stage.colours()
    stage.click(swatches[1].objectName())
    yield 0.2
    assert stage.colours()[0] != fore, "the foreground stayed"
    stage.click(swatches[3].objectName(), right=True)
    yield 0.2
    assert stage.colours()[1] != back, "the background stayed"
    stage.shot("swatches")
    stage.click("apprentice_palette_pull")
    yield stage.until(lambda: bool(stage.panel.message), "a word on the palette", 3.0)
    yield 0.5
    stage.shot("pulled")
    stage.fact("message", stage.panel.message)


def asks_again_and_goes_back(stage):
    """A second slate is another one; going back shows the first with its stars, forward the second."""
    yield from stage.panel.begin("block_in", engine="studies")
    stage.panel.click(0, "star_4")
    first = stage.panel.tints()
    yield 0.3
    yield from stage.panel.suggest()
    # Pictures become crisp, and a line beside the cards changes their size: only their colours can be compared.
    second = stage.panel.tints()
    assert not stage.panel.has_tints(first), "the second slate shows the first one's pictures"
    stage.click("apprentice_slate_back")
    yield stage.until(lambda: not stage.panel.has_tints(second), "the first slate", 3.0)
    yield 0.2  # the screen is painted a turn after the widgets know
    stage.shot("back", stage.widget("apprentice_docker"))
    stage.click("apprentice_slate_forward")
    yield stage.until(lambda: stage.panel.has_tints(second), "the second slate", 3.0)
    yield 0.2
    stage.shot("forward", stage.widget("apprentice_docker"))
