"""The site map, with both languages of each page and the days that git knows; MkDocs would write the day of the build."""

from scripts.records.languages import LANGUAGES
from scripts.site.front_matter import page_address
from scripts.site.prepared import Prepared

_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def site_map(root: str, ready: Prepared) -> str:
    """Return the site map of the site at the address `root`, as sitemaps.org and search engines describe it."""
    entries = [
        _entry(root, name, ready.updated.get(name, {}).get("updated"))
        for name in sorted(ready.cite, key=lambda name: (name.endswith(".en"), name))
    ]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMES}>\n{"".join(entries)}</urlset>'


def _entry(root: str, name: str, day: str | None) -> str:
    page, _, language = name.rpartition(".")
    codes = sorted(LANGUAGES, key=lambda code: code != language)  # its own language first
    halves = [f'        <xhtml:link rel="alternate" hreflang="{code}" href="{root}{page_address(page, code)}"/>' for code in codes]
    rows = [f"        <loc>{root}{page_address(page, language)}</loc>", *([f"        <lastmod>{day}</lastmod>"] if day else [])]
    return "\n".join(["    <url>", *rows, "        <changefreq>daily</changefreq>", *halves, "    </url>\n"])
