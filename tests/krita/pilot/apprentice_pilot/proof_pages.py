"""The pages that picture values and packs on the artist's own canvas."""

from .director import Until
from .qt import QAbstractButton, QWidget


class ProofPages:
    """What opens under ▾, and Settings, of a stage's panel."""

    def __init__(self, stage) -> None:
        self._stage = stage

    def look(self, width_px: int):
        """Make the docker that wide, and go through the pictured values and packs."""
        stage = self._stage
        stage.backend.prepare("studies")
        yield from stage.open_painting("landscape")
        docker = yield from stage.panel.open()
        others = stage.hide_other_dockers(docker)
        yield from stage.set_docker_width(docker, width_px)
        yield Until(lambda: stage.visible("apprentice_suggest"), "Suggest", 5.0)
        yield from stage.panel.suggest()
        # Another painting has no slate yet: its values are pictured all the same.
        yield from stage.open_painting("portrait")
        yield Until(stage.panel.shows_the_painting, "the painting on the empty cards", 10.0)
        yield from self._shot(f"{width_px}-painting", docker)
        stage.panel.ask_for()
        yield from self._shot(f"{width_px}-words", docker)
        yield from self._cycle(docker, width_px)
        stage.click("apprentice_settings")
        rows = [row for row in docker.findChildren(QWidget) if row.objectName().endswith("_pictures")]
        assert rows, "no pack"
        yield Until(lambda: all(len(row.pictures) == 3 for row in rows), "three pictures of each pack", 60.0)
        yield from self._shot(f"{width_px}-settings", docker)
        for other in others:
            other.show()

    def _cycle(self, docker, width_px: int):
        """Take one value to always, and one to never and back."""
        stage = self._stage
        chips = stage.widget("apprentice_locks").findChildren(QAbstractButton)
        yield Until(lambda: all(chip.picture is not None for chip in chips), "a picture of each value", 60.0)
        warm, muted = (stage.widget(f"apprentice_lock_color_{value}") for value in ("warm", "muted"))
        for chip in (warm, muted, muted):
            stage.click(chip.objectName())
            yield 0.2
        assert (warm.isChecked(), warm.is_struck) == (True, False)
        assert (muted.isChecked(), muted.is_struck) == (False, True)
        yield from self._shot(f"{width_px}-values", docker)
        stage.click(muted.objectName())
        yield 0.2
        assert (muted.isChecked(), muted.is_struck) == (False, False)

    def _shot(self, label: str, docker):
        yield 0.4
        self._stage.panel.check_fits(docker)
        self._stage.shot(label, docker)
