"""`apprentice profile`: learned tastes, kept apart."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import Client, new_id
from apprentice_backend.files import write_atomically
from apprentice_shared.codec import MAX_TEXT_BYTES
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.messages import (
    CreateProfile,
    DeleteProfile,
    ExportProfile,
    GetProfiles,
    ImportProfile,
    ProfileExported,
    ProfilesReport,
    RenameProfile,
    Request,
    ResetProfile,
)

from .options import add_config_options, checked_values, load_config

SUFFIX = ".apprentice.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("list", help="print all profiles, the default one first")
    show.add_argument("--json", action="store_true", help="print them as JSON")
    create = actions.add_parser("create", help="make an empty profile")
    create.add_argument("name", metavar="NAME")
    rename = actions.add_parser("rename", help="give a profile another name")
    duplicate = actions.add_parser("duplicate", help="make a profile that starts with all that another has learned")
    for action in (rename, duplicate):
        action.add_argument("profile", metavar="PROFILE")
        action.add_argument("name", metavar="NAME")
    export = actions.add_parser("export", help="write a profile to a file, without pictures")
    export.add_argument("profile", metavar="PROFILE")
    export.add_argument("--out", metavar="FILE", type=Path, help=f"default: PROFILE{SUFFIX}")
    load = actions.add_parser("import", help="make a profile from an exported file")
    load.add_argument("file", metavar="FILE", type=Path)
    load.add_argument("--name", metavar="NAME", default="", help="default: the name in the file")
    reset = actions.add_parser("reset", help="delete all that a profile has learned; its name stays")
    delete = actions.add_parser("delete", help="delete a profile and all that it has learned")
    for action in (reset, delete):
        action.add_argument("profile", metavar="PROFILE")
    for action in (show, create, rename, duplicate, export, load, reset, delete):
        add_config_options(action)


def run(arguments: argparse.Namespace) -> int:
    """Do the action."""
    config = load_config(arguments)
    with checked_values():
        request = _request(arguments)
    with open_client(config.data_dir) as client:
        if isinstance(request, ExportProfile):
            _export(client, request, arguments.out)
            return 0
        report = client.ask(request).final
    assert isinstance(report, ProfilesReport)
    if arguments.action != "list":
        named = next((profile.name for profile in report.profiles if profile.id == report.profile), arguments.action)
        print(f"{named}: done.")
    elif arguments.json:
        found = [{"id": item.id, "name": item.name, "ratings": item.ratings} for item in report.profiles]
        print(json.dumps({"profiles": found}))
    else:
        for profile in report.profiles:
            print(f"{profile.id}  {profile.name}  {profile.ratings} ratings")
    return 0


def _request(arguments: argparse.Namespace) -> Request:
    makers: dict[str, Callable[[], Request]] = {
        "list": lambda: GetProfiles(new_id()),
        "create": lambda: CreateProfile(new_id(), arguments.name),
        "rename": lambda: RenameProfile(new_id(), arguments.profile, arguments.name),
        "duplicate": lambda: CreateProfile(new_id(), arguments.name, arguments.profile),
        "export": lambda: ExportProfile(new_id(), arguments.profile),
        "import": lambda: ImportProfile(new_id(), _read(arguments.file), arguments.name),
        "reset": lambda: ResetProfile(new_id(), arguments.profile),
        "delete": lambda: DeleteProfile(new_id(), arguments.profile),
    }
    return makers[arguments.action]()


def _export(client: Client, request: ExportProfile, out: Path | None) -> None:
    exported = client.ask(request).final
    assert isinstance(exported, ProfileExported)
    plain = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in exported.profile.name)
    path = out or Path(f"{plain}{SUFFIX}")
    write_atomically(path, exported.data.encode("utf-8"))
    print(f"Wrote {path}.")


def _read(path: Path) -> str:
    """Return the text of an exported profile.

    Raises:
        RequestError: it is too large, or no text.
    """
    if path.stat().st_size > MAX_TEXT_BYTES // 2:
        raise RequestError(f"{path} is too large to be a profile: name an exported one", ErrorCode.TOO_LARGE)
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(f"{path} is not a profile: name an exported one", ErrorCode.BAD_VALUE) from error
