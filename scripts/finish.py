"""The last touches on a page while it is built; light to import, since every build does."""

from collections.abc import Iterable

PLACEHOLDER = "<!-- stale-sections -->"
_ADDRESS = '<span class="address">'


def insert_notes(markdown: str, behind: Iterable[str], note: str, listing: str) -> str:
    """Return the page with `note` under each heading whose id is in `behind`, and `listing` where the page asks for it."""
    rows = []
    for row in markdown.split("\n"):
        rows.append(row)
        if row.startswith("#") and any(f"{{#{id}}}" in row for id in behind):
            rows += ["", f'!!! translation "{note}"', ""]
    return "\n".join(rows).replace(PLACEHOLDER, listing)


def complete(html: str, site: str) -> str:
    """Return the page with the site’s address before each address that a citation gives from the site’s root."""
    return html.replace(_ADDRESS, f"{_ADDRESS}{site}")
