"""Read, without running them, what scenarios a file holds."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Scenario:
    """One scenario: a generator function in a file that Krita's Python runs.

    Args:
        file: the file; one file is one sitting, one start of Krita.
        function: the function's name.
    """

    file: Path
    function: str

    @property
    def name(self) -> str:
        """The scenario's name in reports and screenshots."""
        return f"{self.file.stem}-{self.function}"

    def __str__(self) -> str:
        return self.name


def scenarios_in(folder: Path) -> list[Scenario]:
    """List the public functions of every file of `folder`, in the order they are written."""
    return [
        Scenario(file, node.name)
        for file in sorted(folder.glob("*.py"))
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def sitting_options(file: Path) -> dict[str, object]:
    """Read a scenario file's SITTING, a literal dict: "theme", "panel" and other settings of the sitting."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "SITTING":
            options: dict[str, object] = ast.literal_eval(node.value)
            return options
    return {}
