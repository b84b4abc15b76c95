"""Answers to the requests that need no render: feedback, taste, profiles, palettes."""

from __future__ import annotations

from dataclasses import dataclass

from apprentice_shared.images import ImageFrame
from apprentice_shared.messages import Reply


@dataclass(frozen=True)
class Answer:
    """The final reply to a request, and the images that go before the reply."""

    reply: Reply
    images: tuple[ImageFrame, ...] = ()
