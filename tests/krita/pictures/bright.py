"""The pictures of the documentation, in Krita's bright theme."""

SITTING = {"theme": "Krita bright", "panel": True}


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
