"""Recipes from packs: every value does something, and a misspelt word is told."""

import dataclasses
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from canvases import block_in

from apprentice_backend.engines import create
from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.studies.recipes.from_pack import intents_of, recipes_of
from apprentice_backend.engines.studies.stages.brushwork.operations import STYLE_OPERATIONS, StyleOperation
from apprentice_backend.engines.studies.stages.brushwork.wash import Wash
from apprentice_backend.engines.studies.stages.colour.maps import COLOR_MAPS, ColorMap
from apprentice_backend.engines.studies.stages.framing.framing import Framing
from apprentice_backend.engines.studies.stages.light.light import Light
from apprentice_backend.engines.studies.stages.places.areas import AREAS
from apprentice_backend.engines.studies.stages.places.place import PlaceChange
from apprentice_backend.engines.studies.stages.stage_part import Operation
from apprentice_backend.packs.pack import read_pack
from apprentice_backend.packs.shipped import shipped_packs
from apprentice_shared.attributes import AttributeMix
from apprentice_shared.errors import ConfigError, EngineError

PAGE = (Path(__file__).parents[5] / "docs" / "studies.md").read_text(encoding="utf-8")
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
    with pytest.raises(EngineError, match="no study is made with Gouachee"):
        render(block_in(), AttributeMix({"style": {"gouachee": 1.0}}))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[color.x]\ncolor = [{ map = 'glow' }]\n", "map must be one of"),
        ("[color.x]\ncolor = [{ map = ['mute'] }]\n", "map must be one of"),
        ("[color.x]\ncolor = [{ map = 'mute', kep = 0.3 }]\n", "mute takes"),
        (
            "[color.x]\ncolor = [{ mpa = 'mute' }]\n",
            "color.x: map is missing: it must be one of temperature, vibrance, ",
        ),
        ("[style.x]\nstyle = [{ operation = 'wash', rimm = 0.3 }]\n", r"x\.wash takes (\w+, )+got \['rimm'\]$"),
        ("[mood.x.light]\nkee = 0.3\n", "light takes"),
        ("[mood.x]\nlight = 0.3\n", "light takes"),
        ("[mood.x.framing]\nzooom = 1.3\n", "framing takes"),
        ("[color.x]\ncolor = 0.3\n", "a list of tables"),
        ("[color.x]\ncolor = [0.3]\n", "a list of tables"),
    ],
)
def test_refuses_a_recipe_it_cannot_use(text: str, says: str) -> None:
    """Each mistake is its own plain sentence."""
    with pytest.raises(ConfigError, match=says):
        recipes_of(read_pack(text, "mine.toml"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[intent.Fog]\nplaces = []\n", "names of intents are lower-case letters, digits and underscores, got 'Fog'"),
        ("[intent]\nfog = 3\n", r"intent\.fog must be a table with a title and some of places, color, style, light"),
        ("[intent.fog]\ntitle = 'Fog'\n", r"intent\.fog takes title, places, color, style, light, at least one"),
        ("[intent.fog]\nframing = { zoom = 2.0 }\n", r"intent\.fog takes title, .*got \['framing'\]"),
        (
            "[intent.fog]\nplaces = [{ lift = 0.1 }]\n",
            r"intent\.fog: place is missing: it must be one of everything, far",
        ),
        ("[intent.fog]\nplaces = [{ place = 'moon' }]\n", "place must be one of everything, far, .*got 'moon'"),
        ("[intent.fog]\nplaces = [{ place = 'far', airr = 1 }]\n", r"intent\.fog\.far takes low, .*got \['airr'\]"),
        ("[intent.fog]\nplaces = [{ place = 'far', air = nan }]\n", r"intent\.fog\.far\.air must be a finite number"),
        ("[intent.fog]\nlight = { keyy = 1 }\n", r"intent\.fog\.light takes key, "),
        (
            "[intent.fog]\nagainst = ['color=warm']\n",
            r"intent\.fog takes title, .*at least one beside title, and against",
        ),
        ("[intent.fog]\nplaces = []\nagainst = 'warm'\n", r"intent\.fog\.against: a list of .* values such as"),
        ("[intent.fog]\nplaces = []\nagainst = ['warm']\n", r"such as \"color=cool\" was expected, got \['warm'\]"),
        ("intent = 3\n", r"intent must be a table of intents, as in \[intent\.fog\]"),
    ],
)
def test_refuses_an_intent_it_cannot_use(text: str, says: str) -> None:
    """Each mistake is its own plain sentence."""
    with pytest.raises(ConfigError, match=says):
        intents_of(read_pack(text, "mine.toml"))


