"""`apprentice models`: list, download, verify and find the models of the diffusion engine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from apprentice_backend.engines.diffusion import require_packages
from apprentice_backend.engines.diffusion.models.catalogue import CATALOGUE, CatalogueEntry, entry
from apprentice_shared.errors import ApprenticeError, EngineNotReady

_DEFAULT = "ssd-1b"
_MODEL_HELP = "a name from `apprentice models list`, or a hub id such as owner/name; default ssd-1b"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, words, action in (
        ("list", "name the models, what they are for, and whether they are here", _list),
        ("download", "get a model; goes on where it stopped", _download),
        ("verify", "check a model's files against their checksums", _verify),
        ("where", "print the folder of a model", _where),
    ):
        sub = actions.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
        sub.set_defaults(action=action)
        if name != "list":
            sub.add_argument("model", nargs="?", default=_DEFAULT, metavar="MODEL", help=_MODEL_HELP)
        if name == "download":
            sub.add_argument("--verbose", action="store_true", help="show progress where there is no terminal too")


def run(arguments: argparse.Namespace) -> int:
    """Do one action."""
    require_packages()
    return arguments.action(arguments)


def _list(_arguments: argparse.Namespace) -> int:
    for known in CATALOGUE:
        print(f"{known.name:20}{'here' if _is_here(known) else 'not here':10}{known.repo}: {known.purpose}")
    return 0


def _is_here(known: CatalogueEntry) -> bool:
    from apprentice_backend.engines.diffusion.models import hub  # noqa: PLC0415 -- needs the extra

    try:
        hub.locate(known.name)
    except EngineNotReady:
        return False
    return True


def _download(arguments: argparse.Namespace) -> int:
    from apprentice_backend.engines.diffusion.models import hub  # noqa: PLC0415 -- needs the extra

    wanted = entry(arguments.model)
    print(wanted.terms)
    missing = hub.missing_bytes(arguments.model)
    if missing:
        print(f"{missing / 1e6:,.0f} MB to download into {hub.cache_folder()}.", flush=True)
    shown = arguments.verbose or sys.stderr.isatty()
    folder = hub.download(arguments.model, _progress(sys.stderr.isatty()) if shown else lambda _done, _total: None)
    print(f"{wanted.name} is here: {folder}")
    return 0


def _progress(terminal: bool) -> Callable[[int, int], None]:
    """Return a function that shows progress: one line that changes on a terminal, one line per tenth elsewhere."""
    told = -1

    def show(done: int, total: int) -> None:
        nonlocal told
        share = int(100 * done / total) if total else 100
        if share == told or (not terminal and share // 10 == told // 10):
            return
        told = share
        end = "\r" if terminal and done < total else "\n"
        print(f"{share:3d}%  {done / 1e6:,.0f} of {total / 1e6:,.0f} MB", end=end, file=sys.stderr, flush=True)

    return show


def _verify(arguments: argparse.Namespace) -> int:
    from apprentice_backend.engines.diffusion.models import hub  # noqa: PLC0415 -- needs the extra

    checks = list(hub.verify(arguments.model))
    damaged = [check for check in checks if not check.good]
    for check in damaged:
        print(f"damaged: {check.path}")
    if damaged:
        hub.repair(arguments.model, damaged)
        count = f"{len(damaged)} of {len(checks)} files"
        command = f"apprentice models download {arguments.model}"
        raise ApprenticeError(f"{count} were damaged and have been removed: run '{command}' to get them again")
    print(f"{len(checks)} files are as the hub has them.")
    return 0


def _where(arguments: argparse.Namespace) -> int:
    from apprentice_backend.engines.diffusion.models import hub  # noqa: PLC0415 -- needs the extra

    print(hub.locate(arguments.model))
    return 0
