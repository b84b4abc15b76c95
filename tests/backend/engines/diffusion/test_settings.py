"""Settings are read from the model string."""

import pytest

from apprentice_backend.engines.base import RenderRequest
from apprentice_backend.engines.diffusion.settings import Settings, parse, switched
from apprentice_shared.attributes import AttributeMix


def test_reads_model_and_settings() -> None:
    """The settings follow the question mark."""
    model, settings = parse("segmind/SSD-1B?steps=8&lcm=on&guidance=1.5&palette=off&idle_s=0")
    assert model == "segmind/SSD-1B"
    assert settings == Settings(steps=8, lcm=True, guidance=1.5, palette=False, idle_s=0.0)


def test_without_settings_all_is_default() -> None:
    """A plain model, or none, is taken as it is."""
    assert parse("/models/mine") == ("/models/mine", Settings())
    assert parse("") == ("", Settings())


@pytest.mark.parametrize(("lcm", "steps", "guidance"), [(False, 25, 7.0), (True, 4, 1.0)], ids=["full", "few steps"])
def test_defaults_follow_the_weights(lcm: bool, steps: int, guidance: float) -> None:
    """Few-step weights take four steps without guidance."""
    settings = Settings(lcm=lcm)
    assert (settings.total_steps, settings.guidance_scale) == (steps, guidance)


@pytest.mark.parametrize(
    "tail",
    ["speed=3", "steps=many", "steps=-1", "steps=300", "lcm=1", "batch=0", "guidance=99", "lcm=on&steps=60"],
)
def test_refuses_what_it_does_not_know(tail: str) -> None:
    """A misspelt setting is an error, not a default."""
    with pytest.raises(ValueError, match=r"setting|must be"):
        parse(f"model?{tail}")


def test_each_kind_of_steering_can_be_switched_off() -> None:
    """A kind of steering that is off is taken out of the request; the others stay."""
    pixels = ()
    request = RenderRequest(
        (AttributeMix({"color": {"warm": 0.7, "cool": 0.3}}),),
        (1,),
        64,
        64,
        bans=frozenset({("style", "abstract")}),
        avoid=AttributeMix.pure(mood="joyful"),
        palette=("#ff0000",),
        liked=pixels,
        near_seed=3,
    )
    assert switched(request, Settings()) == request
    off = switched(request, Settings(blend=False, negative=False, palette=False, feedback=False, near=False))
    assert off.mixes == (AttributeMix.pure(color="warm"),)
    assert (off.bans, off.avoid, off.palette, off.near_seed) == (frozenset(), AttributeMix({}), (), None)
