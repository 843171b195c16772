"""The last touches on a page while it is built; light to import, since every build does."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

PLACEHOLDER = "<!-- stale-sections -->"
_ADDRESS = '<span class="address">'
_AT_AN_ADDRESS = re.compile("<!-- at an address -->\n?(.*?)<!-- /at an address -->\n?", re.DOTALL)


def insert_notes(markdown: str, behind: Iterable[str], note: str, listing: str) -> str:
    """Return the page with `note` under each heading whose id is in `behind`, and `listing` where the page asks for it."""
    rows = []
    for row in markdown.split("\n"):
        rows.append(row)
        if row.startswith("#") and any(f"{{#{id}}}" in row for id in behind):
            rows += ["", f'!!! translation "{note}"', ""]
    return "\n".join(rows).replace(PLACEHOLDER, listing)


def complete(html: str, site: str) -> str:
    """Return the page with its citations at the site’s address; without one, only the report can be cited."""
    html = _AT_AN_ADDRESS.sub(r"\1" if site else "", html)
    return html.replace(_ADDRESS, f"{_ADDRESS}{site}")


def site_version(root: Path) -> str:
    """Return the version in pyproject.toml, which readers quote when they report a problem; empty without that file."""
    path = root / "pyproject.toml"
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["project"]["version"]) if path.is_file() else ""
