"""One thread for torch: on a busy machine two are slower, by far."""

from __future__ import annotations

import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> None:
    """Keep torch to one thread."""
    torch.set_num_threads(1)
