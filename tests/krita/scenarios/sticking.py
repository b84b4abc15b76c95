"""Profile and what may vary, as they were chosen: on the next painting, and on a file that is opened again."""

import json
from pathlib import Path

SITTING = {"theme": "Krita dark", "panel": True}


def on_the_next_painting(stage):
    """A new painting has the profile and what may vary as they were chosen last; nothing marks one as changed."""
    document = yield from stage.panel.begin("landscape")
    yield from stage.panel.new_profile("Ink")
    yield stage.until(lambda: "“Ink” is ready" in stage.panel.message, "a line that says so", 5.0)
    stage.fact("said", stage.panel.message)
    stage.shot("made", stage.widget("apprentice_docker"))
    yield from _vary_light_alone(stage)
    other = yield from stage.new_document(400, 300)
    yield 0.3
    assert _profile(stage) == "Ink"
    assert not stage.panel.message, stage.panel.message
    yield from _light_alone_varies(stage)
    stage.shot("next", stage.widget("apprentice_docker"))
    assert not document.modified()
    assert not other.modified()


def cards_of_a_file_that_is_opened_again(stage):
    """Closed and opened again, a saved painting has its suggestions in view, with their stars; one can be inserted."""
    yield from stage.panel.begin("landscape", engine="studies")
    document = stage.krita.activeDocument()
    file = Path(stage.plan["home"]) / "again.kra"
    assert document.saveAs(str(file))
    document.waitForDone()
    stage.panel.click(1, "star_5")
    yield from stage.panel.select(2)  # it ends the question why, which would keep the slot
    yield stage.until(lambda: str(file) in _remembered(stage), "the file in the memory", 5.0)
    stage.close(document)
    yield 0.5
    yield from stage.open_painting("portrait")
    yield stage.until(lambda: not stage.panel.rateable, "the other painting without cards", 5.0)
    again = yield from stage.show(stage.krita.openDocument(str(file)))
    yield stage.until(lambda: len(stage.panel.rateable) == 4, "the file's cards", 5.0)
    assert stage.panel.stars_of(1) == 5
    assert "closed" not in stage.panel.message, stage.panel.message
    stage.shot("cards", stage.widget("apprentice_docker"))
    assert not again.modified()
    yield from stage.panel.insert(0)
    yield stage.until(again.modified, "the layer", 20.0)


def rules_on_a_file_that_is_opened_again(stage):
    """What is always and never wanted comes back with its file, and is on a new painting; ▾ says where it holds."""
    yield from stage.panel.begin("landscape")
    stage.panel.ask_for()
    for name in ("color_cool", "style_surreal", "style_surreal"):
        stage.click(f"apprentice_lock_{name}")
        yield 0.1
    assert "new ones" in stage.widget("apprentice_locks_hold").text()
    stage.shot("ruled", stage.widget("apprentice_docker"))
    stage.panel.ask_for()
    asked = stage.widget("apprentice_asked").text()
    assert "Cool" in asked and "no surreal" in asked, asked
    document = stage.krita.activeDocument()
    file = Path(stage.plan["home"]) / "ruled.kra"
    assert document.saveAs(str(file))
    document.waitForDone()
    yield stage.until(lambda: str(file) in _remembered(stage), "the file in the memory", 5.0)
    stage.close(document)
    yield 0.5
    yield from stage.new_document(300, 200)
    yield 0.3
    assert stage.widget("apprentice_asked").text() == asked
    stage.panel.ask_for()
    stage.click("apprentice_lock_color_cool")
    yield 0.1
    stage.panel.ask_for()
    assert stage.widget("apprentice_asked").text() != asked
    again = yield from stage.show(stage.krita.openDocument(str(file)))
    yield stage.until(lambda: stage.widget("apprentice_asked").text() == asked, "the file's own rules", 5.0)
    assert not again.modified()


def on_a_file_that_is_opened_again(stage):
    """A saved painting has its own profile again, whatever was chosen since, also saved as another file or renamed."""
    yield from stage.panel.begin("landscape")
    yield from _make_or_choose(stage, "Pastel")
    document = stage.krita.activeDocument()
    file = Path(stage.plan["home"]) / "dusk.kra"
    assert document.saveAs(str(file))
    document.waitForDone()
    yield stage.until(lambda: str(file) in _remembered(stage), "the file in the memory", 5.0)
    assert (_data(stage) / "paintings.json").stat().st_mode & 0o777 == 0o600
    stage.close(document)
    yield 0.5
    file.rename(file.with_name("night.kra"))
    yield from stage.open_painting("portrait")
    yield from _make_or_choose(stage, "Gouache")
    again = yield from stage.show(stage.krita.openDocument(str(file.with_name("night.kra"))))
    yield stage.until(lambda: _profile(stage) == "Pastel", f"Pastel, not {_profile(stage)}", 5.0)
    stage.shot("again", stage.widget("apprentice_docker"))
    assert not again.modified()
    yield from stage.new_document(300, 200)
    yield 0.3
    assert _profile(stage) == "Gouache"


def _data(stage):
    return Path(stage.plan["apprentice_data"])


def _remembered(stage):
    file = _data(stage) / "paintings.json"
    return [row["file"] for row in json.loads(file.read_text("utf-8"))["paintings"]] if file.exists() else []


def _profile(stage):
    return stage.widget("apprentice_profile").currentText()


def _make_or_choose(stage, name):
    yield from stage.panel.new_profile(name)
    yield stage.until(lambda: name in stage.panel.message, f"a line on {name}", 5.0)


def _vary_light_alone(stage):
    stage.panel.ask_for()
    for name in ("everything", "mood"):
        stage.click(f"apprentice_vary_{name}")
        yield 0.1
    stage.panel.ask_for()


def _light_alone_varies(stage):
    yield 0.1
    varying = [name for name in ("color", "style", "mood") if stage.widget(f"apprentice_vary_{name}").isChecked()]
    assert varying == ["mood"], varying
