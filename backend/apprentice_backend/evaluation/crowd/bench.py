"""The wait for a rating in a crowd: fifty clients, four of whom keep importing and asking for all that is heavy.

A real backend serves them in another process, on a store on disk. First the raters play alone, then with the others;
half of them rate on the profile whose long log the others ask about.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import cv2
import numpy as np

from apprentice_backend.config import Config
from apprentice_backend.server import run_backend

from .clients import Crowd, Materials, Played, play
from .folder import profile_file, write_folder

BOUND_MS = 250.0
_PICTURES, _SIDE_PX = 12, 800


def main(argv: Sequence[str]) -> int:
    """Run the benchmark and write its table; return 0 if the raters' 95th percentile is within its bound, else 1."""
    options = _parser().parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        folder, pictures = Path(place) / "data", Path(place) / "pictures"
        folder.mkdir(mode=0o700)
        write_folder(folder, options.ratings, options.raters)
        materials = Materials(profile_file(options.imported), _write_pictures(pictures))
        with _served(folder) as port:
            token = (folder / "token").read_text("ascii").strip()
            alone, crowded = (
                asyncio.run(play(port, token, Crowd(options.raters, importers, options.seconds), materials))
                for importers in (0, options.importers)
            )
    played = {"alone": alone, f"with {options.importers} importers": crowded}
    if options.json:
        figures = {name: {"ratings_s": one.ratings_s, "others_s": one.others_s} for name, one in played.items()}
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        sys.stdout.write(_table(options, played))
    return 0 if _percentile_ms(crowded, 95) <= BOUND_MS else 1


def _write_pictures(folder: Path) -> Path:
    folder.mkdir()
    for number in range(_PICTURES):
        pixels = np.random.default_rng(number).integers(0, 256, (_SIDE_PX, _SIDE_PX, 3)).astype(np.uint8)
        cv2.imwrite(str(folder / f"{number}.png"), pixels)
    return folder


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    """Serve a data folder in another process; yield its port, and end the process afterwards."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(folder, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(folder: Path, parent: Connection) -> None:
    run_backend(Config(data_dir=folder, engine="fake", port=0), parent.send)


def _percentile_ms(played: Played, percent: float) -> float:
    return float(np.percentile(played.ratings_s, percent)) * 1000


def _table(options: argparse.Namespace, played: dict[str, Played]) -> str:
    rows = [
        f"| {name} | {len(one.ratings_s)} | "
        + " | ".join(f"{_percentile_ms(one, percent):.1f}" for percent in (50, 95, 99, 100))
        + f" | {sum(map(len, one.others_s.values()))} |\n"
        for name, one in played.items()
    ]
    verdict = "within" if _percentile_ms(tuple(played.values())[-1], 95) <= BOUND_MS else "OVER"
    return (
        f"{options.raters} clients rate, half of them on a log of {options.ratings} ratings; rating to acknowledgement,"
        " in ms\n\n| | ratings | median | 95% | 99% | worst | heavy answers |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        f"{''.join(rows)}\nThe last 95% is {verdict} the bound of {BOUND_MS:g} ms\n"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apprentice bench crowd", description=__doc__.partition("\n")[0])
    parser.add_argument("--raters", type=int, default=46, metavar="N", help="clients who rate every two seconds")
    parser.add_argument(
        "--importers", type=int, default=4, metavar="N", help="clients who keep asking for what is heavy"
    )
    parser.add_argument("--seconds", type=float, default=30.0, metavar="S", help="how long each of the two parts takes")
    parser.add_argument("--ratings", type=int, default=24_000, metavar="N", help="ratings in the long log")
    parser.add_argument("--imported", type=int, default=6_000, metavar="N", help="ratings in the file that is imported")
    parser.add_argument("--json", action="store_true", help="print every time as JSON")
    return parser
