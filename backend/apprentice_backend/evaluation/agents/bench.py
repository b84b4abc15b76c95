"""The benchmark behind `apprentice bench agents`: simulated artists, every learner, figures with 95% intervals."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import ConfigError

from ...packs.shipped import built_in_space
from ..artists.artist import Artist
from ..artists.worlds import WORLDS
from ..canvases.folder import folder_canvases
from ..canvases.six_kinds import DEVELOPMENT_CANVASES, REPORTING_CANVASES, pixel_canvases
from ..pixels.loop_tables import HEIGHT_PX, WIDTH_PX, pixel_tables
from .conditions import (
    FULL_ARTISTS,
    LEARNERS,
    QUICK_ARTISTS,
    REPORTING_SEED,
    Condition,
    full_artists,
    full_conditions,
    quick_conditions,
)
from .long_history.agent_speed import as_speed_table
from .long_history.scores import ARTISTS as LONG_ARTISTS
from .long_history.scores import long_table
from .report import as_table, fill_page
from .results import Results, Row
from .rivals.registry import say_missing
from .summary import Figure, Summary, figure
from .trials import Trial, play_trials


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark as the command line asks for it, and write the tables to standard output."""
    options = _parser().parse_args(argv)
    if options.speed:
        sys.stdout.write(as_speed_table())
        return 0
    if options.long:
        sys.stdout.write(long_table(options.artists or LONG_ARTISTS, options.seed, options.processes))
        return 0
    if options.pixels:
        sys.stdout.write(_pixels(options))
        return 0
    _compare_learners(options)
    return 0


def _compare_learners(options: argparse.Namespace) -> None:
    """Play all trials, keeping the page's file up to date row by row, and write tables, figures and plots."""
    trials = _trials(options)
    kept = Results.read(options.docs / "agents.json") if options.docs else Results()
    newer = Results(even_blends=_even_blends(trials))
    for trial, summary in zip(trials, play_trials(trials, options.processes), strict=True):
        newer = Results((*newer.rows, Row.of(trial.condition, summary)), newer.even_blends)
        _say_progress(trial.condition, summary)
        if options.docs:
            kept.joined(newer, full_conditions()).write(options.docs / "agents.json")
    sys.stdout.write(as_table(newer))
    if options.json:
        newer.write(options.json)
    if options.plots:
        _draw(newer, options.plots)
    if options.docs:
        page = kept.joined(newer, full_conditions())
        _draw(page, options.docs)
        fill_page(options.docs / "agents.md", page)


def even_blend(world: str, artists: int, *, first_seed: int = REPORTING_SEED) -> Figure:
    """Return the score of always recommending all values in equal parts, a baseline that needs no rating."""
    space = built_in_space()
    even = AttributeMix({name: dict.fromkeys(values, 1.0 / len(values)) for name, values in space.dimensions.items()})
    people = (Artist(WORLDS[world], space, seed=seed) for seed in range(first_seed, first_seed + artists))
    return figure(np.array([np.mean([one.score(even, context) for context in one.contexts]) for one in people]))


def _pixels(options: argparse.Namespace) -> str:
    """Return the tables of the closed loop: on a folder's canvases, or on those drawn for development or reporting."""
    if options.canvases:
        canvases = dict(folder_canvases(options.canvases, WIDTH_PX, HEIGHT_PX))
    else:
        kept_apart = options.seed >= REPORTING_SEED
        drawn = REPORTING_CANVASES if kept_apart else DEVELOPMENT_CANVASES
        canvases = pixel_canvases(WIDTH_PX, HEIGHT_PX, drawn)
    if not canvases:
        raise ConfigError(f"There is no picture in {options.canvases}: name a folder with PNG, JPEG or WebP files.")
    return pixel_tables(canvases, options.seed, options.processes)


def _trials(options: argparse.Namespace) -> list[Trial]:
    """Return the trials that the options name; leave out learners that are not installed, with a line about each."""
    everything = options.full or options.world or options.agent
    conditions = full_conditions() if everything else quick_conditions()
    worlds = options.world or (list(WORLDS) if options.full else ["base"])
    learners = options.agent or LEARNERS
    conditions = [row for row in conditions if row.world in worlds and row.agent in learners]
    for learner in dict.fromkeys(row.agent for row in conditions):
        if missing := say_missing(learner):
            sys.stderr.write(f"{missing}\n")
            conditions = [row for row in conditions if row.agent != learner]
    return [Trial(row, _artists(options, row), options.seed) for row in conditions]


def _artists(options: argparse.Namespace, condition: Condition) -> int:
    return options.artists or (full_artists(condition) if options.full else QUICK_ARTISTS)


def _even_blends(trials: Sequence[Trial]) -> dict[str, Figure]:
    """Return the even blend's score in each world, on the artists of that world's rows, at most `FULL_ARTISTS`."""
    first = {trial.condition.world: trial for trial in reversed(trials)}
    return {
        world: even_blend(world, min(first[world].artists, FULL_ARTISTS), first_seed=first[world].first_seed)
        for world in dict.fromkeys(trial.condition.world for trial in trials)
    }


def _draw(results: Results, folder: Path) -> None:
    from .plots import draw_curves  # noqa: PLC0415 - matplotlib comes with the extra [bench] only

    draw_curves(results, folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apprentice bench agents", description=__doc__)
    parser.add_argument("--full", action="store_true", help="every learner in every world; may take an hour")
    parser.add_argument("--world", action="append", choices=sorted(WORLDS), help="this world; may be repeated")
    parser.add_argument("--agent", action="append", choices=LEARNERS, help="only this learner; may be repeated")
    parser.add_argument("--artists", type=_positive, help=f"per row ({QUICK_ARTISTS}; --full {FULL_ARTISTS} or more)")
    parser.add_argument(
        "--seed", type=int, default=REPORTING_SEED, help="of the first artist; the default is kept apart for reporting"
    )
    parser.add_argument("--processes", type=_positive, default=os.cpu_count() or 1, help="default: one per core")
    parser.add_argument(
        "--speed", action="store_true", help="how long the default agent takes with 1,000 ratings, and nothing else"
    )
    parser.add_argument(
        "--pixels", action="store_true", help="artists who rate what pictures show, on drawn canvases; a few minutes"
    )
    parser.add_argument("--long", action="store_true", help="hundreds of ratings each, and nothing else; ten minutes")
    parser.add_argument("--canvases", type=Path, metavar="DIR", help="with --pixels: on the pictures of this folder")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--plots", type=Path, help="write learning curves into this folder (needs the extra [bench])")
    parser.add_argument(
        "--docs", type=Path, help="remake agents.json, the plots and the tables of agents.md in this folder"
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, got {number}")
    return number


def _say_progress(condition: Condition, summary: Summary) -> None:
    if sys.stderr.isatty():
        last = summary.recommended[max(summary.recommended)]
        sys.stderr.write(f"{condition.world}: {condition.label}: {last} at the end, {summary.seconds:.2f} s each\n")
