"""The loop, without sockets: observe the canvas, suggest, render, record, learn.

`studio` makes slates and passes every other request to `feedback_answers`, `profile_answers` and `palette_answers`;
`slate_run` takes one slate from the engine to the artist, `engine_pool` and `image_cache` hold what is used again,
`pictures` and `parts` turn what the backend knows into what the wire carries.
"""

from __future__ import annotations

from .engine_pool import EngineKey, EnginePool
from .image_cache import ImageCache
from .pack_shelf import PackShelf
from .slates.slate_run import Outlet
from .studio import Studio

__all__ = ["EngineKey", "EnginePool", "ImageCache", "Outlet", "PackShelf", "Studio"]
