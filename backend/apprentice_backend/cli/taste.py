"""`apprentice taste`: what a profile has learned."""

from __future__ import annotations

import argparse
import json

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import new_id
from apprentice_shared.messages import GetTaste, TasteReport

from .options import add_config_options, load_config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_config_options(parser, "profile")
    parser.add_argument("--json", action="store_true", help="print effects and how unsure they are, as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print it."""
    config = load_config(arguments)
    with open_client(config.data_dir) as client:
        report = client.ask(GetTaste(new_id(), config.profile)).final
    assert isinstance(report, TasteReport)
    if arguments.json:
        print(json.dumps(taste_dict(report), indent=2))
        return 0
    print(f"{report.profile.name}, {report.profile.ratings} ratings, agent {report.agent}")
    print(report.text)
    for value in sorted(report.values, key=lambda item: -item.mean):
        if abs(value.mean) > value.spread:
            print(f"  {value.dimension + '=' + value.value:<28}{value.mean:+.1f} stars (± {value.spread:.1f})")
    return 0


def taste_dict(report: TasteReport) -> dict[str, object]:
    """Return a report as plain JSON data."""
    return {
        "profile": report.profile.name,
        "ratings": report.profile.ratings,
        "agent": report.agent,
        "text": report.text,
        "values": [
            {"dimension": item.dimension, "value": item.value, "mean": item.mean, "spread": item.spread}
            for item in report.values
        ],
    }
