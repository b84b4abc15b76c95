"""Cards as an artist meets them: one is current, stars slide, a menu has the rest, keys go where the frame shows."""

SLOW = "steps=25,step_s=0.02"  # half a second an image
SITTING = {"theme": "Krita dark", "panel": True}


def suggest_by_key_and_paint_on(stage):
    """Suggest by key opens the closed panel with the keys; after a stroke X swaps Krita's colours, no card."""
    stage.backend.prepare("studies")
    document = yield from stage.open_painting("landscape")
    docker = yield from stage.panel.open()
    docker.setVisible(False)
    yield stage.until(lambda: not stage.visible("apprentice_suggest"), "the panel closed", 3.0)
    stage.xdotool("key", "ctrl+shift+alt+g")
    yield stage.until(lambda: stage.visible("apprentice_suggest") and stage.panel.has_focus, "the panel with the keys")
    stage.set_docker_height(docker, 640)
    yield stage.until(lambda: "canvas" in stage.panel.message, "a word on the keys", 3.0)
    yield from stage.panel.wait_for_slate()
    assert stage.panel.framed == 0 and stage.panel.has_focus
    stage.shot("asked")
    yield from stage.paint_across(document.activeNode())
    yield stage.until(lambda: not stage.panel.has_focus, "the keys back at the canvas", 3.0)
    yield stage.until(lambda: "canvas" not in stage.panel.message, "the word on the keys gone with them", 3.0)
    before = stage.colours()
    stage.xdotool("key", "x")
    yield stage.until(lambda: stage.colours() == (before[1], before[0]), "Krita's colours swapped", 3.0)
    stage.shot("painted-on")
    assert not any(stage.panel.is_dismissed(card) for card in range(4)), "a key on the canvas dismissed a card"
    stage.krita.action("edit_undo").trigger()
    document.waitForDone()


def rates_from_card_to_card_by_key(stage):
    """Each key rates the framed card and goes on to the next without stars; a new slate begins at its first card."""
    yield from stage.panel.begin("portrait", engine="studies")
    yield from stage.panel.select(1)
    for stars, then in ((4, 2), (2, 3), (5, 0)):
        framed = stage.panel.framed
        stage.xdotool("key", str(stars))
        yield stage.until(lambda framed=framed, stars=stars: stage.panel.stars_of(framed) == stars, "the stars", 3.0)
        yield stage.until(lambda then=then: stage.panel.framed == then, f"the frame on card {then}", 3.0)
    stage.shot("rated", stage.widget("apprentice_docker"))
    yield from stage.panel.suggest()
    assert stage.panel.framed == 0
    stage.xdotool("key", "3")
    yield stage.until(lambda: stage.panel.stars_of(0) == 3, "the first card rated", 3.0)
    assert [stage.panel.stars_of(card) for card in range(1, 4)] == [0, 0, 0]


def slides_along_the_stars(stage):
    """A press slides with the real pointer: the stars follow it, and count where it is let go; above, none do."""
    yield from stage.panel.begin("still_life")
    first, fourth = (stage.widget(f"apprentice_card_1_star_{number}") for number in (1, 4))
    stage.point(first)
    yield 0.2
    stage.xdotool("mousedown", "1")
    yield 0.2
    stage.point(fourth)
    yield stage.until(lambda: stage.panel.stars_of(1) == 4, "four stars previewed", 3.0)
    stage.shot("sliding", stage.widget("apprentice_docker"))
    stage.xdotool("mouseup", "1")
    yield stage.until(lambda: stage.panel.framed == 1, "the rated card framed", 3.0)
    assert stage.panel.stars_of(1) == 4
    stage.point(first)
    yield 0.2
    stage.xdotool("mousedown", "1")
    yield 0.2
    stage.point(stage.widget("apprentice_card_1_image"))
    yield stage.until(lambda: stage.panel.stars_of(1) == 0, "no stars previewed", 3.0)
    stage.xdotool("mouseup", "1")
    yield stage.until(lambda: stage.panel.stars_of(1) == 4, "the four stars back", 3.0)


def has_the_rest_in_a_menu(stage):
    """A right click and ⋯ open one menu: not now dims the card, the palette is kept, the pick has its tick."""
    yield from stage.panel.begin("landscape", engine="studies")
    yield from stage.panel.choose(2, "dismiss")
    yield stage.until(lambda: stage.panel.is_dismissed(2), "the card dismissed", 3.0)
    yield from stage.panel.choose(0, "pick")
    yield from stage.panel.select(1)
    image = stage.widget("apprentice_card_1_image")
    stage.point(image)
    yield 0.2
    stage.xdotool("click", "3")
    yield stage.until(lambda: stage.panel.menu is not None, "the menu of a right click", 3.0)
    yield 0.2
    stage.shot("menu")
    stage.panel.menu.close()
    stage.shot("picked-and-dismissed", stage.widget("apprentice_docker"))


def opens_the_menu_by_a_pens_long_press(stage):
    """A pen that rests opens what a right click opens; the menu shows the card large until a press on it."""
    yield from stage.panel.begin("portrait", engine="studies")
    stage.panel.press_with_a_pen(1, down=True)
    yield stage.until(lambda: stage.panel.menu is not None, "the menu of a long press", 3.0)
    stage.panel.press_with_a_pen(1, down=False)
    yield 0.3
    stage.shot("menu-by-pen")
    assert stage.panel.framed == 1 and not stage.visible("apprentice_viewer")
    stage.panel.menu.close()
    yield from stage.panel.choose(1, "large")
    yield stage.until(lambda: stage.visible("apprentice_viewer"), "the card shown large", 3.0)
    yield 0.5
    stage.shot("large")
    stage.click("apprentice_viewer")
    yield stage.until(lambda: not stage.visible("apprentice_viewer"), "the end of that", 3.0)
    stage.panel.press(2)
    yield stage.until(lambda: stage.visible("apprentice_viewer"), "the card held up by the mouse", 3.0)
    stage.panel.release(2)
    yield stage.until(lambda: not stage.visible("apprentice_viewer"), "the end of the holding", 3.0)


def keeps_old_cards_until_new_ones_come(stage):
    """At Suggest the old pictures stay, dimmed, and cannot be rated; each new one takes its place."""
    yield from stage.panel.begin("block_in", model=SLOW)
    old = stage.panel.pictures()
    stage.click("apprentice_suggest")
    yield stage.until(lambda: stage.panel.is_rendering and not stage.panel.rateable, "the old slate to end", 5.0)
    stage.shot("all-dimmed", stage.widget("apprentice_docker"))
    assert stage.panel.ground() not in stage.panel.tints(), "a card was emptied"
    yield stage.until(lambda: 0 in stage.panel.rateable, "the first new card", 15.0)
    yield 0.2
    stage.shot("dimmed", stage.widget("apprentice_docker"))
    assert stage.panel.framed == 0
    assert stage.panel.tints()[3] != stage.panel.ground() and 3 not in stage.panel.rateable
    yield from stage.panel.wait_for_slate()
    assert all(one != other for one, other in zip(old, stage.panel.pictures(), strict=True))
