"""Hostile files: pictures, documents, palettes, profiles, packs, made to harm or mutated; read here and by a backend.

Each is read or refused with one sentence, within seconds, and none takes more memory than an honest picture does.
"""

from __future__ import annotations

import gc
import io
import logging
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random

import hostile_palettes
import hostile_pictures
import numpy as np
from PIL import Image
from profile_files import changed as with_value
from profile_files import everything, places, to_text

from apprentice_backend.packs.pack import read_pack
from apprentice_backend.palettes.formats import EXTENSIONS, PaletteFileError, by_extension
from apprentice_backend.palettes.swatch import Swatch
from apprentice_backend.picture_files.read import read_picture
from apprentice_backend.profiles.profile_file import load_profile
from apprentice_shared import messages as m
from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ConfigError, RequestError
from apprentice_shared.images import ImageFrame, PixelFormat
from campaigns.backends import Backend, ForkServer, peak_mb, rss_mb
from campaigns.client import Client
from campaigns.shapes import mutated_bytes
from campaigns.slopes import own_rss_mb
from campaigns.trial import Fault, Trial, must

# The largest honest picture takes its pixels and a copy while it is scaled; and what a file holds itself.
LARGEST_MB, BACK_MB = 2 * 64 + 80.0, 50.0
# The backend keeps canvases, up to its bound: so many are no more than ten megabytes.
MOST_SENT = 2000
# Seconds of this process: others on the machine do not count.
SLOW_S = 15.0
REFUSED = (RequestError, PaletteFileError, ConfigError)
PACK = "[mood.candle]\ntitle = 'Candle'\nlight = { key = 0.34 }\n[style.dots]\nphrase = 'dots'\n"
STRANGE = (None, True, -1, 0, 2**70, 1e300, "9", "\ud800", "x" * 5000, [], {}, [[]], float("inf"), float("nan"), "²")


def run(trial: Trial) -> None:
    """Read in this process for most of the time, then have a backend read."""
    warnings.simplefilter("error")
    logging.getLogger("PIL").setLevel(logging.CRITICAL)
    _Reader(trial, trial.place("files")).run()
    _through_a_backend(trial)


class _Reader:
    def __init__(self, trial: Trial, place: Path) -> None:
        self._trial, self._path = trial, place / "file"
        swatches = tuple(Swatch(color, 0.25) for color in ("#c04020", "#102030", "#aabbcc", "#00ff00"))
        self._palettes = {extension: by_extension(extension).write(swatches, "Tide") for extension in EXTENSIONS}
        self._pictures = _honest_pictures()
        self._profile = everything()
        self._places = list(places(self._profile))
        self._space = AttributeSpace({"color": ("warm", "cool"), "mood": ("calm",), "style": ("loose",)})

    def run(self) -> None:
        """Read each bomb once, then what is mutated until the time is up."""
        before_mb = own_rss_mb()
        bombs = [(name, self._picture, make) for name, make in hostile_pictures.BOMBS.items()]
        palettes = hostile_palettes.BOMBS.items()
        bombs += [(name, by_extension(extension).read, make) for name, (extension, make) in palettes]
        self._trial.rng.shuffle(bombs)
        for name, read, make in bombs:
            if self._trial.left(0.4):  # all of them take half a minute
                self._try(name, read, make())
                self._trial.count("bombs")
        kinds = (self._a_picture, self._a_palette, self._a_profile, self._a_pack)
        while self._trial.left(0.7):
            self._trial.rng.choice(kinds)(self._trial.rng)
        gc.collect()
        self._trial.most("memory_grown_by_MB", own_rss_mb() - before_mb)

    def _a_picture(self, rng: Random) -> None:
        name, data = rng.choice(self._pictures)
        self._try(f"mutated {name}", self._picture, mutated_bytes(data, rng))

    def _a_palette(self, rng: Random) -> None:
        extension = rng.choice(EXTENSIONS)
        data = mutated_bytes(self._palettes[extension], rng)
        self._try(f"mutated {extension}", by_extension(extension).read, data)

    def _a_profile(self, rng: Random) -> None:
        data = self._profile
        for _ in range(rng.choice((1, 1, 2))):
            try:
                data = with_value(data, rng.choice(self._places), rng.choice(STRANGE))
            except (KeyError, IndexError, TypeError):
                continue  # the place was inside one that is replaced
        self._try("profile", lambda text: load_profile(text, self._space), to_text(data))

    def _a_pack(self, rng: Random) -> None:
        text = mutated_bytes(PACK.encode(), rng).decode("utf-8", "replace")
        self._try("pack", lambda text: read_pack(text, "mine.toml"), text)

    def _picture(self, data: bytes) -> object:
        self._path.write_bytes(data)
        return read_picture(self._path, 256)

    def _try(self, name: str, read: Callable[..., object], content: object) -> None:
        self._trial.count("files")
        began = time.process_time()
        try:
            read(content)
            self._trial.count("files_read")
        except REFUSED as exc:
            must(str(exc) and "\n" not in str(exc), f"{name}: the refusal is no sentence: {exc}")
        except BaseException as exc:
            raise Fault(f"{name}: {type(exc).__name__} ({exc!s:.300}) escaped for {content!r:.600}") from exc
        took_s = time.process_time() - began
        self._trial.most("slowest_CPU_ms", 1000 * took_s)
        must(took_s < SLOW_S, f"{name} took {took_s:.1f} s")


