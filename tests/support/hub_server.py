"""A hub of one's own: as much of the hub's HTTP interface as its client needs to download a model.

Files come with checksums, ranges and revisions; the line can be cut after some bytes, and repositories can refuse.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COMMIT = "60987f37e94cd59c36b1cba832b9f97b57395a10"


@dataclass
class Hub:
    """The files that the hub holds, and its faults.

    Args:
        repos: id -> path -> content.
        status: id -> HTTP status that it refuses with.
        commit: the newest commit of every repository, where "main" points.
        cut_after: bytes after which one download breaks off; 0 for never.
        sent: (path, first byte) of every file that was fetched.
    """

    repos: dict[str, dict[str, bytes]]
    status: dict[str, int] = field(default_factory=dict)
    commit: str = COMMIT
    cut_after: int = 0
    sent: list[tuple[str, int]] = field(default_factory=list)
    address: str = ""

    def forget(self) -> None:
        """Forget what was fetched."""
        self.sent.clear()


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """Serve a hub on a free loopback port while the context lasts."""

    class Handler(_Handler):
        held = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    held: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        parts = path.strip("/").split("/")
        repo = "/".join(parts[2:4] if parts[0] == "api" else parts[:2])
        status = self.held.status.get(repo) or (200 if repo in self.held.repos else 404)
        if status != 200:
            codes = {401: "GatedRepo", 403: "GatedRepo", 404: "RepoNotFound"}
            self._send(status, b"", {"X-Error-Code": codes.get(status, ""), "X-Error-Message": "refused"}, body)
        elif parts[0] == "api":
            self._list(repo, tree="tree" in parts, body=body)
        else:
            self._file(repo, "/".join(parts[4:]), body)

    def _list(self, repo: str, *, tree: bool, body: bool) -> None:
        files = [_described(path, content) for path, content in sorted(self.held.repos[repo].items())]
        whole: Any = files
        if not tree:
            siblings = [{"rfilename": file["path"]} for file in files]
            whole = {
                "id": repo,
                "modelId": repo,
                "sha": self.held.commit,
                "siblings": siblings,
                "private": False,
                "tags": [],
            }
        self._send(200, json.dumps(whole).encode(), {"Content-Type": "application/json"}, body)

    def _file(self, repo: str, path: str, body: bool) -> None:
        content = self.held.repos[repo].get(path)
        if content is None:
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body)
            return
        wanted = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0]
        start = int(wanted or 0)
        described = _described(path, content)
        etag = described.get("lfs", {}).get("oid", described["oid"])
        asked = self.path.partition("?")[0].strip("/").split("/")[3]
        commit = self.held.commit if asked == "main" else asked
        headers = {"ETag": f'"{etag}"', "X-Repo-Commit": commit, "X-Linked-Size": str(len(content))}
        if "lfs" in described:
            headers["X-Linked-Etag"] = f'"{etag}"'
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        if body:
            self.held.sent.append((path, start))
        self._send(206 if start else 200, content[start:], headers, body)

    def _send(self, status: int, content: bytes, headers: dict[str, str], body: bool) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if not body:
            return
        cut = self.held.cut_after
        if 0 < cut < len(content):
            self.held.cut_after = 0
            self.held.status = dict.fromkeys(self.held.repos, 503)
            self.wfile.write(content[:cut])
            self.close_connection = True
            return
        self.wfile.write(content)


def _described(path: str, content: bytes) -> dict[str, Any]:
    git = hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()
    described: dict[str, Any] = {"type": "file", "path": path, "size": len(content), "oid": git}
    if path.endswith(".safetensors"):
        described["lfs"] = {"oid": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 130}
    return described
