"""Requests about profiles and what they have learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..bounds import MAX_NAME, Range
from .base import Request, check_length


@dataclass(frozen=True)
class GetTaste(Request):
    """Ask what a profile has learned."""

    type: ClassVar[str] = "get_taste"

    profile: str = ""


@dataclass(frozen=True)
class GetHistory(Request):
    """Ask for a profile's last `limit` events, newest first, 1 to 1000."""

    type: ClassVar[str] = "get_history"

    profile: str = ""
    limit: int = 50

    def __post_init__(self) -> None:
        super().__post_init__()
        Range(1, 1000).check("limit", self.limit)


@dataclass(frozen=True)
class GetProfiles(Request):
    """Ask for all profiles."""

    type: ClassVar[str] = "get_profiles"


@dataclass(frozen=True)
class CreateProfile(Request):
    """Make a profile; with `copy_of` it starts with all that another one has learned, with `blend_with` with both's."""

    type: ClassVar[str] = "create_profile"

    name: str
    copy_of: str = ""
    blend_with: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("name", self.name.strip(), MAX_NAME, 1)
        if self.blend_with and not self.copy_of:
            raise ValueError("blend_with needs copy_of: name both profiles")


@dataclass(frozen=True)
class RenameProfile(Request):
    """Give a profile another name."""

    type: ClassVar[str] = "rename_profile"

    profile: str
    name: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("name", self.name.strip(), MAX_NAME, 1)


@dataclass(frozen=True)
class ResetProfile(Request):
    """Delete all that a profile has learned; its name stays."""

    type: ClassVar[str] = "reset_profile"

    profile: str


@dataclass(frozen=True)
class DeleteProfile(Request):
    """Delete a profile and all that it has learned."""

    type: ClassVar[str] = "delete_profile"

    profile: str


@dataclass(frozen=True)
class ExportProfile(Request):
    """Ask for a profile as one small file, without pixels."""

    type: ClassVar[str] = "export_profile"

    profile: str


@dataclass(frozen=True)
class ImportProfile(Request):
    """Make a profile from the text of an exported file; `name` replaces the name in it."""

    type: ClassVar[str] = "import_profile"

    data: str
    name: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_length("name", self.name, MAX_NAME)
