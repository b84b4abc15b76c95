"""Run campaigns, each in a process of its own, and print what they found: `python3 run.py test --faults`."""

from __future__ import annotations

import argparse
import faulthandler
import importlib
import json
import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from campaigns.trial import Trial

# The campaigns, and the minutes of each where all are run: an hour together.
MINUTES = {
    "kills": 15.0,
    "outbox": 5.0,
    "fsyncs": 1.0,
    "stores": 7.0,
    "disks": 2.0,
    "clocks": 1.0,
    "codec": 7.0,
    "frames": 5.0,
    "files": 5.0,
    "memory": 6.0,
    "crowd": 3.0,
    "soak": 10.0,
}

# A campaign that goes on for so long after its time hangs.
HANGS_S = 180.0


def main(arguments: Sequence[str]) -> int:
    """Return 0 if every campaign held, else 1."""
    options = _options(arguments)
    home = Path(options.folder or tempfile.mkdtemp(prefix="apprentice-faults-"))
    home.mkdir(parents=True, exist_ok=True)
    if options.alone:
        return _alone(options.faults, options.minutes, options.seed, home)
    seed = options.seed if options.seed is not None else secrets.randbelow(10**6)
    names = [options.faults] if options.faults else list(MINUTES)
    results = [_run(name, options.minutes or MINUTES[name], seed, home / name) for name in names]
    (home / "faults.json").write_text(json.dumps(results, indent=1) + "\n")
    print(table(results))
    print(f"\nas JSON: {home / 'faults.json'}")
    return int(any(result["fault"] for result in results))


def table(results: Sequence[dict[str, Any]]) -> str:
    """Return what the campaigns counted, one line for each figure."""
    lines = []
    for result in results:
        held = "FAILED" if result["fault"] else "held"
        lines.append(f"{result['name']:10} {held:7} seed {result['seed']}, {result['minutes']:.1f} minutes")
        lines += [
            f"{'':10} {name.replace('_', ' '):36} {_number(value):>14}" for name, value in result["figures"].items()
        ]
        if result["fault"]:
            lines += [result["fault"], f"what was done is in {result['folder']}"]
    return "\n".join(lines)


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py test", description="Run the fault campaigns.")
    parser.add_argument("--faults", nargs="?", const="", choices=["", *MINUTES], default="", metavar="NAME")
    parser.add_argument("--minutes", type=float, help="how long each takes; a campaign's own time where not given")
    parser.add_argument("--seed", type=int, help="fixes all that is random; another one each time where not given")
    parser.add_argument("--folder", help="where the folders of what failed and the figures go")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _run(name: str, minutes: float, seed: int, folder: Path) -> dict[str, Any]:
    """Run one campaign in a process of its own and return its result."""
    print(f"{name}: {minutes:g} minutes, seed {seed}", file=sys.stderr)
    command = [sys.executable, "-m", "campaigns", "--alone", "--faults", name, "--minutes", str(minutes)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
    status = subprocess.call([*command, "--seed", str(seed), "--folder", str(folder)], env=environment)
    if (folder / "result.json").exists():
        result: dict[str, Any] = json.loads((folder / "result.json").read_text())
        return result
    fault = f"the campaign ended with status {status} and without a word"
    return {"name": name, "seed": seed, "minutes": 0.0, "figures": {}, "fault": fault, "folder": str(folder)}


def _alone(name: str, minutes: float, seed: int, folder: Path) -> int:
    """Run one campaign in this process and write its result into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    faulthandler.dump_traceback_later(60 * minutes + HANGS_S, exit=True)  # tells where a campaign hangs
    logging.getLogger("websockets.client").disabled = True  # it wonders at connections that are pulled from under it
    trial, fault, began = Trial(seed, 60 * minutes, folder / "work"), "", time.monotonic()
    shutil.rmtree(trial.folder, ignore_errors=True)
    try:
        importlib.import_module(f"campaigns.{name}").run(trial)
        shutil.rmtree(trial.folder, ignore_errors=True)
    except Exception:  # noqa: BLE001 - a campaign's outermost frame: whatever it was is its result
        fault = traceback.format_exc() + "\n" + "\n".join(trial.notes)
    result = {
        "name": name,
        "seed": seed,
        "minutes": round((time.monotonic() - began) / 60, 2),
        "figures": dict(trial.figures),
        "fault": fault,
        "folder": str(trial.folder),
    }
    (folder / "result.json").write_text(json.dumps(result, indent=1) + "\n")
    return int(bool(fault))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
