"""Reading a canvas: a little in each turn of Krita's event loop, and the same picture as if it were read at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from slates_made import VALLEY

from apprentice.actions.other_thread import Task
from apprentice.actions.tile_reader import CanvasPart, TileReader
from apprentice.model.slates import DocumentRef
from apprentice.pictures.convert import raw_bytes
from apprentice.pictures.tiles import PIECE_PX, Rect, Tile
from apprentice.qt import QImage, Qt, QtGui, QtWidgets

SIZE = (1500, 1100)


class Canvas:
    """A painted document that notes what is read of it; it also does jobs, at once."""

    def __init__(self) -> None:
        self.image = QImage(*SIZE, QImage.Format.Format_ARGB32)
        painter = QtGui.QPainter(self.image)
        fade = QtGui.QLinearGradient(0, 0, *SIZE)
        fade.setColorAt(0, QtGui.QColor("#e0a040"))
        fade.setColorAt(1, QtGui.QColor("#203060"))
        painter.fillRect(self.image.rect(), fade)
        painter.end()
        self.read_px: list[int] = []

    def read(self, _: DocumentRef, tiles: list[Tile], *, as_seen: bool = False) -> Iterator[tuple[Tile, QImage]]:
        """Yield what is asked for."""
        assert not as_seen
        for tile in tiles:
            source = tile.source
            self.read_px.append(source.width * source.height)
            yield tile, self.image.copy(source.x, source.y, source.width, source.height)

    def do(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """Do a job."""
        assert failed is not None
        made = job()
        if then is not None:
            then(made)
        return Task()


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """A painted document."""
    return Canvas()


def _read(canvas: Canvas, *sizes: int) -> list[tuple[QImage, ...]]:
    made: list[tuple[QImage, ...]] = []
    part = CanvasPart(VALLEY, Rect(0, 0, *SIZE), sizes)
    TileReader(canvas, canvas).read(part, lambda *images: images, made.append, pytest.fail)  # type: ignore[arg-type]
    return made


def test_a_turn_reads_one_piece_and_that_of_the_press_none(canvas: Canvas) -> None:
    """The memory that a turn takes has a bound, whatever the canvas' size."""
    made = _read(canvas, 1024)
    assert canvas.read_px == []
    turns = 0
    while not made:
        before = len(canvas.read_px)
        QtWidgets.QApplication.processEvents()
        assert len(canvas.read_px) - before <= 1
        turns += 1
    assert max(canvas.read_px) <= PIECE_PX**2
    assert sum(canvas.read_px) == SIZE[0] * SIZE[1]
    assert turns > len(canvas.read_px)


@pytest.mark.parametrize("longest_px", [1500, 1024, 300], ids=["as it is", "sent", "small"])
def test_pieces_come_together_without_a_seam(canvas: Canvas, longest_px: int) -> None:
    """The whole is what it would be scaled at once, to what rounding and the edges of tiles make of it."""
    made = _read(canvas, longest_px)
    while not made:
        QtWidgets.QApplication.processEvents()
    ((picture,),) = made
    whole = canvas.image.scaled(
        picture.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    assert (picture.width(), picture.height()) == (longest_px, round(longest_px * SIZE[1] / SIZE[0]))
    apart = [abs(a - b) for a, b in zip(raw_bytes(picture), raw_bytes(whole), strict=True)]
    assert max(apart) <= (0 if longest_px == SIZE[0] else 3)


def test_one_reading_makes_pictures_of_several_sizes(canvas: Canvas) -> None:
    """Each piece is read once for all of them."""
    made = _read(canvas, 1024, 300)
    while not made:
        QtWidgets.QApplication.processEvents()
    assert [(picture.width(), picture.height()) for picture in made[0]] == [(1024, 751), (300, 220)]
    assert sum(canvas.read_px) == SIZE[0] * SIZE[1]
