"""Every error that Apprentice raises on purpose.

    ApprenticeError
    ├── ProtocolError
    │   ├── LocalProtocolError      this side misused the session
    │   ├── RemoteProtocolError     the other side sent what the protocol forbids; carries an ErrorCode
    │   │   └── UnprovenServer      whoever answers has not proved to be the backend
    │   └── UnsendableMessage       a message holds what no text can; carries an ErrorCode
    ├── EngineError
    │   ├── EngineOutOfMemory
    │   ├── EngineNotReady          something must be installed or downloaded first
    │   └── Cancelled
    ├── RequestError            understood, but not possible; carries an ErrorCode
    ├── StoreError
    └── ConfigError

A bad argument is a plain `ValueError` that names the argument, its value and its range. The text of every
`ApprenticeError` is one sentence that a person can act on.
"""

from __future__ import annotations

import enum

from .language import tr


class ErrorCode(str, enum.Enum):
    """Stable names of what can go wrong, as sent on the wire. Codes are added, never renamed."""

    BAD_MESSAGE = "bad_message"
    BAD_IMAGE = "bad_image"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    WRONG_TOKEN = "wrong_token"
    WRONG_VERSION = "wrong_version"
    NOT_READY = "not_ready"
    BAD_VALUE = "bad_value"
    UNKNOWN_PROFILE = "unknown_profile"
    UNKNOWN_SUGGESTION = "unknown_suggestion"
    UNKNOWN_IMAGE = "unknown_image"
    UNKNOWN_EVENT = "unknown_event"
    NAME_TAKEN = "name_taken"
    ENGINE_FAILED = "engine_failed"
    ENGINE_NOT_READY = "engine_not_ready"
    ENGINE_OUT_OF_MEMORY = "engine_out_of_memory"
    CANCELLED = "cancelled"
    STORE_FAILED = "store_failed"
    INTERNAL = "internal"


class ApprenticeError(Exception):
    """The root of the tree. `code` is the error's name on the wire."""

    code = ErrorCode.INTERNAL


class ProtocolError(ApprenticeError):
    """A rule of the protocol was broken."""

    code = ErrorCode.BAD_MESSAGE


class LocalProtocolError(ProtocolError):
    """Our own code used a session in a way that the protocol forbids: a bug on this side."""


class RemoteProtocolError(ProtocolError):
    """The peer sent something that the protocol forbids; `request_id` names the request, where one could be read."""

    def __init__(self, message: str, code: ErrorCode = ErrorCode.BAD_MESSAGE, request_id: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.request_id = request_id


class UnprovenServer(RemoteProtocolError):
    """Whoever answers at the backend's address has not proved to be the backend: nothing more is sent there."""

    def __init__(self) -> None:
        super().__init__(
            tr("Something else answers in the place of Apprentice: close that program, or run “apprentice doctor”."),
            ErrorCode.WRONG_TOKEN,
        )


class UnsendableMessage(ProtocolError):
    """A message holds what cannot be sent: half a character, a number that is not finite, or too much."""

    def __init__(self, message: str, code: ErrorCode = ErrorCode.BAD_VALUE) -> None:
        super().__init__(message)
        self.code = code


class RequestError(ApprenticeError):
    """A request that was understood but cannot be done as asked; the message says in one sentence what to do."""

    def __init__(self, message: str, code: ErrorCode) -> None:
        super().__init__(message)
        self.code = code


class EngineError(ApprenticeError):
    """The image engine failed."""

    code = ErrorCode.ENGINE_FAILED


class EngineOutOfMemory(EngineError):
    """The engine ran out of memory, and has freed what it could."""

    code = ErrorCode.ENGINE_OUT_OF_MEMORY


class EngineNotReady(EngineError):
    """Something must be installed or downloaded before this engine can render; the text says what."""

    code = ErrorCode.ENGINE_NOT_READY


class Cancelled(EngineError):
    """The work was cancelled by the client that asked for it."""

    code = ErrorCode.CANCELLED


class StoreError(ApprenticeError):
    """The store cannot be read or written."""

    code = ErrorCode.STORE_FAILED


class ConfigError(ApprenticeError):
    """The configuration asks for something that does not exist."""

    code = ErrorCode.BAD_VALUE
