"""Runs inside Krita's Python: write what Krita reads of palettes to a file.

APPRENTICE_READ_BACK names a JSON file: palettes' names to the cells to read, counted row by row over all groups (an
empty cell must not be asked for). The answer is written beside it, as `answer.json`.
"""

import json
import os
import pathlib

from krita import Krita, Palette

SRGB = ("RGBA", "U8", "sRGB-elle-V2-srgbtrc.icc")


def _entry(entry):
    """Name, model, depth, components, and the components after Krita's own conversion to 8-bit sRGB."""
    color = entry.color()
    read = [entry.name(), color.colorModel(), color.colorDepth(), list(color.components())]
    color.setColorSpace(*SRGB)
    return [*read, list(color.components())]


def __main__(_arguments):  # noqa: N807 -- kritarunner calls it so
    asked = pathlib.Path(os.environ["APPRENTICE_READ_BACK"])
    resources = Krita.instance().resources("palette")
    answer = {}
    for name, cells in json.loads(asked.read_text(encoding="utf-8")).items():
        palette = Palette(resources[name])
        answer[name] = {
            "columns": palette.columnCount(),
            "groups": palette.groupNames(),
            "entries": [_entry(palette.colorSetEntryByIndex(cell)) for cell in cells],
        }
    asked.with_name("answer.json").write_text(json.dumps(answer), encoding="utf-8")
    # Krita's own end is not clean without a window.
    os._exit(0)
