"""`apprentice framings`: framings of a picture, named by aim, and the framed pictures with their notans."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import new_id
from apprentice_backend.config import Config
from apprentice_backend.engines.base import Pixels
from apprentice_backend.engines.studies.framings.copy import framed
from apprentice_backend.files import make_folder
from apprentice_backend.picture_files.notan import three_values
from apprentice_backend.picture_files.read import read_picture
from apprentice_backend.picture_files.write import Origin, write_picture
from apprentice_backend.studio.pictures import encode_pixels
from apprentice_shared.bounds import SIDE_PX
from apprentice_shared.images import PixelFormat
from apprentice_shared.messages import FramingPart, Framings, GetFramings
from apprentice_shared.private_files import printable, shown

from .options import add_config_options, checked_values, load_config

_LOOKED_AT_PX = 1024  # longer side of the picture that the backend looks at
_MARK = "a part of your picture, no AI image model"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("image", metavar="IMAGE", type=Path, help="a picture, or a Krita document")
    parser.add_argument(
        "--format", metavar="W:H", type=_format, default=0.0, help="of all, such as 4:5 or 1.5; default: as suits each"
    )
    parser.add_argument("--out", metavar="FOLDER", type=Path, help="write each framed picture there, with its notan")
    parser.add_argument("--json", action="store_true", help="print the framings as JSON")
    add_config_options(parser, "profile")


def run(arguments: argparse.Namespace) -> int:
    """Ask, write, print."""
    config = load_config(arguments)
    parts = ask_for_framings(config, read_picture(arguments.image, _LOOKED_AT_PX), arguments.format)
    if arguments.out:
        write_framings(arguments.image, parts, arguments.out)
    if arguments.json:
        print(json.dumps({"framings": [asdict(part) for part in parts]}))
        return 0
    for number, part in enumerate(parts, 1):
        place = f"x {part.x:.3f}  y {part.y:.3f}  width {part.width:.3f}  height {part.height:.3f}"
        print(printable(f"{number}  {part.aim:10}  {place}"))
    if arguments.out:
        print(f"Wrote {shown(arguments.out)}.")
    return 0


def ask_for_framings(config: Config, pixels: Pixels, aspect: float) -> tuple[FramingPart, ...]:
    """Ask the backend for framings of a picture, the best first by a profile's taste."""
    request_id = new_id()
    frame = encode_pixels(pixels, PixelFormat.RGBA, request_id)
    with checked_values():
        request = GetFramings(request_id, frame.hash, aspect, config.profile)
    with open_client(config.data_dir) as client:
        report = client.ask(request, frame).final
    assert isinstance(report, Framings)
    return report.framings


def write_framings(image: Path, parts: tuple[FramingPart, ...], folder: Path) -> None:
    """Write what each framing shows of a picture, as large as the picture has it, and its notan beside it."""
    pixels = read_picture(image, SIDE_PX.high)
    make_folder(folder)
    origin = Origin(_MARK, generative=False, from_canvas=True)
    for number, part in enumerate(parts, 1):
        cut = framed(pixels, (part.x, part.y, part.width, part.height))
        write_picture(folder / f"{number}-{part.aim}.png", cut, origin)
        write_picture(folder / f"{number}-{part.aim}-notan.png", np.ascontiguousarray(three_values(cut)), origin)


def _format(text: str) -> float:
    """Return the width by the height that "4:5" or "0.8" says."""
    width, colon, height = text.partition(":")
    try:
        return float(width) / float(height) if colon else float(width)
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"a format is W:H, such as 4:5, or a number, got {text[:40]!r}") from None
