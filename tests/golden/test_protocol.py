"""Messages and image frames are what they were on the wire, to the byte."""

from __future__ import annotations

import dataclasses

import pytest
from goldens import files, protocol

from apprentice_shared.codec import decode, encode
from apprentice_shared.images import decode_image, encode_image
from apprentice_shared.messages import MESSAGE_TYPES, Message

RECORDED = files.read("protocol")
EXAMPLES = protocol.messages()
CLASSES = list(MESSAGE_TYPES.values())


def _optional(message: Message) -> list[str]:
    """Return the names of fields that need not be given."""
    missing = dataclasses.MISSING
    fields = dataclasses.fields(message)
    return [item.name for item in fields if not item.default is item.default_factory is missing]


def test_every_message_is_recorded() -> None:
    """Each class of the protocol has an example as short as it can be, and nothing else is recorded."""
    assert {type(message) for message in protocol.BARE} == set(CLASSES)
    assert set(RECORDED["messages"]) == set(EXAMPLES)


def test_every_optional_field_is_recorded_filled_in() -> None:
    """Each class with optional fields has an example in which none of them has its default."""
    bare = {type(message): message for message in protocol.BARE}
    full = {type(message): message for message in protocol.FULL}
    assert {kind for kind, message in bare.items() if _optional(message)} <= set(full)
    for kind, message in full.items():
        for name in _optional(message):
            assert getattr(message, name) != getattr(bare[kind], name), f"{kind.__name__}.{name}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_message_has_its_text(name: str) -> None:
    """The codec writes a message as it was recorded, and reads that back as the same message and number."""
    assert encode(*EXAMPLES[name]) == RECORDED["messages"][name]
    assert decode(RECORDED["messages"][name]) == EXAMPLES[name]


@pytest.mark.parametrize("place", range(len(protocol.FRAMES)))
def test_an_image_has_its_frame(place: int) -> None:
    """Header and payload of an image are as recorded, and read back as the same image."""
    frame, recorded = protocol.FRAMES[place], bytes.fromhex(RECORDED["frames"][place])
    assert encode_image(frame) == recorded
    if frame.payload:
        read = decode_image(recorded)
        assert (read.request_id, read.format, read.hash) == (frame.request_id, frame.format, frame.hash)
        assert bytes(read.payload) == bytes(frame.payload)


@pytest.mark.parametrize("text", protocol.REFUSED)
def test_a_bad_text_is_refused_in_the_same_words(text: str) -> None:
    """Code, request and sentence of a refusal are as recorded."""
    assert protocol.refusal(text) == RECORDED["refused"][text]
