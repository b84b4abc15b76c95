"""Learning curves of the benchmark as pictures, one per world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

from .conditions import Condition
from .summary import Figure, Summary

matplotlib.use("Agg")
from matplotlib import pyplot


def draw_curves(results: Sequence[tuple[Condition, Summary]], blends: Mapping[str, Figure], folder: Path) -> list[Path]:
    """Write `learning_WORLD.png` into `folder` for each world, and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for world, blend in blends.items():
        drawing, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
        for condition, summary in results:
            if condition.world == world:
                counts = list(summary.recommended)
                means = [one.mean for one in summary.recommended.values()]
                widths = [one.half_width for one in summary.recommended.values()]
                axes.errorbar(counts, means, yerr=widths, label=condition.label, capsize=2, linewidth=1.2)
        axes.axhline(blend.mean, color="grey", linestyle=":", label="even blend")
        axes.set(xlabel="ratings", ylabel="score of what is recommended", title=world, ylim=(-0.1, 1.0))
        axes.legend(fontsize=7)
        written.append(folder / f"learning_{world.replace(' ', '_')}.png")
        drawing.savefig(written[-1], dpi=110)
        pyplot.close(drawing)
    return written
