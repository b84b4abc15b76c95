"""The loop keeps to gymnasium's conventions."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from apprentice_backend.agents.base import Context, Slate
from apprentice_backend.agents.compared.environment import ACTIONS, ArtCreationEnv
from apprentice_backend.evaluation.artists.artist import Artist
from apprentice_backend.evaluation.artists.worlds import WORLDS
from apprentice_shared.attributes import AttributeMix, AttributeSpace


def warm(mix: AttributeMix) -> float:
    """Return the stars of an artist who likes warm pictures."""
    return 1.0 + 4.0 * mix.weight("color", "warm")


@pytest.mark.parametrize("actions", ACTIONS)
def test_passes_gymnasiums_own_check(actions: str) -> None:
    """Spaces, seeding and steps are as gymnasium wants them."""
    environment = ArtCreationEnv(warm, actions=actions, context=Context(features={"warmth": 0.3}))
    with warnings.catch_warnings():
        # It advises symmetric action spaces for some learners; weights are in [0, 1].
        warnings.simplefilter("ignore", UserWarning)
        check_env(environment, skip_render_check=True)


def test_single_change_sets_one_value() -> None:
    """An action moves its own dimension and leaves the others."""
    environment = ArtCreationEnv(warm)
    environment.reset(seed=1)
    before = environment.mix
    _, reward, terminated, truncated, info = environment.step(0)
    assert environment.mix.weights["color"] == {"warm": 1.0}
    assert {name: environment.mix.weights[name] for name in ("style", "mood", "composition")} == {
        name: before.weights[name] for name in ("style", "mood", "composition")
    }
    assert (reward, terminated, truncated) == (5.0, False, False)
    assert info["mix"] == environment.mix.to_dict()


def test_whole_mix_is_scaled_to_sum_to_one() -> None:
    """Each dimension's numbers become weights; none at all become an even blend."""
    environment = ArtCreationEnv(warm, actions="mix")
    environment.reset(seed=1)
    action = np.zeros(20, dtype=np.float32)
    action[:2] = (0.5, 0.25)
    environment.step(action)
    assert environment.mix.weights["color"] == pytest.approx({"warm": 2 / 3, "cool": 1 / 3})
    assert environment.mix.weights["mood"] == pytest.approx(
        dict.fromkeys(AttributeSpace.default().dimensions["mood"], 0.2)
    )


def test_sitting_ends_after_its_pictures() -> None:
    """The last picture truncates the episode."""
    environment = ArtCreationEnv(warm, pictures=3)
    environment.reset(seed=1)
    assert [environment.step(action)[3] for action in (0, 5, 10)] == [False, False, True]


def test_sitting_begins_where_it_is_told() -> None:
    """A mix can be given to start from, and the canvas is asked for at each start."""
    lightness = iter((0.25, 0.75))
    environment = ArtCreationEnv(warm, context=lambda: Context({"lightness": next(lightness)}))
    start = AttributeMix.pure(color="cool", style="surreal", mood="joyful", composition="dynamic")
    seen, _ = environment.reset(seed=1, options={"mix": start})
    again, _ = environment.reset()
    assert environment.design.mix(seen["mix"]) == start
    assert (seen["canvas"][0], again["canvas"][0]) == (0.25, 0.75)


def test_simulated_artist_can_stand_behind_it() -> None:
    """Rewards are the ratings of an artist of the benchmark."""
    artist = Artist(WORLDS["base"], AttributeSpace.default(), seed=1)
    environment = ArtCreationEnv(lambda mix: artist.rate(Slate((mix,)))[0].rating or 0.0)
    environment.reset(seed=2)
    assert all(1.0 <= environment.step(action)[1] <= 5.0 for action in range(20))


@pytest.mark.parametrize("arguments", [{"actions": "some"}, {"pictures": 0}], ids=["actions", "pictures"])
def test_refuses_bad_arguments(arguments: dict[str, object]) -> None:
    """An argument out of range is named in the error."""
    with pytest.raises(ValueError, match=next(iter(arguments))):
        ArtCreationEnv(warm, **arguments)
