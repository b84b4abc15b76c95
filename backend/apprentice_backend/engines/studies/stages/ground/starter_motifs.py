"""Starter grounds for blank paper: four plain scenes in masses of value, to be painted over.

They are drawn from noise and a few curves, not from anybody's picture.
"""

from __future__ import annotations

import numpy as np

from .....color.oklab import Floats
from ...masks.fields import grid, noise, smoothstep


def _color(*channels: float) -> Floats:
    return np.array(channels, np.float32)


def _over(lab: Floats, mask: Floats, color: Floats) -> Floats:
    return np.asarray(lab * (1.0 - mask[..., None]) + mask[..., None] * color, dtype=np.float32)


def paint_motif(height: int, width: int, seed: int) -> Floats:
    """Paint a starter ground in OKLab, shape (height, width, 3); the seed chooses the scene and varies it."""
    rng = np.random.default_rng([seed, 10])
    lab = _sky(height, width, rng, seed)
    motif = (_ranges, _still_life, _trees, _shore)[seed % 4]
    return motif(lab, rng, seed)


def _sky(height: int, width: int, rng: np.random.Generator, seed: int) -> Floats:
    x, y = grid(height, width)
    down = np.clip(y / float(rng.uniform(0.48, 0.62)), 0.0, 1.0)[..., None]
    lab = _color(0.80, -0.02, -0.05) * (1.0 - down) + _color(0.93, 0.012, 0.045) * down
    lab[..., 0] += 0.02 * noise(height, width, seed + 1, base=3, octaves=5, gain=0.6)
    sun_x, sun_y = float(rng.choice([0.3, 0.68])), float(rng.uniform(0.2, 0.45))
    away = np.hypot(x - sun_x, (y - sun_y) * height / width)
    return np.asarray(lab + np.exp(-away / 0.20)[..., None] * _color(0.05, 0.012, 0.05), dtype=np.float32)


def _ranges(lab: Floats, rng: np.random.Generator, seed: int) -> Floats:
    """Paint five ranges of hills, nearer ones darker and warmer."""
    height, width = lab.shape[:2]
    _, y = grid(height, width)
    wash = noise(height, width, seed + 2, base=3, octaves=5, gain=0.6)[..., None]
    for index in range(5):
        near = index / 4
        ridge = np.zeros(width)
        for octave in range(5):
            count = 4 * 2**octave + 1
            wave = np.interp(np.linspace(0, 1, width), np.linspace(0, 1, count), rng.normal(0, 1, count))
            ridge += wave * 0.5**octave
        rise = (0.075 - 0.02 * near) * (1.1 if index < 3 else 0.6)
        line = (0.46 + 0.40 * near**1.3 + ridge * rise)[None]
        mask = smoothstep(-0.002, 0.004, (y - line).astype(np.float32))
        color = _color(0.74, -0.01, -0.05) * (1.0 - near) + _color(0.36, -0.015, 0.035) * near
        lighter = np.clip((y - line) / 0.30, 0.0, 1.0)[..., None] * _color(0.09, 0.0, 0.02) * (1.0 - near)
        lab = _over(lab, mask, (color + lighter + 0.02 * wash * _color(1, 0, 0)).astype(np.float32))
    return lab


