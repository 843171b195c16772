"""Make what a build needs from the data file and the pages: fragments on disk, the rest in memory."""

from pathlib import Path
from posixpath import relpath
from typing import Any

from scripts.cite.citing import block, figure_targets, files, page_targets
from scripts.cite.edition import Edition
from scripts.pages.addresses import page_address, read_redirects
from scripts.pages.freshness import listing, read_stamps, sections_behind, stale_sections
from scripts.pages.history import last_date, page_dates
from scripts.pages.page import Page
from scripts.pages.read import read_pages
from scripts.publish.companions import companions
from scripts.publish.downloads import published
from scripts.publish.generated import sound_edition, write
from scripts.publish.host_files import host_files, site_map
from scripts.publish.metadata import page_metadata
from scripts.publish.package import title
from scripts.records.languages import LANGUAGES
from scripts.records.load import DATA_FILE
from scripts.render.identity import looks, tones
from scripts.render.render import render
from scripts.site.prepared import Prepared
from scripts.words.dictionary import word
from scripts.words.wording import date

_IN_A_ROW = 6  # stages, as many as a chain has: the contributing page says so


def prepare(root: Path, site: str, repository: str = "") -> Prepared:
    """Write the fragments that changed and return the rest; raise DataError when the data file has a fault."""
    redirects, pages, edition = read_redirects(root), read_pages(root), sound_edition(root)
    fragments = render(edition, pages)
    write(root, fragments)
    stale, dates = stale_sections(pages, read_stamps(root)), page_dates(root, pages)
    edition = edition.at(site)
    targets, named = page_targets(pages), {f"{page.name}.{page.language}": page for page in pages}
    cited = [*figure_targets(edition), *targets.values()]
    said = {language: (word("labels", "behind", language), listing(language, stale)) for language in LANGUAGES}
    unlinked = files(edition, cited) | {path: text.encode() for path, text in companions(edition, pages, fragments).items()}
    hosted = host_files(site, repository, last_date(root) or edition.release.date) | site_map(edition, pages, dates)
    stages = {look["id"]: look for look in looks(edition.data)}
    return Prepared(
        front={name: _front_matter(edition, page, dates.get(page.path), stages.get(page.name)) for name, page in named.items()},
        notes={name: (sorted(sections_behind(page, stale)), *said[page.language]) for name, page in named.items()},
        cite={
            name: block(edition, targets[page.name], page.language, to_root=_to_root(page), is_page=True)
            for name, page in named.items()
        },
        linked=published(edition, (root / DATA_FILE).read_bytes(), cited),
        unlinked=unlinked | hosted,
        redirects=redirects,
        stages=list(stages.values())[:_IN_A_ROW],
        title=title(edition.data, " "),
        tones=tones(edition.data),
    )


def _to_root(page: Page) -> str:
    return "../" * page_address(page.name, page.language).count("/") or "./"


def _front_matter(edition: Edition, page: Page, day: str | None, stage: dict[str, Any] | None) -> dict[str, Any]:
    """Return what templates read about a page beside its own front matter: how its stage looks, the release where git cannot tell when
    it changed.
    """
    addresses: dict[str, str] = {code: page_address(page.name, code) for code in LANGUAGES}
    own = addresses[page.language]
    (other,) = (address for code, address in addresses.items() if code != page.language)
    seen = edition.seen_from(own)
    about = str(page.meta.get("description", ""))
    changed, known = ("updated", day) if day else ("released", edition.release.date)
    return {
        "addresses": {code: edition.site + address for code, address in addresses.items()},
        "site_address": edition.site,
        "home": _relative(page_address("index", page.language), own),
        "other": _relative(other, own),
        "json_ld": page_metadata(seen, page.language, url=seen.address(page), title=page.title, about=about),
        "name": page.name,
        "origin": edition.data.masthead.origin[page.language],
        "stage": stage,
        changed: known,
        f"{changed}_words": date(known, page.language),
    }


def _relative(target: str, start: str) -> str:
    """Return the address that leads from one page to another; empty from a page to itself."""
    return "" if target == start else relpath(target or ".", start or ".") + "/"
