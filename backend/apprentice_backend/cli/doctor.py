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
from apprentice_backend.files import is_folder
from apprentice_backend.krita_setup.folders import has_screen, krita_program
from apprentice_backend.krita_setup.installer import status
from apprentice_shared.data_folder import check_private, is_served, read_address
from apprentice_shared.errors import ConfigError, StoreError
from apprentice_shared.private_files import printable, shown
from apprentice_shared.system_errors import why_of

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
    yield from _panel()


def _panel() -> Iterator[tuple[str, str]]:
    try:
        found = status(this_users_krita())
    except OSError as exc:
        yield "Panel", f"cannot be looked at ({why_of(exc)}): `apprentice plugin status` says where"
    except ConfigError:
        yield "Panel", "cannot be looked at: `apprentice plugin status` says why"
    else:
        yield "Panel", str(found)
        yield "Panel folder", folder(found.folder)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


def _rights(data_dir: Path) -> str:
    if not os.path.lexists(data_dir):
        above = next(path for path in data_dir.parents if os.path.lexists(path))
        can = is_folder(above) and os.access(above, os.W_OK)
        return "not made yet" if can else "cannot be made there: name another with --data-dir"
    if not is_folder(data_dir):
        return "no folder: name another with --data-dir"
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
    try:
        home = Path.home()
    except RuntimeError:  # a user without one, as in some containers
        return None
    # Everything lies below the root: as a home folder it would keep nothing back.
    homes = (name for name in (home, Path(os.path.realpath(home))) if name.is_absolute() and name.parent != name)
    return next((path.relative_to(name) for name in homes if path.is_relative_to(name)), None)
