"""`apprentice bench engines`: how fast an engine is beside the filters anyone would try first, and what it is good for.

An engine with an AI image model (`--engine ssd-1b`) has other rivals and parts: see `diffusion_speed`.

Every ratio is taken within one run: the engine and its rivals take turns, so a busy machine slows both.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from apprentice_shared.errors import ApprenticeError, ConfigError

from ...engines import DEFAULT_ENGINE, NAMES, create
from ...engines.base import AMOUNT, PROOFS, Engine
from ..canvases.drawn import drawn_canvases
from ..canvases.folder import folder_canvases, whole_canvases
from .amount_speed import amounts_table
from .contact_sheets import write_sheets
from .judged_cards import write_judged_cards
from .quality import quality_table
from .speed import SIDE_PX, memory_line, proofs_table, speed_table, stage_table
from .value_artists import artists_table

QUALITY_PX = (512, 384)
SHEET_PX = (640, 480)
CARDS_PX = 1024  # longer side of the paintings whose cards are judged
SHEET_CANVASES = (
    "ranges, block-in",
    "still life",
    "still life, line art",
    "trees",
    "shore, block-in",
    "blank",
    "one stroke",
)
ARTISTS_PX = (192, 144)
ARTISTS_CANVASES = ("ranges, block-in", "still life")
_PARTS = ("speed", "quality")
_LONG_PARTS = ("artists",)  # takes minutes, so it runs only when it is named


def main(argv: Sequence[str]) -> int:
    """Run the benchmark and write its tables to standard output.

    Returns:
        0 when done, 1 where the engine cannot be made or cannot render, with a sentence on standard error.
    """
    try:
        if _names_generative(argv):
            from .diffusion_speed import main as bench_diffusion  # noqa: PLC0415 -- imports torch and diffusers

            return bench_diffusion(argv)
        options = _parser().parse_args(argv)
        with closing(_made(options)) as engine:
            _run(engine, options)
    except ApprenticeError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    return 0


def _names_generative(argv: Sequence[str]) -> bool:
    """Tell whether `--engine` names an engine whose pictures come from an AI image model; no other option is read."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--engine", nargs="?", default=DEFAULT_ENGINE)
    name = parser.parse_known_args(argv)[0].engine
    if name not in NAMES:  # the whole parser says so
        return False
    with closing(create(name)) as engine:
        return engine.describe().generative


def _made(options: argparse.Namespace) -> Engine:
    try:
        return create(options.engine, model=options.model, device=options.device)
    except ValueError as exc:
        raise ConfigError(str(exc)) from exc


def _run(engine: Engine, options: argparse.Namespace) -> None:
    if options.sheets is not None:
        canvases = {name: pixels for name, pixels in drawn_canvases(*SHEET_PX) if name in SHEET_CANVASES}
        for path in write_sheets(engine, canvases, options.sheets):
            _write(f"{path}\n")
        return
    if options.cards is not None:
        paintings, others = (
            {name: pixels for folder in folders for name, pixels in whole_canvases(folder, CARDS_PX)}
            for folders in (options.canvases, options.among)
        )
        for path in write_judged_cards(engine, paintings, others, options.cards, options.seeds):
            _write(f"{path}\n")
        return
    parts = _PARTS if options.only is None else (options.only,)
    if "speed" in parts:
        _write(speed_table(engine, options.rounds, options.size))
        if PROOFS in engine.describe().abilities:
            _write(proofs_table(engine, options.rounds, options.size))
        if AMOUNT in engine.describe().abilities:
            _write(amounts_table(engine, options.rounds, options.size))
        _write(stage_table(engine, options.size))
        _write(memory_line())
    if "quality" in parts:
        canvases = dict(drawn_canvases(*QUALITY_PX))
        for folder in options.canvases:
            canvases |= dict(folder_canvases(folder, *QUALITY_PX))
        _write(quality_table(engine, canvases, options.seeds))
    if "artists" in parts:
        drawn = dict(drawn_canvases(*ARTISTS_PX))
        _write(artists_table(engine, {name: drawn[name] for name in ARTISTS_CANVASES}))


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apprentice bench engines", description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", choices=NAMES, default=DEFAULT_ENGINE)
    parser.add_argument("--model", default="", help="as the engine takes it")
    parser.add_argument("--device", default="", help="cpu, cuda …; the best there is by default")
    parser.add_argument(
        "--size", type=int, default=SIDE_PX, metavar="PX", help="side of the square canvas that is timed"
    )
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="slates timed")
    parser.add_argument(
        "--seeds",
        type=int,
        default=2,
        metavar="N",
        help="studies per value and canvas that are told; with --cards: slates",
    )
    parser.add_argument("--canvases", type=Path, nargs="*", default=[], metavar="DIR", help="more canvases: folders")
    parser.add_argument("--sheets", type=Path, metavar="DIR", help="write contact sheets there, and measure nothing")
    parser.add_argument("--cards", type=Path, metavar="DIR", help="write shuffled cards of --canvases there, to judge")
    parser.add_argument(
        "--among",
        type=Path,
        nargs="*",
        default=[],
        metavar="DIR",
        help="with --cards: folders of other pictures mixed in",
    )
    parser.add_argument("--only", choices=(*_PARTS, *_LONG_PARTS), help="one part alone; artists takes minutes")
    return parser
