"""Each page as plain Markdown, with its figures’ caveats written out, and llms.txt that lists them: for tools that quote numbers."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from scripts.cite.citing import both, page_targets
from scripts.cite.edition import Edition
from scripts.cite.references import cite, plain
from scripts.pages.addresses import page_path
from scripts.pages.finish import INCLUDE, seen_from
from scripts.pages.page import Page
from scripts.pages.sources import FRAGMENTS
from scripts.publish.rows import permalink, rows
from scripts.records.figures import Figure
from scripts.records.languages import LANGUAGES, Language
from scripts.words import dictionary, wording

_LEFT_OUT = (
    re.compile(r'<details class="cite".*?\n</details>\n(?=\n|\Z)', re.DOTALL),  # said once, at the end of the page
    re.compile(r"<(script|style|form)\b.*?</\1>", re.DOTALL),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}|[ \t]*\{ ?data-search-exclude ?\}"),  # attributes of headings and paragraphs
    re.compile(r"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?>"),  # tags, but no address between angle brackets
)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_DESCRIBED = re.compile(r"<(title|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?(?=<tr\b|</t(?:r|head|body|foot|able)>)", re.DOTALL)  # whose end may be left out, as that of a cell
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)(?=</?t[hdr]\b|\Z)", re.DOTALL)
_LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]*)(#[^)\s]+)?\)")


def companions(edition: Edition, pages: list[Page], fragments: dict[str, str]) -> dict[str, str]:
    """Return path below the site’s root -> text: one Markdown file beside each page, and llms.txt."""
    targets, table = page_targets(pages), rows(edition.data, edition.site)["figures"]
    reported = {row["figure_id"]: row for row in reversed(table)}  # the first observation, from the main report
    caveats = {(str(id), language): str(row[f"caveat_{language}"]) for id, row in reported.items() for language in LANGUAGES}
    places = {figure.id: place for place, figure in enumerate(edition.data.figures)}
    found = {}
    for page in pages:
        path = f"{edition.at('').address(page)}index.md"
        body = _body(page, fragments, edition.seen_from(path))
        cited = [(figure, caveats[figure.id, page.language]) for figure in _cited(page, places, edition)]
        citations = [plain(cite(reference, "gbt-2025")) for reference in both(edition, targets[page.name], page.language)]
        found[path] = _companion(edition.seen_from(path), page, citations, body, cited)
    return found | {"llms.txt": _listing(edition, pages)}


def _listing(edition: Edition, pages: list[Page]) -> str:
    listed = {language: [page for page in pages if page.language == language] for language in LANGUAGES}
    context = {"pages": listed, "address": lambda page: f"{edition.address(page)}index.md", "edition": edition}
    return edition.environment.get_template("llms.txt.j2").render(context).strip() + "\n"


def _cited(page: Page, places: dict[str, int], edition: Edition) -> list[Figure]:
    """Return the figures of a page, linked or set beside a practice, in the order of the data file; `places` gives that for each id."""
    linked = {link.target.removeprefix("figures.md#") for link in page.links if link.target.startswith("figures.md#")}
    practices = {include.target.partition("practice-")[2].removesuffix(".md") for include in page.includes}
    linked |= {figure.id for figure in edition.data.figures if figure.programme in practices}
    return [edition.data.figures[place] for place in sorted(places[id] for id in linked if id in places)]


def _companion(edition: Edition, page: Page, citations: list[str], body: str, cited: list[tuple[Figure, str]]) -> str:
    language = page.language
    context = {
        "t": dictionary.labels(language),
        "lang": language,
        "body": body,
        "url": edition.address(page),
        "release": edition.release,
        "figures": [(figure, _said(edition, figure, language), caveats) for figure, caveats in cited],
        "permalink": lambda figure: permalink(edition.site, language, "figures", figure.id),
        "citations": citations,
    }
    return edition.environment.get_template("companion.md.j2").render(context).strip() + "\n"


def _said(edition: Edition, figure: Figure, language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield amount, period and place of each observation of a figure."""
    for seen in figure.observations:
        place = wording.place(seen, edition.data.sources_by_id[seen.source], language)
        yield wording.amount(figure, seen, language), wording.period(seen, language), place


def _body(page: Page, fragments: dict[str, str], edition: Edition) -> str:
    """Return the page’s own text with its fragments, without markup that means nothing outside a browser."""
    text = "\n".join(page.rows[page.first - 1 :])
    text = INCLUDE.sub(lambda found: seen_from(page.name, fragments.get(f"{FRAGMENTS}/{found['target']}", "")), text)
    text = _DRAWING.sub(lambda found: ". ".join(words.strip() for _, words in _DESCRIBED.findall(found.group(0))), text)
    text = _TABLE.sub(_piped, text)
    for pattern in _LEFT_OUT:
        text = pattern.sub("", text)
    text = _LINK.sub(lambda found: _absolute(found, page, edition), text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _piped(table: re.Match[str]) -> str:
    """Return an HTML table as a Markdown one; the first row is its head."""
    piped = [" | ".join(cell.strip() for cell in _CELL.findall(row)) for row in _ROW.findall(table.group(0))]
    rule = [" | ".join(":--" for _ in row.split(" | ")) for row in piped[:1]]
    return "\n".join(f"| {row} |" for row in (*piped[:1], *rule, *piped[1:]))


def _absolute(found: re.Match[str], page: Page, edition: Edition) -> str:
    """Return a link’s target as an address on the site."""
    target, anchor = found.group(1), found.group(2) or ""
    if not target:
        return f"]({edition.address(page)}{anchor})"
    if target.endswith(".md"):
        name = normpath(join(dirname(page.name), target)).removesuffix(".md")
        return f"]({edition.home(page.language)}{page_path(name)}{anchor})"
    return f"]({edition.site}{normpath(join(dirname(page.name), target))}{anchor})"
