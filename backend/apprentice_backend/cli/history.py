"""`apprentice history`: list what was shown and said, undo a rating, forget a time."""

from __future__ import annotations

import argparse
import json
import re
import time
from dataclasses import asdict
from datetime import datetime

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import Client, new_id
from apprentice_backend.config import Config
from apprentice_shared.bounds import MOMENT_S
from apprentice_shared.messages import EventPart, Forget, GetHistory, HistoryReport, Recorded, Undo
from apprentice_shared.private_files import printable

from .options import add_config_options, load_config, whole_argument

_SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("list", help="print the last events, newest first")
    show.add_argument("--limit", metavar="N", type=whole_argument(1, 1000), default=20, help="how many; default 20")
    show.add_argument("--json", action="store_true", help="print them as JSON")
    undo = actions.add_parser("undo", help="take back a rating, the last one unless an event is named")
    undo.add_argument("event", metavar="EVENT", nargs="?", default="", help="an event's id, as `history list` says it")
    forget = actions.add_parser("forget", help="delete all that was shown and said since a moment, for good")
    forget.add_argument(
        "--since",
        metavar="WHEN",
        type=_moment,
        required=True,
        help="2026-11-20, 2026-11-20T18:30, or 45m, 2h, 3d, 1w ago",
    )
    for action in (show, undo, forget):
        add_config_options(action, "profile")


def run(arguments: argparse.Namespace) -> int:
    """List the events, undo one, or forget a time, as the arguments say."""
    config = load_config(arguments)
    with open_client(config.data_dir) as client:
        if arguments.action == "list":
            _list(client, config, arguments)
            return 0
        if arguments.action == "undo":
            recorded = client.ask(Undo(new_id(), config.profile, arguments.event)).final
            words = "Taken back"
        else:
            recorded = client.ask(Forget(new_id(), arguments.since, config.profile)).final
            words = "Forgotten"
    assert isinstance(recorded, Recorded)
    print(f"{words}. Ratings that {recorded.profile.name} rests on: {recorded.profile.ratings}.")
    return 0


def _list(client: Client, config: Config, arguments: argparse.Namespace) -> None:
    report = client.ask(GetHistory(new_id(), config.profile, arguments.limit)).final
    assert isinstance(report, HistoryReport)
    if arguments.json:
        print(json.dumps({"profile": report.profile.name, "events": [asdict(event) for event in report.events]}))
        return
    for event in report.events:
        print(event_line(event))


def event_line(event: EventPart) -> str:
    """Return one event as one line: when, what, which, and whether it counts."""
    when = _local(event.at).strftime("%Y-%m-%d %H:%M")
    said = f"{event.stars} stars" if event.stars is not None else event.signal or event.kind
    remarks = [word for word, true in (("undone", event.undone), ("not learned", not event.learned)) if true]
    parts = [when, event.id, said, event.summary, f"({', '.join(remarks)})" if remarks else ""]
    return printable("  ".join(part for part in parts if part))


def _local(at_s: float) -> datetime:
    """Return a moment on this machine's clock, the end of the calendar for one beyond it."""
    try:
        return datetime.fromtimestamp(at_s)
    except (ValueError, OverflowError, OSError):
        return datetime.max


def _moment(text: str) -> float:
    """Return a moment in seconds since 1970: a date, a time, or so long ago."""
    ago = re.fullmatch(r"([0-9]{1,9})([mhdw])", text)
    try:
        at_s = time.time() - int(ago[1]) * _SECONDS[ago[2]] if ago else datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError) as error:
        message = f"must look like 2026-11-20, 2026-11-20T18:30 or 2h, got {text[:40]!r}"
        raise argparse.ArgumentTypeError(message) from error
    # Nothing is older than the clock that tells it.
    return max(at_s, float(MOMENT_S.low))
