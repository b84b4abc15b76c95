"""The loop as an animated picture: `python tests/krita/take_pictures.py` puts the frames together."""

SITTING = {"theme": "Krita dark", "panel": True}
SIZE_PX = (1200, 780)


def loop(stage):
    """Suggest, a star, the next slate, a suggestion as a layer."""
    stage.backend.prepare("studies")
    stage.window.qwindow().resize(*SIZE_PX)
    document = yield from stage.open_painting("landscape")
    docker = yield from stage.panel.open()
    stage.hide_dockers("PresetDocker", "ColorSelectorNg", "sharedtooldocker")
    yield from stage.set_docker_width(docker, 340)
    stage.set_docker_height(docker, 560)
    # A slate that is not shown: the backend's start is no part of the loop.
    yield from stage.panel.suggest()
    yield from _fit(stage)
    film = stage.film()
    film.point_at("apprentice_card_1_image")
    film.frame(0.5)
    yield from _suggest(stage, film)
    yield from film.press("apprentice_card_1_star_5")
    yield 0.3
    film.frame(1.0)
    yield from _suggest(stage, film)
    yield from stage.panel.select(0)
    before = len(document.topLevelNodes())
    yield from film.press("apprentice_insert")
    yield from film.follow(lambda: len(document.topLevelNodes()) > before, "the layer")
    document.waitForDone()
    yield 0.5
    film.frame(2.0)
    stage.fact("film", film.frames)


def _suggest(stage, film):
    yield from film.press("apprentice_suggest")
    yield stage.until(lambda: stage.panel.is_rendering, "Suggest to become Cancel", 5.0)
    yield from film.follow(lambda: not stage.panel.is_rendering and len(stage.panel.rateable) == 4, "four cards", 0.2)
    yield 0.4
    film.frame(1.0)


def _fit(stage):
    """Show the whole painting, and wait until Krita's word on the zoom has faded."""
    for _ in range(2):
        stage.krita.action("toggle_zoom_to_fit").trigger()
        yield 0.3
    yield 4.0
