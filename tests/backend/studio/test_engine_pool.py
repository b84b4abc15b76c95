"""Engines: made when asked for, held, and closed."""

from __future__ import annotations

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


@pytest.mark.parametrize("key", [EngineKey("dall-e"), EngineKey("fake", "nonsense")], ids=["engine", "model"])
def test_what_cannot_be_made_is_one_sentence(key: EngineKey) -> None:
    """An unknown name or an unreadable model says what there is."""
    with pytest.raises(ConfigError) as caught:
        EnginePool(key).get(key)
    assert "\n" not in str(caught.value)
