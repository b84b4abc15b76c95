"""The wish to insert a suggestion, and the layers that are made for it."""

from __future__ import annotations

from dataclasses import dataclass

from ...host import marks
from ...host.documents import LayerStack, NewLayer
from ...model.slates import Card, CardSlate
from ...pictures.convert import to_layer_bytes
from ...pictures.tiles import Rect
from ...qt import QImage
from ...vendored import messages
from ..pending_renders import Layers
from .asked_part import AskedPart


@dataclass(frozen=True)
class InsertRequest:
    """A suggestion to be inserted.

    Args:
        slate, card: the slate and the card of the suggestion.
        form: one of `marks.FORMS` or `marks.IN_LAYERS`.
        size: the document's width and height when it was last looked at, in pixels.
        canvas: the canvas that the slate was asked on; None where it was blank, or is not kept any more.
        generative: whether it was made by an AI image model, which makes another picture at another size.
    """

    slate: CardSlate
    card: Card
    form: str
    size: tuple[int, int]
    canvas: QImage | None
    generative: bool

    @property
    def suggestion(self) -> messages.SuggestionPart:
        """The card's suggestion."""
        assert self.card.suggestion is not None
        return self.card.suggestion

    @property
    def part(self) -> AskedPart:
        """The part of the painting that the slate was asked on."""
        return AskedPart.of(self.slate)

    @property
    def place(self) -> Rect:
        """The rectangle that it fills, in the document's pixels: scaled with the document."""
        return self.part.place_in(self.size)

    @property
    def is_scaled(self) -> bool:
        """True where the document has another size than when the slate was asked for."""
        return self.part.is_scaled_in(self.size)

    @property
    def in_layers(self) -> bool:
        """True where the engine is to part the picture into layers."""
        return self.form == marks.IN_LAYERS

    @property
    def at_full_size(self) -> bool:
        """True where the picture is to be made anew: larger than the card's, by an engine that makes the same again."""
        larger = self.place.width > self.suggestion.width_px or self.place.height > self.suggestion.height_px
        return larger and not self.generative

    @property
    def needs_backend(self) -> bool:
        """True where the backend has to make something: the picture anew, or its layers."""
        return self.at_full_size or self.in_layers

    def stack(self, engine: messages.EnginePart, parts: Layers, blending: str, group: str) -> LayerStack:
        """Make the bytes of layers, and the names and the entry that go with them; called on the worker.

        Args:
            engine: the engine that made the picture.
            parts: the layers, bottom first.
            blending: the group's blending mode; empty makes it pass its layers through.
            group: the group's name.
        """
        mask, frame = self.slate.mask, self.slate.frame
        layers = tuple(
            NewLayer(
                marks.layer_name(part.name, engine),
                to_layer_bytes(image, self.place, mask, frame),
                part.blending,
                part.opacity,
            )
            for part, image in parts
        )
        label, entry = marks.color_label(engine), marks.record_entry(self.slate, self.card, engine, self.form)
        return LayerStack(group, layers, blending, label, self.place, self.size, entry)
