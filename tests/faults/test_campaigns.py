"""The short form of each fault campaign; `python3 run.py test --faults` runs the long one."""

from __future__ import annotations

from pathlib import Path

import pytest
from campaigns.__main__ import main

# Seconds of each, two minutes together. A minute more is allowed for to begin and to end.
SECONDS = {"kills": 12, "codec": 8, "frames": 10, "soak": 12}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seconds"), SECONDS.items(), ids=SECONDS)
def test_a_campaign_finds_no_fault(name: str, seconds: int, tmp_path: Path) -> None:
    """A short run of every campaign keeps all promises; what it prints where it does not has its seed."""
    minutes = str(seconds / 60)
    assert main(["--faults", name, "--minutes", minutes, "--seed", "1", "--folder", str(tmp_path)]) == 0
