"""What the workers of one run share: a folder, what was made in it once, and the server of the built site."""

import fcntl
import http.server
import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing; /repo/ stands beside that folder, as the site of a project does at a code host."""

    def translate_path(self, path: str) -> str:
        if path.startswith("/repo/"):
            self.directory = str(Path(self.directory).parent)
        return super().translate_path(path)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file; a browser that has moved on wants no more of it."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:
        pass


Made = TypeVar("Made")


@dataclass(frozen=True)
class Shared:
    """What the workers of one run have together: a folder, and the address at which its `site/` is served."""

    folder: str
    address: str

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what `make` returns; the worker that asks first makes it, all others wait and get a copy."""
        kept = Path(self.folder, f"{name}.pickle")
        with Path(self.folder, f"{name}.lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make()))
        return cast("Made", pickle.loads(kept.read_bytes()))
