"""The handbook of each language, from the built pages: one document with cover, contents and chapters, for print and for PDF."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import normpath

from lxml import etree, html

from scripts import wording
from scripts.identity import SPRITE
from scripts.publish.citing import HTML_LANGUAGE
from scripts.render import environment
from scripts.vocabulary import Language

_LEFT_OUT = {
    "contributing",
    "engines",
    "publishing",
    "recipes",
    "style",
    "handout",
}  # for those who write the site, or a print of its own
_DROPPED = "//*[@class='steps' or @class='page-end' or @class='headerlink' or @class='chart-files'] | //form | //hr | //script"
_REFERENCES = ("aria-labelledby", "aria-describedby", "for")


@dataclass(frozen=True)
class Entry:
    """A line of the contents; `page` is 0 until the document has been laid out."""

    level: int
    text: str
    id: str
    page: int = 0


@dataclass(frozen=True)
class Handbook:
    """The chapters of one language, ready for the template."""

    language: Language
    chapters: list[str]
    entries: list[Entry]
    sheets: list[str]
    address: str

    def numbered(self, pages: list[int]) -> "Handbook":
        """Return the handbook with the page of each entry of the contents."""
        return replace(self, entries=[replace(entry, page=page) for entry, page in zip(self.entries, pages, strict=True)])

    def html(self, version: str, date: str) -> str:
        """Return the document; `date` is ISO, or empty where git could not tell."""
        return (
            environment()
            .get_template("handbook.html.j2")
            .render(
                html_language=HTML_LANGUAGE[self.language],
                words=wording.words("handbook", self.language),
                version=version,
                date=wording.date(date, self.language) if date else "",
                address=self.address,
                entries=self.entries,
                chapters=self.chapters,
                sheets=self.sheets,
                glyphs=SPRITE.read_text(encoding="utf-8").partition("-#}")[2],
            )
        )


def page_names(settings: str) -> list[str]:
    """Return the names of the pages in the order of the navigation in mkdocs.yml."""
    navigation = settings[settings.index("\nnav:") : settings.index("\nvalidation:")]
    return [name for name in re.findall(r"([\w-]+)\.md", navigation) if name not in _LEFT_OUT]


def assemble(site: Path, names: list[str], language: Language) -> Handbook:
    """Return the handbook of a built site."""
    folder = site / "en" if language == "en" else site
    home = html.parse(str(folder / "index.html")).getroot()
    chapters, entries = [], []
    for name in names:
        article = _chapter(folder, name, names)
        chapters.append(html.tostring(article, encoding="unicode"))
        entries += [_entry(heading) for heading in article.xpath(".//h1 | .//h2")]
    sheets = [(folder / str(link)).resolve().as_uri() for link in home.xpath("//link[@rel='stylesheet']/@href")]
    return Handbook(language, chapters, entries, sheets, str(home.xpath("string(//link[@rel='canonical']/@href)")))


def _path(name: str) -> str:
    return "index.html" if name == "index" else f"{name}/index.html"


def _entry(heading: html.HtmlElement) -> Entry:
    return Entry(int(str(heading.tag)[1]), " ".join(heading.text_content().split()), str(heading.get("id")))


def _chapter(folder: Path, name: str, names: list[str]) -> html.HtmlElement:
    """Return the article of a page, its ids and links told apart from those of the other pages."""
    article: html.HtmlElement = html.parse(str(folder / _path(name))).getroot().xpath("//article")[0]
    for element in article.xpath(_DROPPED):
        element.drop_tree()
    for element in article.iter(etree.Element):
        if element.get("id"):
            element.set("id", f"{name}--{element.get('id')}")
        for reference in _REFERENCES:
            if element.get(reference):
                element.set(reference, " ".join(f"{name}--{id}" for id in str(element.get(reference)).split()))
        if element.tag == "a" and element.get("href"):
            _lead(element, name, names)
        element.attrib.pop("tabindex", None)
    return article


def _lead(link: html.HtmlElement, name: str, names: list[str]) -> None:
    """Let a link lead to its place in the handbook; one to a file or page that is not in it becomes plain text."""
    address, _, fragment = str(link.get("href")).partition("#")
    if re.match(r"[a-z]+:", address):
        return
    target = normpath(f"{'' if name == 'index' else name}/{address}").strip("./") or "index" if address else name
    if target in names:
        link.set("href", f"#{target}--{fragment or _first(target)}")
    else:
        link.attrib.pop("href")


def _first(name: str) -> str:
    return "home" if name == "index" else name
