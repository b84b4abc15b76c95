"""`apprentice plugin`: the panel in Krita's plugin folder."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from apprentice_backend import __version__
from apprentice_backend.files import write_atomically
from apprentice_backend.krita_setup.bundle import NAME, importer_zip, plugin_files
from apprentice_backend.krita_setup.folders import KritaFolders, krita_folders
from apprentice_backend.krita_setup.installer import install, status, uninstall
from apprentice_backend.krita_setup.launcher import write_launcher
from apprentice_shared.errors import ConfigError
from apprentice_shared.private_files import shown

from .options import add_config_options, given_options, load_config

LAUNCH_OPTIONS = ("host", "port", "engine", "model", "device")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the four actions and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("install", help="put the panel into Krita and enable it")
    add_config_options(add, *LAUNCH_OPTIONS)
    actions.add_parser("uninstall", help="take the panel out of Krita; what was learned stays")
    actions.add_parser("status", help="tell what is installed, and where")
    package = actions.add_parser("package", help="write the zip that Krita's own plugin importer takes")
    package.add_argument("--out", metavar="FILE", type=Path, default=Path(f"krita-apprentice-{__version__}.zip"))


def run(arguments: argparse.Namespace) -> int:
    """Do the action."""
    folders = this_users_krita()
    if arguments.action == "install":
        install_with_launcher(folders, arguments)
        print(f"Installed in {shown(folders.plugins)}. Start Krita again, then: Settings > Dockers > Apprentice.")
    elif arguments.action == "uninstall":
        print("Taken out of Krita." if uninstall(folders) else "The plugin was not installed.")
    elif arguments.action == "status":
        found = status(folders)
        print(f"{found}: {shown(found.folder)}")
    else:
        write_atomically(arguments.out, importer_zip(plugin_files()), follow=True)
        print(f"Wrote {shown(arguments.out)}. In Krita: Tools > Scripts > Import Python Plugin from File.")
    return 0


def install_with_launcher(folders: KritaFolders, arguments: argparse.Namespace) -> None:
    """Install the plugin and tell it how to start the backend with the options given."""
    config = load_config(arguments)
    install(folders)
    write_launcher(folders.plugins / NAME, config.data_dir, given_options(arguments, *LAUNCH_OPTIONS))


def this_users_krita() -> KritaFolders:
    """Return the folders of this user's Krita.

    Raises:
        ConfigError: nobody knows where they are.
    """
    try:
        folders = krita_folders(sys.platform, os.environ, Path.home())
    except RuntimeError as exc:  # a user without a home folder, as in some containers
        raise ConfigError("there is no home folder, in which Krita's folders lie: set HOME") from exc
    if not (folders.resources.is_absolute() and folders.settings.is_absolute()):
        raise ConfigError(f"Krita's folder {shown(folders.resources)} is no whole path: set HOME to one")
    return folders
