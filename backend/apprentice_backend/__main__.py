"""`python -m apprentice_backend` is `apprentice`."""

from __future__ import annotations

import sys

from apprentice_backend.cli import main

if __name__ == "__main__":
    sys.exit(main())
