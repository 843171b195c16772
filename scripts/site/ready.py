"""What a build takes from the data file, kept between builds in .cache: made again only when something that it comes from changed.

Nothing heavy is imported here: most builds find all ready made, which saves a third of their time.
"""

import platform
from pathlib import Path

from scripts.ground.cache import fingerprint, keep, read_kept
from scripts.ground.files import git
from scripts.site.prepared import Prepared

CACHE_FILE = ".cache/prepared.pickle"
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
    found = read_kept(root / CACHE_FILE, _key(root, site, repository))
    if not isinstance(found, Prepared):
        from scripts.site.prepare import prepare  # noqa: PLC0415 (takes a third of a second)

        found = prepare(root, site, repository)
        keep(root / CACHE_FILE, _key(root, site, repository), found)
    return found


def _key(root: Path, site: str, repository: str) -> str:
    """Return a hash of everything that goes in: sources, code, addresses, last commit and version of Python."""
    beside = f"{site} {repository} {platform.python_version()} {git(root, 'rev-parse', 'HEAD').strip()}"
    return fingerprint(root, _INPUTS, beside)
