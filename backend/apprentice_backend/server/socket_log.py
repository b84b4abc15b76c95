"""The log of the web sockets, without a traceback for what a stranger at the port has done."""

from __future__ import annotations

import logging

from websockets.exceptions import WebSocketException

# The message with which `websockets` gives up a connection that is none yet.
_NO_HANDSHAKE = "opening handshake failed"
_OTHER_SIDES = (OSError, EOFError, WebSocketException)


class StrangersInBrief(logging.Filter):
    """Makes one line at INFO of a connection that the other side has spoilt: a scan, half a request, a lost cable."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten such a record; return whether it is to be written."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not (record.msg == _NO_HANDSHAKE or isinstance(error, _OTHER_SIDES)):
            return True
        record.msg, record.args = "%s: %s", (record.getMessage(), error)
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
        return logging.getLogger(record.name).isEnabledFor(logging.INFO)


_IN_BRIEF = StrangersInBrief()


def socket_logger() -> logging.Logger:
    """Return the logger to give to `websockets`."""
    logger = logging.getLogger(__name__)
    logger.addFilter(_IN_BRIEF)
    return logger
