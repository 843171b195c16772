"""Files and what git says of them: read, and written in one step, the same way for all that is ours."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds, as plain values; an error names the file."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


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
    """Give a file a second name if it holds `content`; say whether it did, and the disk could."""
    try:
        with open(old, "rb") as file:
            is_same = file.read() == content
        if is_same:
            os.link(old, new)
    except OSError:
        return False
    return is_same


def git(root: Path, *arguments: str) -> str:
    """Return what git prints, nothing when it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
