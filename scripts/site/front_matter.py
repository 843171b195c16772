"""What templates read about a page beside its own front matter, the same whichever engine builds it."""

from posixpath import relpath
from typing import Any

from scripts.pages.addresses import page_path
from scripts.records.languages import LANGUAGES
from scripts.site.prepared import Prepared


def front_matter(name: str, ready: Prepared, site: str) -> dict[str, Any]:
    """Return what the page `name` (“select.zh”) adds to its front matter on the site at the address `site`."""
    page, _, language = name.rpartition(".")
    root = site.rstrip("/") + "/" if site else ""
    halves: dict[str, str] = {code: page_address(page, code) for code in LANGUAGES}
    own, other = (halves[language], next(address for code, address in halves.items() if code != language))
    return {
        "addresses": {code: root + address for code, address in halves.items()},
        "site_address": root,
        "home": _relative(page_address("index", language), own),
        "other": _relative(other, own),
        "json_ld": ready.metadata[name],
        "name": page,
        "stages": ready.stages,
        "origin": ready.origin[language],
        "stage": next((one for one in ready.stages if one["id"] == page), None),
    } | ready.updated.get(name, {})


def page_address(page: str, language: str) -> str:
    """Return the address of a page below the site’s root: “en/select/”; the home page is the folder itself."""
    return ("en/" if language == "en" else "") + page_path(page)


def _relative(target: str, start: str) -> str:
    """Return the address that leads from one page to another; empty from a page to itself."""
    return "" if target == start else relpath(target or ".", start or ".") + "/"
