"""Registers Apprentice with Krita.

Written so that old Pythons can read it: they are told what is missing instead of failing on a newer file's syntax.
"""

import importlib.util
import sys

if sys.version_info < (3, 10):  # noqa: UP036 - Krita brings its own Python, older ones too
    raise ImportError(
        "Apprentice needs Python 3.10 or newer, this Krita brings %d.%d: install Krita 5.2 or newer."  # noqa: UP031
        % sys.version_info[:2]
    )

# Without Krita (tests, documentation) the package only holds its modules.
if importlib.util.find_spec("krita") is not None:
    from .extension import register

    register()
