"""The handbook of each language, from the built pages: one document with cover, contents and chapters, for print and for PDF."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import urljoin

import yaml
from lxml import etree, html

from scripts.pages.addresses import page_path
from scripts.pages.first_view import first_rules
from scripts.pages.sources import FOR_EDITORS, navigation
from scripts.records.bibliography import Masthead
from scripts.records.languages import HTML_LANGUAGE, Language
from scripts.render.render import environment
from scripts.words import dictionary, wording

_LEFT_OUT = {*FOR_EDITORS, "handout"}  # the last is the report on one sheet
_CONTROLS = ("headerlink", "chart-files", "steps", "emblem", "page-end", "glyph", "strip")
_DROPPED = " | ".join(
    [*(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in _CONTROLS), "//form", "//hr", "//script", "//link"]
)
_CITATION = ".//details[@class='cite']"
_REFERENCES = ("aria-labelledby", "aria-describedby", "for")


class Entry(NamedTuple):
    """A line of the contents."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Handbook:
    """The chapters of one language, ready for the template."""

    language: Language
    masthead: Masthead
    chapters: list[str]
    entries: list[Entry]
    sheets: list[str]
    address: str
    citation: str
    """How to cite the report and, at an address, the site, as HTML."""

    @property
    def title(self) -> str:
        """The title and what it is, as readers see them on the cover."""
        parts = (self.masthead.title, self.masthead.subtitle)
        return dictionary.word("marks", "colon", self.language).join(part[self.language] for part in parts)

    @property
    def author(self) -> str:
        """Who made it, as citations name them."""
        return self.masthead.editors[self.language]

    @property
    def tag(self) -> str:
        """The language as HTML and PDF name it."""
        return HTML_LANGUAGE[self.language]

    def html(self, version: str, date: str, size: float = 10, pages: Sequence[int] = ()) -> str:
        """Return the document; `date` is ISO, or empty where git could not tell; `size` of the text in points; the page of each
        entry once the document has been laid out.
        """
        given = {
            "handbook": self,
            "words": dictionary.words("handbook", self.language),
            "version": version,
            "date": wording.date(date, self.language) if date else "",
            "size": size,
            "pages": pages,
            "first_rules": first_rules(),
        }
        return environment().get_template("handbook.html.j2").render(given)


def page_names(settings: str) -> list[str]:
    """Return the names of the pages in the order of the navigation in mkdocs.yml."""
    return [name for name, _ in navigation(yaml.compose(settings, Loader=yaml.CSafeLoader)) if name not in _LEFT_OUT]


def assemble(site: Path, names: list[str], language: Language, masthead: Masthead) -> Handbook:
    """Return the handbook of a built site."""
    folder = site / "en" if language == "en" else site
    home = html.parse(str(folder / "index.html")).getroot()
    address = str(home.xpath("string(//link[@rel='canonical']/@href)"))
    chapters, entries = [], []
    for name in names:
        article = _chapter(folder, name, names, address)
        chapters.append(html.tostring(article, encoding="unicode"))
        entries += [_entry(heading) for heading in article.xpath(".//h1 | .//h2")]
    sheets = [(folder / str(link)).resolve().as_uri() for link in home.xpath("//link[@rel='stylesheet']/@href")]
    citation = "".join(html.tostring(part, encoding="unicode") for part in cited(home.xpath("//article")[0]))
    return Handbook(language, masthead, chapters, entries, sheets, address, citation)


def cited(article: html.HtmlElement) -> list[html.HtmlElement]:
    """Return what the page says of how to cite it, to be printed rather than folded: each purpose, then the styles in use."""
    block = article.xpath(_CITATION)[-1]
    return [part for part in block if part.tag in {"p", "ul"} and part.get("class") != "cite-files"]


def _entry(heading: html.HtmlElement) -> Entry:
    return Entry(int(str(heading.tag)[1]), " ".join(heading.text_content().split()), str(heading.get("id")))


def _chapter(folder: Path, name: str, names: list[str], site: str) -> html.HtmlElement:
    """Return the article of a page, its ids and links told apart from those of the other pages."""
    article: html.HtmlElement = html.parse(str(folder / page_path(name) / "index.html")).getroot().xpath("//article")[0]
    own = cited(article)[2:] if name != "index" else []  # the report is cited once for all, on the cover
    for element in (*article.xpath(_DROPPED), *article.xpath(_CITATION)):
        if element.getparent() is not None:
            element.drop_tree()
    article.extend(own)
    _unfold(article)
    for element in article.iter(etree.Element):
        if element.get("id") and not element.xpath("parent::defs"):  # which style sheets fill drawings with, by name
            element.set("id", f"{name}--{element.get('id')}")
        for reference in _REFERENCES:
            if element.get(reference):
                element.set(reference, " ".join(f"{name}--{id}" for id in str(element.get(reference)).split()))
        if element.tag == "a" and element.get("href"):
            _lead(element, name, names, site)
        element.attrib.pop("tabindex", None)
    return article


def _unfold(article: html.HtmlElement) -> None:
    """Print what a reader of the site opens, and in words what the site shows as a mark."""
    for element in article.xpath(".//details | .//summary | .//figure"):  # a figure in PDF is a drawing, which needs a description
        element.set("class", " ".join(filter(None, (element.get("class"), str(element.tag)))))
        element.tag = "div"
    for element in article.xpath(
        ".//section/span[@id][not(node())]"
    ):  # a place that has moved; it would part a heading from its card
        element.getnext().insert(0, element)
    for element in article.xpath(".//figcaption"):
        element.tag = "p"
    for element in article.xpath(".//*[@class='unseen']"):
        element.attrib.pop("class")


def _lead(link: html.HtmlElement, name: str, names: list[str], site: str) -> None:
    """Let a link lead to its place in the handbook; to what is not in it, at the address of the site, or as plain text without."""
    address, _, fragment = str(link.get("href")).partition("#")
    if re.match(r"[a-z]+:", address):
        return
    target = normpath(page_path(name) + address).strip("./") or "index" if address else name
    if target in names:
        link.set("href", f"#{target}--{fragment or ('home' if target == 'index' else target)}")
    elif site:
        link.set("href", urljoin(site + page_path(name), str(link.get("href"))))
        link.set("class", "own")
    else:
        link.attrib.pop("href")
