"""What a build takes from the data file, kept between builds in .cache: made again only when something that it comes from changed.

Nothing heavy is imported here: most builds find all ready made, which saves a third of their time.
"""

import base64
import platform
from contextlib import suppress
from pathlib import Path
from typing import Any

from scripts.ground.cache import fingerprint, keep, read_kept
from scripts.ground.files import git
from scripts.site.prepared import Prepared

CACHE_FILE = ".cache/prepared.json"
_FILES = ("linked", "unlinked")
_INPUTS = (
    "docs/**/*.md",
    "docs/data/*",
    "overrides/partials/glyphs.html",
    "scripts/**/*.py",
    "scripts/**/*.yml",
    "scripts/render/templates/*",
)


def prepared(root: Path, site: str, repository: str = "") -> Prepared:
    """Return what a build at the address `site` needs, with fresh fragments on disk; raise DataError when the data has a fault."""
    found = _kept(root, _key(root, site, repository))
    if found is None:
        from scripts.site.prepare import prepare  # noqa: PLC0415 (takes a third of a second)

        found = prepare(root, site, repository)
        _keep(root, _key(root, site, repository), found)
    return found


def _key(root: Path, site: str, repository: str) -> str:
    """Return a hash of everything that goes in: sources, code, addresses, last commit and version of Python."""
    beside = f"{site} {repository} {platform.python_version()} {git(root, 'rev-parse', 'HEAD').strip()}"
    return fingerprint(root, _INPUTS, beside)


def _kept(root: Path, key: str) -> Prepared | None:
    """Return what was kept under this key; none when there is nothing, or it cannot be read."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        kept: dict[str, Any] = read_kept(root / CACHE_FILE, key)
        return Prepared(**kept | {name: _decoded(kept[name]) for name in _FILES})
    return None


def _keep(root: Path, key: str, made: Prepared) -> None:
    files = {name: {path: base64.b64encode(content).decode() for path, content in getattr(made, name).items()} for name in _FILES}
    keep(root / CACHE_FILE, key, vars(made) | files)


def _decoded(files: dict[str, str]) -> dict[str, bytes]:
    return {path: base64.b64decode(content) for path, content in files.items()}
