"""`apprentice doctor`: a text for a bug report, without names, words, pictures or tokens in it."""

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
from apprentice_backend.krita_setup.folders import has_screen, krita_program
from apprentice_backend.krita_setup.installer import status
from apprentice_shared.data_folder import is_served, read_address

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
        print(f"{name + ':':<14}{_without_home(value)}")
    return 0


def findings(config: Config) -> Iterator[tuple[str, str]]:
    """Yield the facts about this installation that a bug report needs, name and value."""
    yield "Apprentice", __version__
    yield "Python", f"{platform.python_version()} ({sys.executable})"
    yield "System", f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores"
    yield "Packages", ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    yield "Engine", config.engine
    yield "Data folder", f"{config.data_dir} ({_rights(config.data_dir)})"
    running = read_address(config.data_dir) if is_served(config.data_dir) else None
    yield "Backend", f"running on port {running.port}, process {running.pid}" if running else "not running"
    yield "Krita", str(krita_program(sys.platform, os.environ) or "not found: install it from krita.org")
    yield "Screen", "yes" if has_screen(sys.platform, os.environ) else "none"
    found = status(this_users_krita())
    yield "Panel", str(found)
    yield "Panel folder", str(found.folder)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


def _rights(folder: Path) -> str:
    if not folder.exists():
        return "not made yet"
    return "writable" if os.access(folder, os.W_OK) else "read-only: give yourself the right to write there"


def _without_home(text: str) -> str:
    """Put "~" for the home folder, whose name is often a person's."""
    return text.replace(str(Path.home()), "~")
