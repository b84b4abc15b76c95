"""The files of the golden results, and their comparison with current results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).resolve().parents[1]
DATA = GOLDEN / "data"
ROOT = GOLDEN.parents[1]


def plain(value: Any) -> Any:
    """Return a value as it comes back from JSON."""
    return json.loads(json.dumps(value, ensure_ascii=False))


def write(part: str, content: Any) -> None:
    """Write the golden results of a part."""
    DATA.mkdir(exist_ok=True)
    (DATA / f"{part}.json").write_text(f"{_text(content)}\n", encoding="utf-8")


def _text(value: Any, depth: int = 0) -> str:
    """Return JSON text with a line for each entry of the two outer levels."""
    if depth == 2 or not value or not isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        entries = [_text(item, depth + 1) for item in value]
    else:
        entries = [f"{json.dumps(name, ensure_ascii=False)}: {_text(item, depth + 1)}" for name, item in value.items()]
    inside, left = " " * (depth + 1), " " * depth
    begin, end = "[]" if isinstance(value, list) else "{}"
    return f"{begin}\n{inside}" + f",\n{inside}".join(entries) + f"\n{left}{end}"


def read(part: str) -> Any:
    """Return the golden results of a part."""
    return json.loads((DATA / f"{part}.json").read_text(encoding="utf-8"))


def differences(recorded: Any, found: Any, tolerance: float = 0.0) -> list[str]:
    """Return where two values differ, each as one line, the first dozen.

    Args:
        recorded: plain JSON data.
        found: what is compared with it.
        tolerance: how far apart numbers may lie, absolutely where they are below 1, else relatively.
    """
    found = plain(found)
    return [line for line, _ in zip(_differences(recorded, found, tolerance, "$"), range(12), strict=False)]


def _differences(recorded: Any, found: Any, tolerance: float, path: str) -> Iterator[str]:
    if isinstance(recorded, dict) and isinstance(found, dict):
        for key in [*recorded, *(key for key in found if key not in recorded)]:
            if key not in recorded or key not in found:
                yield f"{path}.{key}: {'new' if key in found else 'gone'}"
            else:
                yield from _differences(recorded[key], found[key], tolerance, f"{path}.{key}")
    elif isinstance(recorded, list) and isinstance(found, list):
        if len(recorded) != len(found):
            yield f"{path}: {len(recorded)} entries were recorded, {len(found)} found"
        for index, (one, other) in enumerate(zip(recorded, found, strict=False)):
            yield from _differences(one, other, tolerance, f"{path}[{index}]")
    elif not _alike(recorded, found, tolerance):
        yield f"{path}: {recorded!r} was recorded, {found!r} found"


def _alike(recorded: Any, found: Any, tolerance: float) -> bool:
    numbers = all(isinstance(item, (int, float)) and not isinstance(item, bool) for item in (recorded, found))
    if numbers and tolerance:
        return bool(abs(recorded - found) <= tolerance * max(1.0, abs(recorded)))
    return type(recorded) is type(found) and bool(recorded == found)
