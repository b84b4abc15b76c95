"""Keys: they rate only while a card shows that it has them, and Krita keeps its own."""

SITTING = {"theme": "Krita dark", "panel": True}


def rate_and_step_on_while_a_card_has_them(stage):
    """With the focus on a card 4 rates it and moves to the next one; Krita's 4 does not turn the canvas."""
    yield from stage.panel.begin("landscape")
    yield from stage.panel.select(0)
    before = stage.view_state()
    stage.xdotool("key", "4")
    yield stage.until(lambda: stage.panel.stars_of(0) == 4, "four stars on the first card", 3.0)
    yield stage.until(lambda: stage.widget("apprentice_card_1").hasFocus(), "the focus on the second card", 3.0)
    stage.shot("focus", stage.widget("apprentice_docker"))
    assert stage.view_state() == before, "Krita took the key too"
    stage.xdotool("key", "z")
    yield stage.until(lambda: stage.panel.stars_of(0) == 0, "the stars to be taken back", 3.0)


def stay_kritas_over_the_canvas(stage):
    """With the pointer over the canvas and the focus there, 1 to 5 rate nothing and Krita answers to them."""
    yield from stage.panel.begin("portrait")
    canvas = stage.canvas_area()
    stage.point(canvas)
    yield 0.3
    stage.xdotool("click", "1")
    yield stage.until(lambda: not stage.panel.has_focus, "the focus on the canvas", 3.0)
    # The click paints a dab, and Krita takes no shortcut before the stroke is over.
    yield stage.until(stage.krita.activeDocument().modified, "the dab", 5.0)
    yield 0.5
    before = stage.view_state()
    stage.xdotool("key", "4")
    yield stage.until(lambda: stage.view_state() != before, "Krita's own answer to 4", 3.0)
    assert [stage.panel.stars_of(card) for card in range(4)] == [0, 0, 0, 0], "a key over the canvas rated a card"
    stage.xdotool("key", "5")
    yield 0.3


def go_where_the_focus_shows_with_the_pointer_over_the_canvas(stage):
    """A card keeps the keys, visibly, while the pointer only rests over the canvas; Krita does not act on them."""
    yield from stage.panel.begin("still_life")
    yield from stage.panel.select(1)
    stage.point(stage.canvas_area())
    yield 0.4
    before = stage.view_state()
    stage.shot("pointer-over-canvas")
    focused = stage.panel.has_focus
    stage.fact("the card keeps the focus", focused)
    stage.xdotool("key", "5")
    yield 0.5
    rated = stage.panel.stars_of(1) == 5
    assert rated == focused, "the key did not go where the focus shows"
    assert (stage.view_state() != before) == (not focused), "the key went to both, or to none"


def hold_insert_and_leave(stage):
    """Space holds, W inserts, X dismisses, Escape gives the keys back to the canvas."""
    document = yield from stage.panel.begin("block_in")
    yield from stage.panel.select(0)
    stage.xdotool("keydown", "space")
    yield stage.until(lambda: stage.visible("apprentice_viewer"), "the card held up", 3.0)
    stage.xdotool("keyup", "space")
    yield stage.until(lambda: not stage.visible("apprentice_viewer"), "the card let go", 3.0)
    stage.xdotool("key", "w")
    yield stage.until(lambda: len(document.topLevelNodes()) == 2, "the layer", 5.0)
    yield from stage.panel.select(0)
    stage.xdotool("key", "x")
    yield 0.4
    stage.shot("dismissed", stage.widget("apprentice_docker"))
    stage.xdotool("key", "Escape")
    yield stage.until(lambda: not stage.panel.has_focus, "the keys back at the canvas", 3.0)
    stage.xdotool("key", "Tab")
    yield 0.3
    assert not stage.panel.has_focus
    stage.xdotool("key", "Tab")
    yield 0.3


def suggest_from_anywhere(stage):
    """Suggest is a global action of Krita's."""
    stage.backend.prepare()
    yield from stage.open_painting("line_art")
    yield from stage.panel.open()
    asked = len(stage.backend.contexts())
    stage.xdotool("key", "ctrl+shift+alt+g")
    yield stage.until(lambda: len(stage.backend.contexts()) == asked + 1, "a slate asked for", 15.0)
    yield from stage.panel.wait_for_slate()
