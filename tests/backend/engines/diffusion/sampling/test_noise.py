"""Noise depends on the seed alone."""

import pytest
import torch

from apprentice_backend.engines.diffusion.sampling.noise import generators, seeded, slerp, starting_noise

SHAPE = (4, 8, 8)


def test_a_seed_is_a_picture_whatever_the_batch() -> None:
    """Image 2 of a batch starts like an image alone."""
    batch = starting_noise((5, 7), SHAPE, None, 0.5)
    assert torch.equal(batch[1:], starting_noise((7,), SHAPE, None, 0.5))


def test_later_noise_is_not_the_first_again() -> None:
    """A scheduler's noise at a step differs from the noise that the picture started from."""
    later = torch.randn((1, *SHAPE), generator=generators((5,))[0])
    assert not torch.equal(later, seeded(5, SHAPE))


@pytest.mark.parametrize(("share", "end"), [(0.0, 0), (1.0, 1)])
def test_slerp_ends_are_exact(share: float, end: int) -> None:
    """At its ends it returns what was given, to the bit."""
    ends = (seeded(1, SHAPE), seeded(2, SHAPE))
    assert torch.equal(slerp(*ends, share), ends[end])


def test_between_two_noises_it_is_as_noisy() -> None:
    """A plain average would be calmer, and the picture with it."""
    middle = slerp(seeded(1, SHAPE), seeded(2, SHAPE), 0.5)
    assert float(middle.std()) == pytest.approx(1.0, abs=0.1)


def test_equal_noises_do_not_divide_by_zero() -> None:
    """Between a noise and itself lies itself."""
    noise = seeded(1, SHAPE)
    assert torch.allclose(slerp(noise, noise, 0.5), noise)


def test_nearness_draws_a_batch_together() -> None:
    """The nearer, the more alike the noises are; at 1 they are one."""
    spreads = [
        float(starting_noise((1, 2, 3), SHAPE, 9, nearness).std(dim=0).mean()) for nearness in (0.0, 0.5, 0.9, 1.0)
    ]
    assert spreads == sorted(spreads, reverse=True)
    assert spreads[-1] == 0.0
