"""Sittings in a real Krita: one virtual screen per run, one Krita per file of scenarios, one test per scenario."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import paintings
import pytest
from harness.display import virtual_display
from harness.profile import KritaProfile
from harness.sitting import krita_command
from harness.sittings import Sittings

HERE = Path(__file__).parent
NEEDED = {krita_command()[0]: "krita python3-pyqt5", "Xvfb": "xvfb", "xdotool": "xdotool"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests, and skip them with a sentence where Krita cannot be had and need not be."""
    skipped = _what_is_missing() if os.environ.get("APPRENTICE_REQUIRE_KRITA") != "1" else ""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.krita)
            if skipped:
                item.add_marker(pytest.mark.skip(reason=skipped))


def _what_is_missing() -> str:
    """Say which programs are not there and how to get them; empty where all are."""
    missing = {name: package for name, package in NEEDED.items() if shutil.which(name) is None}
    if not missing:
        return ""
    packages = " ".join(missing.values())
    return (
        f"{', '.join(missing)} not found: on Debian or Ubuntu run "
        f"`sudo apt-get install --no-install-recommends {packages}`"
    )


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A virtual screen of this run's own."""
    missing = _what_is_missing()
    if missing:
        pytest.fail(missing, pytrace=False)
    with virtual_display() as name:
        yield name


@pytest.fixture(scope="session")
def painted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every painting as PNG."""
    folder = tmp_path_factory.mktemp("paintings")
    for name in paintings.PAINTERS:
        paintings.save(name, folder / f"{name}.png")
    return folder


@pytest.fixture(scope="session")
def sittings(
    request: pytest.FixtureRequest, display: str, painted: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sittings]:
    """Every sitting of this run: each is played when its first scenario is asked for."""
    sittings = Sittings(
        display=display,
        painted=painted,
        folder=tmp_path_factory.mktemp("sittings"),
        warm=KritaProfile(Path(request.config.cache.mkdir("krita-profile")) / _version()),
        chosen=[item.callspec.params["scenario"] for item in request.session.items if "scenario" in _params(item)],
    )
    yield sittings


def _params(item: pytest.Item) -> dict[str, object]:
    return getattr(getattr(item, "callspec", None), "params", {})


def _version() -> str:
    """A folder's name for the Krita under test: the command that starts it, and Debian's version where there is one."""
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", "krita"], check=False, capture_output=True, text=True
    )
    # A colon would cut the profile's path in two on Krita's PYTHONPATH.
    return re.sub(r"[^\w.+-]+", "-", " ".join([*krita_command(), query.stdout]))
