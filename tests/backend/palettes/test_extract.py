"""Extraction of palettes from pictures."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from apprentice_backend.color.cielab import delta_e_2000, srgb_bytes_to_cielab
from apprentice_backend.palettes import quantize
from apprentice_backend.palettes.convert import palette_to_bytes
from apprentice_backend.palettes.extract import NEAR_DUPLICATE, extract_palette
from apprentice_backend.palettes.swatch import Palette

Pixels = NDArray[np.uint8]


def flat(color: tuple[int, int, int], height: int = 120, width: int = 160, alpha: int = 255) -> Pixels:
    """Return one colour as a picture."""
    return np.full((height, width, 4), (*color, alpha), dtype=np.uint8)


def bands(*colors: tuple[int, int, int]) -> Pixels:
    """Return a picture of equal upright bands."""
    return np.concatenate([flat(color, width=40) for color in colors], axis=1)


def noisy(seed: int = 3, size: int = 96) -> Pixels:
    """Return a picture of smooth colour runs with some grain."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:size, 0:size] / size
    rgb = np.stack([200 * x, 90 + 100 * y, 220 - 180 * x * y], axis=-1) + rng.normal(0, 6, (size, size, 3))
    return np.dstack([rgb.clip(0, 255), np.full((size, size), 255)]).astype(np.uint8)


def hexes(palette: Palette) -> set[str]:
    return {swatch.hex for swatch in palette}


def test_finds_flat_colours_exactly_with_their_shares() -> None:
    """Four equal bands are four swatches of a quarter each, to the last bit."""
    palette = extract_palette(bands((200, 30, 40), (20, 60, 180), (240, 220, 90), (30, 30, 30)), 5)
    assert hexes(palette) == {"#c81e28", "#143cb4", "#f0dc5a", "#1e1e1e"}
    assert [swatch.share for swatch in palette] == pytest.approx([0.25] * 4, abs=1e-3)


@pytest.mark.parametrize("size", [1, 3, 5, 8, 16])
def test_gives_as_many_swatches_as_asked_by_decreasing_share(size: int) -> None:
    """A picture with plenty of colours fills the palette; shares fall and sum to 1; every swatch has a name."""
    palette = extract_palette(noisy(), size)
    shares = [swatch.share for swatch in palette]
    assert len(palette) == size
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1.0)
    assert all(swatch.name for swatch in palette)


def test_no_two_swatches_look_alike() -> None:
    """Near-duplicates are merged, whatever the size asked for."""
    low_contrast = noisy()
    low_contrast[..., :3] = 120 + low_contrast[..., :3] // 24
    palette = extract_palette(low_contrast, 8)
    lab = srgb_bytes_to_cielab(np.array([swatch.rgb for swatch in palette], dtype=np.uint8))
    table = delta_e_2000(lab[:, None], lab[None]) + np.diag(np.full(len(palette), 99.0))
    assert table.min() >= NEAR_DUPLICATE


def test_a_single_swatch_is_the_picture_not_its_accent() -> None:
    """A palette of one swatch is the colour that covers most."""
    picture = bands(*[(120, 130, 125)] * 9, (230, 20, 20))
    (swatch,) = extract_palette(picture, 1)
    assert swatch.rgb == pytest.approx((120, 130, 125), abs=4)


@pytest.mark.parametrize(("size", "accents"), [(3, 1), (5, 2), (8, 3)])
@pytest.mark.parametrize("part", [0.003, 0.01])
def test_includes_small_vivid_accents(size: int, accents: int, part: float) -> None:
    """Spots of less than a hundredth of a greyish picture are among the swatches, each of them."""
    rng = np.random.default_rng(5)
    y, x = np.mgrid[0:300, 0:300] / 300
    grey = (90 + 70 * y + 30 * np.sin(6 * x))[..., None] * [1.0, 0.95, 0.85] + rng.normal(0, 8, (300, 300, 3))
    picture = np.dstack([grey.clip(0, 255), np.full((300, 300), 255)]).astype(np.uint8)
    colors = np.array([(220, 30, 40), (30, 90, 230), (250, 210, 20)], dtype=np.uint8)[:accents]
    side = round((part * 300 * 300) ** 0.5)
    for place, color in enumerate(colors):
        picture[40 + 80 * place : 40 + 80 * place + side, 50:][:, :side, :3] = color
    found = srgb_bytes_to_cielab(palette_to_bytes(extract_palette(picture, size)))
    differences = delta_e_2000(srgb_bytes_to_cielab(colors)[:, None], found[None])
    assert differences.min(axis=1).max() < 3.0


