"""Krita in French: panel and backend speak it too, wherever a text is translated."""

SITTING = {"theme": "Krita bright", "panel": True, "lang": "fr_FR.UTF-8"}


def speaks_as_krita_does(stage):
    """The panel takes Krita's language and names it to the backend, whose words for the chips are in it."""
    from apprentice.docker import ApprenticeDocker  # noqa: PLC0415 - there in Krita alone
    from apprentice.vendored import in_use, tr  # noqa: PLC0415

    stage.fact("language", in_use())
    assert in_use() == "fr"
    yield from stage.panel.begin("landscape", engine="studies")
    assert stage.widget("apprentice_suggest").text() == tr("Suggest")
    words = ApprenticeDocker.shared_app().state.engine.dimension_words
    stage.fact("words of the backend", words)
    assert words["color"] == tr("Colour", context="dimension")
    stage.panel.click(0, "star_4")
    yield 0.5
    stage.shot("french")


def narrow(stage):
    """At 260 px French words widen nothing and stick out of nothing."""
    yield from stage.panel.look(260)