def _still_life(lab: Floats, rng: np.random.Generator, seed: int) -> Floats:
    """Paint three round forms on a table, lit from the upper left."""
    height, width = lab.shape[:2]
    x, y = grid(height, width)
    wash = noise(height, width, seed + 2, base=3, octaves=5, gain=0.6)[..., None] * 0.015 * _color(1, 0, 0)
    lab = np.asarray(_color(0.58, 0.0, -0.03) + _color(0.14, 0, 0.02) * (1.0 - x)[..., None] + wash, dtype=np.float32)
    table = smoothstep(-0.004, 0.004, y - np.float32(rng.uniform(0.58, 0.64)))
    lab = _over(lab, table, (_color(0.74, 0.03, 0.07) - _color(0.14, 0, 0) * (y[..., None] - 0.5)).astype(np.float32))
    colors = (_color(0.64, -0.02, -0.07), _color(0.62, 0.11, 0.10), _color(0.74, 0.02, 0.12))
    forms = ((0.36, 0.48, 0.13, 0.21), (0.60, 0.58, 0.13, 0.13), (0.47, 0.68, 0.08, 0.075))
    nudge = float(rng.uniform(-0.06, 0.06))
    for (cx, cy, rx, ry), color in zip(forms, rng.permutation(np.stack(colors)), strict=True):
        u, v = (x - cx - nudge) / rx, (y - cy) / ry
        cast = np.exp(-(((u - 0.7) / 1.5) ** 2 + ((v - 0.9) / 0.28) ** 2))[..., None]
        lab = np.asarray(lab - cast * _color(0.20, 0.0, 0.02), dtype=np.float32)
        depth = np.sqrt(np.clip(1.0 - u * u - v * v, 0.0, 1.0))
        lit = np.clip(-u * 0.55 - v * 0.5 + depth * 0.65, 0.0, 1.0)
        turned = color + ((lit - 0.5) * 0.46)[..., None] * _color(1.0, 0.0, 0.05)
        lab = _over(lab, smoothstep(1.03, 0.97, u * u + v * v), turned.astype(np.float32))
    return np.asarray(lab, dtype=np.float32)


def _trees(lab: Floats, rng: np.random.Generator, seed: int) -> Floats:
    """Paint tree trunks in three distances before a glow."""
    height, width = lab.shape[:2]
    x, y = grid(height, width)
    wash = noise(height, width, seed + 2, base=3, octaves=5, gain=0.6)
    middle = float(rng.uniform(0.35, 0.65))
    glow = np.exp(-(((x - middle) / 0.28) ** 2 + ((y - 0.45) / 0.35) ** 2))[..., None]
    lab = _color(0.60, -0.03, 0.01) + glow * _color(0.32, 0.01, 0.06) + 0.02 * wash[..., None] * _color(1, 0, 0)
    lab = _over(lab, smoothstep(-0.02, 0.05, y - 0.74 + 0.02 * wash), _color(0.45, -0.02, 0.06))
    for near in (0.0, 0.5, 1.0):
        for _ in range(int(10 - 5 * near)):
            place, half = float(rng.random()), float((0.008 + 0.026 * near) * rng.uniform(0.6, 1.4))
            bend = wash[:, :1] * 0.01 + (y[:, :1] - 0.5) * float(rng.normal(0, 0.05))
            trunk = smoothstep(half, half * 0.8, np.abs(x - place - bend).astype(np.float32))
            trunk = trunk * smoothstep(0.80 + 0.16 * near, 0.76 + 0.16 * near, y)
            lab = _over(lab, trunk, _color(0.58, -0.02, 0.0) * (1.0 - near) + _color(0.26, 0.01, 0.02) * near)
    return lab


def _shore(lab: Floats, rng: np.random.Generator, seed: int) -> Floats:
    """Paint clouds over water."""
    height, width = lab.shape[:2]
    x, y = grid(height, width)
    horizon, sun = float(rng.uniform(0.55, 0.66)), float(rng.choice([0.3, 0.7]))
    heap = 1.4 * np.exp(-(((x - sun) / 0.28) ** 2 + ((y - 0.30) / 0.20) ** 2))
    cloud = smoothstep(
        0.1, 0.9, noise(height, width, seed + 7, base=3, octaves=5, gain=0.6) + heap - 0.5 * (y > horizon)
    )
    shade = smoothstep(-0.4, 0.8, noise(height, width, seed + 8, base=3, octaves=5, gain=0.6) + (y - 0.3) * 2)[
        ..., None
    ]
    lab = lab - _color(0.08, 0.0, 0.0)
    lab = _over(lab, cloud, _color(0.97, 0.005, 0.02) * (1.0 - shade) + _color(0.72, 0.01, -0.045) * shade)
    glitter = np.exp(-np.abs(x - sun) / 0.16)[..., None] * 0.20 * _color(1, 0, 0)
    sea = _color(0.50, -0.05, -0.045) + glitter + (1.0 - y)[..., None] * _color(0.15, 0.0, 0.0)
    sea = sea + 0.025 * noise(height, width, seed + 9, base=2, octaves=3)[..., None] * _color(1, 0, 0)
    return _over(lab, smoothstep(-0.002, 0.003, y - horizon), sea.astype(np.float32))