def test_transparent_pixels_do_not_count() -> None:
    """Colours under alpha 0 are not in the palette, and half alpha counts half."""
    picture = bands((200, 30, 40), (20, 60, 180), (0, 255, 0))
    picture[:, 40:80, 3] = 128
    picture[:, 80:, 3] = 0
    palette = extract_palette(picture, 5)
    assert [swatch.hex for swatch in palette] == ["#c81e28", "#143cb4"]
    assert palette[0].share == pytest.approx(2 / 3, abs=0.01)


def test_paper_does_not_count_unless_kept() -> None:
    """A drawing on white paper gives the drawing's colours; the paper comes when it is asked for."""
    picture = flat((252, 251, 248))
    picture[40:70, 40:60, :3] = (180, 40, 60)
    picture[70:80, 90:120, :3] = (30, 60, 90)
    assert hexes(extract_palette(picture, 5)) == {"#b4283c", "#1e3c5a"}
    assert extract_palette(picture, 5, keep_paper=True)[0].hex == "#fcfbf8"


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(flat((255, 255, 255)), "#ffffff", id="white paper"),
        pytest.param(flat((120, 140, 90)), "#788c5a", id="one colour"),
        pytest.param(flat((10, 200, 10), alpha=0), "#ffffff", id="nothing at all"),
        pytest.param(flat((9, 8, 7), 1, 1), "#090807", id="one pixel"),
        pytest.param(flat((9, 8, 7), 1, 5000), "#090807", id="one row"),
    ],
)
def test_a_blank_canvas_gives_its_one_colour(picture: Pixels, expected: str) -> None:
    """A picture of one colour gives one swatch with the whole share."""
    palette = extract_palette(picture, 5)
    assert [(swatch.hex, swatch.share) for swatch in palette] == [(expected, 1.0)]


def test_same_seed_same_palette() -> None:
    """Large pictures are sampled; the seed fixes it."""
    picture = noisy(size=512)
    assert extract_palette(picture, 5, seed=4) == extract_palette(picture, 5, seed=4)


@pytest.mark.parametrize("missing", ["package", "compiled part"])
def test_falls_back_to_pillow_without_the_compiled_quantiser(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Where the wheel is missing, or is the pure-Python one, the palette is about the same."""
    expected = extract_palette(noisy(), 5)

    def absent(name: str) -> object:
        if missing == "package":
            raise ImportError(name)
        return object()

    monkeypatch.setattr(quantize.importlib, "import_module", absent)
    found = extract_palette(noisy(), 5)
    lab = [srgb_bytes_to_cielab(palette_to_bytes(palette)) for palette in (expected, found)]
    assert delta_e_2000(lab[0][:, None], lab[1][None]).min(axis=1).mean() < 6.0


@pytest.mark.parametrize(
    ("pixels", "size"),
    [
        pytest.param(flat((1, 2, 3)), 0, id="no swatch"),
        pytest.param(flat((1, 2, 3)), 65, id="too many"),
        pytest.param(np.zeros((4, 4, 3), dtype=np.uint8), 5, id="no alpha"),
        pytest.param(np.zeros((0, 4, 4), dtype=np.uint8), 5, id="no pixel"),
        pytest.param(np.zeros((4, 4, 4), dtype=np.float32), 5, id="floats"),
    ],
)
def test_refuses_bad_arguments(pixels: NDArray, size: int) -> None:
    """Sizes and arrays that make no sense are a ValueError."""
    with pytest.raises(ValueError, match="must"):
        extract_palette(pixels, size)
