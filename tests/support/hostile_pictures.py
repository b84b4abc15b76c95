"""Picture files made to harm: by their sizes, their texts, their metadata, their directories and their scans."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable

import numpy as np
from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk with its length and its checksum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_header(width: int, height: int, depth: int = 8, color: int = 2) -> bytes:
    """Return an IHDR chunk."""
    return png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))


def flat_png(width: int, height: int, *, before: Iterable[bytes] = (), after: Iterable[bytes] = ()) -> bytes:
    """Return a black picture in colour, which packs a thousandfold, with chunks before and after its data."""
    packer = zlib.compressobj(9)
    rows = [packer.compress(bytes(1 + 3 * width)) for _ in range(height)]
    data = png_chunk(b"IDAT", b"".join(rows) + packer.flush())
    return b"".join([SIGNATURE, png_header(width, height), *before, data, *after, png_chunk(b"IEND", b"")])


def two_headers(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a PNG of 16 × 16 whose second header says otherwise."""
    zeros = zlib.compress(bytes(80_000_000))
    parts = [SIGNATURE, png_header(16, 16), png_header(width, height), png_chunk(b"IDAT", zeros)]
    return b"".join([*parts, png_chunk(b"IEND", b"")])


def text_bomb(name: bytes = b"zTXt") -> bytes:
    """Return a PNG with sixty texts of a megabyte each, packed."""
    head = b"key%d\0" + (b"\1\0\0\0" if name == b"iTXt" else b"\0")
    texts = [png_chunk(name, head % number + zlib.compress(bytes(2**20 - 100))) for number in range(60)]
    return flat_png(16, 16, before=texts, after=texts)


def profile_bomb() -> bytes:
    """Return a PNG whose colour profile unpacks to 200 MB."""
    return flat_png(16, 16, before=[png_chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(200_000_000)))])


def exif_bomb(tags: int = 4000, content_bytes: int = 60_000) -> bytes:
    """Return an EXIF block whose every tag claims the same long content."""
    entries = b"".join(struct.pack("<HHII", 1000 + tag, 7, content_bytes - 8, 8) for tag in range(tags))
    at = max(content_bytes, 8)
    return (b"II*\0" + struct.pack("<I", at)).ljust(at, b"x") + struct.pack("<H", tags) + entries + bytes(4)


def jpeg(pixels: np.ndarray | None = None, **options: object) -> bytes:
    """Return a JPEG."""
    shown = np.full((16, 16, 3), 90, np.uint8) if pixels is None else pixels
    file = io.BytesIO()
    Image.fromarray(shown).save(file, "JPEG", **options)
    return file.getvalue()


def jpeg_segment(marker: int, content: bytes) -> bytes:
    """Return a segment with its length."""
    return struct.pack(">BBH", 255, marker, len(content) + 2) + content


def jpeg_with_exif(exif: bytes) -> bytes:
    """Return a JPEG with an EXIF block."""
    whole = jpeg()
    return whole[:2] + jpeg_segment(0xE1, b"Exif\0\0" + exif) + whole[2:]


