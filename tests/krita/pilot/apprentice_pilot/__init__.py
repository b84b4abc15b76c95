"""Play test scenarios inside Krita: a plugin that sleeps unless APPRENTICE_PILOT_PLAN names a plan."""

import os
from pathlib import Path

if os.environ.get("APPRENTICE_PILOT_PLAN"):
    from krita import Krita

    from .extension import Pilot

    Krita.instance().addExtension(Pilot(Krita.instance(), Path(os.environ["APPRENTICE_PILOT_PLAN"])))
