"""The panel where nobody has written down how its backend is started, as after Krita's own plugin importer."""

SITTING = {"theme": "Krita dark", "panel": True, "launcher": False}


def says_which_command_sets_it_up(stage):
    """Suggest ends in one line that names the one command to run, and the panel can be asked again."""
    document = yield from stage.open_painting("block_in")
    yield from stage.panel.open()
    stage.click("apprentice_suggest")
    yield stage.until(lambda: "run.py" in stage.panel.message, "a line with the command", 10.0)
    yield stage.until(lambda: not stage.panel.is_rendering, "Suggest, not a backend that nobody starts", 5.0)
    yield 0.2
    stage.shot("said", stage.widget("apprentice_docker"))
    assert stage.widget("apprentice_suggest").isEnabled()
    assert not document.modified()
