"""Make what a build needs from the data file and the pages: fragments on disk, the rest in memory."""

from pathlib import Path

from scripts.pages.finish import complete
from scripts.pages.freshness import listing, read_stamps, sections_behind, stale_sections
from scripts.pages.history import last_date, page_dates
from scripts.pages.read import read_pages
from scripts.publish.generated import sound_edition, write
from scripts.publish.host_files import host_files
from scripts.publish.package import title
from scripts.publish.publication import Publication
from scripts.records.load import DATA_FILE
from scripts.records.released import Release
from scripts.records.vocabulary import LANGUAGES, Language
from scripts.render.identity import looks, tones
from scripts.render.render import render
from scripts.site.prepared import Prepared
from scripts.words.wording import date, word


def prepare(root: Path, site: str, repository: str = "") -> Prepared:
    """Write the fragments that changed and return the rest; raise DataError when the data file has a fault."""
    pages = read_pages(root)
    edition = sound_edition(root)
    fragments = render(edition, pages)
    write(root, fragments)
    dates = page_dates(root, pages)
    stale = stale_sections(pages, read_stamps(root))
    published = Publication(edition.at(site), pages, fragments, (root / DATA_FILE).read_bytes())
    return Prepared(
        behind={f"{page.name}.{page.language}": sorted(sections_behind(page, stale)) for page in pages},
        note={language: word("labels", "behind", language) for language in LANGUAGES},
        listing={language: listing(language, stale) for language in LANGUAGES},
        cite={f"{page.name}.{page.language}": complete(published.cite_page(page), site) for page in pages},
        metadata={f"{page.name}.{page.language}": published.metadata(page) for page in pages},
        updated={f"{page.name}.{page.language}": _updated(dates.get(page.path), edition.release, page.language) for page in pages},
        stages=looks(edition.data),
        title=title(edition.data, " "),
        origin=edition.data.masthead.origin.model_dump(),
        tones=tones(edition.data),
        linked=published.linked,
        unlinked=published.unlinked | host_files(site, repository, last_date(root) or edition.release.date),
        generated=sorted(fragments),
    )


def _updated(day: str | None, release: Release, language: Language) -> dict[str, str]:
    """Return the front matter that the template of the date reads: the last change, or the release where git cannot tell it."""
    if day is None:
        return {"released": release.date, "released_words": date(release.date, language)}
    return {"updated": day, "updated_words": date(day, language)}
