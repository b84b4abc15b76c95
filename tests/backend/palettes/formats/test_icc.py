"""Colours under ICC profiles."""

from __future__ import annotations

import struct

import pytest
from PIL import ImageCms

from apprentice_backend.palettes.formats import PaletteFileError
from apprentice_backend.palettes.formats.icc import profile_converter
from apprentice_backend.palettes.formats.spaces import linear_to_rgb

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def grey_profile(curve: bytes) -> bytes:
    """Return a minimal grey profile: header, one tag, its tone curve."""
    header = bytearray(128)
    header[16:20] = b"GRAY"
    return bytes(header) + struct.pack(">I4sII", 1, b"kTRC", 144, len(curve)) + curve


def curve_of(*points: int) -> bytes:
    return struct.pack(f">4sII{len(points)}H", b"curv", 0, len(points), *points)


@pytest.mark.parametrize("color", [(0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.8, 0.1, 0.2), (0.02, 0.5, 0.9)])
def test_srgb_is_itself(color: tuple[float, float, float]) -> None:
    """A colour under an sRGB profile stays what it is."""
    assert profile_converter(SRGB)(color) == pytest.approx(color, abs=2e-3)


@pytest.mark.parametrize(
    ("curve", "light"),
    [
        pytest.param(curve_of(), 0.5, id="identity"),
        pytest.param(curve_of(512), 0.25, id="gamma 2"),
        pytest.param(curve_of(0, 16384, 65535), 0.25, id="table"),
        pytest.param(struct.pack(">4sIHHi", b"para", 0, 0, 0, 131072), 0.25, id="parametric, gamma alone"),
        pytest.param(
            struct.pack(">4sIHH5i", b"para", 0, 3, 0, 65536, 65536, 0, 16384, 52429),
            0.125,
            id="parametric, linear foot",
        ),
    ],
)
def test_reads_every_kind_of_tone_curve(curve: bytes, light: float) -> None:
    """Half a grey becomes the light of its tone curve."""
    assert profile_converter(grey_profile(curve))([0.5]) == pytest.approx(linear_to_rgb(light, light, light), abs=1e-4)


@pytest.mark.parametrize(
    "profile",
    [
        pytest.param(b"", id="empty"),
        pytest.param(SRGB[:140], id="cut short"),
        pytest.param(b"\0" * 4096, id="zeros"),
        pytest.param(LAB, id="another kind"),
        pytest.param(grey_profile(b"curv\0\0\0\0\xff\xff\xff\xff"), id="endless curve"),
    ],
)
def test_a_damaged_profile_gets_its_sentence(profile: bytes) -> None:
    """Bytes that are no profile of a colour device are refused in one sentence."""
    with pytest.raises(PaletteFileError, match=r"^A colour profile inside this palette .*\.$"):
        profile_converter(profile)((0.5, 0.5, 0.5))
