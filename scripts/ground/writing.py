"""Writing a file in one step, the same way for everything that is written."""

import os
import tempfile
from collections.abc import Mapping
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


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write path -> content below a folder that nobody reads yet; thousands of small files, so no call more than each needs."""
    base = str(folder)
    for parent in sorted({os.path.dirname(path) for path in files}):
        os.makedirs(os.path.join(base, parent), exist_ok=True)
    for path, content in files.items():
        with open(os.path.join(base, path), "wb") as file:
            file.write(content)
