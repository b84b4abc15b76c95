"""Recipes from packs: every value does something, and a misspelt word is told."""

from pathlib import Path
from threading import Event

import numpy as np
import pytest
from canvases import block_in

from apprentice_backend.engines import create
from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.studies.recipes.from_pack import recipes_of
from apprentice_backend.packs.pack import read_pack
from apprentice_backend.packs.shipped import shipped_packs
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import ConfigError, EngineError

VALUES = [key for pack in shipped_packs()[1:] for key in pack.values]


def render(canvas: np.ndarray, mix: AttributeMix, model: str = "") -> np.ndarray:
    height, width = canvas.shape[:2]
    request = RenderRequest((mix,), (3,), width, height, canvas)
    return create("studies", model=model).render(request, lambda event: None, Event())[0].pixels


@pytest.mark.parametrize("key", VALUES, ids=[f"{dimension}={value}" for dimension, value in VALUES])
def test_every_value_of_a_pack_changes_a_canvas(key: tuple[str, str]) -> None:
    """No recipe is a no-op, and none loses the picture."""
    canvas = block_in()
    study = render(canvas, AttributeMix({key[0]: {key[1]: 1.0}}))
    assert np.abs(study.astype(int) - canvas).mean() > 4
    assert study[..., :3].std() > 12


def test_artists_own_pack(tmp_path: Path) -> None:
    """A value from a file is rendered without any code."""
    pack = tmp_path / "mine.toml"
    pack.write_text('[color.sepia]\ntitle = "Sepia"\ncolor = [{ map = "monochrome", hue = 70.0, chroma = 0.05 }]\n')
    study = render(block_in(), AttributeMix({"color": {"sepia": 1.0}}), model=str(pack)).astype(int)
    assert (study[..., 0] - study[..., 2]).mean() > 8


def test_value_without_a_recipe_is_one_sentence() -> None:
    """A mix from another machine's pack says what is missing."""
    with pytest.raises(EngineError, match="no recipe for style=gouachee"):
        render(block_in(), AttributeMix({"style": {"gouachee": 1.0}}))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[color.x]\ncolor = [{ map = 'glow' }]\n", "map must be one of"),
        ("[color.x]\ncolor = [{ map = ['mute'] }]\n", "map must be one of"),
        ("[color.x]\ncolor = [{ map = 'mute', kep = 0.3 }]\n", "mute takes"),
        ("[color.x]\ncolor = [{ map = 'mute', keep = true }]\n", "must be a number"),
        ("[color.x]\ncolor = [{ map = 'inks', swatches = ['red', 'blue'] }]\n", "swatches like"),
        ("[mood.x.light]\nkee = 0.3\n", "light takes"),
        ("[mood.x.light]\nkey = 'dark'\n", "must be a number"),
    ],
)
def test_refuses_a_recipe_it_cannot_use(text: str, says: str) -> None:
    """Each mistake is its own plain sentence."""
    with pytest.raises(ConfigError, match=says):
        recipes_of(read_pack(text, "mine.toml"))


def test_pack_in_the_docs_works() -> None:
    """The example that an artist copies is one that is read."""
    page = Path(__file__).parents[5] / "docs" / "studies.md"
    example = page.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    assert ("mood", "candle") in recipes_of(read_pack(example, "candle.toml"))
