"""Every message of the protocol as text, and what an image is preceded by."""

from __future__ import annotations

from typing import Any

from apprentice_shared import messages as m
from apprentice_shared.codec import decode, encode
from apprentice_shared.errors import RemoteProtocolError
from apprentice_shared.images import ImageFrame, PixelFormat, encode_image

HASH, OTHER_HASH = "0123456789abcdef" * 4, "fedcba9876543210" * 4
AT = 1_790_000_000.25

_RUST, _NIGHT = m.SwatchPart("#c04020", 0.7, "rust"), m.SwatchPart("#102030", 0.3, "night – blue")
_PROFILE = m.ProfilePart("default", "My taste", 12)
_PLAIN_ENGINE = m.EnginePart("fake", "Fake")
_ENGINE = m.EnginePart(
    name="ssd-1b",
    title="SSD-1B",
    model="segmind/SSD-1B",
    device="cuda:0",
    abilities=("subject", "canvas"),
    dimension_words={"color": "Colour"},
    value_words={"mood=peaceful": "Soft"},
    first_vary=("color", "mood"),
    generative=True,
    mark="made by an AI image model",
    ready=False,
    problem="Download the model first: apprentice models fetch.",
    intents={"dusk": "Dusk"},
    alone=("composition",),
)
_LIMITS = m.LimitsPart(8_388_608, 67_108_864, 8192)
_PLAIN_WHY = m.ExplanationPart("trying warm: not rated yet", 3.0, 3.0, None, True)
_WHY = m.ExplanationPart(
    "warm did well", 3.5, 3.0, 0.8, True, (m.ContributionPart("color=warm", 0.5, 0.2),), ("mood=joyful",)
)
_MIX = {"color": {"warm": 0.7, "vibrant": 0.3}, "mood": {"joyful": 1.0}}
_PLAIN_SUGGESTION = m.SuggestionPart("s-1", {}, 1, HASH, 64, 48, (), _PLAIN_WHY)
_SUGGESTION = m.SuggestionPart(
    "s-2", _MIX, 2**31 - 1, OTHER_HASH, 640, 480, (_RUST, _NIGHT), _WHY, "Warmer by a third.", made_up=True
)
_POINTS = (m.VarietyPoint(16, 9.5, 0.75), m.VarietyPoint(32, 7.25, 0.5, 0.125))
_VARIETY = m.VarietyPart(_POINTS, _POINTS[:1], {"color": 0.5}, "Suggestions have narrowed.")
_EVENTS = (
    m.EventPart("e1", "slate", AT),
    m.EventPart("e2", "rating", AT, "s-2", 5, {"color": 1, "mood": -1}, "", "warm, joyful", True, False),
    m.EventPart("e3", "signal", AT, "s-2", signal="picked"),
)
_PACKS = (m.PackPart("painting-media", "Painting media", True), m.PackPart("own", "Own", False))
_ATTRIBUTES = {"color": ("warm", "cool"), "style": ("gouache",)}

