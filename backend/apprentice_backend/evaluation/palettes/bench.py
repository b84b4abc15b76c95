"""`apprentice bench palettes`: how well palettes cover pictures beside peers, and how well they meet a taste.

Every figure of one table comes from one run on one machine, over the same pictures.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...color.cielab import Doubles, delta_e_2000, srgb_bytes_to_cielab
from ...palettes.convert import color_codes
from ...palettes.extract import extract_palette
from ...palettes.swatch import Palette
from .palette_artists import ARTISTS, FRESH_ARTISTS, PaletteArtist
from .peers import OURS, Extractor, extractors
from .pictures import find_pictures, load_pictures
from .recommendation import METHODS, RATED, judge_recommendation

SIDE_PX = 1024
_SIZES = (5, 8)
# The share of pixels, the most chromatic ones, that accents are looked for in.
_VIVID_PART = 0.1


@dataclass(frozen=True)
class Score:
    """The coverage of one picture by one palette: ΔE2000 from each pixel to its nearest swatch, and the time taken.

    Args:
        mean: over all pixels.
        p95: the 95th percentile over all pixels.
        vivid: the mean over the most chromatic tenth of the pixels.
        milliseconds: wall time of the extraction alone.
    """

    mean: float
    p95: float
    vivid: float
    milliseconds: float


@dataclass(frozen=True)
class Judged:
    """The colours of a picture's pixels, CIELAB, shape (n, 3), and how many pixels have each."""

    lab: Doubles
    counts: NDArray[np.intp]


# (method, number of swatches) -> one score per picture.
Scores = dict[tuple[str, int], list[Score]]


def main(argv: Sequence[str]) -> int:
    """Run the benchmark and write its tables to standard output; return 0, or 1 where something is missing."""
    options = _parser().parse_args(argv)
    pictures = dict(load_pictures(find_pictures(tuple(options.pictures)), SIDE_PX))
    if not pictures:
        sys.stderr.write("There are no pictures here: pip install 'krita-apprentice[bench]', or name a folder.\n")
        return 1
    try:
        if options.only != "taste":
            sys.stdout.write(coverage_table(score_pictures(pictures, extractors(), options.every)))
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{error.name} is missing here: pip install 'krita-apprentice[bench]'.\n")
        return 1
    if options.only != "coverage":
        palettes = [palette for palette in _canvas_palettes(pictures) if len(palette) == _SIZES[0]]
        sys.stdout.write(taste_table(palettes, options.runs, options.seed, ARTISTS[options.artists]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apprentice bench palettes", description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=Path, nargs="*", default=[], metavar="DIR", help="more folders of pictures")
    parser.add_argument("--every", type=int, default=4, metavar="N", help="judge every Nth pixel each way; 1 for all")
    parser.add_argument("--runs", type=int, default=10, metavar="N", help="runs per simulated artist")
    parser.add_argument("--seed", type=int, default=0, help="fixes the simulated artists")
    parser.add_argument(
        "--artists", choices=tuple(ARTISTS), default="fresh", help="fresh, or those that settings were chosen on"
    )
    parser.add_argument("--only", choices=("coverage", "taste"), help="one of the two tables alone")
    return parser


def score_pictures(pictures: Mapping[str, NDArray[np.uint8]], methods: Mapping[str, Extractor], every: int) -> Scores:
    """Return the scores of every method at every size, one per picture, over every `every`th pixel each way."""
    scores: Scores = {}
    for pixels in pictures.values():
        judged = _judged(pixels[::every, ::every])
        for size in _SIZES:
            for name, extract in methods.items():
                start = time.perf_counter()
                found = extract(pixels, size)
                taken_ms = (time.perf_counter() - start) * 1e3
                scores.setdefault((name, size), []).append(_score(judged, found, taken_ms))
    return scores


def _judged(pixels: NDArray[np.uint8]) -> Judged:
    """Return the distinct colours of pixels, shape (h, w, 4), with the number of pixels of each."""
    codes, counts = np.unique(color_codes(pixels[..., :3].reshape(-1, 3)), return_counts=True)
    colors = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=-1).astype(np.uint8)
    return Judged(srgb_bytes_to_cielab(colors), counts)


def _score(judged: Judged, colors: NDArray[np.uint8], milliseconds: float) -> Score:
    nearest = np.full(len(judged.lab), np.inf)
    for color in srgb_bytes_to_cielab(colors):
        nearest = np.minimum(nearest, delta_e_2000(judged.lab, color))
    chroma = np.hypot(judged.lab[:, 1], judged.lab[:, 2])
    vivid = chroma >= _quantile(chroma, judged.counts, 1.0 - _VIVID_PART)
    return Score(
        float(np.average(nearest, weights=judged.counts)),
        _quantile(nearest, judged.counts, 0.95),
        float(np.average(nearest[vivid], weights=judged.counts[vivid])),
        milliseconds,
    )


def _quantile(values: Doubles, counts: NDArray[np.intp], part: float) -> float:
    """Return the value that `part` of all pixels, 0 to 1, lie at or below."""
    order = np.argsort(values)
    passed = np.cumsum(counts[order])
    return float(values[order[np.searchsorted(passed, part * passed[-1])]])


def coverage_table(scores: Scores) -> str:
    """Return the table of coverage, best mean first, sizes one after the other."""
    pictures = len(next(iter(scores.values())))
    lines = [f"Coverage, ΔE2000 to the nearest swatch, mean over {pictures} pictures of {SIDE_PX} x {SIDE_PX}", ""]
    for size in _SIZES:
        rows = {
            name: np.mean([[one.mean, one.p95, one.vivid, one.milliseconds] for one in values], axis=0)
            for (name, count), values in scores.items()
            if count == size
        }
        best = min(row[0] for name, row in rows.items() if name != OURS)
        lines += [
            f"| {size} swatches | all pixels | to the best peer | 95th percentile | most chromatic tenth | ms |",
            "|---|---|---|---|---|---|",
        ]
        for name, (mean, p95, vivid, taken) in sorted(rows.items(), key=lambda item: float(item[1][0])):
            lines.append(f"| {name} | {mean:.2f} | {mean / best:.3f} | {p95:.2f} | {vivid:.2f} | {taken:.1f} |")
        lines.append("")
    return "\n".join(lines) + "\n"


def taste_table(
    palettes: Sequence[Palette], runs: int, seed: int, artists: Sequence[PaletteArtist] = FRESH_ARTISTS
) -> str:
    """Return the table of simulated artists: how often each method meets an artist's best tenth, and its mean rank."""
    results = judge_recommendation(palettes, runs, seed, artists)
    lines = [
        f"After {RATED} rated palettes: how often the next is in the best tenth (and its mean rank), {runs} runs each",
        "",
        f"| artist likes | {' | '.join(METHODS)} |",
        "|---" * (len(METHODS) + 1) + "|",
    ]
    for result in results:
        cells = (f"{result.best_tenth[method]:.0%} ({result.rank[method]:.2f})" for method in METHODS)
        lines.append(f"| {result.artist} | {' | '.join(cells)} |")
    means = (
        f"{np.mean([one.best_tenth[method] for one in results]):.0%}"
        f" ({np.mean([one.rank[method] for one in results]):.2f})"
        for method in METHODS
    )
    lines += [f"| **all {len(results)}** | {' | '.join(means)} |", ""]
    return "\n".join(lines) + "\n"


def _canvas_palettes(pictures: Mapping[str, NDArray[np.uint8]]) -> list[Palette]:
    return [extract_palette(pixels, _SIZES[0]) for pixels in pictures.values()]
