"""What comes of a request that is answered at once."""

from __future__ import annotations

from dataclasses import dataclass

from apprentice_shared.images import ImageFrame
from apprentice_shared.messages import Reply


@dataclass(frozen=True)
class Answer:
    """The final reply to a request, and the image that goes before it, where there is one."""

    reply: Reply
    images: tuple[ImageFrame, ...] = ()
