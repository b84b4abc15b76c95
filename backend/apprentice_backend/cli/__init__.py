"""The command line: one module per command, `options`, which commands share, and `failures`, told in a sentence.

Exit status: 0 done; 1 a failure, said in one sentence on standard error; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import ModuleType
from typing import NoReturn

from apprentice_backend import __version__
from apprentice_backend.log_lines import set_up_log
from apprentice_shared.errors import ApprenticeError
from apprentice_shared.private_files import printable

from .failures import told

# command -> what it does. Each is a module of this package, imported only when it is called.
COMMANDS = {
    "up": "put the panel into Krita, start the backend, open Krita",
    "serve": "run the backend alone",
    "suggest": "propose studies of a picture",
    "rate": "give a suggestion its stars",
    "taste": "tell what has been learned, or set it by hand",
    "framings": "propose framings of a picture, and write what they show",
    "palette": "show the colours of a picture, or write them as a palette file",
    "history": "list what was shown and said, undo a rating, forget a time",
    "profile": "list, create, start, rename, duplicate, blend, export, import, reset or delete profiles",
    "plugin": "put the panel into Krita, take it out, or pack it",
    "bench": "measure agents, engines, palettes or the protocol beside their rivals",
    "models": "list, download, verify or find the models of the diffusion engine",
    "doctor": "describe this installation for a bug report, without private data",
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the usage in one sentence, like any other failure."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {printable(message)} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _take_any_text()
    # The agents' matrices are small: on a busy machine a second thread of OpenBLAS only waits for the first.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status, said = _outcome(arguments)
    try:
        if sys.stdout is not None:  # closed by whoever called
            sys.stdout.flush()
    except OSError as error:
        status, said = _failed(error)
    if said and sys.stderr is not None:
        with suppress(OSError):
            print(f"apprentice: {printable(said)}", file=sys.stderr)
    return status


def _outcome(arguments: list[str]) -> tuple[int, str]:
    """Run one command; return its exit status, and one sentence where it failed."""
    try:
        return _run(arguments), ""
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2, ""
    except KeyboardInterrupt:
        return 130, ""
    except (ApprenticeError, OSError, UnicodeError) as error:
        return _failed(error)
    except Exception:
        # The outermost call of all: what nobody expected is written as the log writes it.
        set_up_log(verbose=False)
        logging.getLogger(__name__).exception("This should not happen; please report it with the lines below")
        return 1, ""


def _failed(error: ApprenticeError | OSError | UnicodeError) -> tuple[int, str]:
    if isinstance(error, OSError) and error.filename is None:
        _leave_output()
    # A reader that has seen enough is no failure.
    return (0, "") if isinstance(error, BrokenPipeError) else (1, told(error))


def _leave_output() -> None:
    """Let nothing more be written to standard output: Python must not meet the failing file again while it ends."""
    try:
        sys.stdout.flush()
        return
    except OSError:
        pass
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _take_any_text() -> None:
    """Let no letter of a name keep a line from being printed: one that the terminal does not know is an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(arguments: list[str]) -> int:
    parser = _Parser(
        prog="apprentice",
        description="Suggestions for the painting in front of you, and palettes, that learn your taste.",
        epilog="`apprentice COMMAND --help` tells the options of a command.",
    )
    parser.add_argument("--version", action="version", version=f"Apprentice {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    chosen = next((word for word in arguments if word in COMMANDS), None)
    for name, words in COMMANDS.items():
        command = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
        if name == chosen:
            module = _module(name)
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    parsed = parser.parse_args(arguments)
    return parsed.run(parsed)


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name}")
