"""A web server as a host would be set up, for measuring: gzip, caching, connections that stay open, and a list of what it sent."""

import gzip
import hashlib
import mimetypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

LEVEL = 6  # of gzip, what servers use when nothing is set
KEPT = 3600  # seconds for which everything but pages is good
QUIET = 0.8  # seconds without a request after which a page has all it asks for

_KINDS = (("text/html", "document"), ("text/css", "style"), ("javascript", "script"), ("image/", "image"))
_PACKED = ("text/", "javascript", "json", "xml")


@dataclass(frozen=True)
class Sent:
    """One answer: path without its leading slash, kind of file, bytes of the body as sent."""

    path: str
    kind: str
    size: int


class WebServer(ThreadingHTTPServer):
    """Serves one folder and keeps `sent`, every answer in order."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.sent: list[Sent] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"
        self.body = cache(self._body)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that has gone before the answer; all else is an error of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def _body(self, path: str) -> tuple[bytes, str, bool] | None:
        """Return body, type and whether it is compressed; none for a file that is not there."""
        file = self.folder / path
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return None
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        packed = any(part in kind for part in _PACKED)
        content = file.read_bytes()
        return (gzip.compress(content, LEVEL, mtime=0) if packed else content), kind, packed

    def quiet(self, begin: int = 0) -> list[Sent]:
        """Wait until nothing has been asked for a while, and return what was sent since number `begin`."""
        count = -1
        while count != (count := len(self.sent)):
            time.sleep(QUIET)
        return self.sent[begin:]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: WebServer

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        found = self.server.body(path)
        body, kind, packed = found or (b"", "text/plain", False)
        tag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        same = found is not None and self.headers.get("If-None-Match") == tag
        self.send_response(304 if same else 200 if found else 404)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "no-cache" if kind == "text/html" else f"max-age={KEPT}")
        if not same:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if packed:
                self.send_header("Content-Encoding", "gzip")
        # Noted before any of it goes out: who has the answer may ask on, and the list keeps the order of the questions.
        name = next((name for part, name in _KINDS if part in kind), "other")
        self.server.sent.append(Sent(path, name, 0 if same else len(body)))
        self.end_headers()
        self.wfile.write(b"" if same else body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def web_server(folder: Path) -> Iterator[WebServer]:
    """Serve a folder on a free port until the block ends."""
    with WebServer(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
