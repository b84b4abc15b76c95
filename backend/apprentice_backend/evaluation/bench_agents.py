"""The benchmark behind `apprentice bench agents`: simulated artists, every agent, figures with 95% intervals."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from apprentice_shared.attributes import AttributeMix, AttributeSpace

from ..agents import NAMES
from ..agents.base import Constraints
from .artists import Artist
from .conditions import REPORTING_SEED, Condition
from .learning import learn
from .report import as_json, as_table
from .summary import Figure, Summary, figure, summarise
from .worlds import WORLDS

QUICK_ARTISTS = 40
FULL_ARTISTS = 200
SLATES = 10

Results = list[tuple[Condition, Summary]]


def quick_conditions() -> list[Condition]:
    """Return our own agents in the base world, and what helps the default one."""
    learners = [Condition(name, name) for name in NAMES]
    return [*learners, Condition("bayes, reasons", "bayes", reasons=True)]


def full_conditions() -> list[Condition]:
    """Return every agent in every world, and the default one with every help and under every restriction."""
    learners = [Condition(name, name, world) for world in WORLDS for name in NAMES]
    helped = [Condition("bayes, reasons", "bayes", world, reasons=True) for world in WORLDS]
    restricted = {"vary two": frozenset({"color", "mood"}), "vary three": frozenset({"color", "mood", "style"})}
    return [
        *learners,
        *helped,
        Condition("bayes, 100 past profiles", "bayes", "schools", prior="past"),
        Condition("bayes, right portfolio", "bayes", prior="right"),
        Condition("bayes, wrong portfolio", "bayes", prior="wrong"),
        Condition("bayes, reasons, right portfolio", "bayes", reasons=True, prior="right"),
        Condition("bayes, surprising", "bayes", constraints=Constraints(surprise=1.0)),
        Condition("bayes, familiar", "bayes", constraints=Constraints(surprise=0.0)),
        *(
            Condition(f"bayes, {name}", "bayes", constraints=Constraints(vary=vary))
            for name, vary in restricted.items()
        ),
    ]


def bench_agents(
    conditions: Sequence[Condition],
    artists: int,
    *,
    first_seed: int = REPORTING_SEED,
    slates: int = SLATES,
    on_done: Callable[[Condition, Summary], None] | None = None,
) -> Results:
    """Try each condition on the same artists.

    Args:
        conditions: the rows, in the order of the table.
        artists: how many, at least 1.
        first_seed: of the first artist; the others follow.
        slates: how many slates of four each of them rates.
        on_done: called with each row as soon as it is there.
    """
    space = AttributeSpace.default()
    results = []
    for condition in conditions:
        started = time.perf_counter()
        curves = []
        for seed in range(first_seed, first_seed + artists):
            agent, artist = condition.make(space, seed)
            curves.append(learn(agent, artist, slates, condition.constraints))
        summary = summarise(curves, time.perf_counter() - started)
        if on_done is not None:
            on_done(condition, summary)
        results.append((condition, summary))
    return results


def even_blend(world: str, artists: int, *, first_seed: int = REPORTING_SEED) -> Figure:
    """Return the score of always recommending all values in equal parts, which needs no rating."""
    space = AttributeSpace.default()
    even = AttributeMix({name: dict.fromkeys(values, 1.0 / len(values)) for name, values in space.dimensions.items()})
    scores = [Artist(WORLDS[world], space, seed=seed).score(even) for seed in range(first_seed, first_seed + artists)]
    return figure(np.array(scores))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark as the command line asks for it, and write the table to standard output."""
    options = _parser().parse_args(argv)
    conditions = full_conditions() if options.full else quick_conditions()
    if options.world:
        conditions = [replace(row, world=options.world) for row in quick_conditions()]
    if options.agent:
        conditions = [row for row in conditions if row.agent in options.agent]
    artists = options.artists or (FULL_ARTISTS if options.full else QUICK_ARTISTS)
    seed = options.seed if options.seed is not None else REPORTING_SEED
    results = bench_agents(conditions, artists, first_seed=seed, on_done=_say_progress)
    worlds = dict.fromkeys(condition.world for condition in conditions)
    blends = {world: even_blend(world, artists, first_seed=seed) for world in worlds}
    sys.stdout.write(as_table(results, blends))
    if options.json:
        options.json.write_text(json.dumps(as_json(results, blends), indent=1) + "\n", encoding="utf-8")
    if options.plots:
        from .plots import draw_curves  # noqa: PLC0415 - matplotlib comes with the extra [bench] only

        draw_curves(results, blends, options.plots)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apprentice bench agents", description=__doc__)
    parser.add_argument("--full", action="store_true", help="every agent in every world; may take an hour")
    parser.add_argument("--world", choices=sorted(WORLDS), help="our agents in this world")
    parser.add_argument("--agent", action="append", choices=NAMES, help="only this agent; may be repeated")
    parser.add_argument("--artists", type=_positive, help=f"artists per row ({QUICK_ARTISTS}; --full {FULL_ARTISTS})")
    parser.add_argument("--seed", type=int, help="of the first artist; the default is kept apart for reporting")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--plots", type=Path, help="write learning curves into this folder (needs the extra [bench])")
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
