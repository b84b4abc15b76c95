"""The plugin's link and outbox as Krita holds them, in a process of their own that rates until it is killed."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

from apprentice.link import backend
from apprentice.link.keeper import Keeper
from apprentice.link.link import Link
from apprentice.link.outbox import Outbox
from apprentice_shared import messages as m
from apprentice_shared.session import ClientSession


class _Started:
    """Stands in for a backend's process: the campaign starts and kills backends itself."""

    pid = 0

    def poll(self) -> int | None:
        """Say that it runs."""
        return None


def run(wish: Mapping[str, str]) -> None:
    """Make durable requests, each noted in the file `made` with its moment before it is sent; end when killed.

    `count` limits them; 0 makes none, so that only what earlier processes left is sent.
    """
    name, rng, most = wish["name"], Random(wish["name"]), int(wish["count"])
    launcher = backend.Launcher(("false",), Path(wish["folder"]))
    keeper = Keeper(
        lambda: launcher,
        find=backend.find,
        start=lambda _launcher: _Started(),
        last_words=lambda _launcher: "",
        clock=time.monotonic,
    )
    link = Link(ClientSession(name, client="krita"), keeper, Outbox(None, name), lambda _event: None)
    link.start()
    link.want()
    longest_s = rng.choice((0.02, 0.2, 1.0))
    made = os.open(wish["made"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in range(most):
        event = f"{name}-{number}"
        os.write(made, f"{event} {time.monotonic()}\n".encode())
        link.send(m.RatePalette(event, ("#112233",), 1 + number % 5))
        time.sleep(rng.uniform(0.0, longest_s))
    while True:
        time.sleep(60)
