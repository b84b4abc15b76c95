"""One client that does anything: valid requests, invalid ones, broken frames, and connections that end anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from random import Random

from greeting import greet
from talker import noise_canvas
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from apprentice_shared.codec import encode
from apprentice_shared.images import encode_image
from apprentice_shared.messages import (
    Acknowledge,
    Cancel,
    CreateProfile,
    ExportProfile,
    GetHistory,
    GetImage,
    GetProfiles,
    GetTaste,
    ImportProfile,
    Message,
    Rate,
    RatePalette,
    RecommendPalettes,
    Render,
    Repaint,
    SetSignal,
    SetStart,
    SetValue,
    Signal,
    Suggest,
    SwatchPart,
    Undo,
    WorkPalette,
)

_ODD = (None, True, -1, 0, 1e308, 2**70, "", "x" * 40, "\ud800", "²", "x" * 5000, [], {}, [[[]]], {"a": {"b": [1]}})
_SWATCHES = (SwatchPart("#1f2e3d", 0.5, ""), SwatchPart("#c04020", 0.5, "rust"))


class NoisyClient:
    """A client with one id, whose every act is drawn from `chance`.

    Attributes:
        connections: how often it has connected.
    """

    def __init__(self, port: int, token: str, chance: Random, client_id: str = "noisy") -> None:
        self.connections = 0
        self._port, self._token, self._chance, self._id = port, token, chance, client_id
        self._socket: ClientConnection | None = None
        self._canvases = [noise_canvas(f"r{number}", seed=number) for number in range(12)]
        self._acts: list[tuple[int, Callable[[], None]]] = [
            (50, self._request),
            (12, self._odd_request),
            (8, self._image),
            (5, self._broken_image),
            (4, self._broken_text),
            (2, self._raw_bytes),
            (6, self._read),
            (2, self._drop),
        ]

    def act(self) -> None:
        """Do one thing, on a new connection where the last one has ended."""
        weights, acts = zip(*self._acts, strict=True)
        with suppress(OSError, WebSocketException, TimeoutError):
            self._connected()
            self._chance.choices(acts, weights)[0]()
            return
        self._socket = None

    def leave(self) -> None:
        """End the connection, if there is one."""
        if self._socket is not None:
            self._socket.close()

    def _connected(self) -> ClientConnection:
        if self._socket is None:
            self.connections += 1
            self._socket = connect(f"ws://127.0.0.1:{self._port}/", compression=None, proxy=None, max_size=None)
            greet(
                self._socket, self._token, self._port, client_id=self._id, last_seq=self._chance.choice([0, 3, 10**6])
            )
        return self._socket

    def _message(self) -> Message:
        chance = self._chance
        name, canvas = f"r{chance.randrange(40)}", chance.choice(self._canvases).hash
        profile = chance.choice(["", "default", "nobody", "made 1", "made 2"])
        suggestion = chance.choice(["s1-1", "nothing", name])
        return chance.choice(
            [
                lambda: Suggest(name, profile, 32, 24, canvas=chance.choice(["", canvas]), preview_px=0),
                lambda: Render(name, suggestion, 32, 24),
                lambda: Cancel(f"c{name}", f"r{chance.randrange(40)}"),
                lambda: Rate(name, suggestion, 4),
                lambda: Signal(name, suggestion, "picked"),
                lambda: SetValue(name, "color", chance.choice(["warm", "nothing"]), 1.0, profile),
                lambda: SetStart(name, chance.choice(["none", "profiles"]), profile=profile),
                lambda: SetStart(name, "portfolio", "/nowhere"),
                lambda: SetSignal(name, "inserted", on=chance.random() < 0.5, profile=profile),
                lambda: RatePalette(name, ("#102030",), 3, profile),
                lambda: Undo(name, profile),
                lambda: GetTaste(name, profile),
                lambda: GetHistory(name, profile, 5),
                lambda: GetImage(name, canvas),
                lambda: GetProfiles(name),
                lambda: CreateProfile(name, f"made {chance.randrange(3)}", chance.choice(["", profile])),
                lambda: ExportProfile(name, profile),
                lambda: ImportProfile(name, chance.choice(["{}", "[" * 100, "x" * 200_000])),
                lambda: RecommendPalettes(name, profile, canvas),
                lambda: Repaint(name, canvas, _SWATCHES),
                lambda: WorkPalette(name, _SWATCHES, chance.choice(["vary", "ramp", "sort"])),
                lambda: Acknowledge(chance.choice([0, 1, 50, 2**31])),
            ]
        )()

    def _request(self) -> None:
        self._connected().send(encode(self._message()))

    def _odd_request(self) -> None:
        message = self._message()
        data = {"type": message.type, **asdict(message)}
        field = self._chance.choice(sorted(data))
        if self._chance.random() < 0.3:
            del data[field]
        else:
            data[field] = self._chance.choice(_ODD)
        self._connected().send(json.dumps(data))

    def _image(self) -> None:
        data = encode_image(self._chance.choice(self._canvases))
        cut = self._chance.randrange(len(data))
        self._connected().send(self._chance.choice([data, [data[:cut], data[cut:]]]))

    def _broken_image(self) -> None:
        data = bytearray(encode_image(self._chance.choice(self._canvases)))
        place = self._chance.randrange(100)
        data[place] ^= 1 + self._chance.randrange(255)
        self._connected().send(bytes(data[: self._chance.choice([10, 84, 100, len(data)])]))

    def _broken_text(self) -> None:
        text = encode(self._message())
        self._connected().send(
            self._chance.choice([text[:-2], text * 2, "[" * 500, "", '{"type":"welcome"}', "ü" * 70_000])
        )

    def _raw_bytes(self) -> None:
        self._connected().socket.sendall(self._chance.randbytes(self._chance.choice([1, 20, 3000])))

    def _read(self) -> None:
        for _ in range(self._chance.randrange(30)):
            self._connected().recv(timeout=0.01)

    def _drop(self) -> None:
        self._connected().close_socket()
        self._socket = None
