"""The loop, without sockets: observe the canvas, suggest, render, record, learn.

`studio` makes slates with the modules of `slates`, and has the modules of `answers` answer every other request.
`engine_pool`, `image_cache` and `image_shelf` keep engines and pictures for the next slate, `engine_choice` remembers
which engine is in use, `pack_shelf` keeps the attribute packs.
`pictures` and `parts` turn pixels and records into what the wire carries.
"""

from __future__ import annotations

from .engine_choice import EngineChoice
from .engine_pool import EngineKey, EnginePool
from .image_cache import ImageCache
from .image_shelf import ImageShelf
from .pack_shelf import PackShelf
from .slates.slate_run import Outlet
from .studio import Studio

__all__ = ["EngineChoice", "EngineKey", "EnginePool", "ImageCache", "ImageShelf", "Outlet", "PackShelf", "Studio"]
