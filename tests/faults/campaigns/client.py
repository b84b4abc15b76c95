"""A client that finds a backend as the panel does: by the files in its data folder."""

from __future__ import annotations

from pathlib import Path

from talker import Talker

from apprentice_backend.backend_file import TOKEN_FILE, BackendFile
from campaigns.trial import must


class Client(Talker):
    """A client of whichever backend serves a folder."""

    def __init__(self, folder: Path, client_id: str) -> None:
        super().__init__(0, "", client_id)
        self._data_dir = folder

    def dial(self) -> None:
        """Connect to the backend that serves the folder now, and prove to know its token."""
        found = BackendFile.read(self._data_dir)
        must(found is not None, f"{self._data_dir} has no address")
        assert found is not None
        self._token = (self._data_dir / TOKEN_FILE).read_text().strip()
        self.replies.clear()
        self.images.clear()
        self.connect(found.port)

    def hang_up(self) -> None:
        """Let go of the connection, whatever state it is in; what is open is sent again with the next one."""
        if self.socket is not None:
            self.drop()
            self.socket.close()
            self.socket = None
        self.session.disconnect()
