"""`apprentice bench`: the benchmarks, each beside its rivals."""

from __future__ import annotations

import argparse
import importlib
import os

from apprentice_backend import evaluation
from apprentice_shared.errors import ConfigError

NAMES = ("agents", "crowd", "engines", "palettes", "protocol")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the benchmarks; each declares its options itself."""
    parser.add_argument("name", metavar="|".join(NAMES), choices=NAMES, help="what to measure")
    parser.add_argument("rest", metavar="…", nargs=argparse.REMAINDER, help="its own options; --help lists them")


def run(arguments: argparse.Namespace) -> int:
    """Hand over to the benchmark.

    Raises:
        ConfigError: it needs a package that is not installed.
    """
    # As the backend runs: threads of OpenBLAS that wait by spinning would be timed along.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        module = importlib.import_module(f"{evaluation.__name__}.{arguments.name}.bench")
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"{error.name} is missing: install krita-apprentice[agents,diffusion,bench] into this Python"
        ) from error
    return module.main(arguments.rest)
