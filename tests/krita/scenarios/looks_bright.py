"""The panel in Krita's bright theme, narrow and wide: screenshots to be looked at, and what must hold at any width."""

SITTING = {"theme": "Krita bright", "panel": True}


def narrow(stage):
    """At 260 px nothing widens the docker and nothing sticks out of it."""
    yield from stage.panel.look(260)


def middle(stage):
    """The panel at 320 px."""
    yield from stage.panel.look(320)


def wide(stage):
    """The panel at 400 px has nothing cut off."""
    yield from stage.panel.look(400)


def forms(stage):
    """Every form of the panel fits its place, and goes through the slates."""
    yield from stage.panel.look_at_forms()
