"""`apprentice palette`: the colours of a picture, or colours that fit the picture and a profile's taste."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import new_id
from apprentice_backend.config import Config
from apprentice_backend.engines.base import Pixels
from apprentice_backend.files import make_folder, write_atomically
from apprentice_backend.palettes.extract import MAX_SIZE, extract_palette
from apprentice_backend.palettes.formats import EXTENSIONS, by_extension
from apprentice_backend.palettes.swatch import Palette, to_palette
from apprentice_backend.palettes.tools.repaint import remap_pixels
from apprentice_backend.picture_files.read import read_picture
from apprentice_backend.picture_files.slate_folder import swatch_dicts
from apprentice_backend.picture_files.write import Origin, write_picture
from apprentice_backend.studio.pictures import encode_pixels
from apprentice_shared.bounds import SIDE_PX
from apprentice_shared.images import PixelFormat
from apprentice_shared.messages import PalettePart, PalettesReport, RecommendPalettes
from apprentice_shared.private_files import printable, read_plain, shown

from .options import add_config_options, checked_values, load_config, whole_argument

# More pixels than this change no swatch.
_LOOKED_AT_PX = 1024
# The most colours that a picture is repainted in.
_MOST_COLORS = 256
_MAX_BYTES = 64 * 2**20  # of a palette file, an image of one among them
_MARK = "repainted from your pixels in the colours of a palette, no AI image model"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("image", metavar="IMAGE", type=Path, help="a picture, or a Krita document")
    # Not the configuration's `size`, which is a size of pictures.
    many = whole_argument(1, MAX_SIZE)
    parser.add_argument("--size", metavar="N", dest="swatches", type=many, default=5, help="swatches; default 5")
    parser.add_argument("--format", choices=EXTENSIONS, help="format of --out; default: by its extension, else gpl")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the palette to a file")
    parser.add_argument(
        "--recommend", action="store_true", help="colours that suit the picture and the profile's taste"
    )
    parser.add_argument(
        "--from", metavar="FILE", type=Path, dest="source", help="these colours instead: a palette file"
    )
    parser.add_argument("--remap", metavar="FILE", type=Path, help="repaint the picture in the colours, as PNG")
    parser.add_argument("--json", action="store_true", help="print the swatches as JSON")
    add_config_options(parser, "profile")


def run(arguments: argparse.Namespace) -> int:
    """Extract, ask or read, repaint, write, print."""
    config = load_config(arguments)
    pixels = read_picture(arguments.image, _LOOKED_AT_PX)
    recommended = recommended_palettes(config, pixels, arguments.swatches) if arguments.recommend else []
    if arguments.source:
        palette = read_palette(arguments.source)
    else:
        palette = to_palette(recommended[0].swatches) if recommended else extract_palette(pixels, arguments.swatches)
    if arguments.remap:
        repaint(arguments.image, palette, arguments.remap)
        if not arguments.json:
            print(f"Wrote {shown(arguments.remap)}.")
    if arguments.out or arguments.format:
        out = write_palette(palette, arguments.image, arguments.out, arguments.format)
        if not arguments.json:
            print(f"Wrote {shown(out)}.")
    if arguments.json:
        print(json.dumps(palette_dict(palette, recommended)))
    elif recommended:
        for part in recommended:
            print(printable(f"{part.name}: {part.reason}"))
            print_palette(to_palette(part.swatches))
    elif not (arguments.out or arguments.format or arguments.remap):
        print_palette(palette)
    return 0


def recommended_palettes(config: Config, pixels: Pixels, size: int) -> list[PalettePart]:
    """Ask the backend which palettes suit a picture and a profile's taste, best first.

    Raises:
        RequestError: there is no such profile, or more swatches are asked for than are recommended at once.
    """
    request_id = new_id()
    frame = encode_pixels(pixels, PixelFormat.RGBA, request_id)
    with checked_values():
        request = RecommendPalettes(request_id, config.profile, frame.hash, size=size)
    with open_client(config.data_dir) as client:
        report = client.ask(request, frame).final
    assert isinstance(report, PalettesReport)
    return [part for part in report.palettes if part.kind == "recommended"]


def palette_dict(palette: Palette, recommended: Sequence[PalettePart]) -> dict[str, object]:
    """Return the palette as plain JSON data, with the recommended palettes where any were asked for."""
    content: dict[str, object] = {"swatches": swatch_dicts(palette)}
    if recommended:
        content["palettes"] = [
            {"name": part.name, "reason": part.reason, "swatches": swatch_dicts(part.swatches)} for part in recommended
        ]
    return content


def write_palette(palette: Palette, image: Path, out: Path | None, extension: str | None) -> Path:
    """Write a palette file and return its path.

    Args:
        palette: the palette.
        image: the picture that the palette comes from; the palette gets its name.
        out: the file; None for one beside the current folder's other files, named like the picture.
        extension: the format's; None takes that of `out`, and gpl where it has none of the known ones.
    """
    if extension is None:
        extension = out.suffix[1:].lower() if out is not None and out.suffix[1:].lower() in EXTENSIONS else "gpl"
    path = out if out is not None else Path(f"{image.stem}.{extension}")
    make_folder(path.parent)
    write_atomically(path, by_extension(extension).write(palette, shown(Path(image.stem))), follow=out is not None)
    return path


def read_palette(path: Path) -> Palette:
    """Read a palette file of any format, known by its extension.

    Raises:
        ConfigError: the extension is that of no palette format.
        RequestError: the file cannot be read, in one sentence.
        OSError: the file cannot be opened, is no plain file, or too long.
    """
    with checked_values():
        read = by_extension(path.suffix).read
    return read(read_plain(path, _MAX_BYTES, follow=True)).swatches


def repaint(image: Path, palette: Palette, out: Path) -> None:
    """Write the picture in the colours of a palette, as large as it is."""
    pixels = remap_pixels(read_picture(image, SIDE_PX.high), palette[:_MOST_COLORS])
    make_folder(out.parent)
    write_picture(out, pixels, Origin(_MARK, generative=False, from_canvas=True), follow=True)


def print_palette(palette: Palette) -> None:
    """Print one line per swatch; a colour that stands for no part of a picture has no share."""
    for swatch in palette:
        share = f"{swatch.share:6.1%}" if swatch.share else " " * 6
        print(printable(f"{swatch.hex}  {share}  {swatch.name}"))
