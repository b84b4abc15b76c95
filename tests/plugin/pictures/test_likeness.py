"""A painting known again: scaled, worked on, cropped, turned."""

from __future__ import annotations

from pathlib import Path

import paintings
import pytest

from apprentice.pictures.likeness import ALIKE, WHOLE, likeness, signature, was_turned
from apprentice.qt import QImage, Qt, QtGui


@pytest.fixture(scope="module", params=["landscape", "portrait", "line_art"])
def painting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: object) -> QImage:
    """A painting of 640 × 480."""
    file = tmp_path_factory.mktemp("painted") / "painting.png"
    paintings.save(request.param, file, 640, 480)
    return QImage(str(file)).convertToFormat(QImage.Format.Format_RGBA8888)


def _scaled(image: QImage, width_px: int, height_px: int) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(width_px, height_px, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


@pytest.mark.parametrize("size", [(320, 240), (1280, 960), (400, 480)], ids=str)
def test_scaled_it_is_alike(painting: QImage, size: tuple[int, int]) -> None:
    """Half, double and stretched, it is the same painting."""
    assert likeness(signature(_scaled(painting, *size)), signature(painting)) > ALIKE


def test_a_stroke_does_not_turn_it(painting: QImage) -> None:
    """A stroke across it, most of what is on some, does not turn it."""
    after = painting.copy()
    painter = QtGui.QPainter(after)
    painter.fillRect(100, 200, 300, 12, QtGui.QColor("#80604a"))
    painter.end()
    before = signature(painting)
    assert not was_turned(after, WHOLE, before)


@pytest.mark.parametrize("crop", [(0, 0, 320, 240), (160, 120, 320, 240), (64, 0, 560, 420)], ids=str)
def test_cropped_it_is_not_alike(painting: QImage, crop: tuple[int, int, int, int]) -> None:
    """A part of the same proportions is not the whole made smaller."""
    assert likeness(signature(painting.copy(*crop)), signature(painting)) < ALIKE


@pytest.mark.parametrize("frame", [WHOLE, (0.2, 0.1, 0.5, 0.5)], ids=["whole", "part"])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_turned_and_mirrored_are_told(
    painting: QImage, frame: tuple[float, float, float, float], angle: int, mirrored: bool
) -> None:
    """In every other position it is told, in its own it is not."""
    x, y, width, height = (round(share * side) for share, side in zip(frame, (640, 480, 640, 480), strict=True))
    before = signature(painting.copy(x, y, width, height))
    turn = QtGui.QTransform().scale(-1 if mirrored else 1, 1).rotate(angle)
    assert was_turned(painting.transformed(turn), frame, before) is (angle != 0 or mirrored)


def test_painted_over_it_was_not_turned(painting: QImage, tmp_path: Path) -> None:
    """Another painting in its place is no turned one."""
    file = tmp_path / "other.png"
    paintings.save("block_in", file, 640, 480)
    assert not was_turned(QImage(str(file)), WHOLE, signature(painting))


def test_even_pictures_are_alike_by_their_tone(qapp: object) -> None:
    """White is white at every size, and neither grey nor turned; nothing is like a picture that is not known."""
    white, grey = QImage(30, 20, QImage.Format.Format_RGB32), QImage(60, 90, QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    grey.fill(Qt.GlobalColor.gray)
    assert likeness(signature(white), signature(white.scaled(99, 7))) == 1.0
    assert likeness(signature(white), signature(grey)) == 0.0
    assert not was_turned(white, WHOLE, signature(white))
    assert likeness(signature(white), b"") == 0.0
