"""Make what a build needs from the data file and the pages: fragments on disk, the rest in memory."""

from pathlib import Path

from scripts.cite.citing import Target, block, figure_targets, files, page_targets
from scripts.cite.edition import Edition
from scripts.pages.finish import complete
from scripts.pages.freshness import listing, read_stamps, sections_behind, stale_sections
from scripts.pages.history import last_date, page_dates
from scripts.pages.page import Page
from scripts.pages.read import read_pages
from scripts.publish.companions import companions
from scripts.publish.downloads import published
from scripts.publish.generated import sound_edition, write
from scripts.publish.host_files import host_files
from scripts.publish.metadata import page_metadata
from scripts.publish.package import title
from scripts.records.languages import LANGUAGES, Language
from scripts.records.load import DATA_FILE
from scripts.records.released import Release
from scripts.render.identity import looks, tones
from scripts.render.render import render
from scripts.site.prepared import Prepared
from scripts.words.dictionary import word
from scripts.words.wording import date


def prepare(root: Path, site: str, repository: str = "") -> Prepared:
    """Write the fragments that changed and return the rest; raise DataError when the data file has a fault."""
    pages = read_pages(root)
    edition = sound_edition(root)
    fragments = render(edition, pages)
    write(root, fragments)
    dates = page_dates(root, pages)
    stale = stale_sections(pages, read_stamps(root))
    edition = edition.at(site)
    targets = page_targets(pages)
    cited = [*figure_targets(edition), *targets.values()]
    unlinked = files(edition, cited) | {path: text.encode() for path, text in companions(edition, pages, fragments).items()}
    return Prepared(
        behind={f"{page.name}.{page.language}": sorted(sections_behind(page, stale)) for page in pages},
        note={language: word("labels", "behind", language) for language in LANGUAGES},
        listing={language: listing(language, stale) for language in LANGUAGES},
        cite={f"{page.name}.{page.language}": complete(_cite(edition, page, targets[page.name]), site) for page in pages},
        metadata={f"{page.name}.{page.language}": _metadata(edition, page) for page in pages},
        updated={f"{page.name}.{page.language}": _updated(dates.get(page.path), edition.release, page.language) for page in pages},
        stages=looks(edition.data),
        title=title(edition.data, " "),
        origin=edition.data.masthead.origin.model_dump(),
        tones=tones(edition.data),
        linked=published(edition, (root / DATA_FILE).read_bytes(), cited),
        unlinked=unlinked | host_files(site, repository, last_date(root) or edition.release.date),
        generated=sorted(fragments),
    )


def _cite(edition: Edition, page: Page, target: Target) -> str:
    """Return the block “cite this page” as HTML."""
    depth = edition.at("").address(page).count("/")
    return block(edition, target, page.language, to_root="../" * depth or "./", is_page=True)


def _metadata(edition: Edition, page: Page) -> str:
    """Return the JSON-LD of a page."""
    edition = edition.seen_from(edition.at("").address(page))
    about = str(page.meta.get("description", ""))
    return page_metadata(edition, page.language, url=edition.address(page), title=page.title, about=about)


def _updated(day: str | None, release: Release, language: Language) -> dict[str, str]:
    """Return the front matter that the template of the date reads: the last change, or the release where git cannot tell it."""
    if day is None:
        return {"released": release.date, "released_words": date(release.date, language)}
    return {"updated": day, "updated_words": date(day, language)}
