"""`apprentice palette`: the colours of a picture, or those that fit it and a profile's taste."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from apprentice_backend.files import write_atomically
from apprentice_backend.palettes.extract import MAX_SIZE, extract_palette
from apprentice_backend.palettes.formats import EXTENSIONS, by_extension
from apprentice_backend.palettes.swatch import Palette
from apprentice_backend.picture_files.read import read_picture
from apprentice_backend.picture_files.slate_folder import swatch_dicts

from .options import whole_number

# More pixels than this change no swatch.
_LOOKED_AT_PX = 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("image", metavar="IMAGE", type=Path, help="a picture, or a Krita document")
    parser.add_argument("--size", metavar="N", type=whole_number(1, MAX_SIZE), default=5, help="swatches; default 5")
    parser.add_argument("--format", choices=EXTENSIONS, help="format of --out; default: by its extension, else gpl")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the palette to a file")
    parser.add_argument("--json", action="store_true", help="print the swatches as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Extract, write, print."""
    palette = extract_palette(read_picture(arguments.image, _LOOKED_AT_PX), arguments.size)
    if arguments.out or arguments.format:
        out = write_palette(palette, arguments.image, arguments.out, arguments.format)
        if not arguments.json:
            print(f"Wrote {out}.")
    if arguments.json:
        print(json.dumps({"swatches": swatch_dicts(palette)}))
    elif not (arguments.out or arguments.format):
        print_palette(palette)
    return 0


def write_palette(palette: Palette, image: Path, out: Path | None, extension: str | None) -> Path:
    """Write a palette file; return where.

    Args:
        palette: what to write.
        image: the picture that it comes from, whose name it gets.
        out: the file; None for one beside the current folder's other files, named like the picture.
        extension: the format's; None takes that of `out`, and gpl where it has none of the known ones.
    """
    if extension is None:
        extension = out.suffix[1:].lower() if out is not None and out.suffix[1:].lower() in EXTENSIONS else "gpl"
    path = out if out is not None else Path(f"{image.stem}.{extension}")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, by_extension(extension).write(palette, image.stem))
    return path


def print_palette(palette: Palette) -> None:
    """Print one line per swatch."""
    for swatch in palette:
        print(f"{swatch.hex}  {swatch.share:6.1%}  {swatch.name}")