def test_more_intents_than_a_pack_may_hold_are_refused() -> None:
    """The sentence says how many there may be."""
    many = "".join(f"[intent.fog_{index}]\nlight = {{ key = 0.5 }}\n" for index in range(25))
    with pytest.raises(ConfigError, match="has more than 24 intents: take some away"):
        read_pack(many, "mine.toml")


def test_an_intent_without_a_title_is_called_by_its_name() -> None:
    """Underscores are spaces to the artist."""
    assert intents_of(read_pack("[intent.sea_fog]\nlight = { key = 0.6 }\n", "mine.toml"))["sea_fog"].title == "Sea fog"


@pytest.mark.parametrize(
    "value",
    ["nan", "inf", "-inf", "true", "'0.5'", "1" + 400 * "0", "0x" + 6000 * "f", "['#102030', '#fedcba']", "{ a = 1 }"],
    ids=["nan", "inf", "minus inf", "bool", "text", "huge", "huge hex", "swatches", "table"],
)
@pytest.mark.parametrize(
    ("recipe", "where"),
    [
        ("color = [{ map = 'mute', keep = VALUE }]", "color.x.mute.keep"),
        ("color = [{ map = 'temperature', light_hue = VALUE }]", "color.x.temperature.light_hue"),
        ("style = [{ operation = 'strokes', size = VALUE }]", "color.x.strokes.size"),
        ("light = { key = VALUE }", "color.x.light.key"),
        ("framing = { zoom = VALUE }", "color.x.framing.zoom"),
    ],
    ids=["map", "optional", "operation", "light", "framing"],
)
def test_refuses_what_is_no_finite_number(recipe: str, where: str, value: str) -> None:
    """The sentence names the file, the place and the value."""
    with pytest.raises(ConfigError, match=rf"^mine\.toml: {where} must be a finite number, got "):
        recipes_of(read_pack(f"[color.x]\n{recipe.replace('VALUE', value)}\n", "mine.toml"))


@pytest.mark.parametrize(
    "value", ["0.5", "'#102030'", "['#102030']", "['red', 'blue']", "['#ABCDEF', '#102030']", "['#102030', 0.5]", "[]"]
)
def test_refuses_what_are_no_swatches(value: str) -> None:
    """A print needs two inks, written as the sentence shows."""
    with pytest.raises(
        ConfigError, match=r"must be a list of two or more swatches like '#1f2e3d', in lower case, got "
    ):
        recipes_of(read_pack(f"[color.x]\ncolor = [{{ map = 'inks', swatches = {value} }}]\n", "mine.toml"))


def test_an_unknown_word_is_told_with_the_words_in_their_order() -> None:
    """The list is that of the docs and the source."""
    with pytest.raises(ConfigError, match=f"light takes {words_of(Light)}, got"):
        recipes_of(read_pack("[mood.x.light]\nkee = 0.3\n", "mine.toml"))


