"""Small palette files that would take gigabytes or minutes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_palettes import BOMBS, kpl
from peak_memory import measure_apart

from apprentice_backend.palettes.formats import PaletteFileError, by_extension

# Four bytes for each pixel of the largest honest picture that the wire takes, and its copy.
LARGEST_MB = 2 * 64
BEFORE = """
from pathlib import Path
from apprentice_backend.palettes.formats import PaletteFileError, by_extension
"""
READ = """
for path in sorted(Path({folder!r}).iterdir()):
    try:
        print(path.name, len(by_extension(path.suffix).read(path.read_bytes()).swatches))
    except PaletteFileError as error:
        print(error)
"""


@pytest.mark.slow
def test_bombs_take_no_more_than_an_honest_picture(tmp_path: Path) -> None:
    """The memory for all bombs stays below that for the largest picture on the wire, each being megabytes itself."""
    for number, (extension, make) in enumerate(BOMBS.values()):
        (tmp_path / f"{number}.{extension}").write_bytes(make())
    taken = measure_apart(BEFORE, READ.format(folder=str(tmp_path)))
    assert taken.peak_mb < LARGEST_MB + 80
    assert len(taken.said) == len(BOMBS)
    assert taken.warned == ""


@pytest.mark.parametrize(
    ("extension", "text"),
    [
        ("gpl", "GIMP Palette\nColumns: ²\n1 2 3 a\n"),
        ("gpl", "GIMP Palette\nColumns: ٣\n1 2 3 a\n"),
        ("gpl", f"GIMP Palette\nColumns: {'9' * 5000}\n1 2 3 a\n"),
        ("css", ":root { --a: #010203; --b: rgb(1e400, 2, 3); --c: rgb(²,2,3); --d: rgb(٣,2,3); }"),
        ("json", '[{"hex": "#010203", "name": "a\\ud800"}]'),
    ],
)
def test_odd_numbers_and_texts_are_no_trouble(extension: str, text: str) -> None:
    """Digits of other scripts, endless numbers and halves of characters are passed over; the colour is read."""
    read = by_extension(extension).read(text.encode())
    assert [swatch.hex for swatch in read.swatches] == ["#010203"]
    assert read.columns == 0
    read.swatches[0].name.encode()


@pytest.mark.parametrize(
    ("extension", "text"),
    [
        ("gpl", "GIMP Palette\n² 2 3\n"),
        ("gpl", "GIMP Palette\n1 2 99999999999999999999\n"),
        ("json", '[{"hex": "#010203", "share": NaN}]'),
        ("json", '[{"hex": "#010203", "share": 1e999}]'),
        ("json", f'[{{"hex": "#010203", "share": {"9" * 400}}}]'),
        ("json", f'[{{"hex": "{"#" * 100_000}"}}]'),
    ],
)
def test_a_bad_number_is_one_short_sentence(extension: str, text: str) -> None:
    """The sentence says what is wrong, and quotes no more than a line of the file."""
    with pytest.raises(PaletteFileError, match=r"^This .*\.$|^Line .*\.$") as caught:
        by_extension(extension).read(text.encode())
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("tag", ["Lab", "XYZ", "sRGB"])
@pytest.mark.parametrize("number", ["1e300", "-1e300", "1e999", "nan", "9" * 100_000, "²"])
def test_a_colour_far_outside_is_one_short_sentence(tag: str, number: str) -> None:
    """Components of a Krita palette are numbers up to a million."""
    parts = " ".join(f'{name}="{number}"' for name in {"Lab": "Lab", "XYZ": "xyz", "sRGB": "rgb"}[tag])
    entry = f'<ColorSetEntry name="x"><{tag} {parts}/></ColorSetEntry>'
    with pytest.raises(PaletteFileError, match=r"^This .*\.$") as caught:
        by_extension("kpl").read(kpl(f"<C>{entry}</C>".encode()))
    assert len(str(caught.value)) < 200
