"""Values and packs, pictured on the artist's own canvas, in Krita's bright theme at 260 px."""

SITTING = {"theme": "Krita bright", "panel": True}


def values_and_packs(stage):
    """A click takes a value from free to always, never and free again; packs show three pictures each."""
    yield from stage.proof_pages.look(260)
