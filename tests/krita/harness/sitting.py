"""One start of Krita: hand the pilot a plan, wait for the end, read the report."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.profile import KritaProfile
from harness.scenario import Scenario

PILOT_S = 180.0
MODELS = Path(__file__).parents[2] / "support"
PYTHON_ERROR = re.compile(
    r"^(Traceback \(most recent call last\).*|krita\.scripting: .*(Error|Could not).*|.*\.py:\d+: \w*Warning: .*)$",
    re.MULTILINE,
)


def krita_command() -> list[str]:
    """The command that starts Krita: `krita`, or the value of APPRENTICE_KRITA, e.g. "chroot /srv/krita-6 krita"."""
    return shlex.split(os.environ.get("APPRENTICE_KRITA", "krita"))


@dataclass(frozen=True)
class Sitting:
    """The settings of one start of Krita.

    Args:
        profile: the home folder, used up by the sitting.
        display: the X display.
        folder: where plan, report and log are written.
        shots: where screenshots go.
        paintings: where the paintings lie.
        options: what else scenarios find in `stage.plan`.
    """

    profile: KritaProfile
    display: str
    folder: Path
    shots: Path
    paintings: Path
    options: dict[str, object] = field(default_factory=dict)

    def play(self, scenarios: list[Scenario], timeout_s: float) -> Outcome:
        """Start Krita, play `scenarios` and wait for its end; at the timeout Krita and its children are killed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.shots.mkdir(parents=True, exist_ok=True)
        plan = self._write_plan(scenarios)
        log = self.folder / "krita.log"
        environment = self.profile.environment(self.display) | {"APPRENTICE_PILOT_PLAN": str(plan)}
        if "scale" in self.options:
            environment["QT_SCALE_FACTOR"] = str(self.options["scale"])
        command = [*krita_command(), "--nosplash", "--new-image", "RGBA,U8,320,240"]
        with log.open("wb") as stream:
            krita = subprocess.Popen(
                command, env=environment, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
            )
            try:
                status = self._wait(krita, timeout_s)
            finally:
                _end_group(krita)
        return Outcome(status, self._report(), log.read_text(encoding="utf-8", errors="replace"))

    def _wait(self, krita: subprocess.Popen[bytes], timeout_s: float) -> int | None:
        """Wait for Krita's end, and no longer than `PILOT_S` for the pilot to be loaded."""
        try:
            return krita.wait(min(PILOT_S, timeout_s))
        except subprocess.TimeoutExpired:
            if not (self.folder / "report.json").exists():
                return None
        try:
            return krita.wait(max(0.0, timeout_s - PILOT_S))
        except subprocess.TimeoutExpired:
            return None

    def _write_plan(self, scenarios: list[Scenario]) -> Path:
        plan = self.folder / "plan.json"
        content = self.options | {
            "scenarios": [{"name": s.name, "file": str(s.file), "function": s.function} for s in scenarios],
            "result": str(self.folder / "report.json"),
            "shots": str(self.shots),
            "paintings": str(self.paintings),
            "models": str(MODELS),
            "home": str(self.profile.home),
            "apprentice_data": str(self.profile.apprentice_data),
        }
        plan.write_text(json.dumps(content, indent=1), encoding="utf-8")
        return plan

    def _report(self) -> dict[str, Any]:
        path = self.folder / "report.json"
        if not path.exists():
            return {"ended": False, "scenarios": {}}
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return report


@dataclass(frozen=True, repr=False)
class Outcome:
    """The results of a sitting.

    Args:
        status: Krita's exit status, None where it had to be killed.
        report: what the pilot wrote.
        log: Krita's standard output and error.
    """

    status: int | None
    report: dict[str, Any]
    log: str

    @property
    def ended_well(self) -> bool:
        """Whether Krita was left, or killed where a scenario wanted that."""
        return self.status == (-signal.SIGKILL if self.report.get("killed") else 0)

    def complaint(self, scenario: Scenario) -> str:
        """Return the failure of a scenario, with Krita's last words where it crashed; empty after a success."""
        entry = self.report["scenarios"].get(scenario.name)
        if entry is None or entry["outcome"] == "running":
            played = ", ".join(self.report["scenarios"]) or "nothing"
            return f"Krita ended with status {self.status} in it or before it (played: {played}):\n{self.log[-4000:]}"
        return "\n".join([entry["failure"], *entry["errors"]]).strip()

    def facts(self, scenario: Scenario) -> dict[str, Any]:
        """The facts that the scenario measured."""
        facts: dict[str, Any] = self.report["scenarios"].get(scenario.name, {}).get("facts", {})
        return facts

    def python_errors(self) -> list[str]:
        """Lines of the log that Python wrote about something gone wrong."""
        return [found.group(0) for found in PYTHON_ERROR.finditer(self.log)]


def _end_group(krita: subprocess.Popen[bytes]) -> None:
    """Kill what is left of Krita and of what it started in its own session."""
    try:
        os.killpg(krita.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    krita.wait()
