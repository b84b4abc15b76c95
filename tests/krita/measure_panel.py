"""Measure what the panel costs a real Krita: stalls of the event loop, and a rating's way to the disk and back.

`python tests/krita/measure_panel.py` prints a table; the budgets are in `docs/performance.md`.

APPRENTICE_MEASURE_SLATES asks for another number of slates than 60, APPRENTICE_MEASURE_ENGINE for another engine than
`fake`. With APPRENTICE_MEASURE_LONG_MS it prints, too, what each turn of more processor time was spent on; to look for
that makes the turns longer.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from harness.play_all import play_all  # noqa: E402  # found by the path above


def main() -> int:
    """Play the measures in one Krita and print what they found; returns the exit status."""
    facts: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for scenario, outcome in play_all(HERE / "measures", Path(folder)):
            complaint = outcome.complaint(scenario)
            if complaint:
                print(complaint, file=sys.stderr)
                return 1
            facts |= outcome.facts(scenario)
    long_turns = facts["long_turns"]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    _print_row("longest stall of an idle Krita, ms", facts["idle"])
    _print_row("longest stall, 1024² canvas out and four 1024² back, ms", facts["busy"])
    _print_row("the same less idle, pairwise, ms", [b - i for b, i in zip(facts["busy"], facts["idle"], strict=True)])
    _print_row("longest processor time of a turn, idle, ms", facts["idle_work"])
    _print_row("longest processor time of a turn, slate, ms", facts["busy_work"])
    _print_row("slate, clicked to shown, ms", [1000.0 * s for s in facts["seconds"]])
    _print_row("rating clicked to acknowledged, ms", facts["trips"])
    _print_row("bare write of 4 KB and fsync, ms", facts["bare"])
    print(*long_turns, sep="\n")
    return 0


def _print_row(name: str, values: list[float]) -> None:
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{name:58} median {statistics.median(values):7.1f}  95% {high:7.1f}  worst {ordered[-1]:7.1f}")


if __name__ == "__main__":
    sys.exit(main())
