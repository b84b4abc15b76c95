"""The names that the plugin takes from `websockets`, from `_vendor` where that exists, as `vendored` does.

They are apart because importing them takes a tenth of a second: a thread of the link does that, not Krita's start.
"""

from __future__ import annotations

from pathlib import Path

if (Path(__file__).parents[1] / "_vendor").is_dir():
    from .._vendor.websockets.exceptions import ConnectionClosed, WebSocketException
    from .._vendor.websockets.sync.client import ClientConnection, connect
else:
    from websockets.exceptions import ConnectionClosed, WebSocketException
    from websockets.sync.client import ClientConnection, connect

__all__ = ["ClientConnection", "ConnectionClosed", "WebSocketException", "connect"]
