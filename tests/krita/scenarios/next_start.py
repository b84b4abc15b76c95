"""The panel's place at Krita's next starts: each scenario is a start of its own, on the home that the last one left."""

SITTING = {"theme": "Krita dark", "panel": True, "starts_anew": True}


def killed_at_once_after_the_panel_was_placed(stage):
    """The process ends in the turn after the move: neither the place nor that it was given can be relied on."""
    stage.ends_killed = True
    yield from stage.open_painting("landscape")
    main, docker = stage.window.qwindow(), stage.widget("apprentice_docker")
    docker.setVisible(True)  # newer Kritas show a new docker only where it is ticked
    yield stage.until(lambda: _is_placed(stage), "the panel in its place", 10.0)
    yield stage.until(lambda: _is_noted(stage), "that to be noted", 10.0)
    docker.setVisible(False)
    main.addDockWidget(main.dockWidgetArea(stage.widget("KisLayerBox")), docker)
    yield from stage.set_docker_width(stage.widget("ToolBox"), 66)
    yield 2.0  # Krita saves its layout
    stage.krita.writeSetting("apprentice", "docker_placed", "")
    docker.setVisible(True)
    yield stage.until(lambda: _is_placed(stage), "the panel in its place again", 10.0)


def is_in_its_place_after_that(stage):
    """Wherever the layout was saved, the panel stands where four cards fit; Krita is left."""
    yield from stage.open_painting("landscape")
    stage.widget("apprentice_docker").setVisible(True)
    yield stage.until(lambda: _is_placed(stage), "the panel in its place", 10.0)
    yield stage.until(lambda: _is_noted(stage), "that to be noted", 10.0)
    stage.shot("placed")


def stands_there_at_the_next_start(stage):
    """Krita restores the place, nothing is offered again; the artist then moves the panel below the layers."""
    yield from _begin(stage)
    assert _is_placed(stage), "the panel is not where it was"
    assert not stage.visible("apprentice_offer"), "it was placed a second time"
    stage.shot("restored")
    main = stage.window.qwindow()
    main.addDockWidget(main.dockWidgetArea(stage.widget("KisLayerBox")), stage.widget("apprentice_docker"))
    yield 0.5


def stays_where_the_artist_moved_it(stage):
    """It is below the layers, as it would be in Krita's own layout, and is left there; the artist then floats it."""
    docker = yield from _begin(stage)
    main = stage.window.qwindow()
    assert main.dockWidgetArea(docker) == main.dockWidgetArea(stage.widget("KisLayerBox")), "it was moved back"
    assert not stage.visible("apprentice_offer")
    docker.setFloating(True)
    yield 0.5


def stays_floating(stage):
    """It floats; the artist then closes it."""
    docker = yield from _begin(stage)
    assert docker.isFloating() and docker.isVisible(), "it floats no longer"
    docker.close()
    yield 0.5


def stays_closed(stage):
    """It is closed; opened again it floats as it did."""
    docker = yield from _begin(stage)
    assert not docker.isVisible(), "it was opened"
    docker.setVisible(True)
    yield 1.0
    assert docker.isFloating(), "it was moved"


def _begin(stage):
    """Open a painting and let the panel look for its place; returns the docker."""
    yield from stage.open_painting("landscape")
    yield 1.5
    return stage.widget("apprentice_docker")


def _is_placed(stage) -> bool:
    """Tell whether the docker stands beside the tool box, and is as high as that."""
    main, docker, tools = stage.window.qwindow(), stage.widget("apprentice_docker"), stage.widget("ToolBox")
    beside = main.dockWidgetArea(docker) == main.dockWidgetArea(tools) and docker.x() > tools.x()
    return beside and docker.isVisible() and not docker.isFloating() and docker.height() == tools.height()


def _is_noted(stage) -> bool:
    return bool(stage.krita.readSetting("apprentice", "docker_placed", ""))
