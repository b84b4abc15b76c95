"""Picture and palette files, whole and mutated: by bytes, by parts of their structure, by numbers and by words.

`python tests/support/mutated_files.py SEED COUNT` reads so many mutations of every kind, and tells what it met.
"""

from __future__ import annotations

import io
import re
import struct
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from hostile_palettes import kpl, profile_of_tables
from hostile_pictures import SIGNATURE, document, exif_bomb, jpeg_segment, png_chunk
from PIL import Image, ImageCms

from apprentice_backend.palettes.formats import EXTENSIONS, by_extension
from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.picture_files.read import read_picture
from apprentice_shared.errors import RequestError

# Lengths, counts and offsets that readers stumble over.
NUMBERS = (0, 1, 2, 255, 256, 65_535, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
WORDS = (b"1e400", b"nan", b"-1", b"\xc2\xb2", b"\xd9\xa3", b" " * 2000, b"9" * 5000, b"\\ud800", b"\0", b"[" * 2000)
_MOST_BYTES = 2**22
PALETTE = (Swatch("#102030", 0.5, "night"), Swatch("#c0ffee", 0.25, "é 黒"), Swatch("#ff0000", 0.25))


def _saved(pixels: np.ndarray | Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    image.save(file, kind, **options)
    return file.getvalue()


def whole_pictures() -> dict[str, bytes]:
    """Return small pictures of every kind that is read."""
    noise = np.random.default_rng(1).integers(0, 256, (24, 32, 4), dtype=np.uint8)
    rgb, profile = noise[..., :3].copy(), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.fromarray(rgb)
    frames = {"save_all": True, "append_images": [image.rotate(90), image.rotate(180)]}
    exif = exif_bomb(3, 100)
    turned = _saved(rgb, "JPEG", exif=b"Exif\0\0" + exif)
    return {
        "rgba.png": _saved(noise, "PNG", icc_profile=profile),
        "indexed.png": _saved(image.quantize(16), "PNG", transparency=3),
        "deep.png": _saved(Image.fromarray(rgb[..., 0].astype(np.uint16) * 257), "PNG"),
        "grey-alpha.png": _saved(image.convert("LA"), "PNG"),
        "animated.png": _saved(image, "PNG", **frames),
        "exif.png": _saved(rgb, "PNG", exif=exif),
        "plain.jpg": turned,
        "progressive.jpg": _saved(rgb, "JPEG", progressive=True, icc_profile=profile),
        "inks.jpg": _saved(image.convert("CMYK"), "JPEG"),
        "pictures.jpg": turned[:2] + jpeg_segment(0xE2, b"MPF\0" + exif) + turned[2:] + turned,
        "lossy.webp": _saved(rgb, "WEBP", exif=exif, icc_profile=profile),
        "lossless.webp": _saved(noise, "WEBP", lossless=True),
        "animated.webp": _saved(image, "WEBP", **frames),
        "plain.tif": _saved(rgb, "TIFF", icc_profile=profile),
        "deflated.tif": _saved(noise, "TIFF", compression="tiff_adobe_deflate"),
        "lzw.tif": _saved(image.convert("CMYK"), "TIFF", compression="tiff_lzw"),
        "jpeg.tif": _saved(rgb, "TIFF", compression="jpeg"),
        "big.tif": _saved(rgb, "TIFF", big_tiff=True),
        "indexed.tif": _saved(image.quantize(16), "TIFF"),
        "animated.gif": _saved(image, "GIF", comment=b"hello", **frames),
        "plain.bmp": _saved(rgb, "BMP"),
        "indexed.bmp": _saved(image.quantize(16), "BMP"),
        "painting.kra": document(_saved(noise, "PNG")),
    }


def whole_palettes() -> dict[str, bytes]:
    """Return a palette of every format, and a `.kpl` with a profile."""
    entry = b'<ColorSetEntry name="x"><RGB space="p" r="0.1" g="0.2" b="0.3"/></ColorSetEntry>'
    listed = b'<Profiles><Profile name="p" filename="p.icc"/></Profiles>'
    under = kpl(b'<C version="2.0" columns="2">' + entry * 3 + b"</C>", listed, **{"p.icc": profile_of_tables(10)})
    return {f"written.{name}": by_extension(name).write(PALETTE, "n") for name in EXTENSIONS} | {"profile.kpl": under}


def mutated(data: bytes, rng: Random) -> bytes:
    """Return a mutation of a file."""
    ways: list[Callable[[bytearray, Random], bytes]] = [_bytes, _slices, _number, _word]
    if data.startswith(SIGNATURE):
        ways += [_png_parts] * 4
    if data.startswith(b"\xff\xd8"):
        ways += [_jpeg_parts] * 4
    if data.startswith(b"RIFF"):
        ways += [_riff_parts] * 4
    if data[:4] in (b"II*\0", b"MM\0*"):
        ways += [_tiff_tags] * 4
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        data = (rng.choice(ways)(bytearray(data), rng) or b"\0")[:_MOST_BYTES]
    return data


def _bytes(data: bytearray, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 3, 20))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _slices(data: bytearray, rng: Random) -> bytes:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    at = rng.randrange(len(data) + 1)
    cut, kept = data[start:end], data[:start] + data[end:]
    return bytes(rng.choice((data[:end], kept, data[:at] + cut * rng.choice((1, 50)) + data[at:], kept + cut)))


def _number(data: bytearray, rng: Random) -> bytes:
    """Write a number over some bytes, most often near the beginning or the end."""
    length = rng.choice((1, 2, 4, 8))
    near = min(len(data), 200)
    at = rng.choice((rng.randrange(len(data)), rng.randrange(near), len(data) - rng.randrange(near)))
    number = rng.choice(NUMBERS) % 256**length
    data[at : at + length] = number.to_bytes(length, rng.choice(("big", "little")))
    return bytes(data)


def _word(data: bytearray, rng: Random) -> bytes:
    """Put an odd word in the place of a number or a name."""
    found = list(re.finditer(rb"[\w.]{1,40}", data))
    if not found:
        return bytes(data)
    place = rng.choice(found)
    return bytes(data[: place.start()] + rng.choice(WORDS) + data[place.end() :])


def _shuffled(parts: list[bytes], rng: Random) -> list[bytes]:
    """Lose, repeat or move one of the parts."""
    if not parts:
        return parts
    place, target = rng.randrange(len(parts)), rng.randrange(len(parts) + 1)
    way = rng.choice(("lose", "repeat", "move", "many"))
    if way == "many":
        return [*parts[:place], *[parts[place]] * 300, *parts[place:]]
    moved = [*parts[:target], parts[place], *parts[target:]]
    if way == "repeat":
        return moved
    without = parts[:place] + parts[place + 1 :]
    return without if way == "lose" else [*without[:target], parts[place], *without[target:]]


def _png_parts(data: bytearray, rng: Random) -> bytes:
    """Move chunks about, or change the content of one and mend its checksum."""
    chunks, at = [], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        chunks.append(bytes(data[at : at + 12 + length]))
        at += 12 + length
    if chunks and rng.random() < 0.6:
        place = rng.randrange(len(chunks))
        name, content = chunks[place][4:8], bytearray(chunks[place][8:-4])
        if name == b"IDAT" and rng.random() < 0.5:
            content = bytearray(zlib.compress(rng.randbytes(rng.choice((0, 10, 10_000)))))
        elif content:
            content = bytearray(rng.choice((_bytes, _number, _slices))(content, rng))
        chunks[place] = png_chunk(name, bytes(content))
    else:
        chunks = _shuffled(chunks, rng)
    return SIGNATURE + b"".join(chunks)


def _jpeg_parts(data: bytearray, rng: Random) -> bytes:
    """Move segments about, or change the content of one and keep its length right."""
    segments, at = [], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", data, at + 2)
        segments.append(bytes(data[at : at + 2 + length]))
        at += 2 + length
    if segments and rng.random() < 0.5:
        place = rng.randrange(len(segments))
        content = bytearray(segments[place][4:])
        if content:
            segments[place] = jpeg_segment(segments[place][1], rng.choice((_bytes, _number))(content, rng)[:65_000])
    else:
        segments = _shuffled(segments, rng)
    return b"\xff\xd8" + b"".join(segments) + bytes(data[at:])


def _riff_parts(data: bytearray, rng: Random) -> bytes:
    """Move chunks about, and keep the length of the whole right."""
    chunks, at = [], 12
    while at + 8 <= len(data):
        (length,) = struct.unpack_from("<I", data, at + 4)
        chunks.append(bytes(data[at : at + 8 + length + length % 2]))
        at += 8 + length + length % 2
    body = b"".join(_shuffled(chunks, rng))
    return b"RIFF" + struct.pack("<I", min(len(body) + 4, NUMBERS[-1])) + b"WEBP" + body


def _tiff_tags(data: bytearray, rng: Random) -> bytes:
    """Change the type, the count or the value of a tag."""
    order = "<" if data[:2] == b"II" else ">"
    if len(data) < 8:
        return bytes(data)
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    if at + 2 > len(data):
        return bytes(data)
    (count,) = struct.unpack_from(f"{order}H", data, at)
    place = at + 2 + 12 * rng.randrange(max(1, count))
    if place + 12 > len(data):
        return bytes(data)
    field, length = rng.choice(((0, 2), (2, 2), (4, 4), (8, 4), (8, 4)))
    number = rng.choice((*NUMBERS, rng.randrange(20), rng.randrange(256, 340), len(data))) % 256**length
    data[place + field : place + field + length] = number.to_bytes(length, "little" if order == "<" else "big")
    return bytes(data)


def fuzz(seed: int, count: int, folder: Path) -> Counter[str]:
    """Read `count` mutations of every file, and return how often each outcome was met.

    Raises:
        AssertionError: a sentence is longer than a line should be.
        Exception: any but a `RequestError` that a reader lets through.
    """
    met: Counter[str] = Counter()
    for name, data in {**whole_pictures(), **whole_palettes()}.items():
        rng = Random(f"{seed} {name}")
        for number in range(count):
            content = mutated(data, rng)
            path = folder / f"file{Path(name).suffix}"
            path.write_bytes(content)
            (folder / "last.txt").write_text(f"{name} seed {seed} number {number}", encoding="utf-8")
            try:
                if Path(name).stem in ("written", "profile"):
                    by_extension(path.suffix).read(content)
                    if path.suffix == ".png":
                        read_picture(path, 16)
                else:
                    read_picture(path, 16)
                met["read"] += 1
            except RequestError as error:
                text = str(error).removeprefix(str(path))
                assert len(text) < 300, text
                assert "\n" not in text, text
                met["refused"] += 1
    return met


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        try:
            print(dict(fuzz(int(sys.argv[1]), int(sys.argv[2]), Path(scratch))))
        except BaseException:
            print((Path(scratch) / "last.txt").read_text(encoding="utf-8"), file=sys.stderr)
            raise
