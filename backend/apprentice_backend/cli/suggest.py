"""`apprentice suggest`: one slate for a picture, through the same protocol as the panel."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import Client, ReplyBundle, new_id
from apprentice_backend.config import Config
from apprentice_backend.engines.base import Pixels
from apprentice_backend.files import make_folder
from apprentice_backend.picture_files.read import read_picture
from apprentice_backend.picture_files.slate_folder import SHEET_NAME, FinishedSlate, main_values, write_slate
from apprentice_backend.picture_size import scaled_size
from apprentice_backend.studio.pictures import decode_pixels, encode_pixels
from apprentice_shared.bounds import SIDE_PX
from apprentice_shared.images import PixelFormat
from apprentice_shared.messages import Notice, Progress, Queued, Reply, Signal, SlateReady, Suggest, SuggestionReady
from apprentice_shared.private_files import printable, shown
from apprentice_shared.signals import MORE_LIKE_THIS

from .options import add_config_options, checked_values, load_config
from .palette import read_palette


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("image", metavar="IMAGE", type=Path, help="a picture, or a Krita document")
    names = ("subject", "profile", "engine", "model", "device", "count", "seed", "vary", "pack", "palette", "strength")
    add_config_options(parser, *names, "feedback", "size")
    # Once per lock, or all in one.
    parser.add_argument("--lock", metavar="DIMENSION=VALUE", action="append", help="what every suggestion must be")
    parser.add_argument(
        "--amount", metavar="0..1", type=float, default=1.0, help="how much of each study: 0 is IMAGE itself"
    )
    parser.add_argument(
        "--intent", metavar="NAME", default="", help="what all are to show: late_sun, dusk, rain …; takes of it"
    )
    parser.add_argument("--like", metavar="SUGGESTION", help="more like this one, where the engine can (ssd-1b)")
    parser.add_argument("--out", metavar="FOLDER", type=Path, help="where the files go; default: one named like IMAGE")
    parser.add_argument("--json", action="store_true", help="print slate.json and nothing else")


def run(arguments: argparse.Namespace) -> int:
    """Ask, wait, write, print."""
    config = load_config(arguments)
    canvas = read_picture(arguments.image, config.size)
    folder: Path = arguments.out or Path(f"{arguments.image.stem}-suggestions")
    make_folder(folder)
    show = _ProgressLine(config.verbose or sys.stderr.isatty())
    with open_client(config.data_dir) as client:
        if arguments.like:
            with checked_values():
                client.ask(Signal(new_id(), arguments.like, MORE_LIKE_THIS))
        asked = Asked(arguments.amount, arguments.intent)
        slate = ask_for_slate(client, config, canvas, show, asked)
    content = write_slate(folder, slate)
    if arguments.json:
        print(json.dumps(content, indent=2))
    else:
        for number, suggestion in enumerate(slate.suggestions, 1):
            print(printable(f"{number}  {suggestion.id}  {main_values(suggestion)}: {suggestion.explanation.text}"))
        print(f"See {shown(folder / SHEET_NAME)}; rate with: apprentice rate {slate.suggestions[0].id} STARS")
    return 0


class _ProgressLine:
    """A line at a terminal that says how far the rendering of a slate has come."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown

    def __call__(self, reply: Reply) -> None:
        if not self._shown:
            return
        if isinstance(reply, Progress):
            left = f", {reply.seconds_left:.0f} s left" if reply.seconds_left else ""
            print(f"\r{reply.fraction:4.0%} {reply.stage + left:<40}", end="", file=sys.stderr, flush=True)
        elif isinstance(reply, Queued):
            print(f"\rwaiting, {reply.position} before", end="", file=sys.stderr, flush=True)
        elif isinstance(reply, Notice):
            print(f"\r{printable(reply.text)}", file=sys.stderr)

    def done(self) -> None:
        """End the line."""
        if self._shown:
            print(f"\r{'':<46}\r", end="", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Asked:
    """The amount of each study of a slate, 0 to 1, and the intent, empty for none: no part of the configuration."""

    amount: float = 1.0
    intent: str = ""


def ask_for_slate(client: Client, config: Config, canvas: Pixels, show: _ProgressLine, asked: Asked) -> FinishedSlate:
    """Ask a backend for one slate on `canvas` and gather its pictures.

    Raises:
        RequestError: the backend refused or failed.
    """
    request_id = new_id()
    frame = encode_pixels(canvas, PixelFormat.RGBA, request_id)
    height, width = canvas.shape[:2]
    width_px, height_px = scaled_size(width, height, config.size, least_px=SIDE_PX.low, enlarge=True)
    with checked_values():
        request = Suggest(
            request_id,
            profile=config.profile,
            width_px=width_px,
            height_px=height_px,
            canvas=frame.hash,
            subject=config.subject,
            vary=_varied(config.vary, client),
            locks={name: {value: 1.0} for name, _, value in (lock.partition("=") for lock in config.lock)},
            count=config.count,
            seed=config.seed,
            strength=config.strength,
            palette=_ruling(config.palette),
            packs=config.pack or None,
            feedback=config.feedback,
            amount=asked.amount,
            intent=asked.intent,
            preview_px=0,
            engine=config.engine,
            model=config.model,
            device=config.device,
        )
    answer = client.ask(request, frame, show)
    show.done()
    return _gathered(answer, from_canvas=bool((canvas != canvas[0, 0]).any()))


def _gathered(answer: ReplyBundle, *, from_canvas: bool) -> FinishedSlate:
    final = answer.final
    assert isinstance(final, SlateReady)
    by_id = {item.suggestion.id: item.suggestion for item in answer.replies if isinstance(item, SuggestionReady)}
    suggestions = [by_id[name] for name in final.suggestions]
    return FinishedSlate(
        id=final.slate_id,
        profile=final.profile.name,
        engine=final.engine,
        suggestions=suggestions,
        pixels={item.id: decode_pixels(answer.images[item.image]) for item in suggestions},
        from_canvas=from_canvas,
    )


def _ruling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the colours that rule the pictures, "#rrggbb": each word is a colour or a palette file."""
    found = ([word.lower()] if word.startswith("#") else [s.hex for s in read_palette(Path(word))] for word in words)
    return tuple(color for colors in found for color in colors)


def _varied(names: tuple[str, ...], client: Client) -> tuple[str, ...] | None:
    """Return the dimensions that may move; None leaves a first slate to the engine."""
    return tuple(client.welcome.attributes) if names == ("all",) else names or None
