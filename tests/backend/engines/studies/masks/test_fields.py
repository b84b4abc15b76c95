"""The quick ways of the fields against the plain ones."""

import numpy as np
import pytest

from apprentice_backend.engines.studies.masks.fields import quantiles


@pytest.mark.parametrize("shape", [(1,), (2, 1), (7, 9), (64, 33)])
@pytest.mark.parametrize("kind", [np.float32, np.uint8])
def test_quantiles_are_numpys(shape: tuple[int, ...], kind: type) -> None:
    values = (np.random.default_rng(2).random(shape) * 255).astype(kind)
    shares = (0.0, 0.03, 0.5, 0.985, 1.0)

    assert quantiles(values, shares) == pytest.approx([float(np.quantile(values, share)) for share in shares], abs=1e-4)
