"""Mutations of every kind of file that is read, by structure and by bytes.

Set APPRENTICE_FUZZ to the number of mutations of each file for a longer run, APPRENTICE_SEED for other ones.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mutated_files import whole_palettes, whole_pictures
from peak_memory import measure_apart

from apprentice_backend.palettes.formats import by_extension
from apprentice_backend.picture_files.read import read_picture

COUNT, SEED = int(os.environ.get("APPRENTICE_FUZZ", "60")), int(os.environ.get("APPRENTICE_SEED", "1"))
BEFORE = """
import warnings
from pathlib import Path
from mutated_files import fuzz
warnings.simplefilter("always")
"""
# Four bytes for each pixel of the largest picture that a file may hold.
LARGEST_MB = 4 * 80_000_000 / 2**20


@pytest.mark.parametrize("name", whole_pictures())
def test_pictures_are_read_before_they_are_mutated(tmp_path: Path, name: str) -> None:
    """The files that mutations start from are good ones."""
    (tmp_path / name).write_bytes(whole_pictures()[name])
    assert read_picture(tmp_path / name, 16).shape == (12, 16, 4)


@pytest.mark.parametrize("name", whole_palettes())
def test_palettes_are_read_before_they_are_mutated(name: str) -> None:
    """The files that mutations start from are good ones."""
    assert len(by_extension(Path(name).suffix).read(whole_palettes()[name]).swatches) == 3


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_a_mutated_file_is_read_or_refused(tmp_path: Path) -> None:
    """Whatever is in a file, a picture comes out or one sentence, without a warning, within bounded memory."""
    taken = measure_apart(
        BEFORE, f"print(sum(fuzz({SEED}, {COUNT}, Path({str(tmp_path)!r})).values()))", timeout_s=3600
    )
    assert taken.said == [str(COUNT * len(whole_pictures() | whole_palettes()))]
    assert taken.peak_mb < 1.2 * LARGEST_MB
    assert "Warning" not in taken.warned
