"""Palette files between us and a real Krita: it reads what we write, and we read colours as it converts them.

Krita's `kritarunner` is enough for that: no window, no display.
"""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from harness.profile import KritaProfile

from apprentice_backend.palettes.formats import NamedPalette, SwatchGroup, aco, ase, gpl, kpl
from apprentice_backend.palettes.formats.icc import profile_converter
from apprentice_backend.palettes.swatch import Swatch

RUNNER = Path(__file__).parent / "runner"
PROFILES = Path("/usr/share/color/icc/krita")
START_S = 120.0

# Every value of a channel three times over, in other company.
PALETTE = tuple(Swatch(f"#{value:02x}{255 - value:02x}{value ^ 85:02x}", name=f"n {value}") for value in range(256))
GROUPED = NamedPalette("Apprentice grouped", PALETTE[:12], 5, (SwatchGroup("Lights", 2, 4), SwatchGroup("Darks", 8, 3)))
# The palette's cells in Krita, row by row of five: each group begins a new row.
GROUPED_CELLS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12]
# How far apart in 8 bits a reading may be from Krita's: inks and two gamuts leave room for rounding and intent.
TOLERANCE = {"RGB": 2, "Gray": 1, "CMYK": 6, "Lab": 2}

# What other painters' palettes hold: (element, its profile, its depth) -> colours.
SPACES = {
    ("RGB", "sRGB-elle-V2-g10.icc", "F32"): [(0.002, 0.2, 0.9), (0.05, 0.0, 1.0), (0.5, 0.5, 0.5)],
    ("RGB", "ClayRGB-elle-V2-g22.icc", "U16"): [(0.45, 0.5, 0.4), (0.7, 0.6, 0.5), (0.2, 0.22, 0.23)],
    ("RGB", "Rec2020-elle-V4-g10.icc", "F32"): [(0.3, 0.25, 0.2), (0.02, 0.022, 0.021)],
    ("Gray", "Gray-D50-elle-V2-srgbtrc.icc", "U8"): [(0.0,), (0.2,), (0.6,), (1.0,)],
    ("Gray", "Gray-D50-elle-V2-g22.icc", "U16"): [(0.1,), (0.7,)],
    ("CMYK", "Chemical proof", "U8"): [(0.0, 0.0, 0.0, 0.0), (0.2, 0.6, 0.4, 0.0), (0.4, 0.2, 0.2, 0.2)],
    ("Lab", "Lab identity built-in", "U16"): [(50.0, 20.0, -30.0), (80.0, -10.0, 25.0)],
}
# Wide colours at the edge of sRGB, where one channel is a small rest: Krita is exact in floating point. In 16 bits it
# is up to ten of 255 off there, because LittleCMS looks such colours up in a coarse grid; what is read must not be.
EDGE = (0.5414, 0.9391, 0.3812)
SPACES["RGB", "ClayRGB-elle-V2-g22.icc", "F32"] = [EDGE, (0.7, 0.2, 0.1), (0.15, 0.6, 0.3)]
SPACES["RGB", "LargeRGB-elle-V2-g22.icc", "F32"] = [(0.4011, 0.6124, 0.2335), (0.258, 0.0244, 0.6464)]
SPACES["RGB", "ACEScg-elle-V4-g10.icc", "F32"] = [(0.21, 0.08, 0.03), (0.6, 0.55, 0.2)]
ATTRIBUTES = {"RGB": "rgb", "Gray": "g", "CMYK": "cmyk", "Lab": "Lab"}
MODELS = {"RGB": "RGBA", "Gray": "GRAYA", "CMYK": "CMYKA"}
# Most of Krita's profiles are called as their files are.
FILES = {"Chemical proof": "cmyk.icm"}


