"""The block “cite this” of a card or page, and the files of it for reference managers."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from scripts.cite import references
from scripts.cite.edition import Edition
from scripts.cite.references import FORMATS, STYLES, Reference, Style, cite
from scripts.pages.addresses import page_path
from scripts.pages.foreign import mark_chinese
from scripts.pages.page import Page
from scripts.records.languages import HTML_LANGUAGE, LANGUAGES, Language
from scripts.words import dictionary

_MARK = "\x01"  # stands for the site’s address until it is marked up, so that no address is ever empty
_FORMAT_NAMES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


_SHOWN: tuple[Style, ...] = ("gbt-2025", "apa")

Titles = dict[str, str]


class Target(NamedTuple):
    """A card or page to cite: its id, its titles, and its address below the site’s root without language."""

    id: str
    titles: Titles
    path: str


def home_target(edition: Edition) -> Target:
    """Return the site as a whole as something to cite."""
    return Target("site", edition.data.masthead.title.model_dump(), "")


def figure_targets(edition: Edition) -> list[Target]:
    """Return every card as something to cite."""
    return [Target(figure.id, figure.label.model_dump(), f"figures/#{figure.id}") for figure in edition.data.figures]


def page_targets(pages: list[Page]) -> dict[str, Target]:
    """Return every page as something to cite, by name; a page that lacks a half goes by the title it has."""
    titles: dict[str, Titles] = {}
    for page in pages:
        titles.setdefault(page.name, {"zh": page.title, "en": page.title})[page.language] = page.title
    return {name: Target(name.replace("/", "-"), of_page, page_path(name)) for name, of_page in titles.items()}


def both(edition: Edition, target: Target, language: Language) -> list[Reference]:
    """Return what to cite: the main report for the number, and the place on this site for the compilation, if its address is known."""
    if not edition.site:
        return [references.report(edition.primary)]
    url = f"{edition.home(language)}{target.path}"
    place = references.page(f"{target.id}-{language}", target.titles, language, url, edition.release, edition.data.masthead)
    return [references.report(edition.primary), place]


def everything(edition: Edition, targets: Iterable[Target]) -> list[Reference]:
    """Return all that can be cited: every source, and at an address the site, its pages and its cards in both languages."""
    all_targets = (home_target(edition), *targets)
    places = [place for target in all_targets for language in LANGUAGES for place in both(edition, target, language)[1:]]
    return [*map(references.report, edition.data.sources), *places]


def block(edition: Edition, target: Target, language: Language, *, to_root: str, is_page: bool) -> str:
    """Return the block as HTML; a build puts the site’s address before those it marks; `to_root` leads to the site’s root."""
    labels = dictionary.labels(language)
    report, place = both(edition.at(_MARK), target, language)
    context = {
        "t": labels,
        "summary": labels["cite_page" if is_page else "cite_figure"],
        "references": [(labels["cite_report"], report), (labels["cite_site"], place)],
        "styles": {style: STYLES[style] for style in _SHOWN},
        "html_language": HTML_LANGUAGE,
        "marked": _marked,
        "files": [(_FORMAT_NAMES[form], f"{to_root}data/cite/{language}/{target.id}.{form}") for form in FORMATS],
    }
    return edition.environment.get_template("cite.html.j2").render(context)


def _marked(reference: Reference, style: Style) -> str:
    """Return the citation as HTML, with the site’s address marked where it has to be completed."""
    text = escape(cite(reference, style), quote=False).replace("&lt;cite&gt;", "<cite>").replace("&lt;/cite&gt;", "</cite>")
    if reference.version:
        text = text.replace(reference.url, f'<span class="address">{reference.url.removeprefix(_MARK)}</span>')
    return mark_chinese(text) if style == "apa" else text  # the one style that is English in both halves


def files(edition: Edition, targets: list[Target]) -> dict[str, bytes]:
    """Return the files for reference managers as path below the site’s root -> content."""
    return {
        f"data/cite/{language}/{target.id}.{form}": write(both(edition, target, language)).encode("utf-8")
        for target in targets
        for language in LANGUAGES
        for form, write in FORMATS.items()
    }
