"""`apprentice rate`: stars for a suggestion."""

from __future__ import annotations

import argparse

from apprentice_backend.backend_process import open_client
from apprentice_backend.client import new_id
from apprentice_backend.taste_text import counted
from apprentice_shared.messages import Rate, Recorded

from .options import add_config_options, checked_values, load_config, whole_argument

_DIRECTIONS = {"up": 1, "down": -1}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("suggestion", metavar="SUGGESTION", help="its id, as in slate.json")
    parser.add_argument("stars", metavar="STARS", type=whole_argument(1, 5), help="1 to 5")
    parser.add_argument(
        "--reason",
        metavar="DIMENSION=up|down",
        action="append",
        default=[],
        type=_reason,
        help="what made it good or bad, such as color=up; may be given more than once",
    )
    add_config_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Send the rating; it is on disk when this returns."""
    config = load_config(arguments)
    with checked_values():
        request = Rate(new_id(), arguments.suggestion, arguments.stars, dict(arguments.reason))
    with open_client(config.data_dir) as client:
        recorded = client.ask(request).final
    assert isinstance(recorded, Recorded)
    print(f"{recorded.profile.name} now rests on {counted(recorded.profile.ratings, 'rating')}.")
    return 0


def _reason(text: str) -> tuple[str, int]:
    dimension, _, direction = text.partition("=")
    if not dimension or direction not in _DIRECTIONS:
        raise argparse.ArgumentTypeError(f"must look like color=up or mood=down, got {text!r}")
    return dimension, _DIRECTIONS[direction]
