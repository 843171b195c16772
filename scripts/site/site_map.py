"""Dates in the site map: those that git knows. MkDocs would write the day of the build, here and into the compressed copy."""

import re

from scripts.records.languages import LANGUAGES
from scripts.site.front_matter import page_address
from scripts.site.prepared import Prepared

UNKNOWN = "1980-01-01"  # the first day that an archive can hold; MkDocs needs some date for each page
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def without_unknown(site_map: str) -> str:
    """Return the site map without the dates that git could not tell."""
    return re.sub(rf"\s*<lastmod>{UNKNOWN}</lastmod>", "", site_map)


def site_map(root: str, ready: Prepared) -> str:
    """Return the site map of the site at the address `root`, as MkDocs writes it with the languages of each page."""
    entries = [_entry(root, name, ready.updated.get(name, {}).get("updated")) for name in sorted(ready.cite, key=_order)]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMES}>\n{"".join(entries)}</urlset>'


def _order(name: str) -> tuple[bool, str]:
    return name.endswith(".en"), name


def _entry(root: str, name: str, day: str | None) -> str:
    page, _, language = name.rpartition(".")
    codes = sorted(LANGUAGES, key=lambda code: code != language)  # its own language first
    halves = [f'        <xhtml:link rel="alternate" hreflang="{code}" href="{root}{page_address(page, code)}"/>' for code in codes]
    rows = [f"        <loc>{root}{page_address(page, language)}</loc>", *([f"        <lastmod>{day}</lastmod>"] if day else [])]
    return "\n".join(["    <url>", *rows, "        <changefreq>daily</changefreq>", *halves, "    </url>\n"])
