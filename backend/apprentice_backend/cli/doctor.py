"""`apprentice doctor`: a text for a bug report, without names, words, pictures or tokens in it.

Of a path outside the home folder only the last name of a program is shown: such a folder may be called as a client is.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from apprentice_backend import __version__
from apprentice_backend.config import Config
from apprentice_backend.engines import NAMES
from apprentice_backend.krita_setup.folders import has_screen, krita_program
from apprentice_backend.krita_setup.installer import status
from apprentice_shared.data_folder import check_private, is_served, read_address
from apprentice_shared.errors import StoreError
from apprentice_shared.private_files import printable, shown

from .options import add_config_options, load_config
from .plugin import this_users_krita

_PACKAGES = ("websockets", "numpy", "pillow", "opencv-python-headless", "materialyoucolor", "torch", "diffusers")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_config_options(parser, "engine")


def run(arguments: argparse.Namespace) -> int:
    """Print the report."""
    config = load_config(arguments)
    for name, value in findings(config):
        print(f"{name + ':':<14}{printable(value)}")
    return 0


def findings(config: Config) -> Iterator[tuple[str, str]]:
    """Yield the facts about this installation that a bug report needs, name and value."""
    yield "Apprentice", __version__
    yield "Python", f"{platform.python_version()} ({program(Path(sys.executable))})"
    yield "System", f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores"
    yield "Packages", ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    yield "Engine", config.engine if config.engine in NAMES else "one that there is not"
    yield "Data folder", f"{folder(config.data_dir)} ({_rights(config.data_dir)})"
    running = read_address(config.data_dir) if is_served(config.data_dir) else None
    runs = f"running on port {running.port}, process {running.pid}: kill {running.pid} ends it" if running else ""
    yield "Backend", runs or "not running"
    krita = krita_program(sys.platform, os.environ)
    yield "Krita", program(krita) if krita else "not found: install it from krita.org"
    yield "Screen", "yes" if has_screen(sys.platform, os.environ) else "none"
    found = status(this_users_krita())
    yield "Panel", str(found)
    yield "Panel folder", folder(found.folder)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


def _rights(data_dir: Path) -> str:
    if not data_dir.exists():
        return "not made yet"
    try:
        check_private(data_dir)
    except StoreError:
        return "others can change it or a file in it: `apprentice serve` closes it, or says what to do"
    return "writable" if os.access(data_dir, os.W_OK) else "read-only: give yourself the right to write there"


def folder(path: Path) -> str:
    """Return a folder as "~/…", or no more than that it lies elsewhere."""
    below = _below_home(path)
    return "outside the home folder" if below is None else shown(Path("~") / below)


def program(path: Path) -> str:
    """Return a program as "~/…", or its name alone where it lies elsewhere."""
    below = _below_home(path)
    return shown(Path("…") / path.name if below is None else Path("~") / below)


def _below_home(path: Path) -> Path | None:
    """Return a path from the home folder on, None where it does not lie there; links on the way do not count."""
    homes = (Path.home(), Path.home().resolve())
    return next((path.relative_to(home) for home in homes if path.is_relative_to(home)), None)
