"""The short form of each fault campaign; `python3 run.py test --faults` runs the long one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from campaigns.__main__ import main

# Seconds of each, besides those to begin and to end; two minutes together. `memory`, which waits a minute for what is
# given back, is in the long form alone; its rules have tests of their own.
SECONDS = {
    "kills": 8,
    "outbox": 8,
    "fsyncs": 3,
    "disks": 1,  # each kind of disk once, whatever the time
    "clocks": 3,
    "codec": 6,
    "frames": 6,
    "files": 6,
    "stores": 6,
    "crowd": 6,
    "soak": 8,
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seconds"), SECONDS.items(), ids=SECONDS)
def test_a_campaign_finds_no_fault(name: str, seconds: int, tmp_path: Path) -> None:
    """A short run of every campaign keeps all promises; what it prints where it does not has its seed."""
    if name == "fsyncs" and shutil.which("strace") is None:
        pytest.skip("the order of system calls is looked at by strace: needs the program (apt install strace)")
    minutes = str(seconds / 60)
    assert main(["--faults", name, "--minutes", minutes, "--seed", "1", "--folder", str(tmp_path)]) == 0
