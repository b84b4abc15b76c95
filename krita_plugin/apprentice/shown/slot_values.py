"""The values that the panel's one slot shows."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from .values import InsertShown, ReasonShown


class SlotKind(enum.Enum):
    """What the slot can show, the most urgent first."""

    PROBLEM = "problem"
    INSERTING = "inserting"
    WHY = "why"
    MESSAGE = "message"
    OFFER = "offer"
    EXPLANATION = "explanation"


@dataclass(frozen=True)
class OfferShown:
    """A sentence with one thing that can be done: `deed` is the word on its button.

    `is_question` says that something would be lost for good: all of the sentence is to be seen at once.
    """

    text: str
    deed: str
    is_question: bool = False


@dataclass(frozen=True)
class SlotShown:
    """What there is to say, and which kind of it the slot shows.

    `reasons` are those for the `stars` of the card `card`; `details` is what more the explanation has to say.
    """

    kind: SlotKind = SlotKind.EXPLANATION
    message: str = ""
    inserting: InsertShown | None = None
    card: int = 0
    stars: int = 0
    reasons: tuple[ReasonShown, ...] = ()
    offer: OfferShown | None = None
    explanation: str = ""
    is_guess: bool = False
    details: str = ""
