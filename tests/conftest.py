"""Settings of all tests.

One thread for small matrices, as in the backend, before anything imports numpy. A busy machine is no failure:
Hypothesis watches no clock.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
