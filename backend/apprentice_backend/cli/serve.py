"""`apprentice serve`: the backend alone."""

from __future__ import annotations

import argparse

from apprentice_backend.backend_process import READY
from apprentice_backend.config import Config
from apprentice_backend.server import run_backend
from apprentice_shared.private_files import shown

from .options import add_config_options, load_config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_config_options(parser, "host", "port", "engine", "model", "device", "agent", "pack", "idle_exit_s")


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal, or until no client has been there for a while."""
    serve(load_config(arguments))
    return 0


def serve(config: Config) -> None:
    """Serve in the foreground; print the address once clients can connect."""
    run_backend(config, lambda port: print(f"{READY}{shown(config.data_dir)} on port {port}", flush=True))
