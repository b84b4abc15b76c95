"""Step counts and schedulers."""

import pytest
import torch

from apprentice_backend.engines.diffusion.models.load import LoadedModel
from apprentice_backend.engines.diffusion.sampling.schedule import make_scheduler, noisy_start, plan_steps


@pytest.mark.parametrize(
    ("total", "strength", "run"),
    [(25, None, 25), (25, 0.6, 15), (25, 0.001, 1), (4, 0.05, 1), (4, 1.0, 4), (1, 0.0, 1), (8, 0.3, 2)],
)
def test_runs_at_least_one_step(total: int, strength: float | None, run: int) -> None:
    """No strength is so low that the pipeline is asked for nothing."""
    plan = plan_steps(total, strength)
    assert plan.run == run
    assert min(int(total * plan.strength), total) == run


@pytest.mark.parametrize("total", range(1, 51))
def test_the_pipeline_cuts_to_the_steps_planned(total: int) -> None:
    """Whatever the rounding, `int(steps * strength)` is what was planned."""
    for run in range(1, total + 1):
        plan = plan_steps(total, run / total)
        assert min(int(total * plan.strength), total) == plan.run == run


@pytest.mark.parametrize("lcm", [False, True], ids=["euler", "lcm"])
def test_schedulers_keep_what_they_predict(loaded: LoadedModel, lcm: bool) -> None:
    """After a step the clean latents that it believes in can be looked at."""
    scheduler = make_scheduler(loaded.text_to_image.scheduler.config, lcm=lcm)
    scheduler.set_timesteps(4)
    sample = torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(0)) * scheduler.init_noise_sigma
    scheduler.scale_model_input(sample, scheduler.timesteps[0])
    drawn = [torch.Generator().manual_seed(at) for at in range(2)]
    after = scheduler.step(sample * 0.1, scheduler.timesteps[0], sample, generator=drawn, return_dict=False)
    assert scheduler.predicted.shape == sample.shape
    assert not torch.equal(scheduler.predicted, after[0])


def test_a_weak_start_keeps_more_of_the_canvas(loaded: LoadedModel) -> None:
    """The fewer steps run, the less noise is laid over the canvas."""
    canvas = torch.ones(1, 4, 8, 8)
    noise = torch.randn(3, 4, 8, 8, generator=torch.Generator().manual_seed(0))
    distances = []
    for strength in (0.1, 0.5, 1.0):
        scheduler = make_scheduler(loaded.text_to_image.scheduler.config, lcm=False)
        started = noisy_start(scheduler, plan_steps(20, strength), canvas, noise)
        assert started.shape == noise.shape
        distances.append(float((started - canvas).abs().mean()))
    assert distances == sorted(distances)
