"""Play a folder of scenarios outside pytest: for measurements and for the documentation's pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import paintings

from harness.display import virtual_display
from harness.profile import KritaProfile
from harness.scenario import Scenario, scenarios_in
from harness.sitting import Outcome
from harness.sittings import SHOTS, Sittings


def play_all(scenarios: Path, folder: Path, shots: Path = SHOTS) -> Iterator[tuple[Scenario, Outcome]]:
    """Play every scenario of a folder in a fresh Krita, file by file.

    Args:
        scenarios: the folder.
        folder: where profiles, logs and paintings go; "square" is the landscape at 1024².
        shots: where screenshots go.

    Yields:
        Each scenario with what came of its sitting.
    """
    painted = folder / "paintings"
    painted.mkdir()
    for name in paintings.PAINTERS:
        paintings.save(name, painted / f"{name}.png")
    paintings.save("landscape", painted / "square.png", 1024, 1024)
    programme = scenarios_in(scenarios)
    with virtual_display() as display:
        sittings = Sittings(
            display, painted, folder / "sittings", KritaProfile(folder / "warm"), programme, shots=shots
        )
        for scenario in programme:
            yield scenario, sittings.outcome_of(scenario)
