"""What holds for all tests: one thread for small matrices, as in the backend, before anything imports numpy."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
