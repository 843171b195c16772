"""A site from before, and what a build that fails leaves of it."""

from pathlib import Path


def put_good_site(root: Path) -> Path:
    """Leave a site from before, of one page, and return its folder."""
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the last good site", encoding="utf-8")
    return root / "site"


def is_untouched(site: Path) -> bool:
    """Whether this is still that site."""
    return {path.name: path.read_text("utf-8") for path in site.iterdir()} == {"index.html": "the last good site"}


def leftovers(root: Path) -> list[str]:
    """Return what a build has begun beside its site and not removed."""
    return [path.name for path in root.glob(".site-*")]
