"""Noise schedulers and step counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from diffusers import EulerDiscreteScheduler, LCMScheduler

# Number of steps that the few-step weights were trained with; the configuration of an SDXL folder lacks it.
_LCM_STEPS = 50


class _Seeing:
    """Keeps the scheduler's estimate of the clean latents at each step, for previews and steering."""

    predicted: torch.Tensor

    # The pipeline reads this signature to learn whether the scheduler draws noise.
    def step(
        self,
        model_output: torch.Tensor,
        timestep: torch.Tensor,
        sample: torch.Tensor,
        generator: list[torch.Generator] | None = None,
        return_dict: bool = True,
    ) -> Any:
        """Take one step; `predicted` becomes the model's estimate of the clean latents."""
        del return_dict  # the pipeline asks for a tuple
        above: Any = super()
        result = above.step(model_output, timestep, sample, generator=generator, return_dict=False)
        self.predicted = result[1]
        return result


class EulerSteps(_Seeing, EulerDiscreteScheduler):  # type: ignore[misc]  # diffusers ships no types
    """Euler's method."""

    def signal_share(self, index: int) -> float:
        """Return the share of the clean latents in the noisy ones after step `index`: 1, since noise is only added."""
        del index
        return 1.0


class LcmSteps(_Seeing, LCMScheduler):  # type: ignore[misc]  # diffusers ships no types
    """Latent consistency steps."""

    def signal_share(self, index: int) -> float:
        """Return the share of the clean latents in the noisy ones after step `index` of the schedule."""
        if index + 1 >= len(self.timesteps):
            return 1.0
        return float(self.alphas_cumprod[int(self.timesteps[index + 1])].sqrt())


Scheduler = EulerSteps | LcmSteps


def make_scheduler(config: Any, *, lcm: bool) -> Scheduler:
    """Make a scheduler for one call from a model's scheduler configuration: Euler's, or with `lcm` a few-step one.

    Each call gets another one: pipelines that share their modules would share a scheduler's position too.
    """
    if lcm:
        made: Scheduler = LcmSteps.from_config(config, original_inference_steps=_LCM_STEPS)
    else:
        made = EulerSteps.from_config(config)
    return made


@dataclass(frozen=True)
class StepPlan:
    """The number of steps.

    Args:
        total: steps from pure noise.
        run: steps that are run, 1 to `total`; less than `total` only from a canvas.
    """

    total: int
    run: int

    @property
    def strength(self) -> float:
        """The strength at which the pipeline runs exactly `run` steps: it cuts off the fraction of total * strength."""
        return min(1.0, (self.run + 0.5) / self.total)


def plan_steps(total: int, strength: float | None) -> StepPlan:
    """Choose the number of steps to run.

    Args:
        total: steps from pure noise, 1 or more.
        strength: share of the steps by which a canvas is noised, 0 to 1; None without a canvas.

    Returns:
        At least one step, since the pipeline fails on none.
    """
    run = total if strength is None else max(1, round(total * strength))
    return StepPlan(total, min(run, total))


def noisy_start(scheduler: Scheduler, plan: StepPlan, latents: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """Add noise to an encoded canvas, as much as the plan's steps will remove.

    Args:
        scheduler: the call's scheduler; its timesteps are set here, and again by the pipeline.
        plan: the number of steps.
        latents: the encoded canvas, shape (1, channels, height, width).
        noise: shape (images, channels, height, width).
    """
    scheduler.set_timesteps(plan.total, device=noise.device)
    first = scheduler.timesteps[plan.total - plan.run :][:1]
    return scheduler.add_noise(latents.expand_as(noise), noise, first.expand(noise.shape[0]))
