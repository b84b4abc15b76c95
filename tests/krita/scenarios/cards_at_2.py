"""Cards on a screen of two pixels for each of a window's: pictures are reduced to its pixels."""

SITTING = {"theme": "Krita bright", "panel": True, "scale": 2}


def are_sharp(stage):
    """What the screen shows of a card has the detail of the picture, and is not the small one scaled."""
    stage.backend.prepare("studies")
    yield from stage.open_painting("portrait")
    docker = yield from stage.docker("apprentice_docker")
    docker.setFloating(True)
    docker.resize(300, 520)
    yield stage.until(lambda: docker.height() == 520, "a floating panel", 3.0)
    yield from stage.panel.suggest()
    yield from stage.panel.select(1)
    yield 0.5
    card = stage.widget("apprentice_card_1")
    stage.fact("pixels of the screen", card.image.pixels())
    stage.shot("four", stage.widget("apprentice_docker"))
    shown = card.picture
    assert (shown.width(), shown.height()) == card.image.pixels(), "the picture was not made for its place"


def forms(stage):
    """Every form of the panel fits its place, and goes through the slates."""
    yield from stage.panel.look_at_forms()
