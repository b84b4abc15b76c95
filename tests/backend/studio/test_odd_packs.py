"""A folder of packs opens whatever lies in it: what is no pack is left out, with a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from apprentice_backend.engines import create
from apprentice_backend.packs.pack import MOST_INTENTS as MOST_IN_ONE
from apprentice_backend.packs.pack import MOST_VALUES as MOST_IN_A_PACK
from apprentice_backend.studio import PackShelf
from apprentice_backend.studio.pack_shelf import MOST_INTENTS, MOST_OWN, MOST_VALUES
from apprentice_shared.errors import ConfigError

CANDLE = '[mood.candle]\ntitle = "Candlelight"\nlight = { key = 0.34, contrast = 1.2 }\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an artist's own packs, with one that is right."""
    made = tmp_path / "packs"
    made.mkdir()
    (made / "candle.toml").write_text(CANDLE, encoding="utf-8")
    return made


def values(count: int, dimension: str = "mood") -> str:
    """Return a pack of so many values."""
    return "".join(f"[{dimension}.v{number}]\nlight = {{ key = 0.4 }}\n" for number in range(count))


def huge(path: Path) -> None:
    """Make a file of 100 MB that takes no room."""
    with path.open("wb") as file:
        file.truncate(10**8)


TEXTS = {
    "dotted": f"[mood.x]\nlight.{'k.' * 32000}k = 1\n",
    "quoted": "[mood.x]\nlight = { " + '"k".' * 9000 + "k = 1 }\n",
    "values": values(MOST_IN_A_PACK + 1),
    "operations": "[style.x]\nstyle = [" + "{ operation = 'wash' }," * 9 + "]\n",
    "costly": "[style.x]\nstyle = [{ operation = 'wash', flow = 1e6 }]\n",
    "number": "[mood.x]\nlight = { key = 1e300 }\n",
    "swatches": "[color.x]\ncolor = [{ map = 'inks', swatches = [" + "'#102030'," * 300 + "] }]\n",
}
NAMES = {"newline": b"a\nb", "comma": b"a,b", "long name": b"x" * 90, "no utf-8": b"\xff"}
FILES: dict[str, Callable[[Path], object]] = {
    "fifo": os.mkfifo,
    "folder": Path.mkdir,
    "100 MB": huge,
    "loop": lambda path: path.symlink_to(path),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "dangling": lambda path: path.symlink_to(path.with_name("gone")),
    "bytes": lambda path: path.write_bytes(b"\xff\xfe"),
    **{name: lambda path, text=text: path.write_text(text) for name, text in TEXTS.items()},  # type: ignore[misc]
    **{  # type: ignore[misc]
        name: lambda path, stem=stem: path.with_name(os.fsdecode(stem + b".toml")).write_text(CANDLE)
        for name, stem in NAMES.items()
    },
}


@pytest.mark.skipif(os.name == "nt", reason="needs FIFOs and symbolic links: run it on Linux or macOS")
@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_what_is_no_pack_is_left_out(
    folder: Path, make: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    """One line that can be read and written says why, and the other packs stay."""
    make(folder / "wild.toml")
    assert [path.name for path in PackShelf.open(folder.parent).own_files] == ["candle.toml"]
    (told,) = caplog.messages
    assert told.isprintable()
    assert len(told) < 400
    told.encode()


def test_thousands_of_packs_are_some_packs(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The first by name are read, and the artist is told."""
    for number in range(MOST_OWN + 50):
        (folder / f"p{number:04}.toml").write_text(CANDLE)
    assert len(PackShelf.open(folder.parent).own_files) == MOST_OWN
    assert len(caplog.messages) == 1


def test_more_intents_than_a_page_can_show_are_left_out(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each pack is taken whole or not at all, and one that still fits is taken."""
    for number, count in enumerate((*[MOST_IN_ONE] * (MOST_INTENTS // MOST_IN_ONE + 1), MOST_INTENTS % MOST_IN_ONE)):
        text = "".join(
            f"[intent.p{number}_{index}]\nplaces = [{{ place = 'far', air = 0.1 }}]\n" for index in range(count)
        )
        (folder / f"p{number}.toml").write_text(text)
    names = [path.stem for path in PackShelf.open(folder.parent).own_files]
    assert names == ["candle", "p0", "p1", "p2", "p3", "p5"]
    (told,) = caplog.messages
    assert "p4.toml: with those before it, it has more than 100 intents" in told


def test_more_values_than_an_agent_can_bear_are_not_used_at_once(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The choice is refused with numbers; one that was remembered is given up with a line."""
    for name in "ab":
        (folder / f"{name}.toml").write_text(values(MOST_IN_A_PACK, f"mood-{name}"))
    shelf = PackShelf.open(folder.parent, ("a",))
    assert sum(map(len, shelf.space().dimensions.values())) == MOST_VALUES
    with pytest.raises(ConfigError, match="use fewer packs"):
        shelf.use(["a", "b"])
    with pytest.raises(ConfigError, match="use fewer packs"):
        shelf.space(["a", "b"])
    (folder.parent / "packs.json").write_text('{"in_use": ["a", "b"]}')
    assert not any(part.in_use for part in PackShelf.open(folder.parent).parts())
    assert "use fewer packs" in caplog.text


@pytest.mark.parametrize("text", ["[" * 10**5, '{"in_use": 3}', '{"in_use": [3, "gone"]}', "\x00"])
def test_an_odd_choice_is_no_choice(tmp_path: Path, text: str) -> None:
    """The file that names the packs in use is a person's to break."""
    (tmp_path / "packs.json").write_text(text)
    assert not any(part.in_use for part in PackShelf.open(tmp_path).parts())


def test_a_comma_may_belong_to_a_folder(tmp_path: Path) -> None:
    """The model string of studies names files with commas between them."""
    packs = []
    for name in ("ink, wash", "b"):
        (tmp_path / name).mkdir()
        packs.append(tmp_path / name / "candle.toml")
        packs[-1].write_text(CANDLE.replace("candle", f"candle-{len(packs)}"))
    words = create("studies", model=",".join(map(str, packs))).describe().value_words
    assert {"mood=candle-1", "mood=candle-2"} <= set(words)
