"""Learning curves of the benchmark as pictures. Needs the extra [bench]."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

from ..artists.worlds import WORLDS
from .results import Results, Row
from .summary import Figure

matplotlib.use("Agg")
from matplotlib import pyplot


def draw_curves(results: Results, folder: Path) -> list[Path]:
    """Write `learning_WORLD.png` of the plain rows and `helped_WORLD.png` of those with help; return the paths.

    Bands are 95% intervals; the dotted line is the even blend.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for world, blend in results.even_blends.items():
        rows = results.in_world(world)
        plain = [row for row in rows if row.plain]
        # Beside the helped rows, the same agent without help.
        helped = [row for row in rows if not row.plain or row.agent in {one.agent for one in rows if not one.plain}]
        if plain:
            written.append(_draw(plain, blend, folder / f"learning_{world}.png"))
        if len(helped) > 2:
            written.append(_draw(helped, blend, folder / f"helped_{world}.png"))
    return written


def _draw(rows: Sequence[Row], blend: Figure, path: Path) -> Path:
    drawing, axes = pyplot.subplots(figsize=(9, 5.2), layout="constrained")
    colors = pyplot.get_cmap("tab20")
    for index, row in enumerate(rows):
        counts = list(row.summary.recommended)
        figures = list(row.summary.recommended.values())
        line = {"color": colors(index % 20), "linewidth": 2.4 if index == 0 else 1.2}
        axes.plot(counts, [one.mean for one in figures], label=row.label, **line)
        low, high = ([one.mean + sign * one.half_width for one in figures] for sign in (-1.0, 1.0))
        axes.fill_between(counts, low, high, color=line["color"], alpha=0.12, linewidth=0)
    axes.axhline(blend.mean, color="grey", linestyle=":", label="even blend")
    axes.set(xlabel="ratings", ylabel="score of what is recommended", ylim=(-0.1, 1.0))
    axes.set_title(f"{rows[0].world}: {WORLDS[rows[0].world].summary}", fontsize=10)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    drawing.savefig(path, dpi=100)
    pyplot.close(drawing)
    return path