def _through_a_backend(trial: Trial) -> None:
    """Have a real backend take a folder of bombs as a portfolio, broken canvases and broken profiles."""
    portfolio = trial.place("portfolio")
    for number, make in enumerate(hostile_pictures.BOMBS.values()):
        if trial.left(0.8):
            (portfolio / f"{number}.png").write_bytes(make())
    Image.new("RGB", (64, 64), (200, 90, 40)).save(portfolio / "honest.png")
    forks = ForkServer()
    backend = Backend(trial.place("data"), forks)
    backend.start()
    try:
        client = Client(backend.folder, "artist")
        client.dial()
        client.slate("first")
        before_mb = rss_mb(backend.pid)
        reply = client.ask(m.SetStart("portfolio", "portfolio", str(portfolio)))
        must(isinstance(reply, m.Recorded), f"one honest picture among bombs was answered with {reply}")
        _canvases_and_profiles(trial, client)
        client.hang_up()  # memory is given back once a connection has ended
        grown_mb = peak_mb(backend.pid) - before_mb
        trial.most("backend_memory_peak_grown_by_MB", grown_mb)
        must(grown_mb < LARGEST_MB, f"hostile files took {grown_mb:.0f} MB of the backend")
        deadline = time.monotonic() + 60
        while rss_mb(backend.pid) > before_mb + BACK_MB:
            must(
                time.monotonic() < deadline,
                f"after 60 s the backend holds {rss_mb(backend.pid) - before_mb:.0f} MB more",
            )
            time.sleep(0.2)
        trial.most("backend_memory_left_MB", rss_mb(backend.pid) - before_mb)
    finally:
        backend.kill()
        forks.close()
    backend.check_log()


def _canvases_and_profiles(trial: Trial, client: Client) -> None:
    rng, profile = trial.rng, everything()
    found = list(places(profile))
    encoded = [data for name, data in _honest_pictures() if name == "PNG"]
    while trial.left() and trial.figures["sent_to_a_backend"] < MOST_SENT:
        trial.count("sent_to_a_backend")
        number = trial.figures["sent_to_a_backend"]
        if rng.random() < 0.5:
            canvas = ImageFrame(f"c{number}", PixelFormat.PNG, 64, 48, mutated_bytes(rng.choice(encoded), rng))
            reply = client.ask(m.Suggest(f"c{number}", canvas=canvas.hash, width_px=32, height_px=24), canvas)
        else:
            text = to_text(with_value(profile, rng.choice(found), rng.choice(STRANGE)))
            reply = client.ask(m.ImportProfile(f"i{number}", text, f"i{number}"))
            client.ask(m.DeleteProfile(f"d{number}", f"i{number}"))
        internal = isinstance(reply, m.ErrorReply) and reply.code == "internal"
        must(not internal, f"a file was a fault of the backend: {reply}")


def _honest_pictures() -> list[tuple[str, bytes]]:
    pixels = np.random.default_rng(1).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    image, made = Image.fromarray(pixels), []
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"):
        file = io.BytesIO()
        image.save(file, kind)
        made.append((kind, file.getvalue()))
    return [*made, ("document", hostile_pictures.document(made[0][1])), ("EXIF", _with_exif(image))]


def _with_exif(image: Image.Image) -> bytes:
    exif, file = image.getexif(), io.BytesIO()
    exif[0x0112] = 6
    image.save(file, "JPEG", exif=exif, progressive=True)
    return file.getvalue()