def foreign_palette() -> bytes:
    """Return a `.kpl` of many spaces, laid out as Krita's documentation says, with Krita's own profiles inside."""
    root = ElementTree.Element("ColorSet", version="2.0", name="Apprentice foreign", comment="", columns="4", rows="8")
    listed = ElementTree.Element("Profiles")
    held = {}
    for (tag, profile, depth), colors in SPACES.items():
        if tag in MODELS:
            name = FILES.get(profile, profile)
            held[name] = (PROFILES / name).read_bytes()
            ids = {"colorModelId": MODELS[tag], "colorDepthId": depth}
            ElementTree.SubElement(listed, "Profile", {"name": profile, "filename": name, **ids})
        for color in colors:
            place = len(root)
            entry = ElementTree.SubElement(root, "ColorSetEntry", name=tag, id="", bitdepth=depth, spot="false")
            values = {name: repr(part) for name, part in zip(ATTRIBUTES[tag], color, strict=True)}
            ElementTree.SubElement(entry, tag, {"space": profile, **values})
            ElementTree.SubElement(entry, "Position", row=str(place // 4), column=str(place % 4))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/x-krita-palette")
        archive.writestr("colorset.xml", ElementTree.tostring(root))
        archive.writestr("profiles.xml", ElementTree.tostring(listed))
        for name, content in held.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture(scope="module")
def read_by_krita(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Krita's reading of our palettes, by name: columns, groups, and the swatches that were asked for."""
    profile = KritaProfile(tmp_path_factory.mktemp("palettes"))
    # Under kritarunner Krita keeps its resources in a folder of that name.
    folder = profile.data / "kritarunner" / "palettes"
    folder.mkdir(parents=True)
    (folder / "a.kpl").write_bytes(kpl.write(PALETTE, "Apprentice kpl"))
    (folder / "b.gpl").write_bytes(gpl.write(PALETTE, "Apprentice gpl"))
    (folder / "Apprentice ase.ase").write_bytes(ase.write(PALETTE, "Apprentice ase"))
    (folder / "Apprentice aco.aco").write_bytes(aco.write(PALETTE, "Apprentice aco"))
    (folder / "c.kpl").write_bytes(kpl.write_named(GROUPED))
    (folder / "d.kpl").write_bytes(foreign_palette())
    asked = profile.home / "asked.json"
    cells = {f"Apprentice {name}": list(range(len(PALETTE))) for name in ("kpl", "gpl", "ase", "aco")}
    cells |= {"Apprentice grouped": GROUPED_CELLS, "Apprentice foreign": list(range(sum(map(len, SPACES.values()))))}
    asked.write_text(json.dumps(cells), encoding="utf-8")
    environment = profile.environment("") | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(RUNNER),
        "APPRENTICE_READ_BACK": str(asked),
    }
    command = ["kritarunner", "-s", "read_palettes", "-f", "__main__"]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=START_S)
    answer = profile.home / "answer.json"
    assert answer.exists(), done.stderr[-3000:]
    return json.loads(answer.read_text(encoding="utf-8"))


def bytes_of(components: list[float]) -> list[int]:
    """Return red, green and blue of Krita's components: integer spaces have blue first."""
    blue, green, red = (round(part * 255) for part in components[:3])
    return [red, green, blue]


@pytest.mark.parametrize("name", ["kpl", "gpl", "ase", "aco"])
def test_krita_reads_our_colours_to_the_last_bit(read_by_krita: dict[str, Any], name: str) -> None:
    """All 256 swatches of each format arrive in Krita in order, with equal 8-bit colours and their names."""
    entries = read_by_krita[f"Apprentice {name}"]["entries"]
    assert [bytes_of(entry[4]) for entry in entries] == [list(swatch.rgb) for swatch in PALETTE]
    assert [entry[0].rstrip("\0") for entry in entries] == [swatch.name for swatch in PALETTE]
    if name in ("kpl", "gpl"):
        assert {(entry[1], entry[2]) for entry in entries} == {("RGBA", "U8")}


def test_krita_reads_our_groups_and_columns(read_by_krita: dict[str, Any]) -> None:
    """Groups keep their names and their swatches, what is in none comes first."""
    read = read_by_krita["Apprentice grouped"]
    assert read["columns"] == 5
    assert sorted(read["groups"]) == ["", "Darks", "Lights"]
    loose, lights, darks = ["n 0", "n 1", "n 6", "n 7", "n 11"], ["n 2", "n 3", "n 4", "n 5"], ["n 8", "n 9", "n 10"]
    assert [entry[0] for entry in read["entries"]] == [*loose, *lights, *darks]


def test_we_read_other_spaces_as_krita_does(read_by_krita: dict[str, Any]) -> None:
    """Linear, wide, grey, ink and CIELAB swatches become the sRGB that Krita itself converts them to."""
    theirs = read_by_krita["Apprentice foreign"]["entries"]
    ours = kpl.read(foreign_palette()).swatches
    assert len(ours) == len(theirs) == sum(len(colors) for colors in SPACES.values())
    for mine, (tag, model, depth, given, converted) in zip(ours, theirs, strict=True):
        off = max(abs(a - b) for a, b in zip(mine.rgb, bytes_of(converted), strict=True))
        assert off <= TOLERANCE[tag], (tag, model, depth, given, mine.hex, bytes_of(converted))


def test_floating_colours_at_the_edge_of_srgb_agree_with_krita(read_by_krita: dict[str, Any]) -> None:
    """In floating point Krita's conversion is exact, and ours is the same; the depth changes nothing in ours."""
    theirs = read_by_krita["Apprentice foreign"]["entries"]
    pairs = zip(kpl.read(foreign_palette()).swatches, theirs, strict=True)
    floating = [(mine.rgb, bytes_of(converted)) for mine, (*_, depth, _, converted) in pairs if depth == "F32"]
    assert len(floating) == sum(len(colors) for (_, _, depth), colors in SPACES.items() if depth == "F32")
    assert all(max(abs(a - b) for a, b in zip(mine, krita, strict=True)) <= 1 for mine, krita in floating)
    assert profile_converter((PROFILES / "ClayRGB-elle-V2-g22.icc").read_bytes())(EDGE)[0] * 255 == pytest.approx(
        34, abs=0.5
    )
