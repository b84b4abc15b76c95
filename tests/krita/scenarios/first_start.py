"""The first start in Krita's own layout: where the panel stands, and that it is put back at a press."""

SITTING = {"theme": "Krita dark", "panel": True}
SCREENS = ((1600, 1000), (1366, 768))
WHOLE = ("status", "profile", "settings", "suggest", "more", "slot", "insert", "page_taste")


def shows_four_whole_cards_at_both_sizes(stage):
    """Ticked for the first time, the panel shows header, Suggest and four whole cards; Layers keeps five rows."""
    stage.backend.prepare("studies")
    yield from stage.open_painting("landscape")
    main, docker = stage.window.qwindow(), stage.widget("apprentice_docker")
    docker.setVisible(True)
    yield stage.until(lambda: stage.visible("apprentice_offer"), "the offer to put it back", 5.0)
    yield 0.5
    stage.shot("offered")
    yield from stage.panel.suggest()
    for width, height in SCREENS:
        main.setGeometry(0, 0, width, height)
        yield stage.until(lambda width=width: main.width() == width, "the size of that screen", 5.0)
        yield 1.0
        stage.shot(f"{width}x{height}")
        _check_whole(stage)
    main.setGeometry(0, 0, *SCREENS[0])
    yield 0.5


def waits_for_a_painting(stage):
    """Without one Krita may have closed its dockers: nothing is moved, and the place is found with the painting."""
    stage.krita.writeSetting("apprentice", "docker_placed", "")
    docker = stage.widget("apprentice_docker")
    docker.setVisible(False)
    docker.setVisible(True)
    yield 1.0
    assert not stage.krita.readSetting("apprentice", "docker_placed", ""), "settled without a painting"
    yield from stage.open_painting("landscape")
    wanted = stage.until(
        lambda: stage.krita.readSetting("apprentice", "docker_placed", ""), "the place to be found", 10.0
    )
    yield wanted


def is_put_back_at_a_press(stage):
    """Put back, the dockers are where Krita had them, with a way to the column; shown again, the panel stays there."""
    yield from stage.open_painting("landscape")
    main, docker = stage.window.qwindow(), stage.widget("apprentice_docker")
    placed = stage.until(lambda: stage.krita.readSetting("apprentice", "docker_placed", ""), "the first place", 10.0)
    yield placed
    stage.krita.writeSetting("apprentice", "docker_placed", "")
    docker.setVisible(False)
    main.addDockWidget(main.dockWidgetArea(stage.widget("KisLayerBox")), docker)
    yield from stage.set_docker_width(stage.widget("ToolBox"), 66)
    docker.setVisible(True)
    left = main.dockWidgetArea(stage.widget("ToolBox"))
    yield stage.until(lambda: main.dockWidgetArea(docker) == left, "the panel in its column", 5.0)
    yield stage.until(lambda: stage.visible("apprentice_offer"), "the offer to put it back", 5.0)
    yield 0.5
    stage.click("apprentice_offer_take")
    yield stage.until(lambda: main.dockWidgetArea(docker) != left, "the panel where it was", 5.0)
    yield 0.5
    stage.shot("put-back")
    assert stage.widget("apprentice_offer_take").text() == "Move it there", "no way back to the column"
    stage.click("apprentice_offer_take")
    yield stage.until(lambda: main.dockWidgetArea(docker) == left, "the panel in its column again", 5.0)
    yield 0.5
    stage.click("apprentice_offer_take")
    yield stage.until(lambda: main.dockWidgetArea(docker) != left, "the panel put back a second time", 5.0)
    yield 0.5
    stage.click("apprentice_offer_away")
    yield stage.until(lambda: not stage.visible("apprentice_offer"), "the offer put away", 5.0)
    docker.setVisible(False)
    docker.setVisible(True)
    yield 1.0
    assert main.dockWidgetArea(docker) != left, "the panel moved a second time"


def leaves_a_layout_that_an_artist_made(stage):
    """With the layers at the left nothing is moved, and nothing is offered."""
    yield from stage.open_painting("landscape")
    main, docker = stage.window.qwindow(), stage.widget("apprentice_docker")
    stage.krita.writeSetting("apprentice", "docker_placed", "")
    docker.setVisible(False)
    layers = stage.widget("KisLayerBox")
    right, left = main.dockWidgetArea(layers), main.dockWidgetArea(stage.widget("ToolBox"))
    main.addDockWidget(left, layers)
    docker.setVisible(True)
    yield 1.5
    assert main.dockWidgetArea(docker) == right, "the panel was moved in an artist's layout"
    assert not stage.visible("apprentice_offer")
    stage.shot("artists-own")


def _check_whole(stage):
    """Fail where a part of the panel is not whole on the screen, or a card is small."""
    panel = stage.widget("apprentice_panel")
    names = [f"apprentice_{name}" for name in WHOLE]
    names += [f"apprentice_card_{card}_star_{star}" for card in range(4) for star in range(1, 6)]
    for name in names:
        widget = stage.widget(name)
        assert widget.isVisible(), f"{name} is hidden"
        corner = widget.mapTo(panel, widget.rect().topLeft())
        inside = corner.y() >= 0 and corner.y() + widget.height() <= panel.height()
        assert inside, f"{name} is cut off"
    heights = [stage.widget(f"apprentice_card_{card}_image").height() for card in range(4)]
    stage.fact("heights of the pictures", heights)
    assert min(heights) >= 60, heights
    rows = stage.layer_rows()
    assert rows.viewport().height() >= 5 * rows.sizeHintForRow(0), "fewer than five layers to see"
