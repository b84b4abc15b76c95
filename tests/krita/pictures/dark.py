"""The pictures of the documentation, in Krita's dark theme: taken by `python tests/krita/take_pictures.py`."""

SITTING = {"theme": "Krita dark", "panel": True}


def whole_window(stage):
    """Krita with the panel on a painting: a second slate, one suggestion rated, its reason given."""
    stage.backend.prepare("studies")
    yield from stage.open_painting("landscape")
    docker = yield from stage.panel.open()
    stage.hide_dockers("PresetDocker", "ColorSelectorNg", "sharedtooldocker")
    yield from stage.set_docker_width(docker, 340)
    stage.set_docker_height(docker, 630)
    yield from _first_slate(stage)
    yield from stage.panel.suggest()
    stage.panel.click(0, "star_4")
    yield 0.2
    yield from stage.panel.select(1)
    yield from _fit(stage)
    stage.shot("panel")


def _first_slate(stage):
    yield from stage.panel.suggest()
    for card, stars in enumerate((2, 5, 3, 4)):
        stage.panel.click(card, f"star_{stars}")
        yield 0.1
    stage.panel.click(3, "reason_color")
    yield 0.3


def _fit(stage):
    """Show the whole painting, and wait until Krita's word on the zoom has faded."""
    for _ in range(2):
        stage.krita.action("toggle_zoom_to_fit").trigger()
        yield 0.3
    yield 4.0


def held(stage):
    """A suggestion held up large over the view."""
    yield from stage.panel.begin("still_life", engine="studies")
    yield from _fit(stage)
    stage.panel.press(1)
    yield stage.until(lambda: stage.visible("apprentice_viewer"), "the card held up", 3.0)
    yield 0.5
    stage.shot("window")
    stage.panel.release(1)
    yield 0.2


def narrow(stage):
    """The panel at 260 px."""
    yield from stage.panel.look(260)


def wide(stage):
    """The panel at 400 px."""
    yield from stage.panel.look(400)


def palettes_narrow(stage):
    """The palette section at 260 px."""
    yield from stage.panel.look_at_palettes(260)


def palettes_wide(stage):
    """The palette section at 400 px."""
    yield from stage.panel.look_at_palettes(400)
