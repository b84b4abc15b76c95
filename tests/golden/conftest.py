"""The way to the recorded parts, and one thread: sums are added in the same order on every run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> None:
    """Keep torch to one thread."""
    torch.set_num_threads(1)
