"""Checks of the painting: hold to see, with no backend anywhere."""

import time

SITTING = {"theme": "Krita dark", "panel": True}
KEYS = {"grey": "g", "notan": "n", "squint": "s", "mirrored": "m", "temperature": "t", "focus": "f"}


def show_a_large_painting_while_a_key_is_held(stage):
    """Each of six letters shows 4,000 pixels another way, soon; Q shows the painting; Escape ends, nothing is left."""
    document = yield from _open(stage, "landscape")
    document.scaleImage(4000, 3000, 300, 300, "Bicubic")
    document.waitForDone()
    yield 1.0
    stage.panel.open_page("checks")
    stage.widget("apprentice_checks").setFocus()
    document.setModified(False)
    pictures = {}
    for check, key in KEYS.items():
        stage.heartbeat.start()
        _strike(stage, key, True)
        began = time.perf_counter()
        yield stage.until(lambda: stage.visible("apprentice_viewer"), f"the painting, {check}", 5.0)
        took = 1000.0 * (time.perf_counter() - began)
        stall = [round(ms, 1) for ms in stage.heartbeat.stop()]
        stage.fact(check, {"first paint, ms": round(took), "longest stall and processor time, ms": stall})
        yield 0.2
        pictures[check] = stage.shot(check).read_bytes()
        if check == "notan":
            _strike(stage, "q", True)
            yield 0.3
            pictures["original"] = stage.shot("original").read_bytes()
            _strike(stage, "q", False)
        _strike(stage, key, False)
        yield stage.until(lambda: not stage.visible("apprentice_viewer"), "the end of the holding", 3.0)
    assert len(set(pictures.values())) == 7, "two checks look alike"
    stage.xdotool("key", "Escape")
    yield stage.until(lambda: not stage.panel.has_focus, "the focus on the canvas", 3.0)
    assert not document.modified()
    assert [node.name() for node in document.topLevelNodes()] == ["Background"]
    assert stage.backend.pid == 0, "a check has started a backend"


def stay_after_a_click(stage):
    """A click leaves a check on, and says so; a press on the picture, Escape, and another painting end it."""
    yield from _open(stage, "landscape")
    stage.panel.open_page("checks")
    yield 0.3
    stage.click("apprentice_check_notan")
    yield stage.until(lambda: stage.visible("apprentice_viewer"), "the check", 5.0)
    yield 0.6
    stage.shot("on")
    assert stage.visible("apprentice_viewer"), "the click has ended at once"
    assert "Notan" in stage.widget("apprentice_check_line").text()
    stage.click("apprentice_check_notan")
    yield stage.until(lambda: not stage.visible("apprentice_viewer"), "the end by a click", 3.0)
    stage.click("apprentice_check_grey")
    yield stage.until(lambda: stage.visible("apprentice_viewer"), "the check again", 5.0)
    yield 0.5
    yield from stage.open_painting("still_life")
    yield stage.until(lambda: not stage.visible("apprentice_viewer"), "the end with another painting", 5.0)
    stage.shot("off")


def show_what_the_artist_sees_in_every_colour_model(stage):
    """Held by the mouse; deep, floating point and print documents, and our own layers in them, look as they do."""
    for model, depth in (("RGBA", "U16"), ("RGBA", "F32"), ("CMYKA", "U8")):
        document = yield from _open(stage, "still_life")
        document.setColorSpace(model, depth, "")
        document.waitForDone()
        stage.panel.open_page("checks")
        yield 0.3
        stage.press("apprentice_check_grey")
        yield stage.until(lambda: stage.visible("apprentice_viewer"), f"the painting in {model} {depth}", 5.0)
        yield 0.2
        stage.shot(f"{model}-{depth}")
        viewer = stage.widget("apprentice_viewer")
        seen = stage.picture_of(viewer).pixelColor(viewer.width() // 2, viewer.height() // 2).getRgb()[:3]
        assert max(seen) - min(seen) <= 2, f"grey shows {seen}"
        expected = _luminance(stage.pixel(document, 512, 384))
        assert abs(seen[0] - expected) < 40, f"{seen} where the painting is as bright as {expected}"
        stage.release("apprentice_check_grey")
        yield stage.until(lambda: not stage.visible("apprentice_viewer"), "the end of the holding", 3.0)
        yield from stage.clear()


def _open(stage, painting):
    stage.backend.prepare()
    document = yield from stage.open_painting(painting)
    yield from stage.panel.open()
    return document


def _strike(stage, key, down):
    stage.xdotool("keydown" if down else "keyup", key)


def _luminance(color):
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (part / 255 for part in color)]
    light = sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)