@pytest.mark.parametrize("pair", [("planes", "straight", -1), ("shapes", "calm", 0)])
def test_a_number_that_cannot_be_rendered_is_laid_to_the_value(tmp_path: Path, pair: tuple[str, str, float]) -> None:
    """The sentence names the values of the mix and says what to change."""
    operation, word, number = pair
    pack = tmp_path / "mine.toml"
    pack.write_text(f'[style.wild]\nstyle = [{{ operation = "{operation}", {word} = {number} }}]\n')
    with pytest.raises(EngineError, match=r"no study of mood=joyful, style=wild could be made: .* bring its numbers"):
        render(block_in(), AttributeMix({"style": {"wild": 1.0}, "mood": {"joyful": 0.5}}), model=str(pack))


def test_a_number_beyond_its_range_is_taken() -> None:
    """A range says where a number is of use; a pack that goes beyond it keeps its pictures."""
    pack = read_pack("[style.x]\nstyle = [{ operation = 'wash', rim = 9 }]\n", "mine.toml")
    assert recipes_of(pack)["style", "x"].style == (Operation("wash", Wash(rim=9.0)),)


def test_pack_in_the_docs_works() -> None:
    """The example that an artist copies is one that is read."""
    example = PAGE.partition("```toml\n")[2].partition("```")[0]
    assert ("mood", "candle") in recipes_of(read_pack(example, "candle.toml"))


@pytest.mark.parametrize(
    ("part", "entries"),
    [("| `color`, a list of `map`s |", COLOR_MAPS), ("| `style`, a list of `operation`s |", STYLE_OPERATIONS)],
    ids=["color", "style"],
)
def test_docs_name_every_operation_and_its_parameters(part: str, entries: dict[str, StyleOperation | ColorMap]) -> None:
    """The page's row is that of the tables: operations and parameters in their order."""
    words = ", ".join(f"`{name}` ({words_of(entry.parameters)})" for name, entry in entries.items())
    assert f"\n{part} {words} |\n" in PAGE


def test_docs_name_every_place_and_its_parameters() -> None:
    """The page's rows are those of the areas and of the fields, in their order."""
    assert f"\n| a place | {', '.join(f'`{name}`' for name in AREAS)} |\n" in PAGE
    assert f"\n| the change of it | {words_of(PlaceChange)} |\n" in PAGE


def test_the_intent_in_the_docs_works() -> None:
    """The example that an artist copies is one that is read."""
    example = PAGE.split("```toml\n")[2].partition("```")[0]
    assert intents_of(read_pack(example, "mine.toml"))["sea_fog"].title == "Sea fog"


def test_words_of_framings_that_lit_and_tilted_are_without_effect(caplog: pytest.LogCaptureFixture) -> None:
    """A pack of an earlier time is read; the log names its words that do nothing any more."""
    pack = "[composition.mine.framing]\nzoom = 1.3\ntilt_deg = 4.0\nring = 1.0\n"
    recipe = recipes_of(read_pack(pack, "mine.toml"))["composition", "mine"]
    assert recipe.framing == Framing(zoom=1.3)
    assert [record.getMessage() for record in caplog.records] == [
        "mine.toml: composition.mine.framing: ring, tilt_deg are without effect: a framing changes no light and tilts"
        " nothing; take the words out"
    ]


@pytest.mark.parametrize(("part", "kind"), [("light", Light), ("framing", Framing)], ids=["light", "framing"])
def test_docs_name_every_parameter_of_light_and_framing(part: str, kind: type) -> None:
    """The page's row is that of the fields, in their order."""
    assert f"\n| `{part}` | {words_of(kind)} |\n" in PAGE


def words_of(kind: type) -> str:
    """Return the words that a pack may give to some parameters."""
    return ", ".join(field.name for field in dataclasses.fields(kind))


@pytest.mark.parametrize("name", ["a" * 300, "ü" * 200, "a/" * 3000])
def test_a_name_that_no_file_can_have_is_told(name: str) -> None:
    """A client may name any model: a name that is too long for the file system is no fault of the backend's."""
    with pytest.raises(ConfigError, match=r"^the attribute pack .* cannot be read"):
        create("studies", model=name)
