"""What programs ask a host for by name: robots.txt, the site map, and where to report a hole (security.txt, RFC 9116)."""

import gzip
from datetime import date, timedelta
from urllib.parse import urlsplit

from scripts.cite.edition import Edition
from scripts.pages.addresses import page_address
from scripts.pages.page import Page
from scripts.records.languages import LANGUAGES

SECURITY = ".well-known/security.txt"
_GOOD_FOR = timedelta(days=364)  # RFC 9116 wants less than a year, so that a site that nobody looks after says so by itself
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def host_files(site: str, repository: str, day: str) -> dict[str, bytes]:
    """Return path -> content for a site at an address, last changed on an ISO `day`; who has no repository cannot be written to."""
    if not site:
        return {}
    robots = {"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {site}sitemap.xml\n".encode()}
    return robots | ({SECURITY: _security(site, repository.rstrip("/"), day).encode()} if repository else {})


def _security(site: str, repository: str, day: str) -> str:
    private = f"Contact: {repository}/security/advisories/new\n" if urlsplit(repository).hostname == "github.com" else ""
    return (
        f"{private}Contact: {repository}/issues\n"
        f"Expires: {date.fromisoformat(day) + _GOOD_FOR}T00:00:00Z\n"
        "Preferred-Languages: zh, en\n"
        f"Canonical: {site}{SECURITY}\n"
    )


def site_map(edition: Edition, pages: list[Page], dates: dict[str, str]) -> dict[str, bytes]:
    """Return path -> content of the site map at an address, plain and packed: both languages of each page, and by its path the ISO day it changed."""
    if not edition.site:
        return {}
    listed = sorted(pages, key=lambda page: (page.language == "en", page.name))
    entries = "".join(_entry(edition.site, page, dates.get(page.path)) for page in listed)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMES}>\n{entries}</urlset>'.encode()
    return {"sitemap.xml": text, "sitemap.xml.gz": gzip.compress(text, mtime=0)}


def _entry(site: str, page: Page, day: str | None) -> str:
    codes = sorted(LANGUAGES, key=lambda code: code != page.language)  # its own language first
    addresses = {code: f"{site}{page_address(page.name, code)}" for code in codes}
    halves = [f'        <xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in addresses.items()]
    rows = [f"        <loc>{addresses[page.language]}</loc>", *([f"        <lastmod>{day}</lastmod>"] if day else [])]
    return "\n".join(["    <url>", *rows, "        <changefreq>daily</changefreq>", *halves, "    </url>\n"])
