"""The log: lines that nothing from outside can forge, on standard error."""

from __future__ import annotations

import logging
import sys
import threading

from apprentice_shared.private_files import printable

_FORMAT = "%(levelname)s %(name)s: %(message)s"
# A traceback stands below its line, further in, so that no line of it passes for one of the log.
_INDENT = "    "


class LineFormatter(logging.Formatter):
    """Writes a record as one line, its traceback as indented ones; what is no printable letter becomes an escape."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line, and below it those of its traceback."""
        # Formatter.format keeps the text of a traceback in the record, for other formatters: here there is no other.
        record.message = record.getMessage()
        parts = [printable(self.formatMessage(record))]
        if record.exc_info:
            parts += _indented(self.formatException(record.exc_info))
        if record.stack_info:
            parts += _indented(record.stack_info)
        return "\n".join(parts)


def set_up_log(*, verbose: bool) -> None:
    """Send the log to standard error, warnings and worse or all that is said; a thread's last error is logged too.

    Where the process has a log already, it stays.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter())
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[handler])
    threading.excepthook = _log_thread


def _log_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        name = ended.thread.name if ended.thread else "a thread"
        logging.getLogger(__name__).error("The thread %s has ended", name, exc_info=ended.exc_value)


def _indented(text: str) -> list[str]:
    return [_INDENT + printable(line) for line in text.split("\n")]
