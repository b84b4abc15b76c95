"""The palette benchmark, on a few small pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from apprentice_backend.evaluation.palettes import bench as bench_palettes
from apprentice_backend.evaluation.palettes.bench import coverage_table, main, score_pictures, taste_table
from apprentice_backend.evaluation.palettes.palette_artists import ARTISTS, FRESH_ARTISTS, KNOWN_ARTISTS
from apprentice_backend.evaluation.palettes.pictures import find_pictures, load_pictures
from apprentice_backend.evaluation.palettes.recommendation import METHODS, judge_recommendation
from apprentice_backend.palettes.convert import oklab_to_bytes, palette_to_bytes
from apprentice_backend.palettes.extract import extract_palette
from apprentice_backend.palettes.harmony import draw_scheme
from apprentice_backend.palettes.swatch import Palette, Swatch


def picture(seed: int, size: int = 64) -> np.ndarray:
    """Return smooth colour, as sRGB with alpha."""
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 256, (4, 4, 3), dtype=np.uint8)
    rgb = np.array(Image.fromarray(small).resize((size, size), Image.Resampling.BICUBIC))
    return np.dstack([rgb, np.full((size, size), 255, dtype=np.uint8)])


def canvases(count: int) -> list[Palette]:
    """Return palettes of five without shares."""
    return [tuple(Swatch(swatch.hex) for swatch in extract_palette(picture(seed), 5)) for seed in range(count)]


def test_scores_are_those_of_the_palette() -> None:
    """A palette that holds every colour of a picture scores nought; a black one scores the picture's lightness."""
    flat = np.zeros((32, 32, 4), dtype=np.uint8)
    flat[:, :16] = (255, 255, 255, 255)
    flat[:, 16:] = (0, 0, 0, 255)
    exact = score_pictures({"flat": flat}, {"apprentice": lambda pixels, size: pixels[0, [0, -1], :3]}, 1)
    black = score_pictures({"flat": flat}, {"apprentice": lambda pixels, size: pixels[0, -1:, :3]}, 1)
    assert exact["apprentice", 5][0].mean == pytest.approx(0.0)
    assert black["apprentice", 5][0].mean == pytest.approx(50.0, abs=0.1)


def test_the_coverage_table_sets_everyone_beside_the_best_peer() -> None:
    """Each method has its row, and the best peer has the ratio 1."""
    methods = {
        "apprentice": lambda pixels, size: palette_to_bytes(extract_palette(pixels, size)),
        "one grey": lambda pixels, size: np.full((1, 3), 128, dtype=np.uint8),
    }
    table = coverage_table(score_pictures({str(seed): picture(seed) for seed in range(3)}, methods, 2))
    assert table.count("| apprentice |") == 2
    assert "1.000" in next(line for line in table.splitlines() if line.startswith("| one grey"))


def test_recommendation_beats_chance_on_a_plain_taste() -> None:
    """An artist who likes light palettes gets lighter ones than chance, popularity or extraction give."""
    light = tuple(artist for artist in KNOWN_ARTISTS if artist.name == "light")
    (result,) = judge_recommendation(canvases(5), 3, 1, light)
    assert result.rank["recommended"] > 0.8
    assert result.rank["recommended"] > max(result.rank[method] for method in METHODS[1:])


def test_the_study_needs_a_canvas_it_has_not_rated_on() -> None:
    """Too few canvases are a ValueError."""
    with pytest.raises(ValueError, match="at least 4"):
        judge_recommendation(canvases(3), 1, 0)


def test_the_taste_table_has_a_row_per_artist() -> None:
    """Every artist has a row, and all of them together."""

    lines = taste_table(canvases(4), 1, 0, KNOWN_ARTISTS[:2]).splitlines()
    assert len([line for line in lines if line.startswith(("| warm", "| cool", "| **all 2**"))]) == 3


def test_artists_that_are_reported_are_none_that_settings_were_chosen_on() -> None:
    """Nobody is in both groups, by name or by taste, and the fresh ones are the default."""
    assert not {artist.name for artist in FRESH_ARTISTS} & {artist.name for artist in KNOWN_ARTISTS}
    rng = np.random.default_rng(0)
    palettes = oklab_to_bytes(np.stack([draw_scheme(rng, 5)[0] for _ in range(300)]))
    known = np.array([artist.liking(palettes, palettes) for artist in KNOWN_ARTISTS])
    for artist in FRESH_ARTISTS:
        alike = [np.corrcoef(artist.liking(palettes, palettes), one)[0, 1] for one in known]
        assert max(alike) < 0.97, artist.name
    assert next(iter(ARTISTS)) == "fresh"


def test_pictures_are_opaque_and_in_colour(tmp_path: Path) -> None:
    """Grey, transparent and damaged files of a folder are passed over."""
    Image.fromarray(picture(0)).save(tmp_path / "colour.png")
    Image.fromarray(np.ascontiguousarray(picture(0)[..., 0])).save(tmp_path / "grey.png")
    clear = picture(0)
    clear[..., 3] = 9
    Image.fromarray(clear).save(tmp_path / "clear.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    paths = {name: path for name, path in find_pictures((tmp_path,)).items() if path.parent == tmp_path}
    assert set(paths) == {"colour.png", "grey.png", "clear.png", "broken.png"}
    assert [name for name, _ in load_pictures(paths, 32)] == ["colour.png"]


def test_without_pictures_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    """No picture at hand is one sentence and exit 1."""
    monkeypatch.setattr(bench_palettes, "find_pictures", lambda folders: {})
    assert main([]) == 1
    assert "krita-apprentice[bench]" in capsys.readouterr().err
