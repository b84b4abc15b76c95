"""Print a SHA-256 for everything that is made: python tests/golden/hashes.py [PART …] > before.txt

PART is one of: studies, palettes, agents, today, tiny, taught; all where none is named. Two trees are compared on one
machine with diff: unlike the recorded results these hold to the last bit, at 512 px, and for the diffusion engine too.
`tiny` and `taught` render with the pipelines of tests/support on the processor, with one thread of torch.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), *(str(ROOT / part) for part in ("shared", "backend", "tests/support"))]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402 -- after the path
import torch  # noqa: E402
from goldens import agents, palettes, studies, today  # noqa: E402
from goldens.pictures import CANVASES, Pixels, canvas  # noqa: E402

from apprentice_backend.engines import create  # noqa: E402
from apprentice_backend.engines.base import Image, RenderRequest  # noqa: E402
from apprentice_backend.observe import measure  # noqa: E402
from apprentice_shared.attributes import AttributeMix  # noqa: E402

LONGER_PX = 512
Hashed = Iterator[tuple[str, str]]

PLAIN = AttributeMix({})
MIXES = {
    "plain": PLAIN,
    "warm": AttributeMix.pure(color="warm"),
    "warm to cool": AttributeMix({"color": {"warm": 0.25, "cool": 0.5}}),
    "everything": AttributeMix.pure(color="muted", style="painterly", mood="mysterious", composition="dynamic"),
}
PALETTE = ("#264653", "#2a9d8f", "#e9c46a", "#e76f51")


def hash_of(value: Any) -> str:
    """Return the hash of pixels with their shape, or of JSON data to the last digit."""
    if isinstance(value, np.ndarray):
        data = repr((value.shape, str(value.dtype))).encode() + np.ascontiguousarray(value).tobytes()
    else:
        data = json.dumps(value, sort_keys=True).encode()
    return hashlib.sha256(data).hexdigest()


def _studies() -> Hashed:
    for name in CANVASES:
        yield f"canvas {name}", hash_of(canvas(name, LONGER_PX))
        yield f"measures of {name}", hash_of(measure(canvas(name, LONGER_PX)))
        for mix, image in studies.studies(name, LONGER_PX).items():
            yield f"{name}, {mix}", hash_of(image.pixels)
            yield f"{name}, {mix}, note", hash_of(str(image.note))
    for name, image in studies.special(LONGER_PX).items():
        yield name, hash_of(image.pixels)
    whole = studies.layered(LONGER_PX)
    yield "in layers", hash_of(whole.pixels)
    for layer in whole.layers:
        yield f"layer {layer.name}, {layer.blending}, {layer.opacity!r}", hash_of(layer.pixels)


def _palettes() -> Hashed:
    for name in CANVASES:
        yield f"extracted of {name}", hash_of(palettes.extracted(name, LONGER_PX))
        yield f"recommended for {name}", hash_of(palettes.recommended(name))
    for part, content in palettes.produce().items():
        for name, item in content.items() if isinstance(content, dict) else [("picture", content)]:
            yield f"{part} {name}", hash_of(item)


def _agents() -> Hashed:
    for name, history in agents.CASES:
        for part, content in agents.case(name, history).items():
            yield f"{name} after {history}, {part}", hash_of(content)


def _today() -> Hashed:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in today.produce(Path(folder)).items():
            yield name, hash_of(content)


def _tiny() -> Hashed:
    import tiny_pipeline  # noqa: PLC0415 - loads diffusers

    with tempfile.TemporaryDirectory() as folder:
        made = tiny_pipeline.make(Path(folder) / "tiny")
        yield from _painted(f"{made}?steps=3&batch=4&idle_s=0", 64)


def _taught() -> Hashed:
    folder = ROOT / "tests" / "support" / "taught"
    yield from _painted(f"{folder}?steps=5&guidance=3&batch=4&idle_s=0", 32)
    unsteered = f"{folder}?steps=5&guidance=3&batch=4&idle_s=0&palette=off&negative=off&feedback=off&near=off"
    for name, image in zip(MIXES, _render(unsteered, 32, tuple(MIXES.values())), strict=True):
        yield f"unsteered {name}", hash_of(image.pixels)


def _painted(model: str, side_px: int) -> Hashed:
    """Hash what a pipeline paints of some mixes, and of one mix under everything that steers it."""
    for name, image in zip(MIXES, _render(model, side_px, tuple(MIXES.values())), strict=True):
        yield f"blank, {name}", hash_of(image.pixels)
        yield f"blank, {name}, note", hash_of(str(image.note))
    painted = canvas("painting", 4 * side_px)
    liked = tuple(_flat(color) for color in ((220, 120, 40), (240, 180, 90)))
    steered: dict[str, dict[str, Any]] = {
        "canvas": {"canvas": painted},
        "canvas, strength 0.3": {"canvas": painted, "strength": 0.3},
        "palette": {"palette": PALETTE},
        "palette on canvas": {"palette": PALETTE, "canvas": painted},
        "liked": {"liked": liked, "feedback": 1.0},
        "liked and disliked": {"liked": liked, "disliked": (_flat((30, 40, 160)),), "feedback": 0.5},
        "avoided": {"avoid": AttributeMix({"mood": {"joyful": 0.7}}), "bans": frozenset({("style", "surreal")})},
        "near": {"near_seed": 3, "nearness": 0.7},
    }
    for name, more in steered.items():
        for mix, image in zip(("plain", "warm"), _render(model, side_px, (PLAIN, MIXES["warm"]), **more), strict=True):
            yield f"{name}, {mix}", hash_of(image.pixels)


def _render(model: str, side_px: int, mixes: tuple[AttributeMix, ...], **more: Any) -> list[Image]:
    if model not in _ENGINES:
        _ENGINES[model] = create("ssd-1b", model=model, device="cpu")
    seeds = tuple(range(7, 7 + len(mixes)))
    asked = RenderRequest(mixes, seeds, side_px, side_px, subject="a painting", preview_px=0, **more)
    return list(_ENGINES[model].render(asked, lambda event: None, Event()))


_ENGINES: dict[str, Any] = {}


def _flat(color: tuple[int, int, int]) -> Pixels:
    """Return a picture of one colour that grows darker downwards."""
    shade = np.linspace(1.0, 0.6, 48)[:, None, None]
    rgb = np.rint(np.broadcast_to(shade * np.array(color), (48, 48, 3))).astype(np.uint8)
    return np.dstack([rgb, np.full((48, 48), 255, np.uint8)])


PARTS = {
    "studies": _studies,
    "palettes": _palettes,
    "agents": _agents,
    "today": _today,
    "tiny": _tiny,
    "taught": _taught,
}


def main(wanted: list[str]) -> None:
    """Print the hashes of the parts that are named."""
    torch.set_num_threads(1)
    for part in wanted or PARTS:
        for name, digest in PARTS[part]():
            print(f"{digest}  {part}: {name}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
