"""The options that commands share, declared from the configuration's own fields."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from apprentice_backend import config
from apprentice_backend.config import Config
from apprentice_backend.log_lines import set_up_log
from apprentice_backend.number_text import whole_number
from apprentice_shared.errors import ConfigError

_METAVARS = {"vary": "DIMENSIONS", "size": "PIXELS", "idle_exit_s": "SECONDS"}


def add_config_options(parser: argparse.ArgumentParser, *names: str) -> None:
    """Declare `--data-dir`, `--verbose` and the named fields of the configuration.

    No option has a default here: one that is not given is left to the environment, the file and the configuration.
    """
    parser.add_argument("--data-dir", metavar="FOLDER", help="folder of the profiles and settings")
    words = config.options()
    parser.add_argument("--verbose", action="store_true", default=None, help=words["verbose"])
    for name in names:
        metavar = _METAVARS.get(name, name.upper())
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=metavar, help=words[name].replace("%", "%%"))


def load_config(arguments: argparse.Namespace) -> Config:
    """Put the configuration together from the parsed arguments and the environment, and set the log up.

    Raises:
        ConfigError: a value is out of range, or config.toml is wrong.
    """
    known = {"data_dir", *config.options()}
    loaded = config.load({name: value for name, value in vars(arguments).items() if name in known}, os.environ)
    set_up_log(verbose=loaded.verbose)
    return loaded


def given_options(arguments: argparse.Namespace, *names: str) -> list[str]:
    """Return those of the named options that the command line gave, as words for another command line."""
    words: list[str] = []
    for name in names:
        value = getattr(arguments, name, None)
        if value is not None:
            words += [f"--{name.replace('_', '-')}", str(value)]
    return words


@contextmanager
def checked_values() -> Iterator[None]:
    """Turn a message's `ValueError` about a value that a person gave into an error for that person.

    Raises:
        ConfigError: a value inside was out of range.
    """
    try:
        yield
    except ValueError as error:
        raise ConfigError(str(error)) from error


def whole_argument(low: int, high: int) -> Callable[[str], int]:
    """Return a parser of whole numbers from `low` to `high`; another argument is wrong usage."""

    def parse(text: str) -> int:
        number = whole_number(text)
        if number is None or not low <= number <= high:
            raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}, got {text[:40]!r}")
        return number

    return parse
