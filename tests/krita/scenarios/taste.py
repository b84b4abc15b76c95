"""The artist tells the apprentice outright: a folder of paintings to start from, values by hand, what counts."""

import tempfile
from pathlib import Path

SITTING = {"theme": "Krita dark", "panel": True}


def starts_from_a_folder_of_paintings(stage):
    """Chosen in Krita's file dialog, measured, told in the taste section, and removed again."""
    document = yield from stage.panel.begin("landscape")
    folder = Path(tempfile.mkdtemp())
    picture = document.projection(0, 0, document.width(), document.height()).scaled(320, 240)
    for number in range(5):
        assert picture.save(str(folder / f"{number}.png")), "the paintings could not be written"
    menu = yield from stage.profile_menu.open()
    yield 0.3
    stage.shot("menu")
    stage.profile_menu.choose(menu, "start_folder")
    yield from stage.profile_menu.answer_dialog(str(folder))
    yield stage.until(lambda: "Starting point: 5 paintings" in stage.panel.message, "the starting point", 20.0)
    stage.panel.open_page("taste")
    yield stage.until(lambda: "5 paintings" in _words(stage, "text"), "the starting point in the taste", 5.0)
    yield 0.3
    stage.shot("started", stage.widget("apprentice_docker"))
    menu = yield from stage.profile_menu.open()
    stage.profile_menu.choose(menu, "start_none")
    yield stage.until(lambda: "only your ratings count" in stage.panel.message, "the end of the start", 10.0)
    assert not document.modified(), "measuring paintings marked the document as modified"


def says_a_taste_by_hand_at_any_width(stage):
    """A bar is set, told why, learned again and undone; a signal is switched off; nothing widens the panel."""
    yield from stage.panel.begin("still_life")
    docker = stage.widget("apprentice_docker")
    others = stage.hide_other_dockers(docker)
    for width_px in (260, 400):
        yield from stage.set_docker_width(docker, width_px)
        stage.panel.open_page("taste")
        yield stage.until(lambda: stage.visible("apprentice_taste_counts"), "the taste", 5.0)
        yield 0.3
        effects = stage.widget("apprentice_effects")
        place = effects.rect().topRight()
        place.setX(effects.width() - 6)
        place.setY(effects.height() // 40)
        stage.click("apprentice_effects", place)
        yield stage.until(lambda: "because you set it so" in _words(stage, "why"), "why it is suggested", 5.0)
        stage.click("apprentice_signal_inserted")
        yield stage.until(
            lambda: not stage.widget("apprentice_signal_inserted").isChecked(), "a signal that does not count", 5.0
        )
        yield 0.3
        _scroll_to_the_end(stage)
        yield 0.2
        stage.shot(f"{width_px}", docker)
        stage.panel.check_fits(docker)
        for _ in range(2):
            stage.click("apprentice_taste_undo")
            yield 0.3
        yield stage.until(lambda: "because you set it" not in _words(stage, "why"), "what was set, taken back", 5.0)
        assert stage.widget("apprentice_signal_inserted").isChecked(), "the signal is still switched off"
    for other in others:
        other.show()


def _scroll_to_the_end(stage) -> None:
    """Show the end of the section."""
    bar = stage.panel.page_scroll("taste")
    bar.setValue(bar.maximum())


def _words(stage, name):
    return stage.widget(f"apprentice_taste_{name}").text()


def undoing_an_insertion_takes_back_what_it_said(stage):
    """The backend hears of it through Krita's own Undo, and of Redo too."""
    document = yield from stage.panel.begin("landscape")
    before = len(document.topLevelNodes())
    yield from stage.panel.insert(0)
    yield stage.until(lambda: len(document.topLevelNodes()) == before + 1, "the layer", 10.0)
    yield stage.until(lambda: stage.backend.signals()[-1:] == ["inserted"], "the insertion in the log", 5.0)
    for action, kind in (("edit_undo", "insert_undone"), ("edit_redo", "inserted")):
        stage.krita.action(action).trigger()
        document.waitForDone()
        yield stage.until(lambda kind=kind: stage.backend.signals()[-1:] == [kind], f"{kind} in the log", 5.0)


def _rate_until_noted(stage):
    """Rate slate after slate, with reasons: not every rating changes a belief clearly."""
    for _ in range(3):
        for card, stars in enumerate((5, 1, 2, 1)):
            stage.click(f"apprentice_card_{card}_star_{stars}")
            yield stage.until(lambda card=card: _reasons(stage, card), "the reasons", 5.0)
            stage.click(_reasons(stage, card)[0])
            yield 1.0
            if stage.visible("apprentice_noted"):
                return
        yield from stage.panel.suggest()
    raise AssertionError("twelve ratings with reasons, and nothing was noted")


def notes_what_a_rating_changed_and_shows_it_without(stage):
    """A line says what was noted and a press corrects it; the same slate without the taste is a press away."""
    yield from stage.panel.begin("landscape", engine="studies")
    yield from stage.panel.suggest()  # now that it is known what this engine varies first
    docker = stage.widget("apprentice_docker")
    yield from _rate_until_noted(stage)
    noted = stage.widget("apprentice_noted").text()
    assert noted.startswith("Noted: "), noted
    stage.shot("noted", docker)
    stage.click("apprentice_noted")
    yield stage.until(lambda: stage.visible("apprentice_taste_without"), "the taste", 5.0)
    yield 0.3
    stage.shot("corrects", docker)
    yield from stage.panel.suggest()
    assert not stage.visible("apprentice_noted"), "what was noted, after the slate that shows it"
    taught = _names(stage)
    stage.panel.open_page("taste")
    yield stage.until(lambda: stage.widget("apprentice_taste_without").isEnabled(), "a slate to compare", 5.0)
    stage.click("apprentice_taste_without")
    assert stage.visible("apprentice_card_3"), "the cards that change are not seen"
    yield stage.until(lambda: stage.widget("apprentice_taste_without").isChecked(), "the slate without", 30.0)
    yield stage.until(lambda: not stage.panel.is_rendering, "its pictures", 30.0)
    yield 0.5
    assert _names(stage) != taught, "the slate without the taste is the one with it"
    assert "Without my taste" in stage.widget("apprentice_explanation").text, "nothing says that this is without"
    stage.shot("without", docker)
    stage.panel.open_page("taste")
    stage.click("apprentice_taste_without")
    yield stage.until(lambda: not stage.widget("apprentice_taste_without").isChecked(), "the slate with it", 2.0)
    yield 0.3
    assert _names(stage) == taught, "the slate with the taste did not come back"
    stage.shot("with", docker)


def _reasons(stage, card) -> list:
    """Return the names of the reasons that a card offers: a dimension that it left as painted is none."""
    names = [f"apprentice_card_{card}_reason_{dimension}" for dimension in ("color", "mood")]
    return [name for name in names if stage.visible(name)]


def _names(stage) -> list:
    return [stage.widget(f"apprentice_card_{card}_name").text() for card in range(4)]
