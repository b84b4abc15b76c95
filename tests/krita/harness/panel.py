"""Put the panel under test into a Krita profile, by the product's own command."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from harness.profile import KritaProfile

REPOSITORY = Path(__file__).parents[3]


def install_panel(profile: KritaProfile, display: str, launcher: bool) -> dict[str, object]:
    """Run `apprentice plugin install` for a profile, and have its launcher start what the scenarios choose.

    Args:
        profile: where to.
        display: the X display.
        launcher: False takes the launcher away again, which leaves what Krita's own importer would have installed.

    Returns:
        What scenarios need to know: the command line program, the script that the panel starts as the backend, and the
        words that the product itself would have started.

    Raises:
        RuntimeError: the command failed; the message is what it said.
    """
    program = _write_program(profile.home / "apprentice.sh")
    # The command runs out here, the backend where the launcher says.
    environment = profile.environment(display) | {"PYTHONPATH": _python_path()}
    command = [sys.executable, "-m", "apprentice_backend", "plugin", "install"]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"apprentice plugin install failed: {done.stderr}")
    file = profile.plugins / "apprentice" / "launcher.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    script = profile.home / "backend.sh"
    serve = content["argv"]
    content["argv"] = [str(script)]
    file.write_text(json.dumps(content), encoding="utf-8")
    if not launcher:
        file.unlink()
    return {
        "apprentice": str(program),
        "backend_script": str(script),
        "backend_argv": [str(program), *serve[serve.index("serve") :]],
    }


def _write_program(path: Path) -> Path:
    """Write the command line program as a script; it takes its own Python along, whatever Krita's is."""
    prefix = shlex.split(os.environ.get("APPRENTICE_KRITA_BACKEND", ""))
    # One thread: where Krita draws without a graphics card, two of torch's wait for each other more than they work.
    settings = ["-u", "PYTHONHOME", f"PYTHONPATH={_python_path()}", "OMP_NUM_THREADS=1"]
    words = [*prefix, "env", *settings, sys.executable]
    path.write_text(f'#!/bin/sh\nexec {shlex.join(words)} -m apprentice_backend "$@"\n', encoding="utf-8")
    path.chmod(0o700)
    return path


def _python_path() -> str:
    return os.pathsep.join(str(REPOSITORY / folder) for folder in ("shared", "backend"))
