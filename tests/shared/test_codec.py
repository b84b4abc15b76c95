"""Messages to JSON text and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apprentice_shared import messages as m
from apprentice_shared.codec import MAX_TEXT_BYTES, decode, encode
from apprentice_shared.errors import ErrorCode, RemoteProtocolError

SWATCH = m.SwatchPart("#aabbcc", 0.5, "pale blue")
EXPLANATION = m.ExplanationPart("warm helped", 3.5, 3.0, 0.4, False, (m.ContributionPart("color=warm", 0.5, 0.1),))
PROFILE = m.ProfilePart("p1", "My taste", 3)
ENGINE = m.EnginePart("studies", "Studies", abilities=("canvas",), dimension_words={"color": "Colour"})
HASH = "0" * 64

EXAMPLES = [
    m.Hello(1, "token", "client", "krita 5", ("rgba", "png"), 3, "i"),
    m.Acknowledge(7),
    m.Suggest(
        "r1",
        canvas=HASH,
        vary=("color", "mood"),
        locks={"color": {"warm": 1.0}},
        bans=("style=surreal",),
        seed=5,
        palette=("#aabbcc",),
    ),
    m.Suggest("r1", vary=None),
    m.Render("r20", "s1", 2048, 1536, HASH, layers=True),
    m.Cancel("r2", "r1"),
    m.Rate("r3", "s1", 5, {"color": 1}, at=1.5),
    m.Signal("r4", "s1", "picked"),
    m.SetValue("r18", "color", "warm", 1.5),
    m.SetValue("r18", "color", "warm", None),
    m.SetStart("r18", "portfolio", "/home/a/paintings", profile="ink"),
    m.SetStart("r18", "profiles", sources=("ink", "watercolours")),
    m.SetSignal("r18", "inserted", False, "ink"),
    m.RatePalette("r19", ("#aabbcc",), 4),
    m.WorkPalette("r21", (m.SwatchPart("#aabbcc", 1.0, "grey"),), m.PALETTE_TOOLS[0]),
    m.Repaint("r22", HASH, (m.SwatchPart("#aabbcc", 1.0, "grey"),)),
    m.Undo("r5"),
    m.Forget("r6", 0.0),
    m.GetImage("r7", HASH),
    m.GetTaste("r8"),
    m.GetHistory("r9", limit=5),
    m.RecommendPalettes("r10"),
    m.GetProfiles("r11"),
    m.SetPacks("r30", ("painting-media",)),
    m.PacksReport("r30", (m.PackPart("painting-media", "Painting media", True),), {"style": ("gouache",)}),
    m.CreateProfile("r12", "ink"),
    m.CreateProfile("r12", "both", "ink", "watercolours"),
    m.RenameProfile("r13", "p1", "ink"),
    m.ResetProfile("r14", "p1"),
    m.DeleteProfile("r15", "p1"),
    m.ExportProfile("r16", "p1"),
    m.ImportProfile("r17", "{}"),
    m.Welcome(1, "s", "i", "rgba", m.LimitsPart(1, 2, 3), ENGINE, (PROFILE,), {"color": ("warm", "cool")}),
    m.EngineChanged(ENGINE),
    m.NeedImage("r1", HASH),
    m.Queued("r1", 2),
    m.Progress("r1", 0.5, "colour", None),
    m.Preview("r1", 0, HASH),
    m.Notice("r1", "two at a time"),
    m.SuggestionReady(
        "r1",
        0,
        "sl1",
        m.SuggestionPart("s1", {"color": {"warm": 0.7}}, 3, HASH, 64, 48, (SWATCH,), EXPLANATION),
    ),
    m.SlateReady("r1", "sl1", PROFILE, ENGINE, ("s1",), (SWATCH,)),
    m.RenderReady("r20", "s1", HASH, (m.LayerPart("Light", HASH, "multiply", 1.0),)),
    m.RequestCancelled("r1"),
    m.Recorded("r3", "r3", PROFILE, "s1"),
    m.ImageReady("r7", HASH),
    m.TasteReport("r8", PROFILE, (m.TasteValuePart("color", "warm", 0.8, 0.2),), "You like warm.", "bayes"),
    m.TasteReport(
        "r8",
        PROFILE,
        (m.TasteValuePart("color", "warm", 0.8, 0.2, 1.0, 6, "suggested"),),
        "You like warm.",
        "bayes",
        (m.StartPart("portfolio", "42 paintings", "e1"),),
        (m.SignalPart("inserted", True, 3, 0.9), m.SignalPart("palette_pulled", False, 0)),
        m.VarietyPart((m.VarietyPoint(16, 9.1, 0.9, 0.2),), (m.VarietyPoint(16, 5.0, 0.7),), {"color": 0.9}, "Alike."),
    ),
    m.HistoryReport("r9", PROFILE, (m.EventPart("e", "rating", 1.0, "s1", 5, {"color": 1}),)),
    m.PalettesReport("r10", (m.PalettePart("canvas", "Canvas", (SWATCH,)),)),
    m.ProfilesReport("r11", (PROFILE,), "p1"),
    m.ProfileExported("r16", PROFILE, "{}"),
    m.ErrorReply("r1", "bad_value", "no", {"a": "b"}),
]


@pytest.mark.parametrize("message", EXAMPLES, ids=lambda message: message.type)
def test_every_message_survives_the_wire(message):
    """Encoding and decoding gives an equal message."""
    assert decode(encode(message)) == (message, None)


def test_the_examples_above_name_every_message():
    """No message goes untried."""
    assert {type(message) for message in EXAMPLES} == set(m.MESSAGE_TYPES.values())


def test_a_numbered_message_keeps_its_number():
    """`seq` travels beside the message, not in it."""
    assert decode(encode(m.RequestCancelled("r1"), seq=9)) == (m.RequestCancelled("r1"), 9)


def test_fields_of_a_newer_peer_are_ignored():
    """A peer may add fields without breaking this side."""
    data = json.loads(encode(m.GetTaste("r1"))) | {"colour_of_the_sky": "grey"}
    assert decode(json.dumps(data))[0] == m.GetTaste("r1")


def _changed(message, **fields):
    data = json.loads(encode(message))
    for name, value in fields.items():
        if value is None:
            del data[name]
        else:
            data[name] = value
    return json.dumps(data)


SUGGEST, RATE = m.Suggest("r1"), m.Rate("r1", "s1", 3)


@pytest.mark.parametrize(
    ("frame", "code", "words"),
    [
        ("", ErrorCode.BAD_MESSAGE, "one JSON object"),
        ("[1]", ErrorCode.BAD_MESSAGE, "one JSON object"),
        ("{" * 100_000, ErrorCode.BAD_MESSAGE, "one JSON object"),
        ('{"type":"hello","protocol":NaN}', ErrorCode.BAD_MESSAGE, "one JSON object"),
        ('{"type":"paint"}', ErrorCode.BAD_MESSAGE, "unknown message type 'paint'"),
        ('{"type":["paint"]}', ErrorCode.BAD_MESSAGE, "unknown message type"),
        ("x" * (MAX_TEXT_BYTES + 1), ErrorCode.TOO_LARGE, "bytes at most"),
        (_changed(RATE, stars=7), ErrorCode.BAD_VALUE, "stars must be a whole number from 1 to 5, got 7"),
        (_changed(RATE, stars=2.5), ErrorCode.BAD_MESSAGE, "rate.stars must be a whole number"),
        (_changed(RATE, stars=True), ErrorCode.BAD_MESSAGE, "rate.stars must be a whole number"),
        (_changed(RATE, stars="5"), ErrorCode.BAD_MESSAGE, "rate.stars must be a whole number"),
        (_changed(RATE, stars=None), ErrorCode.BAD_MESSAGE, "rate.stars is missing"),
        (_changed(RATE, reasons={"color": 2}), ErrorCode.BAD_VALUE, "the reason color"),
        (_changed(RATE, reasons=[1]), ErrorCode.BAD_MESSAGE, "rate.reasons must be an object"),
        (_changed(SUGGEST, id="no spaces"), ErrorCode.BAD_VALUE, "id must be"),
        (_changed(SUGGEST, id="i" * 37), ErrorCode.BAD_VALUE, "id must be"),
        (_changed(SUGGEST, width_px=60_000), ErrorCode.BAD_VALUE, "width_px must be from 16 to 8192, got 60000"),
        (_changed(SUGGEST, count=1000), ErrorCode.BAD_VALUE, "count must be"),
        (_changed(SUGGEST, canvas="../etc"), ErrorCode.BAD_VALUE, "canvas must be 64 hexadecimal"),
        (_changed(SUGGEST, locks={"color": {"warm": 2}}), ErrorCode.BAD_VALUE, "color.warm must be in"),
        (_changed(SUGGEST, subject="x" * 2000), ErrorCode.BAD_VALUE, "subject must have"),
        (_changed(SUGGEST, vary="color"), ErrorCode.BAD_MESSAGE, "suggest.vary must be a list"),
        (_changed(SUGGEST, strength=10**400), ErrorCode.BAD_MESSAGE, "finite number"),
        (_changed(SUGGEST, seq=0), ErrorCode.BAD_MESSAGE, "seq must be"),
    ],
)
def test_refuses_what_is_no_message(frame, code, words):
    """Each refusal has its code and names what is wrong."""
    with pytest.raises(RemoteProtocolError, match=words.replace("[", r"\[")) as caught:
        decode(frame)
    assert caught.value.code is code


def test_a_refusal_names_the_request_where_it_could_be_read():
    """The error can be sent back under the request's own id."""
    with pytest.raises(RemoteProtocolError) as caught:
        decode(_changed(RATE, stars=7))
    assert caught.value.request_id == "r1"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # of a busy machine, not of the strategy
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_noise_is_refused_and_never_crashes(value):
    """Whatever JSON arrives, it is a message or a refusal."""
    for name in ("suggest", "welcome", "suggestion"):
        frame = json.dumps({"type": name, "id": value, "suggestion": value, "locks": value, "engine": value})
        with pytest.raises(RemoteProtocolError):
            decode(frame)
