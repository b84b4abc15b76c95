"""A home folder of Krita's own: fresh, with the plugins under test in it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

# What Krita may know of the machine and of the measurement; nothing of the user's session.
_MEASURED = ("APPRENTICE_MEASURE_SLATES", "APPRENTICE_MEASURE_ENGINE", "APPRENTICE_MEASURE_LONG_MS")
PASSED_ON = ("TMPDIR", "LD_LIBRARY_PATH", *_MEASURED)


@dataclass(frozen=True)
class KritaProfile:
    """A home folder for one Krita.

    Args:
        home: becomes HOME; the XDG folders lie inside it.
        lang: the session's language, as LANG.
    """

    home: Path
    lang: str = "C.UTF-8"

    @property
    def data(self) -> Path:
        """The folder that XDG_DATA_HOME names."""
        return self.home / ".local" / "share"

    @property
    def plugins(self) -> Path:
        """The folder in which Krita looks for Python plugins."""
        return self.data / "krita" / "pykrita"

    @property
    def apprentice_data(self) -> Path:
        """The backend's data folder."""
        return self.home / "apprentice"

    def environment(self, display: str) -> dict[str, str]:
        """Krita's environment: its folders, the display, software OpenGL."""
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        runtime = self.home / ".runtime"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        return passed_on | {
            "PATH": _system_path(),
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.data),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_RUNTIME_DIR": str(runtime),
            "LANG": self.lang,
            "DISPLAY": display,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "APPRENTICE_DATA_DIR": str(self.apprentice_data),
        }

    def install(self, plugin: Path) -> None:
        """Copy a plugin (its folder, with NAME.desktop beside it) to where Krita looks."""
        self.plugins.mkdir(parents=True, exist_ok=True)
        shutil.copytree(
            plugin, self.plugins / plugin.name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copy(plugin.with_suffix(".desktop"), self.plugins)

    def configure(self, enabled: tuple[str, ...], theme: str, opengl: bool = True) -> None:
        """Write Krita's settings.

        Args:
            enabled: the plugins to load.
            theme: the colour theme, e.g. "Krita dark".
            opengl: whether the canvas is drawn through OpenGL. Where no graphics card does it, every change of any
                docker then redraws the whole window on the processor, some 50 ms each.
        """
        switches = "".join(f"enable_{name}=true\n" for name in enabled)
        config = self.home / ".config"
        config.mkdir(parents=True, exist_ok=True)
        renderer = "auto" if opengl else "none"
        (config / "kritadisplayrc").write_text(f"[General]\nOpenGLRenderer={renderer}\n", encoding="utf-8")
        (config / "kritarc").write_text(f"[python]\n{switches}\n[theme]\nTheme={theme}\n", encoding="utf-8")

    def copy_to(self, home: Path, lang: str) -> KritaProfile:
        """Copy the whole folder, sockets left out."""
        shutil.copytree(self.home, home, symlinks=True, ignore=shutil.ignore_patterns(".runtime"))
        return KritaProfile(home, lang)


def _system_path() -> str:
    """PATH with Krita's own folder first: its embedded Python takes its modules, PyQt too, from the first `python3`."""
    krita = shutil.which("krita")
    first = [str(Path(krita).parent)] if krita else []
    return os.pathsep.join([*first, os.environ.get("PATH", os.defpath)])
