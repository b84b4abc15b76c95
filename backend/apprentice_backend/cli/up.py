"""`apprentice up`: everything a person needs to paint with the panel."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from apprentice_backend.backend_process import start_detached
from apprentice_backend.config import Config
from apprentice_backend.krita_setup.bundle import NAME
from apprentice_backend.krita_setup.folders import KritaFolders, has_screen, krita_program, kritas_environment
from apprentice_backend.krita_setup.installer import InstallState, install, status
from apprentice_backend.krita_setup.launcher import write_launcher

from .options import add_config_options, given_options, load_config
from .plugin import LAUNCH_OPTIONS, this_users_krita
from .serve import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_config_options(parser, *LAUNCH_OPTIONS)


def run(arguments: argparse.Namespace) -> int:
    """Install the panel where it is missing or older, then open Krita, or serve where there is none."""
    config = load_config(arguments)
    options = given_options(arguments, *LAUNCH_OPTIONS)
    print(prepare_panel(this_users_krita(), config, options))
    krita = krita_program(sys.platform, os.environ)
    missing = what_is_missing(krita, has_screen(sys.platform, os.environ))
    if krita is None or missing:
        print(missing)
        serve(config)
        return 0
    start_detached(config.data_dir, options)
    print("Opening Krita. If the panel does not show: Settings > Dockers > Apprentice.", flush=True)
    return subprocess.call([str(krita)], env=kritas_environment(os.environ, krita))


def prepare_panel(folders: KritaFolders, config: Config, options: list[str]) -> str:
    """Install the plugin unless it is current or newer, write its launcher, and return a sentence on what was done."""
    found = status(folders)
    if found.state is InstallState.NEWER:
        said = f"Krita has a newer panel ({found.version}): left as it is."
    elif found.state is InstallState.CURRENT and found.enabled:
        said = "The panel in Krita is up to date."
    else:
        install(folders)
        said = f"Installed the panel in {folders.plugins}. If Krita is open, start it again."
    write_launcher(folders.plugins / NAME, config.data_dir, options)
    return said


def what_is_missing(krita: Path | None, screen: bool) -> str:
    """Return what keeps Krita from opening and how to get it; empty where nothing does."""
    if krita is None:
        return "Krita was not found: install it (krita.org, or `apt install krita`). Serving until Ctrl+C."
    if not screen:
        return "There is no screen to open Krita on: start this in a desktop session. Serving until Ctrl+C."
    return ""
