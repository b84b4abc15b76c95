"""Engines: made when asked for, held, and closed."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from apprentice_backend import engines
from apprentice_backend.engines.base import Engine
from apprentice_backend.studio import EngineKey, EnginePool
from apprentice_backend.studio.engine_pool import MAX_ENGINES
from apprentice_shared.errors import ConfigError


class Maker:
    """Makes fake engines and notes what it was asked for and what was closed."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.closed: list[str] = []

    def __call__(self, name: str, *, model: str, device: str) -> Engine:
        """Make one."""
        self.asked.append((name, model, device))
        engine = engines.create(name, model=model, device=device)
        engine.close = lambda: self.closed.append(model)  # type: ignore[method-assign]
        return engine


def test_an_engine_is_made_once() -> None:
    """Asked for again, it is the same one."""
    maker = Maker()
    pool = EnginePool(EngineKey("fake", "steps=2", "auto"), maker)
    assert pool.get(pool.key()) is pool.get(pool.key("fake"))
    assert maker.asked == [("fake", "steps=2", "")]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ((), ("fake", "steps=2", "cpu")),
        (("fake",), ("fake", "steps=2", "cpu")),
        (("studies",), ("studies", "", "cpu")),
        (("fake", "steps=3"), ("fake", "steps=3", "cpu")),
        (("", "steps=3"), ("fake", "steps=3", "cpu")),
        (("", "", "cuda"), ("fake", "steps=2", "cuda")),
    ],
    ids=["nothing", "the same", "another", "another model", "a model alone", "a device alone"],
)
def test_what_is_not_said_is_the_servers(asked: tuple[str, ...], meant: tuple[str, str, str]) -> None:
    """A model belongs to its engine: another engine does not get it."""
    assert EnginePool(EngineKey("fake", "steps=2", "cpu")).key(*asked) == EngineKey(*meant)


@pytest.mark.parametrize(
    ("asked", "model"),
    [(("studies",), "own.toml"), (("studies", "other.toml"), "other.toml"), (("fake",), "steps=2"), (("ssd-1b",), "")],
    ids=["its own", "another model", "the default", "none"],
)
def test_an_engine_beside_the_default_has_a_model_too(asked: tuple[str, ...], model: str) -> None:
    """A request need not name it, as it need not name the default's."""
    models = {"studies": "own.toml", "fake": "steps=3"}
    assert EnginePool(EngineKey("fake", "steps=2"), models=models).key(*asked) == EngineKey(asked[0], model)


def test_the_engine_not_used_for_longest_makes_room() -> None:
    """Only so many are held; what goes is closed, and all are at the end."""
    maker = Maker()
    pool = EnginePool(EngineKey("fake"), maker)
    models = [f"steps={number}" for number in range(1, MAX_ENGINES + 2)]
    for model in models:
        pool.get(pool.key("fake", model))
    assert maker.closed == models[:1]
    pool.close()
    assert sorted(maker.closed) == models


def test_an_engine_that_is_being_made_holds_up_no_other() -> None:
    """A client that connects is told of the default engine, however long another one takes to import."""
    asked, made = Event(), Event()

    def slow(name: str, *, model: str, device: str) -> Engine:
        if name == "ssd-1b":
            asked.set()
            assert made.wait(60)
        return engines.create("fake", model=model, device=device)

    pool = EnginePool(EngineKey("fake"), slow)
    other = Thread(target=lambda: pool.get(pool.key("ssd-1b")))
    other.start()
    assert asked.wait(60)
    try:
        assert pool.get(pool.key()).describe().ready
    finally:
        made.set()
        other.join(60)


def test_an_engine_that_renders_when_it_makes_room_holds_up_no_other() -> None:
    """It is closed once it is done; whoever asks for another one meanwhile gets it."""
    closing, done = Event(), Event()

    def make(name: str, *, model: str, device: str) -> Engine:
        engine = engines.create(name, model=model, device=device)
        engine.close = lambda: (closing.set(), done.wait(60))  # type: ignore[assignment,method-assign]
        return engine

    pool = EnginePool(EngineKey("fake"), make)
    models = [f"steps={number}" for number in range(1, MAX_ENGINES + 2)]
    for model in models[:-1]:
        pool.get(pool.key("fake", model))
    other = Thread(target=lambda: pool.get(pool.key("fake", models[-1])))
    other.start()
    assert closing.wait(60)
    try:
        assert pool.get(pool.key("fake", models[-1])).describe().ready
    finally:
        done.set()
        other.join(60)


def test_a_pack_that_was_read_outlives_its_file(tmp_path: Path) -> None:
    """Once its engine has made room for others, the engine of the configuration still knows the pack."""
    pack = tmp_path / "mine.toml"
    pack.write_text("[mood.candle]\nlight = { key = 0.34 }\n")
    pool = EnginePool(EngineKey("fake"), models={"studies": str(pack)})
    pool.read_packs()
    pack.unlink()
    for number in range(1, MAX_ENGINES + 2):
        pool.get(pool.key("fake", f"steps={number}"))
    assert pool.get(pool.key("studies")).describe().ready


def test_a_pack_that_is_missed_is_told_with_what_to_do(tmp_path: Path) -> None:
    """A pack that a request names is read when it is asked for."""
    pool = EnginePool(EngineKey("studies"))
    with pytest.raises(ConfigError, match=r"gone\.toml cannot be read \(it is not there\): put the file back, or"):
        pool.get(pool.key("studies", str(tmp_path / "gone.toml")))


@pytest.mark.parametrize("key", [EngineKey("dall-e"), EngineKey("fake", "nonsense")], ids=["engine", "model"])
def test_what_cannot_be_made_is_one_sentence(key: EngineKey) -> None:
    """An unknown name or an unreadable model says what there is."""
    with pytest.raises(ConfigError) as caught:
        EnginePool(key).get(key)
    assert "\n" not in str(caught.value)
