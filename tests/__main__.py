"""Run the linters and all tests, or pytest with the arguments given; `python3 run.py test` comes here.

`--faults` runs the fault campaigns of `tests/faults` for an hour; `--faults --help` tells their options.

The widget tests run twice, once under PyQt6 and once under PyQt5: the two cannot live in one process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINTERS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))


def main(arguments: Sequence[str]) -> int:
    """Return 0 if everything passed, else 1."""
    if "--faults" in arguments:
        return faults(arguments)
    if arguments:
        return pytest(arguments, qt="5")
    failed = [" ".join(linter) for linter in LINTERS if run(linter, os.environ) != 0]
    if pytest(["tests/plugin"], qt="6") != 0:
        failed.append("pytest under PyQt6")
    if pytest([], qt="5") != 0:
        failed.append("pytest")
    for name in failed:
        print(f"failed: {name}", file=sys.stderr)
    return 1 if failed else 0


def pytest(arguments: Sequence[str], *, qt: str) -> int:
    """Run pytest with one version of Qt; return its exit status."""
    return run(["pytest", *arguments], {**os.environ, "APPRENTICE_TEST_QT": qt})


def faults(arguments: Sequence[str]) -> int:
    """Run the fault campaigns; return their exit status."""
    folders = [str(ROOT / name) for name in ("shared", "backend", "krita_plugin", "tests/support", "tests/faults")]
    return run(["campaigns", *arguments], {**os.environ, "PYTHONPATH": os.pathsep.join(folders)})


def run(module: Sequence[str], environ: dict[str, str] | os._Environ[str]) -> int:
    """Run a module of this Python in the project's folder; return its exit status."""
    return subprocess.call([sys.executable, "-m", *module], cwd=ROOT, env=environ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
