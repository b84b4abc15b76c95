"""A tiny pipeline folder for all tests of the diffusion engine, and one thread: more are slower on a busy machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_REASON = "the diffusion engine needs its extra: pip install 'krita-apprentice[diffusion]'"
torch = pytest.importorskip("torch", reason=_REASON)
pytest.importorskip("diffusers", reason=_REASON)

import tiny_pipeline  # noqa: E402 -- imports torch and diffusers
from huggingface_hub import constants  # noqa: E402

from apprentice_backend.engines import create  # noqa: E402
from apprentice_backend.engines.diffusion.engine import DiffusionEngine  # noqa: E402
from apprentice_backend.engines.diffusion.models.load import LoadedModel, load  # noqa: E402
from apprentice_backend.engines.diffusion.models.source import find  # noqa: E402
from apprentice_backend.engines.diffusion.settings import Settings  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session", autouse=True)
def _no_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point the hub's cache at an empty folder and its address at nothing: no test may reach out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(constants, "HF_HUB_CACHE", str(tmp_path_factory.mktemp("hub")))
        patch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
        yield


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline folder with random weights."""
    return tiny_pipeline.make(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def engine(tiny_folder: Path) -> DiffusionEngine:
    """An engine on the tiny folder that takes four steps; shared, as a running backend shares it."""
    made: Any = create("ssd-1b", model=f"{tiny_folder}?steps=4&idle_s=0", device="cpu")
    return made


@pytest.fixture
def loaded(tiny_folder: Path) -> LoadedModel:
    """The tiny model, loaded anew."""
    return load(find(str(tiny_folder)), "cpu", Settings())
