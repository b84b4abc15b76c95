"""The one boundary where errors of torch, diffusers, the hub and the disk become ours.

Each error becomes one sentence that says what to do; the original is its cause.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import huggingface_hub.errors as hub
from safetensors import SafetensorError

from apprentice_shared.errors import EngineError, EngineNotReady, EngineOutOfMemory
from apprentice_shared.language import later, tr

DOWNLOAD = "apprentice models download"


def _errors_of(module: Any) -> tuple[type[Exception], ...]:
    return tuple(kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Exception))


# The hub's client speaks HTTP through a package whose name changes between its versions.
_http = sys.modules[hub.HfHubHTTPError.__bases__[0].__module__.partition(".")[0]]

_BUILT_IN: tuple[type[Exception], ...] = (
    OSError,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ImportError,
    AssertionError,
    ArithmeticError,
    EOFError,
    MemoryError,
    SafetensorError,
)


def foreign() -> tuple[type[Exception], ...]:
    """Return all classes of errors that the libraries raise: built-in ones, and all of their own."""
    torch = (sys.modules["torch"],) if "torch" in sys.modules else ()  # not imported for this: it takes seconds
    return (*_BUILT_IN, *(kind for module in (hub, _http, *torch) for kind in _errors_of(module)))


_MEMORY_WORDS = ("out of memory", "can't allocate memory", "not enough memory", "failed to allocate")
_DEVICE_WORDS = ("cuda", "hip error", "mps backend", "no kernel image", "torch not compiled")
_FAMILY_WORDS = ("size mismatch", "missing key", "unexpected key", "expected shape", "cannot load", "shapes cannot be")


@contextmanager
def translated() -> Iterator[None]:
    """Turn errors of the libraries inside the context into an `EngineError`; errors of our own tree pass unchanged."""
    try:
        yield
    except foreign() as error:
        raise translate(error) from error


def translate(error: Exception) -> EngineError:
    """Return our error for a foreign one, by the first entry of the table below that fits it."""
    if isinstance(error, hub.LocalEntryNotFoundError) and isinstance(error.__cause__, Exception):
        return translate(error.__cause__)  # the hub was asked before the cache: its answer is the reason
    kind, text = next((kind, text) for fits, kind, text in _TABLE if fits(error))
    file = getattr(error, "filename", None) or tr("a file")
    return kind(tr(text, line=_first_line(error), file=file, command=DOWNLOAD))


def _says(error: Exception, words: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(word in text for word in words)


def _out_of_memory(error: Exception) -> bool:
    named = type(error).__name__ in ("OutOfMemoryError", "MemoryError")
    return named or (isinstance(error, RuntimeError) and _says(error, _MEMORY_WORDS))


def _status(error: Exception) -> int | None:
    return getattr(getattr(error, "response", None), "status_code", None)


def _disk_full(error: Exception) -> bool:
    return getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or _says(error, ("no space left",))


def _no_network(error: Exception) -> bool:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return bool(kinds & {"ConnectionError", "TransportError", "ConnectError", "TimeoutException", "TimeoutError"})


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".:") if lines else type(error).__name__


_DAMAGED = (
    SafetensorError,
    EOFError,
    hub.SafetensorsParsingError,
    hub.NotASafetensorsRepoError,
    hub.DDUFError,
    hub.CorruptedCacheException,
)

# The foreign errors that an entry fits, the class of ours, and its sentence, in which {line} is the first line of the
# foreign text, {file} the name of its file, and {command} what downloads a model.
_TABLE: tuple[tuple[Callable[[Exception], bool], type[EngineError], str], ...] = (
    (
        _out_of_memory,
        EngineOutOfMemory,
        later("the AI image model ran out of memory: close other programs, or ask for a smaller size"),
    ),
    (
        lambda error: isinstance(error, (hub.GatedRepoError, hub.DisabledRepoError)),
        EngineNotReady,
        later("huggingface.co does not give out this model: open its page there, or choose another model"),
    ),
    (
        lambda error: isinstance(error, (hub.RepositoryNotFoundError, hub.BucketNotFoundError)),
        EngineNotReady,
        later("huggingface.co has no model of that name: check --model, or run 'apprentice models list'"),
    ),
    (
        lambda error: isinstance(error, (hub.RevisionNotFoundError, hub.RevisionResolutionError)),
        EngineNotReady,
        later("huggingface.co has no such version of the model: leave out the @ and what follows it"),
    ),
    (
        lambda error: isinstance(
            error, (hub.LocalEntryNotFoundError, hub.CacheNotFound, hub.CachedRepoTreeNotFoundError)
        ),
        EngineNotReady,
        later("the model is not downloaded yet: run '{command}'"),
    ),
    (
        lambda error: isinstance(error, (hub.HFValidationError, hub.HfUriError)),
        EngineNotReady,
        later("the model must be a folder, a .safetensors file or a name on huggingface.co such as segmind/SSD-1B"),
    ),
    (
        lambda error: isinstance(error, _DAMAGED),
        EngineNotReady,
        later("a file of the model is damaged: run 'apprentice models verify', then download it again"),
    ),
    (
        _disk_full,
        EngineError,
        later("the disk is full: free some space and start again, the download goes on where it stopped"),
    ),
    (
        lambda error: _status(error) in (401, 403),
        EngineNotReady,
        later("huggingface.co refuses access to this model: open its page there, or choose another model"),
    ),
    (
        lambda error: _status(error) == 404,
        EngineNotReady,
        later("huggingface.co lacks a file of this model: check --model, or run 'apprentice models list'"),
    ),
    (
        _no_network,
        EngineNotReady,
        later("huggingface.co cannot be reached: check the internet connection and run the same command again"),
    ),
    (
        lambda error: isinstance(error, (hub.HfHubHTTPError, hub.FileMetadataError, hub.XetDownloadError)),
        EngineNotReady,
        later("huggingface.co did not give the file: run the same command again in a while"),
    ),
    (
        lambda error: isinstance(error, ImportError),
        EngineNotReady,
        later("a part of the AI image engine is missing ({line}): run 'python3 run.py --engine ssd-1b'"),
    ),
    (
        lambda error: isinstance(error, PermissionError),
        EngineNotReady,
        later("{file} may not be read: change its permissions"),
    ),
    (
        lambda error: isinstance(error, FileNotFoundError),
        EngineNotReady,
        later("a file of the model is missing: run 'apprentice models verify', then download it again"),
    ),
    (
        lambda error: _says(error, _FAMILY_WORDS),
        EngineNotReady,
        later("this is another kind of model: use one of the SDXL family"),
    ),
    (
        lambda error: _says(error, _DEVICE_WORDS),
        EngineError,
        later("the graphics card failed ({line}): try again, or start Apprentice with --device cpu"),
    ),
    (
        lambda error: isinstance(error, OSError),
        EngineNotReady,
        later("the model cannot be read ({line}): run 'apprentice models verify'"),
    ),
    (
        lambda _error: True,
        EngineError,
        later("the AI image engine failed ({line}): ask again, or choose another one in the settings"),
    ),
)
