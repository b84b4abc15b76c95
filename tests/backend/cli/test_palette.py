"""`apprentice palette`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from command_line import Apprentice
from hostile_pictures import document, two_headers
from PIL import Image

from apprentice_backend.palettes.formats import EXTENSIONS, by_extension


def test_prints_swatches_as_json(apprentice: Apprentice, painting: Path) -> None:
    """As many as asked, by decreasing share, and nothing else on either stream."""
    status, out, err = apprentice("palette", painting, "--size", 3, "--json")
    swatches = json.loads(out)["swatches"]
    assert (status, err, len(swatches)) == (0, "", 3)
    assert sum(swatch["share"] for swatch in swatches) == pytest.approx(1, abs=0.001)
    assert [set(swatch) for swatch in swatches] == [{"hex", "share", "name"}] * 3
    shares = [swatch["share"] for swatch in swatches]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_writes_what_painters_programs_read(apprentice: Apprentice, painting: Path, extension: str) -> None:
    """The file holds the same colours that are printed, under the picture's name where the format has room for it."""
    out = painting.parent / "new folder" / f"colours.{extension}"
    done = apprentice("palette", painting, "--out", out, "--json")
    written = by_extension(extension).read(out.read_bytes())
    assert [swatch.hex for swatch in written.swatches] == [s["hex"] for s in json.loads(done.out)["swatches"]]
    assert written.name in ("painting", "")


def test_names_the_file_itself(apprentice: Apprentice, painting: Path) -> None:
    """With a format alone the file is named like the picture, in the current folder."""
    assert apprentice("palette", painting, "--format", "kpl") == (0, "Wrote painting.kpl.\n", "")
    assert (painting.parent / "painting.kpl").is_file()


def test_prints_a_line_per_swatch(apprentice: Apprentice, painting: Path) -> None:
    """A person gets colour, share and name."""
    status, out, _ = apprentice("palette", painting)
    assert status == 0
    assert len(out.splitlines()) == 5
    assert all(line.startswith("#") and "%" in line for line in out.splitlines())


def test_recommends_palettes_with_their_reasons(quick: Apprentice, painting: Path) -> None:
    """Several, each with a reason; the best is the one that is written."""
    done = quick("palette", painting, "--recommend", "--size", 4, "--json", "--out", painting.parent / "best.gpl")
    content = json.loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert len(content["palettes"]) > 1
    assert all(part["reason"] and len(part["swatches"]) >= 4 for part in content["palettes"])
    assert content["swatches"] == content["palettes"][0]["swatches"]
    written = by_extension("gpl").read((painting.parent / "best.gpl").read_bytes())
    assert [swatch.hex for swatch in written.swatches] == [swatch["hex"] for swatch in content["swatches"]]
    assert "\n#" in quick("palette", painting, "--recommend").out


def test_recommends_no_more_than_it_can(quick: Apprentice, painting: Path) -> None:
    """The bound on recommended swatches is said in one sentence."""
    status, out, err = quick("palette", painting, "--recommend", "--size", 40)
    assert (status, out, err) == (1, "", "apprentice: size must be from 1 to 16, got 40\n")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.png", None, "is not there"),
        ("text.png", b"hello", "is not a picture"),
        ("folder", "folder", "it is a folder"),
    ],
    ids=["missing", "text", "folder"],
)
def test_a_bad_picture_is_one_sentence(
    apprentice: Apprentice, tmp_path: Path, name: str, content: bytes | str | None, words: str
) -> None:
    """Status 1, one line on standard error, nothing on standard output."""
    if content == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    status, out, err = apprentice("palette", tmp_path / name)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert words in err


def test_repaints_the_picture_in_the_colours_of_a_file(apprentice: Apprentice, painting: Path) -> None:
    """The picture keeps its size, takes the file's colours, and says where it comes from."""
    colors, out = painting.parent / "two.css", painting.parent / "repainted.png"
    colors.write_text(":root { --ink: #102030; --paper: #f0e0c0; }", encoding="utf-8")
    done = apprentice("palette", painting, "--from", colors, "--remap", out)
    assert done == (0, f"Wrote {out}.\n", "")
    with Image.open(painting) as before, Image.open(out) as after:
        assert after.size == before.size
        assert b"algorithmicallyEnhanced" in out.read_bytes()
        reds, _, blues = np.array(after.convert("RGB")).reshape(-1, 3).astype(int).T
    assert np.corrcoef(reds, reds - blues)[0, 1] > 0.8


def test_a_palette_file_that_cannot_be_read_is_one_sentence(apprentice: Apprentice, painting: Path) -> None:
    """An unknown extension, and a palette that is damaged."""
    damaged = painting.parent / "damaged.gpl"
    damaged.write_bytes(b"noise")
    for source, words in ((painting.parent / "a.doc", "unknown palette format"), (damaged, "not a GIMP palette")):
        status, out, err = apprentice("palette", painting, "--from", source)
        assert (status, out) == (1, "")
        assert words in err
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize("command", ["palette", "suggest"])
def test_bad_pictures_are_one_sentence_each(apprentice: Apprentice, tmp_path: Path, command: str) -> None:
    """A pipe, a device, a bomb and PostScript named as pictures give status 1, one line, and no file."""
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "device.png").symlink_to("/dev/zero")
    (tmp_path / "bomb.png").write_bytes(two_headers())
    (tmp_path / "script.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n")
    (tmp_path / "cut.kra").write_bytes(document()[:-40])
    for name, words in {
        "pipe.png": "no plain file",
        "device.png": "no plain file",
        "bomb.png": "too large (30000 × 30000 px",
        "script.png": "is not a picture",
        "cut.kra": "cannot be unpacked",
    }.items():
        status, out, err = apprentice(command, tmp_path / name, "--out", tmp_path / "out")
        assert (status, out, len(err.splitlines())) == (1, "", 1)
        assert words in err
        assert not (tmp_path / "out").exists()


def test_a_palette_that_is_a_pipe_is_one_sentence(apprentice: Apprentice, painting: Path) -> None:
    """Nobody waits for what a pipe may bring."""
    os.mkfifo(painting.parent / "pipe.gpl")
    status, out, err = apprentice("palette", painting, "--from", painting.parent / "pipe.gpl")
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "no plain file" in err


@pytest.mark.parametrize("extension", ["gpl", "json", "png"])
def test_a_picture_of_any_name_gives_a_palette(apprentice: Apprentice, painting: Path, extension: str) -> None:
    """A picture whose name has a line end and a byte that is no UTF-8 gives its palette a name in one line of text."""
    odd = painting.with_name(os.fsdecode(b"a\nb\xff.png"))
    painting.rename(odd)
    out = odd.with_name(f"out.{extension}")
    assert apprentice("palette", odd, "--out", out)[::2] == (0, "")
    assert by_extension(extension).read(out.read_bytes()).name == "a\\nb\\xff"
