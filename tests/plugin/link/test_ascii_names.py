"""A Python that takes file names for ASCII, as Krita's does under `LANG=C`, and folders whose names are not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from apprentice.native_paths import to_native, to_text

ROOT = Path(__file__).parents[3]
_ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only there is a Python like Krita's: run it on Linux")

# The plugin's ways to the disk and to a real backend, in a process of their own; it prints what came of them.
_IN_ASCII = """
import json, os, sys, time
from pathlib import Path
from links import Told
from apprentice.actions.profiles import _read, _write
sys.path.append(os.environ["KRITA_DOUBLE"])  # not before: `apprentice` itself looks whether it is in Krita
from apprentice.host.swatches import save_palette
from apprentice.link import backend
from apprentice.link.keeper import Keeper, Phase
from apprentice.link.link import Link
from apprentice.link.outbox import Outbox
from apprentice.native_paths import to_native
from apprentice_shared.messages import SetStart, SwatchPart, Welcome, Recorded
from apprentice_shared.session import ClientSession

plugin = Path(os.environ["PLUGIN_DIR"])
text = json.loads((plugin / "launcher.json").read_text(encoding="utf-8"))["data_dir"]
children = []

def start(launcher):
    children.append(backend.start(launcher, os.environ))
    return children[-1]

told, outbox = Told(), Outbox(None, "one")
keeper = Keeper(
    lambda: backend.read_launcher(plugin),
    find=backend.find, start=start, last_words=backend.last_words, clock=time.monotonic,
)
link = Link(ClientSession("one"), keeper, outbox, told)
link.start()
link.send(SetStart("before", "none"))
folder = Path(to_native(text)) / "outbox"
deadline = time.monotonic() + 20
while not list(folder.glob("*.jsonl")) and time.monotonic() < deadline:
    time.sleep(0.01)
kept = len(list(folder.glob("*.jsonl")))
link.want()
told.wait_for(Welcome)
recorded = told.wait_for(Recorded)
link.stop()
for child in children:
    child.kill()
    child.wait()
swatches = (SwatchPart("#ff8800", 1.0, "\\u00f6"),)
palette = save_palette(folder.parent / "palettes", "M\\u00f6we \\u65e5\\u672c", swatches).path
profile = text + "/\\u65e5\\u672c.apprentice.json"
said = _write(profile, "{}")
print(json.dumps({
    "names": sys.getfilesystemencoding(), "kept": kept, "recorded": recorded.id, "starts": len(children),
    "palette": palette.exists(), "profile": _read(profile), "said": said,
}))
"""


@_ON_LINUX
def test_files_and_a_backend_are_reached_whatever_their_names(tmp_path: Path) -> None:
    """The outbox, a real backend, a palette and a profile work in a home named with ö and 日本."""
    home = tmp_path / "zoë-日本"
    plugin, data = home / "plugin", home / "Möwe"
    plugin.mkdir(parents=True)
    # The launcher's own path is not ASCII either.
    program = home / "möwe.sh"
    paths = os.pathsep.join(str(ROOT / part) for part in ("shared", "backend"))
    program.write_text(
        f'#!/bin/sh\nexec env PYTHONPATH={paths} {sys.executable} -m apprentice_backend "$@"\n', encoding="utf-8"
    )
    program.chmod(0o700)
    serve = [str(program), "serve", "--data-dir", str(data), "--port", "0", "--engine", "fake"]
    launcher = {"argv": serve, "data_dir": str(data)}
    (plugin / "launcher.json").write_text(json.dumps(launcher), encoding="utf-8")
    here = (str(ROOT / part) for part in ("shared", "krita_plugin", "tests/support"))
    environment = {
        **os.environ,
        **{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "HOME": str(home)},
        "PYTHONPATH": os.pathsep.join(here),
        "PLUGIN_DIR": str(plugin),
        "KRITA_DOUBLE": str(ROOT / "tests" / "support" / "krita_double"),
    }
    command = [sys.executable, "-c", _IN_ASCII]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert json.loads(done.stdout) == {
        "names": "ascii",
        "kept": 1,
        "recorded": "before",
        "starts": 1,
        "palette": True,
        "profile": "{}",
        "said": f"Exported, without pictures: {data}/日本.apprentice.json",
    }
    palette = (data / "palettes" / "Möwe 日本.gpl").read_text(encoding="utf-8")
    assert palette.startswith("GIMP Palette\nName: Möwe 日本\n")


@pytest.mark.parametrize("text", ["/plain", "/zoë/日本", "/dev\udcff"], ids=["plain", "not ASCII", "no UTF-8"])
def test_a_path_keeps_its_bytes(text: str) -> None:
    """A path goes there and back, but for bytes that no text has."""
    assert to_text(to_native(text)) == text.replace("\udcff", "�")


def test_a_path_with_a_zero_is_refused() -> None:
    """No file has such a name, and the system's own error for it is no error of files."""
    with pytest.raises(ValueError, match="zero"):
        to_native("/a\0b")
