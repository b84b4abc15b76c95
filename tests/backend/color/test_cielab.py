"""CIELAB and ΔE2000 against published data and against coloraide."""

from __future__ import annotations

import numpy as np
import pytest
from coloraide import Color

from apprentice_backend.color.cielab import delta_e_2000, srgb_bytes_to_cielab

# Sharma, Wu & Dalal 2005, table 1: a choice of its pairs, those at the seams of the formula among them.
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
    ((50.0, -0.0010, 2.4900), (50.0, 0.0011, -2.4900), 4.7461),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("first", "second", "expected"), SHARMA)
def test_delta_e_2000_agrees_with_the_published_pairs(first, second, expected) -> None:
    """Sharma's pairs come out to their four digits, in either order."""
    a, b = np.array(first), np.array(second)
    assert delta_e_2000(a, b) == pytest.approx(expected, abs=1e-4)
    assert delta_e_2000(b, a) == pytest.approx(expected, abs=1e-4)


def test_delta_e_2000_broadcasts() -> None:
    """A column of colours against a row of them gives the table of their differences."""
    lab = srgb_bytes_to_cielab(np.array([[0, 0, 0], [255, 0, 0], [12, 200, 90]], dtype=np.uint8))
    table = delta_e_2000(lab[:, None], lab[None])
    assert table.shape == (3, 3)
    assert np.diag(table) == pytest.approx(0.0)
    assert table == pytest.approx(table.T)


@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#808080", "#ff0000", "#00ff7f", "#123456", "#fedcba"])
def test_cielab_agrees_with_coloraide(color: str) -> None:
    """The conversion is the one of an independent library, to a hundredth."""
    rgb = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.uint8)
    expected = Color(color).convert("lab-d65").coords()
    assert srgb_bytes_to_cielab(rgb) == pytest.approx(expected, abs=0.01)
