"""Profiles: listed, made, renamed, reset, deleted, exported and imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apprentice_shared.bounds import MAX_PROFILES
from apprentice_shared.errors import ErrorCode, RequestError
from apprentice_shared.language import tr
from apprentice_shared.messages import (
    CreateProfile,
    DeleteProfile,
    ExportProfile,
    GetProfiles,
    ImportProfile,
    ProfileExported,
    ProfilesReport,
    RenameProfile,
    Request,
    ResetProfile,
)

from ...profiles import Profiles
from ..parts import profile_part, profile_parts
from . import Answer


class ProfileAnswers:
    """Answers the requests about the list of profiles."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles

    def by_request(self) -> dict[type[Request], Callable[[Any], Answer]]:
        """Return the method that answers each kind of request."""
        return {
            GetProfiles: self._get_profiles,
            CreateProfile: self._create_profile,
            RenameProfile: self._rename_profile,
            ResetProfile: self._reset_profile,
            DeleteProfile: self._delete_profile,
            ExportProfile: self._export_profile,
            ImportProfile: self._import_profile,
        }

    def _get_profiles(self, request: GetProfiles) -> Answer:
        return self._report(request)

    def _create_profile(self, request: CreateProfile) -> Answer:
        self._check_room()
        return self._report(request, self._profiles.create(request.name, request.copy_of, request.blend_with).id)

    def _rename_profile(self, request: RenameProfile) -> Answer:
        return self._report(request, self._profiles.rename(request.profile, request.name).id)

    def _reset_profile(self, request: ResetProfile) -> Answer:
        return self._report(request, self._profiles.reset(request.profile).id)

    def _delete_profile(self, request: DeleteProfile) -> Answer:
        self._profiles.delete(request.profile)
        return self._report(request)

    def _export_profile(self, request: ExportProfile) -> Answer:
        profile, text = self._profiles.export(request.profile)
        return Answer(ProfileExported(request.id, profile_part(profile), text))

    def _import_profile(self, request: ImportProfile) -> Answer:
        self._check_room()
        return self._report(request, self._profiles.load(request.data, request.name).id)

    def _check_room(self) -> None:
        if len(self._profiles.all()) >= MAX_PROFILES:
            raise RequestError(
                tr("There are {count} profiles already: delete one first.", count=MAX_PROFILES),
                ErrorCode.BAD_VALUE,
            )

    def _report(self, request: Request, profile_id: str = "") -> Answer:
        """Answer with all profiles, and the id of the one that the request made or changed."""
        return Answer(ProfilesReport(request.id, profile_parts(self._profiles.all()), profile_id))
