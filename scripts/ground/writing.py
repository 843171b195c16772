"""Writing a file in one step, the same way for everything that is written."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def replace(path: Path, content: str | bytes) -> None:
    """Write beside the target and rename, so that a reader or an interruption never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_all(folder: Path, files: Mapping[str, bytes], before: Path | None = None) -> None:
    """Write path -> content below a folder that nobody reads yet, as links to the files of the folder `before` where they hold the same.

    These are thousands of small files: so no call more than each needs, and a disk takes a link in a fraction of the time of a file.
    """
    base = str(folder)
    for parent in sorted({os.path.dirname(path) for path in files}):
        os.makedirs(os.path.join(base, parent), exist_ok=True)
    for path, content in files.items():
        if not (before and _linked(os.path.join(before, path), os.path.join(base, path), content)):
            with open(os.path.join(base, path), "wb") as file:
                file.write(content)


def _linked(old: str, new: str, content: bytes) -> bool:
    """Give a file that holds `content` a second name, if it does."""
    with suppress(OSError):
        with open(old, "rb") as file:
            if file.read() != content:
                return False
        os.link(old, new)
        return True
    return False
