"""Which files are published as data. In the repository their addresses begin at the site’s root, since a repository does not know
where it will be published; a build writes the same files again with the site’s address, and adds those that need it."""

from collections.abc import Iterable
from functools import lru_cache

from scripts.cite import references
from scripts.cite.citing import Target, both, everything, home_target
from scripts.cite.edition import Edition
from scripts.cite.references import FORMATS, STYLES, cite, plain
from scripts.ground.cache import READINGS
from scripts.publish.archive import pack
from scripts.publish.feed import feed
from scripts.publish.package import datapackage, nested, readme, title
from scripts.publish.rows import rows
from scripts.publish.tables import tables, workbook
from scripts.records.languages import LANGUAGES
from scripts.records.model import Pipeline
from scripts.words import dictionary

CITATION_FILE = "CITATION.cff"
_RULES = [
    "数值要与 precision 同读：more_than 表示超过，不是约数。",
    "Read a value together with its precision: more_than means more than, never about.",
]


def built(data: Pipeline) -> set[str]:
    """Return what only a build can make: an archive, a workbook, citations of pages, and feeds, whose ids are addresses."""
    citations, feeds = (f"citations.{form}" for form in FORMATS), (f"corrections-{language}.atom" for language in LANGUAGES)
    return {f"data/{name}" for name in ("figures.xlsx", f"{data.masthead.id}.zip", *citations, *feeds)}


@lru_cache(maxsize=READINGS)
def committed(edition: Edition) -> dict[str, str]:
    """Return the files that stand in the repository: path -> text."""
    texts = {f"docs/data/{name}": text for name, text in _texts(edition).items()}
    return texts | {CITATION_FILE: edition.filled("citation.cff.j2", report=edition.primary)}


def published(edition: Edition, pipeline: bytes, targets: Iterable[Target] = ()) -> dict[str, bytes]:
    """Return the files of a site: path below its root -> content; `pipeline` is the data file itself, `targets` what can be cited."""
    data, entries = edition.data, everything(edition, targets)
    texts = _texts(edition) | {f"citations.{form}": write(entries) for form, write in FORMATS.items()}
    book = workbook(rows(data, edition.site), _notes(edition), title(data, " "), edition.release.date)
    files = {name: text.encode("utf-8") for name, text in texts.items()} | {"figures.xlsx": book}
    bundle = {f"{data.masthead.id}.zip": pack(dict(sorted((files | {"pipeline.yml": pipeline}).items())))}
    feeds = {f"corrections-{language}.atom": feed(edition, language).encode("utf-8") for language in LANGUAGES}
    return {f"data/{name}": content for name, content in (files | bundle | feeds).items()}


def _texts(edition: Edition) -> dict[str, str]:
    return {
        **tables(rows(edition.data, edition.site)),
        **nested(edition),
        "terms.tbx": edition.filled("terms.tbx.j2"),
        "datapackage.json": datapackage(edition),
        "README.txt": readme(edition, _citations(edition)),
    }


def _citations(edition: Edition) -> dict[str, list[str]]:
    """Return heading -> citations in every style, for the report and for the site in both languages."""
    home = home_target(edition)
    for_numbers = " / ".join(dictionary.word("labels", "cite_report", language) for language in LANGUAGES)
    cited = {for_numbers: references.report(edition.primary)} | {
        dictionary.word("labels", "cite_site", place.language): place
        for language in LANGUAGES
        for place in both(edition, home, language)[1:]
    }
    return {
        heading: [f"{name}: {plain(cite(reference, style))}" for style, name in STYLES.items()]
        for heading, reference in cited.items()
    }


def _notes(edition: Edition) -> list[str]:
    cited = [line for heading, lines in _citations(edition).items() for line in (heading, *lines, "")]
    about = f"{title(edition.data, ' ')}, {edition.release.version} ({edition.release.date}), CC BY 4.0, {edition.site}"
    cautions = [text for caution in edition.data.masthead.cautions for text in (caution.zh, caution.en)]
    return [about, "", *cited, *_RULES, *cautions]