# One of every message with only what it must have, and one with everything else too.
BARE: tuple[m.Message, ...] = (
    m.Hello(2, HASH, "client-1"),
    m.Prove(HASH),
    m.Acknowledge(7),
    m.Suggest("q1"),
    m.Render("q2", "s-1", 64, 48),
    m.SetPacks("q3", ()),
    m.GetEngines("q26"),
    m.SetEngine("q27", "studies"),
    m.GetProofs("q28", HASH, ("color=warm",)),
    m.GetFramings("q29", HASH),
    m.Cancel("q4", "q1"),
    m.GetImage("q5", HASH),
    m.Rate("q6", "s-1", 1),
    m.Signal("q7", "s-1", "picked"),
    m.SetValue("q8", "color", "warm", None),
    m.SetStart("q9", "none"),
    m.SetSignal("q10", "inserted", False),
    m.RatePalette("q11", ("#c04020",), 3),
    m.Undo("q12"),
    m.Forget("q13", AT),
    m.RecommendPalettes("q14"),
    m.WorkPalette("q15", (_RUST,), "sort"),
    m.Repaint("q16", HASH, (_RUST,)),
    m.GetTaste("q17"),
    m.GetHistory("q18"),
    m.GetProfiles("q19"),
    m.CreateProfile("q20", "Ink"),
    m.RenameProfile("q21", "default", "Öl"),
    m.ResetProfile("q22", "default"),
    m.DeleteProfile("q23", "ink"),
    m.ExportProfile("q24", "default"),
    m.ImportProfile("q25", "{}"),
    m.Challenge(OTHER_HASH, HASH),
    m.Welcome(2, "apprentice 0.1.0", "one", "rgba", _LIMITS, _PLAIN_ENGINE, (), {}),
    m.EngineChanged(_PLAIN_ENGINE),
    m.NeedImage("q1", HASH),
    m.Queued("q1", 0),
    m.Progress("q1", 0.5),
    m.Preview("q1", 0, HASH),
    m.Notice("q1", "Two at a time: there is not enough memory for four."),
    m.SuggestionReady("q1", 0, "slate", _PLAIN_SUGGESTION),
    m.SlateReady("q1", "slate", _PROFILE, _PLAIN_ENGINE, ("s-1",)),
    m.RenderReady("q2", "s-1", HASH),
    m.RequestCancelled("q1"),
    m.Recorded("q6", "q6", _PROFILE),
    m.ImageReady("q5", HASH),
    m.TasteReport("q17", _PROFILE, (), "Nothing is known yet.", "bayes"),
    m.HistoryReport("q18", _PROFILE, ()),
    m.PalettesReport("q14", ()),
    m.PacksReport("q3", (), {}),
    m.EnginesReport("q26", ()),
    m.ProofsReport("q28", HASH, ()),
    m.Framings("q29", ()),
    m.ProfilesReport("q19", ()),
    m.ProfileExported("q24", _PROFILE, "{}"),
    m.ErrorReply("q1", "bad_value", "surprise must be from 0 to 1, got 2"),
)
FULL: tuple[m.Message, ...] = (
    m.Hello(2, OTHER_HASH, "client-1", "krita 0.1.0", ("rgba", "png", "webp"), 41, "one", "pt-BR"),
    m.Suggest(
        id="full",
        profile="Öl & Ink",
        width_px=640,
        height_px=480,
        canvas=HASH,
        document="valley",
        subject="a boat “at dusk”",
        vary=("color", "mood"),
        locks={"color": {"warm": 0.5, "muted": 0.5}},
        bans=("style=surreal", "mood=joyful"),
        surprise=0.25,
        count=3,
        seed=17,
        strength=0.75,
        feedback=1.0,
        palette=("#c04020", "#102030"),
        preview_px=0,
        engine="studies",
        model="own.toml",
        device="cpu",
        learn=False,
        packs=("painting-media",),
        taste=False,
        amount=0.7,
        intent="dusk",
    ),
    m.Render("full", "s-2", 1024, 768, HASH, True, 0.4),
    m.Rate("full", "s-2", 5, {"color": 1, "style": -1}, AT, False, 0.4),
    m.Signal("full", "s-2", "insert_undone", AT, False, 0.4),
    m.SetValue("full", "color", "warm", -1.5, "ink"),
    m.SetStart("full", "portfolio", "/paintings", ("Öl", "ink"), "default"),
    m.SetSignal("full", "palette_pulled", True, "ink"),
    m.RatePalette("full", ("#c04020", "#102030"), 5, "ink", AT, False),
    m.Undo("full", "ink", "e2"),
    m.Forget("full", AT, "ink"),
    m.RecommendPalettes("full", "ink", HASH, 12, 16, 9),
    m.WorkPalette("full", (_RUST, _NIGHT), "vary", (1,), 3, 1, "hue", 5),
    m.Repaint("full", HASH, (_RUST, _NIGHT), 0.25, 0.75),
    m.GetTaste("full", "ink"),
    m.GetHistory("full", "ink", 1000),
    m.CreateProfile("full", "Both", "default", "ink"),
    m.ImportProfile("full", '{"format":"apprentice-profile"}', "Again"),
    m.Welcome(2, "apprentice 0.1.0", "one", "png", _LIMITS, _ENGINE, (_PROFILE,), _ATTRIBUTES, _PACKS),
    m.EngineChanged(_ENGINE),
    m.Progress("full", 0.75, "light, study 2", 1.5),
    m.SuggestionReady("full", 3, "slate", _SUGGESTION),
    m.SlateReady("full", "slate", _PROFILE, _ENGINE, ("s-1", "s-2"), (_RUST, _NIGHT)),
    m.RenderReady("full", "s-2", HASH, (m.LayerPart("Light", OTHER_HASH, "multiply", 0.5),)),
    m.Recorded("full", "e2", _PROFILE, "s-2", (m.NotedPart("color", "warm", -1), m.NotedPart("mood", "joyful", 1))),
    m.TasteReport(
        "full",
        _PROFILE,
        (
            m.TasteValuePart("color", "warm", 0.5, 0.25),
            m.TasteValuePart("mood", "joyful", -0.5, 0.25, 1.0, 6, "avoided, because of 6 ratings"),
        ),
        "You like warm.",
        "bayes",
        (m.StartPart("portfolio", "42 paintings", "e9", 42, 60, 2),),
        (m.SignalPart("inserted", True, 3, 0.75), m.SignalPart("palette_pulled", False, 0)),
        _VARIETY,
    ),
    m.HistoryReport("full", _PROFILE, _EVENTS),
    m.PalettesReport(
        "full", (m.PalettePart("canvas", "Canvas", (_RUST, _NIGHT)), m.PalettePart("recommended", "", (_RUST,), "new"))
    ),
    m.PacksReport("full", _PACKS, _ATTRIBUTES),
    m.GetFramings("full", HASH, 0.8, "mine"),
    m.Framings("full", (m.FramingPart("closer", 0.25, 0.125, 0.5, 0.5), m.FramingPart("air", -0.25, -0.25, 1.5, 1.5))),
    m.GetProofs("full", HASH, ("color=warm", "mood=joyful"), ("painting-media",), 64, ("dusk",)),
    m.ProofsReport(
        "full",
        HASH,
        (
            m.ProofPart("color=warm", "", HASH),
            m.ProofPart("", "painting-media", OTHER_HASH),
            m.ProofPart("", "", HASH, "dusk"),
        ),
    ),
    m.EnginesReport(
        "full",
        (
            m.EngineChoicePart("studies", "Studies", "Repaints your pixels.", in_use=True),
            m.EngineChoicePart("ssd-1b", "AI image model", "Paints anew.", True, False, "Download the model first."),
        ),
    ),
    m.ProfilesReport("full", (_PROFILE,), "default"),
    m.ErrorReply("", "wrong_version", "Update the plugin.", {"versions": "1"}),
)
FRAMES = (
    ImageFrame("q1", PixelFormat.RGBA, 2, 1, bytes(range(8))),
    ImageFrame("a-request_of-thirty-six-characters-1", PixelFormat.PNG, 8192, 16, b"not looked at"),
    ImageFrame("w", PixelFormat.WEBP, 3, 5, b""),
)
# What a peer must not send, each for another reason.
REFUSED = (
    "[]",
    "{",
    '{"type":"paint"}',
    '{"type":"rate","id":"r","suggestion":"s"}',
    '{"type":"rate","id":"r","suggestion":"s","stars":6}',
    '{"type":"rate","id":"r","suggestion":"s","stars":"five"}',
    '{"type":"rate","id":"no id","suggestion":"s","stars":5}',
    '{"type":"suggest","id":"r","locks":{"color":{"warm":2}}}',
    '{"type":"suggest","id":"r","surprise":NaN}',
    '{"type":"suggest","id":"r","palette":["red"]}',
    '{"type":"get_image","id":"r","image":"0"}',
    '{"type":"set_value","id":"r","dimension":"color","value":"warm","stars":5}',
    '{"type":"signal","id":"r","suggestion":"s","kind":"liked"}',
    '{"type":"work_palette","id":"r","swatches":[],"tool":"sort"}',
    '{"type":"acknowledge","up_to":1,"seq":0}',
)


def messages() -> dict[str, tuple[m.Message, int | None]]:
    """Return every example by name, with the number under which it is sent."""
    examples: dict[str, tuple[m.Message, int | None]] = {}
    for ending, group in (("bare", BARE), ("full", FULL)):
        for number, message in enumerate(group, 1):
            examples[f"{message.type}, {ending}"] = (message, number if ending == "full" else None)
    return examples


def refusal(text: str) -> dict[str, str | None]:
    """Return how a text is refused."""
    try:
        decode(text)
    except RemoteProtocolError as error:
        return {"code": error.code.value, "request": error.request_id, "words": str(error)}
    raise AssertionError(f"{text} is not refused")


def produce() -> dict[str, Any]:
    """Return texts of messages, bytes of image frames in hexadecimal, and refusals."""
    return {
        "messages": {name: encode(*example) for name, example in messages().items()},
        "frames": [encode_image(frame).hex() for frame in FRAMES],
        "refused": {text: refusal(text) for text in REFUSED},
    }
