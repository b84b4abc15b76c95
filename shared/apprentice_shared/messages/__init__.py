"""Every message of the protocol, as frozen dataclasses.

`requests`, `feedback`, `palette_requests` and `profile_requests` go from client to server, `replies` from server to
client; `proofs` and `framings` hold both; `parts` are the values that they hold. A message is declared whole where its
class is defined: its name on the wire, its traits, its fields and their checks (a `ValueError` names the field).
`MESSAGE_TYPES` holds all of them.
"""

from __future__ import annotations

from ..swatch import SwatchPart as SwatchPart
from .base import MESSAGE_TYPES as MESSAGE_TYPES
from .base import Message as Message
from .base import Reply as Reply
from .base import Request as Request
from .feedback import *
from .framings import *
from .palette_requests import *
from .parts import *
from .profile_requests import *
from .proofs import *
from .replies import *
from .requests import *
