"""Record golden results from the current tree: python tests/golden/record.py [PART …]

PART is one of: protocol, store, agents, studies, palettes, commands; all where none is named. Results are
written to tests/golden/data and compared by tests/golden/test_*.py. Record only what is meant to change, and read the
difference before it is committed.

tests/golden/today is a data folder of an earlier version: it stays as it is. What the current code makes of it is
recorded with `commands`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), *(str(ROOT / part) for part in ("shared", "backend", "tests/support"))]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import torch  # noqa: E402 -- after the path
from goldens import agents, commands, files, palettes, protocol, store, studies, today  # noqa: E402


def _in_folder(produce: Callable[[Path], object]) -> object:
    with tempfile.TemporaryDirectory() as folder:
        return produce(Path(folder))


PARTS: dict[str, Callable[[], None]] = {
    "protocol": lambda: files.write("protocol", protocol.produce()),
    "store": lambda: files.write("store", _in_folder(store.produce)),
    "agents": lambda: files.write("agents", agents.produce()),
    "studies": studies.record,
    "palettes": lambda: files.write("palettes", palettes.produce()),
    "commands": lambda: files.write(
        "commands", {"today": _in_folder(today.produce), "commands": _in_folder(commands.produce)}
    ),
}


def main(wanted: list[str]) -> None:
    """Record the parts that are named."""
    torch.set_num_threads(1)
    for part in wanted or PARTS:
        started = time.monotonic()
        PARTS[part]()
        print(f"{part}: {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
