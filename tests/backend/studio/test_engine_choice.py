"""The engine in use: told, chosen, remembered, and refused where it is not installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest
from workshop import Workshop

from apprentice_backend import engines
from apprentice_backend.engines.base import EngineInfo
from apprentice_backend.engines.fake import FakeEngine
from apprentice_backend.studio import EngineChoice, EngineKey, EnginePool, engine_choice
from apprentice_shared.errors import EngineNotReady, ErrorCode, RequestError, StoreError
from apprentice_shared.messages import EnginesReport, GetEngines, SetEngine


@pytest.fixture
def _both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two engines that are installed on every machine."""
    monkeypatch.setattr(engines, "OFFERED", ("studies", "fake"))


def in_use(choice: EngineChoice) -> list[str]:
    """Return the engines that say they are in use."""
    return [part.name for part in choice.parts() if part.in_use]


def test_every_engine_says_what_it_is() -> None:
    """A sentence for each, and whether pictures come from an AI image model."""
    for part in EngineChoice(EnginePool(EngineKey("studies"))).parts():
        assert part.title and part.about.endswith(".")
        assert part.generative is (part.name == "ssd-1b")


@pytest.mark.usefixtures("_both")
def test_a_choice_is_remembered(tmp_path: Path) -> None:
    """The next backend of the same folder renders with the engine that was chosen."""
    EngineChoice(EnginePool(EngineKey("studies")), tmp_path).use("fake")
    pool = EnginePool(EngineKey("studies"))
    assert in_use(EngineChoice(pool, tmp_path)) == ["fake"]
    assert pool.default.name == "fake"


@pytest.mark.usefixtures("_both")
def test_of_two_choices_at_once_one_is_used_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine in use is the one that the next backend begins with, however two clients' choices overlap."""
    write, first, second = engine_choice.write_atomically, Event(), Event()

    def slow(path: Path, content: bytes, mode: int) -> None:
        write(path, content, mode=mode)
        if not first.is_set():
            first.set()
            second.wait(0.5)

    monkeypatch.setattr(engine_choice, "write_atomically", slow)
    pool = EnginePool(EngineKey("studies"))
    choice = EngineChoice(pool, tmp_path)
    earlier = Thread(target=choice.use, args=("fake",))
    earlier.start()
    assert first.wait(30)
    choice.use("studies")
    second.set()
    earlier.join(30)
    assert json.loads((tmp_path / "engine.json").read_text())["engine"] == pool.default.name


@pytest.mark.usefixtures("_both")
def test_another_configuration_ends_a_choice(tmp_path: Path) -> None:
    """Who starts the backend with another engine means that one."""
    EngineChoice(EnginePool(EngineKey("fake")), tmp_path).use("studies")
    assert in_use(EngineChoice(EnginePool(EngineKey("studies")), tmp_path)) == ["studies"]
    EngineChoice(EnginePool(EngineKey("studies")), tmp_path).use("fake")
    assert in_use(EngineChoice(EnginePool(EngineKey("fake")), tmp_path)) == ["fake"]


@pytest.mark.usefixtures("_both")
@pytest.mark.parametrize("content", ["", "{", "[]", '{"engine": 5}', '{"engine": "oil", "configured": "studies"}'])
def test_a_broken_file_is_no_choice(tmp_path: Path, content: str) -> None:
    """The configured engine is used."""
    (tmp_path / "engine.json").write_text(content)
    assert in_use(EngineChoice(EnginePool(EngineKey("studies")), tmp_path)) == ["studies"]


def test_an_engine_that_is_not_installed_is_neither_told_nor_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would only fail at the first slate."""
    monkeypatch.setattr(engines, "is_installed", lambda name: name == "studies")
    choice = EngineChoice(EnginePool(EngineKey("studies")))
    assert [part.name for part in choice.parts()] == ["studies"]
    with pytest.raises(RequestError, match="choose from studies") as caught:
        choice.use("ssd-1b")
    assert caught.value.code is ErrorCode.BAD_VALUE


@pytest.mark.usefixtures("_both")
def test_an_engine_that_is_not_ready_is_told_and_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own sentence says what to do first; nothing is remembered."""
    info = EngineInfo("fake", "Fake", ready=False, problem="the model is not downloaded yet: download it")
    monkeypatch.setattr(FakeEngine, "describe", lambda self: info)
    choice = EngineChoice(EnginePool(EngineKey("studies")), tmp_path)
    with pytest.raises(EngineNotReady, match=info.problem):
        choice.use("fake")
    assert in_use(choice) == ["studies"]
    assert list(tmp_path.iterdir()) == []


def test_telling_the_engines_imports_no_model_library() -> None:
    """The hub's client and torch take seconds: which engines there are is told without them."""
    code = (
        "import sys\n"
        "from apprentice_backend.studio import EngineChoice, EngineKey, EnginePool\n"
        "EngineChoice(EnginePool(EngineKey('studies'))).parts()\n"
        "print(sorted({'torch', 'diffusers', 'transformers', 'huggingface_hub.errors'} & set(sys.modules)))"
    )
    with TemporaryDirectory() as empty:
        around = {**os.environ, "HF_HUB_CACHE": empty}
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=around)
    assert told.stdout.strip() == "[]"


@pytest.mark.usefixtures("_both")
def test_a_choice_that_cannot_be_kept_is_not_made(tmp_path: Path) -> None:
    """The artist is told, and the engine stays."""
    choice = EngineChoice(EnginePool(EngineKey("studies")), tmp_path / "gone")
    with pytest.raises(StoreError, match="cannot be kept"):
        choice.use("fake")
    assert in_use(choice) == ["studies"]


@pytest.mark.usefixtures("_both")
def test_requests_reach_the_choice(tmp_path: Path) -> None:
    """`get_engines` and `set_engine` answer with the engines as they are afterwards."""
    workshop = Workshop(tmp_path)
    for request, name in ((GetEngines("e1"), "fake"), (SetEngine("e2", "studies"), "studies")):
        reply = workshop.studio.answer(request).reply
        assert isinstance(reply, EnginesReport)
        assert [part.name for part in reply.engines if part.in_use] == [name]
    assert workshop.studio.engine().name == "studies"
    workshop.log.close()
