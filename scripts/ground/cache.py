"""What was worked out before is not worked out again: in .cache from one build to the next, in memory while records are the same ones.

At each save of a preview, one page of all is another.
"""

import pickle
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from scripts.ground.files import replace

PAGES = 4096  # as many pages are at hand, with what was found of each; a build of more reads each twice
READINGS = 4  # of the data file


def fingerprint(root: Path, patterns: Iterable[str], beside: str = "") -> str:
    """Return a hash of the files below `root` that fit the patterns, with their paths, and of what goes in `beside` them."""
    digest = blake2b(beside.encode())
    for path in sorted(path for pattern in patterns for path in root.glob(pattern) if path.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_kept(file: Path, key: str) -> Any:
    """Return what `file` keeps under this key; none when it keeps nothing, something under another key, or cannot be read."""
    with suppress(Exception):  # whatever is wrong with it, it is made again
        found, value = pickle.loads(file.read_bytes())
        return value if found == key else None
    return None


def keep(file: Path, key: str, value: Any) -> None:
    """Leave a value for the next build; a checkout that cannot be written builds all the same, only slower."""
    with suppress(OSError):
        replace(file, pickle.dumps((key, value)))
