"""`apprentice taste`: print the taste of a profile, or set it by hand."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import asdict

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import new_id
from apprentice_backend.config import Config
from apprentice_backend.number_text import real_number
from apprentice_backend.taste_text import report_lines
from apprentice_shared.messages import (
    GetTaste,
    Request,
    SetSignal,
    SetValue,
    TasteReport,
)
from apprentice_shared.signals import IMPLICIT_SIGNALS

from .options import add_config_options, checked_values, load_config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_config_options(parser, "profile")
    parser.add_argument("--json", action="store_true", help="print all that is known, as JSON")
    parser.add_argument(
        "--why", metavar="VALUE", type=_value, help="say why a value is suggested, or not: style.surreal"
    )
    for name, metavar, parse, words in (
        ("--set", "VALUE=STARS", _value_and_stars, "say by hand what a value does to a rating, -4 to 4: color.warm=+1"),
        ("--clear", "VALUE", _value, "let a value be learned from ratings again: color.warm"),
        ("--signal", "SIGNAL=on|off", _signal, f"whether a signal counts: {', '.join(IMPLICIT_SIGNALS)}"),
    ):
        parser.add_argument(name, metavar=metavar, type=parse, action="append", default=[], help=words)


def run(arguments: argparse.Namespace) -> int:
    """Change what was asked for, then print."""
    config = load_config(arguments)
    with checked_values():
        changes = list(_changes(arguments, config))
    with open_client(config.data_dir) as client:
        for change in changes:
            client.ask(change)
        report = client.ask(GetTaste(new_id(), config.profile)).final
    assert isinstance(report, TasteReport)
    with checked_values():
        words = _why(report, *arguments.why) if arguments.why else "\n".join(report_lines(report))
    print(json.dumps(taste_dict(report), indent=2) if arguments.json else words)
    return 0


def taste_dict(report: TasteReport) -> dict[str, object]:
    """Return a report as plain JSON data."""
    return {
        "profile": report.profile.name,
        "ratings": report.profile.ratings,
        "agent": report.agent,
        "text": report.text,
        "values": [asdict(item) for item in report.values],
        "starts": [asdict(item) for item in report.starts],
        "signals": [asdict(item) for item in report.signals],
        "variety": asdict(report.variety),
    }


def _changes(arguments: argparse.Namespace, config: Config) -> Iterator[Request]:
    for (dimension, value), stars in arguments.set:
        yield SetValue(new_id(), dimension, value, stars, config.profile)
    for dimension, value in arguments.clear:
        yield SetValue(new_id(), dimension, value, None, config.profile)
    for kind, on in arguments.signal:
        yield SetSignal(new_id(), kind, on, config.profile)


def _why(report: TasteReport, dimension: str, value: str) -> str:
    for item in report.values:
        if (item.dimension, item.value) == (dimension, value):
            return f"{value}: {item.why}."
    names = ", ".join(f"{item.dimension}.{item.value}" for item in report.values)
    raise ValueError(f"there is no value {dimension}.{value}: choose from {names}")


def _value(text: str) -> tuple[str, str]:
    parts = re.fullmatch(r"([^.=\s]+)[.=]([^.=\s]+)", text)
    if parts is None:
        raise argparse.ArgumentTypeError(f"must look like color.warm, got {text[:40]!r}")
    return parts[1], parts[2]


def _value_and_stars(text: str) -> tuple[tuple[str, str], float]:
    name, _, said = text.rpartition("=")
    stars = real_number(said)
    if stars is None:
        raise argparse.ArgumentTypeError(f"must look like color.warm=+1, got {text[:40]!r}")
    return _value(name), stars


def _signal(text: str) -> tuple[str, bool]:
    kind, _, state = text.partition("=")
    if kind not in IMPLICIT_SIGNALS or state not in ("on", "off"):
        raise argparse.ArgumentTypeError(f"must look like {IMPLICIT_SIGNALS[0]}=off, got {text!r}")
    return kind, state == "on"
