"""`apprentice profile`: list, make, change, export and import profiles."""

from __future__ import annotations

import argparse
import errno
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import Client, new_id
from apprentice_backend.files import expanded, write_atomically
from apprentice_shared.codec import MAX_TEXT_BYTES
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.messages import (
    NO_START,
    PORTFOLIO,
    PROFILES,
    CreateProfile,
    DeleteProfile,
    ExportProfile,
    GetProfiles,
    GetTaste,
    ImportProfile,
    ProfileExported,
    ProfilesReport,
    RenameProfile,
    Request,
    ResetProfile,
    SetStart,
    TasteReport,
)
from apprentice_shared.private_files import printable, read_plain, shown

from .options import add_config_options, checked_values, load_config

SUFFIX = ".apprentice.json"
_REST_BYTES = 4096  # of a message with a profile's file, beside the file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("list", help="print all profiles, the default one first")
    show.add_argument("--json", action="store_true", help="print them as JSON")
    create = actions.add_parser("create", help="make a profile that has learned nothing")
    create.add_argument("name", metavar="NAME")
    start = actions.add_parser("start", help="give a profile something to start from beside its ratings")
    start.add_argument("profile", metavar="PROFILE")
    start.add_argument("--none", action="store_true", help="take every starting point back")
    for action in (create, start):
        _add_starts(action)
    rename = actions.add_parser("rename", help="give a profile another name")
    duplicate = actions.add_parser("duplicate", help="make a profile that starts with all that another has learned")
    blend = actions.add_parser("blend", help="make a profile that starts with all that two others have learned")
    for action in (rename, duplicate, blend):
        action.add_argument("profile", metavar="PROFILE")
        if action is blend:
            action.add_argument("other", metavar="OTHER")
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
    for action in (show, create, start, rename, duplicate, blend, export, load, reset, delete):
        add_config_options(action)


def _add_starts(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--from-portfolio",
        metavar="FOLDER",
        type=Path,
        help="start from a folder of your own paintings, or of pictures you like; they are measured, none is kept",
    )
    action.add_argument(
        "--from-profiles",
        metavar="PROFILES",
        nargs="?",
        const="",
        help="start from what your other profiles learned: A,B, or all of them where none is named",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do the action."""
    config = load_config(arguments)
    with checked_values():
        request = _request(arguments)
        starts = _starts(arguments)
    with open_client(config.data_dir) as client:
        if isinstance(request, ExportProfile):
            _export(client, request, arguments.out)
            return 0
        report = client.ask(request).final
        if starts:
            assert isinstance(report, ProfilesReport)
            _start(client, report.profile or arguments.profile, starts, made=arguments.action == "create")
            return 0
    assert isinstance(report, ProfilesReport)
    if arguments.action != "list":
        named = next((profile.name for profile in report.profiles if profile.id == report.profile), arguments.action)
        print(f"{named}: done.")
    elif arguments.json:
        found = [{"id": item.id, "name": item.name, "ratings": item.ratings} for item in report.profiles]
        print(json.dumps({"profiles": found}))
    else:
        for profile in report.profiles:
            print(f"{profile.id}  {printable(profile.name)}  {profile.ratings} ratings")
    return 0


def _request(arguments: argparse.Namespace) -> Request:
    makers: dict[str, Callable[[], Request]] = {
        "list": lambda: GetProfiles(new_id()),
        "start": lambda: GetProfiles(new_id()),
        "create": lambda: CreateProfile(new_id(), arguments.name),
        "rename": lambda: RenameProfile(new_id(), arguments.profile, arguments.name),
        "duplicate": lambda: CreateProfile(new_id(), arguments.name, arguments.profile),
        "blend": lambda: CreateProfile(new_id(), arguments.name, arguments.profile, arguments.other),
        "export": lambda: ExportProfile(new_id(), arguments.profile),
        "import": lambda: ImportProfile(new_id(), _read(arguments.file), arguments.name),
        "reset": lambda: ResetProfile(new_id(), arguments.profile),
        "delete": lambda: DeleteProfile(new_id(), arguments.profile),
    }
    return makers[arguments.action]()


def _starts(arguments: argparse.Namespace) -> list[SetStart]:
    """Return the requests for starting points, without their profile.

    Raises:
        ValueError: `start` names nothing to start from.
    """
    if arguments.action not in ("create", "start"):
        return []
    starts = [SetStart(new_id(), NO_START)] if getattr(arguments, "none", False) else []
    if arguments.from_portfolio is not None:
        starts.append(SetStart(new_id(), PORTFOLIO, str(expanded(arguments.from_portfolio).absolute())))
    if arguments.from_profiles is not None:
        sources = tuple(name.strip() for name in arguments.from_profiles.split(",") if name.strip())
        starts.append(SetStart(new_id(), PROFILES, sources=sources))
    if arguments.action == "start" and not starts:
        raise ValueError("name what to start from: --from-portfolio FOLDER, --from-profiles, or --none")
    return starts


def _start(client: Client, profile: str, starts: list[SetStart], *, made: bool) -> None:
    """Give a profile its starts and print them; a profile `made` for them is deleted if they fail."""
    try:
        for start in starts:
            client.ask(replace(start, profile=profile))
    except RequestError:
        if made:
            client.ask(DeleteProfile(new_id(), profile))
        raise
    report = client.ask(GetTaste(new_id(), profile)).final
    assert isinstance(report, TasteReport)
    words = " and ".join(start.text for start in report.starts)
    print(f"{report.profile.name}: starts from {words or 'nothing but its ratings'}.")


def _export(client: Client, request: ExportProfile, out: Path | None) -> None:
    exported = client.ask(request).final
    assert isinstance(exported, ProfileExported)
    path = out or Path(f"{_plain(exported.profile.name)}{SUFFIX}")
    write_atomically(path, exported.data.encode("utf-8"), follow=out is not None)
    print(f"Wrote {shown(path)}.")


def _plain(name: str) -> str:
    """Return a profile's name as one that every system takes for a file, in 200 bytes at most."""
    plain = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in name)
    return plain.encode()[:200].decode(errors="ignore")


def _read(path: Path) -> str:
    """Return the text of an exported profile.

    Raises:
        OSError: it is missing or no plain file.
        RequestError: it is too large, or no text.
    """
    try:
        text: str | None = read_plain(path, MAX_TEXT_BYTES, follow=True).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(f"{shown(path)} is not a profile: name an exported one", ErrorCode.BAD_VALUE) from error
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        text = None
    if text is None or len(json.dumps(text, ensure_ascii=False).encode()) > MAX_TEXT_BYTES - _REST_BYTES:
        raise RequestError(f"{shown(path)} is too large to be a profile: name an exported one", ErrorCode.TOO_LARGE)
    return text
