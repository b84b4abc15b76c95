"""The environment that Krita is started in from here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

# Of an activated environment, or of a program's own Python: neither is Krita's business.
_NOT_FOR_KRITA = frozenset({"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"})


def kritas_environment(environ: Mapping[str, str], krita: Path) -> dict[str, str]:
    """Return the environment without what would mislead Krita's embedded Python.

    It takes the first `python3` on the PATH for its own and looks for PyQt beside that one: pyenv, conda and virtual
    environments would each leave Krita without its Python plugins. So Krita's own folder comes first.

    Args:
        environ: the environment at hand.
        krita: Krita's program.
    """
    path = os.pathsep.join(part for part in (str(krita.parent), environ.get("PATH", "")) if part)
    return {name: value for name, value in environ.items() if name not in _NOT_FOR_KRITA} | {"PATH": path}