def many_scans(scans: int = 1500, side_px: int = 4000) -> bytes:
    """Return a progressive JPEG whose last scan comes again and again."""
    whole = jpeg(np.zeros((side_px, side_px), np.uint8), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * scans + whole[-2:]


def two_frames() -> bytes:
    """Return a JPEG whose second frame is of 60,000 × 60,000."""
    whole = jpeg()
    at = whole.index(b"\xff\xc0")
    frame = bytearray(whole[at : at + 19])
    frame[5:9] = struct.pack(">HH", 60_000, 60_000)
    return whole[:at] + bytes(frame) + whole[at:]


def tiff(tags: list[tuple[int, int, int, int]], content: bytes = b"", order: str = "<") -> bytes:
    """Return a TIFF from (tag, type, count, value or offset); the content starts at byte 8."""
    at = 8 + len(content)
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = b"".join(struct.pack(f"{order}HHII", *tag) for tag in sorted(tags))
    return mark + struct.pack(f"{order}I", at) + content + struct.pack(f"{order}H", len(tags)) + entries + bytes(4)


def grey_tags(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Return the tags of a grey picture without compression, whose data is at byte 8."""
    return [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]


def many_tags(tags: int = 3000, content_bytes: int = 1_000_000) -> bytes:
    """Return a TIFF of 16 × 16 whose every tag claims the same megabyte."""
    claims = [(40_000 + tag % 20_000, 7, content_bytes - 8, 8) for tag in range(tags)]
    return tiff([*grey_tags(16, 16), *claims], bytes(content_bytes))


def many_rationals(content_bytes: int = 4_000_000) -> bytes:
    """Return a TIFF of 16 × 16 whose resolution is half a million fractions."""
    return tiff([*grey_tags(16, 16), (282, 5, content_bytes // 8, 8)], bytes(content_bytes))


def many_strips(strips: int = 200_000) -> bytes:
    """Return a TIFF of 4,000 × 4,000 whose rows are given again and again."""
    content = bytes(16_000_000) + struct.pack("<I", 8) * strips
    tags = [tag for tag in grey_tags(4000, 4000) if tag[0] != 273]
    return tiff([*tags, (273, 4, strips, 8 + 16_000_000), (278, 4, 1, 3999)], content)


def large_tiles(side: int = 30_000) -> bytes:
    """Return a packed TIFF of 16 × 16 with a tile of 30,000 × 30,000."""
    packed = zlib.compress(bytes(50_000_000))
    tags = [tag for tag in grey_tags(16, 16) if tag[0] not in (259, 273)]
    sides = [(259, 3, 1, 8), (322, 4, 1, side), (323, 4, 1, side), (324, 4, 1, 8), (325, 4, 1, len(packed))]
    return tiff([*tags, *sides], packed)


def gif_frame(width: int = 65_535, height: int = 65_535) -> bytes:
    """Return a GIF of 16 × 16 whose first picture is larger, and is cleared after it."""
    frame = b"," + struct.pack("<4HB", 0, 0, width, height, 0) + b"\x08\x02\x4c\x01\0;"
    return b"GIF89a" + struct.pack("<HHBBB", 16, 16, 0xF0, 0, 0) + bytes(6) + b"!\xf9\x04\x08\0\0\0\0" + frame


def gif_comment(blocks: int = 60_000) -> bytes:
    """Return a GIF with a comment of fifteen megabytes before its picture."""
    file = io.BytesIO()
    Image.new("P", (16, 16)).save(file, "GIF")
    whole = file.getvalue()
    at = 13 + (3 << (whole[10] & 7) + 1 if whole[10] & 128 else 0)
    return whole[:at] + b"!\xfe" + (b"\xff" + b"c" * 255) * blocks + b"\0" + whole[at:]


def large_webp(width: int = 16_383, height: int = 16_383) -> bytes:
    """Return a WebP whose canvas is larger than its picture."""
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, "WEBP", lossless=True)
    picture = file.getvalue()[12:]
    canvas = b"\x02\0\0\0" + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    head = bytes(6) + b"\x07\0\0\x64\0\0\0"[:7]
    frame = struct.pack("<I", 0)[:3] * 2 + struct.pack("<I", 15)[:3] * 2 + b"\x64\0\0\0" + picture
    parts = [(b"VP8X", canvas), (b"ANIM", head[:6]), (b"ANMF", frame)]
    body = b"".join(
        name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2) for name, content in parts
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def document(content: bytes | None = None, **options: object) -> bytes:
    """Return a Krita document whose flattened picture is this."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/x-krita")
        archive.writestr("mergedimage.png", flat_png(16, 16) if content is None else content, **options)
    return file.getvalue()


def many_members(count: int = 200_000) -> bytes:
    """Return a document whose directory has many entries for one member."""
    whole = document()
    start = whole.rindex(b"PK\x05\x06")
    length, offset = struct.unpack_from("<II", whole, start + 12)
    entry = whole[start - length :][:54]
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, 54 * count + length, offset, 0)
    return whole[:offset] + entry * count + whole[offset:start] + end


# Each is small, and takes gigabytes or minutes from a reader that believes it.
BOMBS: dict[str, Callable[[], bytes]] = {
    "two headers": two_headers,
    "60,000 × 60,000": lambda: b"".join([SIGNATURE, png_header(60_000, 60_000), png_chunk(b"IDAT", b"x")]),
    "zTXt": text_bomb,
    "iTXt": lambda: text_bomb(b"iTXt"),
    "profile": profile_bomb,
    "eXIf": lambda: flat_png(16, 16, before=[png_chunk(b"eXIf", exif_bomb(60_000, 1_000_000))]),
    "JPEG's EXIF": lambda: jpeg_with_exif(exif_bomb(400, 60_000)),
    "scans": many_scans,
    "two frames": two_frames,
    "tags": many_tags,
    "rationals": many_rationals,
    "strips": many_strips,
    "tiles": large_tiles,
    "GIF's frame": gif_frame,
    "GIF's comment": gif_comment,
    "WebP's canvas": large_webp,
    "document of two headers": lambda: document(two_headers()),
    "document of zeros": lambda: document(bytes(400_000_000)),
    "document of many members": many_members,
}
