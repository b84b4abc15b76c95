"""The log: nothing from outside can forge a line of it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from apprentice_backend.log_lines import LineFormatter, set_up_log

FORGED = "x\nERROR apprentice: all is lost\r\x1b[2K\x1b]0;title\x07\u202egnp.\u2066\u2028\x85\ud800"


def record(text: str, *given: object, exc_info: object = None) -> logging.LogRecord:
    """Return a record as a logger makes it."""
    return logging.LogRecord("apprentice_backend.part", logging.WARNING, "", 0, text, given, exc_info)  # type: ignore[arg-type]


@contextmanager
def own_log() -> Iterator[None]:
    """Have the process as it is before a log is set up, for the length of a block."""
    root, hook = logging.getLogger(), threading.excepthook
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    set_up_log(verbose=False)
    yield
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(level)


@pytest.mark.parametrize("text", ["%s", FORGED.replace("%", "%%")], ids=["argument", "message"])
def test_a_record_is_one_line_of_letters(text: str) -> None:
    """Line ends, control characters, directions and half characters are escapes, wherever they stand."""
    line = LineFormatter().format(record(text, *([FORGED] if text == "%s" else [])))
    assert line.isprintable()
    assert line.startswith("WARNING apprentice_backend.part: x\\nERROR apprentice: all is lost\\r\\x1b[2K")


def test_letters_of_all_languages_stay() -> None:
    """A name is read as it is written."""
    assert LineFormatter().format(record("%s", "Jürgen 日本 Ωβ")).endswith(": Jürgen 日本 Ωβ")


def test_a_traceback_stands_further_in() -> None:
    """No line of a traceback begins where a line of the log does, not even one of the error's text."""
    try:
        raise ValueError(FORGED)
    except ValueError:
        lines = LineFormatter().format(record("failed", exc_info=sys.exc_info())).split("\n")
    assert lines[0] == "WARNING apprentice_backend.part: failed"
    assert all(line.isprintable() and line.startswith("    ") for line in lines[1:])
    assert any("ERROR apprentice: all is lost" in line for line in lines[1:])


def test_each_formatting_is_whole() -> None:
    """A record that is formatted again, or elsewhere before, is escaped all the same."""
    twice = record("failed", exc_info=(ValueError, ValueError(FORGED), None))
    logging.Formatter().format(twice)
    assert LineFormatter().format(twice) == LineFormatter().format(twice)
    assert all(line.startswith("    ") for line in LineFormatter().format(twice).split("\n")[1:])


def test_a_thread_that_fails_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """What ends a thread is in the log, in the log's form."""

    def fail() -> None:
        raise ValueError(FORGED)

    with own_log():
        thread = threading.Thread(target=fail, name="a\nb")
        thread.start()
        thread.join()
    lines = capsys.readouterr().err.rstrip("\n").split("\n")
    assert lines[0].endswith("The thread a\\nb has ended")
    assert all(line.startswith("    ") for line in lines[1:])


def test_only_what_matters_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """Without `--verbose` the log has warnings and worse."""
    with own_log():
        logging.getLogger("apprentice_backend").info("quiet")
        logging.getLogger("apprentice_backend").warning("loud")
    assert capsys.readouterr().err == "WARNING apprentice_backend: loud\n"
