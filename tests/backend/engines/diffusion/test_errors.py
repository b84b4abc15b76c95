"""Every error of the libraries becomes one of ours."""

from __future__ import annotations

import errno
import inspect
import sys
from typing import Any

import huggingface_hub.errors as hub
import pytest
import safetensors
import torch

from apprentice_backend.engines.diffusion.errors import foreign, translate, translated
from apprentice_shared.errors import Cancelled, EngineError, EngineNotReady, EngineOutOfMemory

# The hub's client speaks HTTP through a package whose name changes between its versions.
httpx: Any = sys.modules[hub.HfHubHTTPError.__bases__[0].__module__.partition(".")[0]]


def kinds_of(module: Any) -> list[type[Exception]]:
    return [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, Exception)]


LIBRARIES = {
    **{f"hub.{kind.__name__}": kind for kind in kinds_of(hub)},
    **{f"torch.{kind.__name__}": kind for kind in kinds_of(torch)},
    **{f"safetensors.{kind.__name__}": kind for kind in kinds_of(safetensors)},
    **{f"httpx.{kind.__name__}": kind for kind in kinds_of(httpx)},
}


@pytest.mark.parametrize("kind", LIBRARIES.values(), ids=LIBRARIES.keys())
def test_every_error_of_the_libraries_is_mapped(kind: type[Exception]) -> None:
    """A class that a new version adds fails here until it is caught and has its sentence."""
    if issubclass(kind, Warning):
        return
    assert issubclass(kind, foreign()), f"{kind} passes the boundary untranslated"
    error = kind.__new__(kind)
    sentence = str(translate(error))
    assert sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (torch.OutOfMemoryError("CUDA out of memory. Tried…"), EngineOutOfMemory, "smaller size"),
        (RuntimeError("MPS backend out of memory (MPS allocated…"), EngineOutOfMemory, "smaller size"),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), EngineOutOfMemory, "smaller"),
        (MemoryError(), EngineOutOfMemory, "smaller size"),
        (OSError(errno.ENOSPC, "No space left on device"), EngineError, "disk is full"),
        (safetensors.SafetensorError("HeaderTooLarge"), EngineNotReady, "damaged"),
        (RuntimeError("Error(s) in loading state_dict: size mismatch for conv"), EngineNotReady, "SDXL family"),
        (RuntimeError("CUDA error: device-side assert\nmore"), EngineError, "--device cpu"),
        (ImportError("No module named 'peft'"), EngineNotReady, "run.py --engine ssd-1b"),
        (PermissionError(errno.EACCES, "denied", "/m/unet"), EngineNotReady, "/m/unet"),
        (ConnectionError("refused"), EngineNotReady, "cannot be reached"),
        (httpx.ConnectTimeout("slow"), EngineNotReady, "cannot be reached"),
        (hub.LocalEntryNotFoundError("nothing cached"), EngineNotReady, "not downloaded"),
        (hub.OfflineModeIsEnabled("offline"), EngineNotReady, "cannot be reached"),
        (ValueError("strange\nthing"), EngineError, r"strange\)"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_says_what_to_do(error: Exception, kind: type[EngineError], says: str) -> None:
    """The kinds that an artist meets have a sentence of their own."""
    with pytest.raises(kind, match=says) as caught, translated():
        raise error
    assert caught.value.__cause__ is error
    assert type(caught.value) is kind


@pytest.mark.parametrize("error", [Cancelled("stop"), EngineNotReady("no")], ids=["cancelled", "not ready"])
def test_ours_pass_unchanged(error: EngineError) -> None:
    """An error of our own tree is a sentence for the artist already, and passes unchanged."""
    with pytest.raises(EngineError) as caught, translated():
        raise error
    assert caught.value is error
