"""All sittings of a test run: warm one profile, copy it for each, play each once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from harness.panel import install_panel
from harness.profile import KritaProfile
from harness.scenario import Scenario, sitting_options
from harness.sitting import Outcome, Sitting

KRITA_TESTS = Path(__file__).parents[1]
PILOT = KRITA_TESTS / "pilot" / "apprentice_pilot"
SHOTS = KRITA_TESTS / "out"
WARMING_S = 120.0
START_S = 60.0
SCENARIO_S = 40.0


@dataclass(repr=False)
class Sittings:
    """Play the scenarios that were chosen, a file of them at a time, and keep what came of it.

    Args:
        display: the X display.
        painted: where the paintings lie.
        folder: where each sitting gets a folder.
        warm: a profile that Krita has started in once; made where it is missing, kept between runs.
        chosen: the scenarios of this run, in order.
        shots: where screenshots go.
    """

    display: str
    painted: Path
    folder: Path
    warm: KritaProfile
    chosen: list[Scenario]
    shots: Path = SHOTS
    played: dict[Scenario, Outcome] = field(default_factory=dict)
    cold: Outcome | None = None

    def outcome_of(self, scenario: Scenario) -> Outcome:
        """Return the results of the scenario's sitting, which is played now unless it was before."""
        if scenario not in self.played:
            scenarios = [other for other in self.chosen if other.file == scenario.file]
            failed = self._failed_start()
            self.played |= dict.fromkeys(scenarios, failed) if failed else self._play(scenario.file, scenarios)
        return self.played[scenario]

    def _play(self, file: Path, scenarios: list[Scenario]) -> dict[Scenario, Outcome]:
        """Play a file's scenarios in one start of Krita; where the file says so each in its own, with the same home."""
        options = sitting_options(file)
        folder = self.folder / f"{file.parent.name}-{file.stem}"
        profile = self.warm.copy_to(folder / str(options.get("home", "home")), str(options.get("lang", self.warm.lang)))
        profile.install(PILOT)
        theme, opengl = str(options.get("theme", "Krita dark")), bool(options.get("opengl", True))
        profile.configure(("apprentice_pilot",), theme, opengl)
        if options.get("panel"):
            options |= install_panel(profile, self.display, bool(options.get("launcher", True)))
        starts = [[scenario] for scenario in scenarios] if options.get("starts_anew") else [scenarios]
        played: dict[Scenario, Outcome] = {}
        for number, start in enumerate(starts):
            sitting = Sitting(profile, self.display, folder / str(number), self.shots, self.painted, options)
            played |= dict.fromkeys(start, sitting.play(start, START_S + SCENARIO_S * len(start)))
        return played

    def _failed_start(self) -> Outcome | None:
        """Start Krita once without a scenario: its first start builds databases for many seconds.

        Returns:
            What came of a start that failed, None where the warm profile is there.
        """
        if self.warm.home.exists():
            return None
        if self.cold is None:
            aside = KritaProfile(self.warm.home.with_name(f"{self.warm.home.name}.part"))
            shutil.rmtree(aside.home, ignore_errors=True)
            aside.install(PILOT)
            aside.configure(("apprentice_pilot",), "Krita dark")
            outcome = Sitting(aside, self.display, self.folder / "warming", self.shots, self.painted).play(
                [], WARMING_S
            )
            if outcome.report["ended"]:
                aside.home.rename(self.warm.home)
                return None
            self.cold = outcome
        return self.cold
