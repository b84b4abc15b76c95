"""Pictures reduced to the size of a card, beside what Pillow makes of them."""

from __future__ import annotations

import itertools

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from apprentice.pictures.convert import raw_bytes
from apprentice.pictures.reduce import even_cuts, reduce
from apprentice.qt import QImage, Qt, QtCore, QtGui

RGBA = QImage.Format.Format_RGBA8888
SOURCE = (1024, 683)
# Cards of the narrowest panel and of wider ones, at 1, 1.5 and 2 pixels of the screen each.
SIZES = [(113, 75), (170, 113), (226, 151), (300, 200), (450, 300)]


def _painting() -> Image.Image:
    """Return a picture with fine lines at all angles, an edge, and a gradient."""
    width, height = SOURCE
    picture = Image.linear_gradient("L").resize(SOURCE).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for step in range(0, width, 3):
        draw.line((step, 0, width - step // 2, height), fill=(step % 256, 240, 60), width=1)
    draw.ellipse((300, 150, 620, 470), fill=(180, 30, 40), outline=(250, 250, 240))
    return picture


def _to_qt(picture: Image.Image) -> QImage:
    data = picture.convert("RGBA").tobytes()
    return QImage(data, picture.width, picture.height, picture.width * 4, RGBA).copy()


def _from_qt(image: QImage) -> Image.Image:
    return Image.frombytes("RGBA", (image.width(), image.height()), raw_bytes(image)).convert("RGB")


def _off(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two pictures, of 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def _drawn(image: QImage, size: tuple[int, int]) -> QImage:
    """Return a picture as a painter scales it while drawing."""
    made = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QtGui.QPainter(made)
    painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QtCore.QRectF(0, 0, *size), image)
    painter.end()
    return made


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_is_what_pillow_makes_of_it(qapp: object, size: tuple[int, int]) -> None:
    """Each pixel is the mean of what it covers, as Pillow's BOX has it, and near to what its LANCZOS makes."""
    picture = _painting()
    reduced = _from_qt(reduce(_to_qt(picture), *size))
    assert reduced.size == size
    box, lanczos = (picture.resize(size, kind) for kind in (Image.Resampling.BOX, Image.Resampling.LANCZOS))
    assert _off(reduced, box) < 4.0
    assert _off(reduced, lanczos) < 1.3 * _off(box, lanczos)


@pytest.mark.parametrize("size", SIZES[:3], ids=str)
def test_detail_does_not_become_noise(qapp: object, size: tuple[int, int]) -> None:
    """Stripes of one pixel become an even grey, where a painter that scales while drawing leaves a pattern."""
    stripes = Image.new("RGB", SOURCE)
    ImageDraw.Draw(stripes).rectangle((0, 0, *SOURCE), fill="white")
    for x in range(0, SOURCE[0], 2):
        ImageDraw.Draw(stripes).line((x, 0, x, SOURCE[1]), fill="black")
    spread = [ImageStat.Stat(_from_qt(made).convert("L")).stddev[0] for made in _both(_to_qt(stripes), size)]
    assert spread[0] < 16
    assert spread[0] < spread[1] / 3


def _both(image: QImage, size: tuple[int, int]) -> tuple[QImage, QImage]:
    return reduce(image, *size), _drawn(image, size)


@pytest.mark.parametrize("size", [*SIZES, (1024, 683), (1500, 1000), (3, 2), (1, 1)], ids=str)
@pytest.mark.parametrize("source", [SOURCE, (683, 1024), (5, 3000), (16, 16)], ids=str)
def test_a_flat_colour_stays_flat(qapp: object, source: tuple[int, int], size: tuple[int, int]) -> None:
    """No strip leaves a seam or a hole, whatever is scaled to what."""
    image = QImage(*source, RGBA)
    image.fill(QtGui.QColor(90, 140, 200))
    assert raw_bytes(reduce(image, *size)) == bytes((90, 140, 200, 255)) * (size[0] * size[1])


def test_what_is_transparent_stays_so(qapp: object) -> None:
    """The ground of a card shows through a hole."""
    image = QImage(400, 300, RGBA)
    image.fill(Qt.GlobalColor.transparent)
    assert reduce(image, 100, 75).pixelColor(50, 40).alpha() == 0


@pytest.mark.parametrize(("source", "target"), [(683, 75), (683, 113), (683, 387), (1024, 1), (16, 300), (64, 64)])
def test_strips_cover_every_row_once_and_meet_on_whole_pixels(source: int, target: int) -> None:
    """Strips follow each other without a gap, and their edges are off by a quarter of a pixel of the result at most."""
    cuts = even_cuts(source, target, 64)
    assert (cuts[0][0], cuts[0][2], cuts[-1][1], cuts[-1][3]) == (0, 0, source, target)
    assert all(one[1] == two[0] and one[3] == two[2] for one, two in itertools.pairwise(cuts))
    assert all(a < b and c < d for a, b, c, d in cuts)
    assert max(abs(end * target / source - v) for _, end, _, v in cuts) <= 0.25
