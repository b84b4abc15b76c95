"""The pictures of the documentation, in Krita's bright theme."""

SITTING = {"theme": "Krita bright", "panel": True}


def narrow(stage):
    """The panel at 260 px."""
    yield from stage.panel.look(260)


def wide(stage):
    """The panel at 400 px."""
    yield from stage.panel.look(400)
