"""Krita's settings file: switch a Python plugin on or off and leave every other byte as it was.

The file is KDE's kind of INI: `[group]` lines, `key=value` lines, comments; a group may come more than once.
"""

from __future__ import annotations

import re
from pathlib import Path

from apprentice_backend.files import write_atomically

_GROUP = re.compile(r"\s*\[(?P<name>.*)\]\s*$")
_PYTHON = "python"


def enable_plugin(settings: Path, name: str) -> None:
    """Have Krita load the plugin `name` at its next start; the file is made where there is none."""
    before = _read(settings)
    after = with_plugin(before, name)
    if after != before:
        settings.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(settings, after.encode("utf-8", "surrogateescape"), follow=True)


def disable_plugin(settings: Path, name: str) -> None:
    """Take the plugin `name` out of the settings."""
    before = _read(settings)
    after = without_plugin(before, name)
    if after != before:
        write_atomically(settings, after.encode("utf-8", "surrogateescape"), follow=True)


def is_plugin_enabled(settings: Path, name: str) -> bool:
    """Tell whether Krita loads the plugin `name`."""
    lines = _lines(_read(settings))
    values = [lines[index].partition("=")[2].strip() for index in _key_lines(lines, name)]
    return bool(values) and values[-1] == "true"


def with_plugin(text: str, name: str) -> str:
    """Return the settings with the plugin switched on."""
    lines = _lines(text)
    ending = "\r\n" if "\r\n" in text else "\n"
    entry = f"enable_{name}=true{ending}"
    keys = _key_lines(lines, name)
    if keys:
        for index in keys:
            lines[index] = entry
        return "".join(lines)
    group = next((index for index, line in enumerate(lines) if _group_name(line) == _PYTHON), None)
    if group is None:
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += ending
        blank = [ending] if lines and lines[-1].strip() else []
        return "".join([*lines, *blank, f"[{_PYTHON}]{ending}", entry])
    if not lines[group].endswith("\n"):
        lines[group] += ending
    return "".join([*lines[: group + 1], entry, *lines[group + 1 :]])


def without_plugin(text: str, name: str) -> str:
    """Return the settings without a word about the plugin."""
    lines = _lines(text)
    dropped = set(_key_lines(lines, name))
    return "".join(line for index, line in enumerate(lines) if index not in dropped)


def _key_lines(lines: list[str], name: str) -> list[int]:
    """Return the numbers of the lines that say whether the plugin is on."""
    found: list[int] = []
    group = ""
    for index, line in enumerate(lines):
        group = _group_name(line) or group
        if group == _PYTHON and line.partition("=")[0].strip() == f"enable_{name}":
            found.append(index)
    return found


def _lines(text: str) -> list[str]:
    """Split where Krita does, at line feeds only; the lines keep their ends."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _group_name(line: str) -> str | None:
    match = _GROUP.match(line)
    return match["name"] if match else None


def _read(settings: Path) -> str:
    try:
        return settings.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""
