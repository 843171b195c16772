"""Check the built pages: links, anchors, languages, metadata."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from scripts.ground.problems import Problem
from scripts.records.languages import HTML_LANGUAGE, Language, language_of

_HELD = 100  # pages whose elements are held at once: this site as a whole, of a large one little memory
_HAN = re.compile(r"[\u4e00-\u9fff]")
_REFERENCES = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("source", "src"), ("iframe", "src"))


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file; `path` is relative to the site, `language` follows from the folder."""

    path: str
    language: Language
    read: Callable[[str], html.HtmlElement]

    @property
    def root(self) -> html.HtmlElement:
        """The elements of the page, which are read again when many pages have been read since."""
        return self.read(self.path)

    @cached_property
    def anchors(self) -> set[str]:
        return {str(value) for value in self.root.xpath("//@id | //a/@name")}

    @property
    def leads_on(self) -> bool:
        """Whether this is no page but the sign of one that has moved."""
        return bool(self.root.xpath("//meta[@http-equiv='refresh']"))


@dataclass(frozen=True)
class BuiltSite:
    """A folder of built pages, the address that they were built for, and that of their repository; either may be empty."""

    folder: Path
    url: str
    pages: dict[str, BuiltPage]
    repository: str = ""

    @cached_property
    def files(self) -> set[str]:
        """Every file, relative to the site."""
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}

    def holds(self, address: str) -> bool:
        """Whether an address leads to the site: of site and repository on one host, the one whose address it begins with at length."""
        inside, outside = (_below(address, base) for base in (self.url, self.repository))
        return bool(inside) and inside >= outside if urlsplit(address).scheme or urlsplit(address).netloc else True


def _below(address: str, base: str) -> int:
    """Return how long the address is that another lies below, 0 where it does not."""
    base = base.rstrip("/")
    return len(base) if base and re.match(re.escape(base) + "(?:[/?#]|$)", address) else 0


def read_site(folder: Path, url: str = "", repository: str = "") -> BuiltSite:
    """Return every HTML page below `folder`, built for the address `url` from the sources at `repository`."""

    @lru_cache(_HELD)
    def read(name: str) -> html.HtmlElement:
        return html.parse(str(folder / name)).getroot()

    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return BuiltSite(folder, url, {name: BuiltPage(name, language_of(name), read) for name in names}, repository)


def page_problems(site: BuiltSite, page: BuiltPage) -> Iterator[Problem]:
    """Yield every problem of a page and its links."""
    for element, address in references(page):
        yield from _reference_problems(site, page, element, address)
    if page.path != "404.html" and not page.leads_on:
        yield from _metadata_problems(site, page)
        yield from _language_problems(page)


def references(page: BuiltPage) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield every element that refers to an address, with the address."""
    for tag, attribute in _REFERENCES:
        for element in page.root.iter(tag):
            if address := element.get(attribute):
                yield element, address
    for element in page.root.xpath("//meta[@property='og:image']"):
        yield element, str(element.get("content"))


def external_links(site: BuiltSite) -> list[str]:
    """Return the addresses outside the site that its pages link to, sorted, once each."""
    addresses = {address for page in site.pages.values() for element, address in references(page) if element.tag == "a"}
    return sorted(address for address in addresses if urlsplit(address).scheme in {"http", "https"})


def fault(page: BuiltPage, element: html.HtmlElement | None, key: str, **values: object) -> Problem:
    """Return the problem `key` at the line of an element, or of the page."""
    line = (element.sourceline if element is not None else None) or 1
    return Problem.at(f"site/{page.path}", line, page.path, key, **values)


def _reference_problems(site: BuiltSite, page: BuiltPage, element: html.HtmlElement, address: str) -> Iterator[Problem]:
    parts = urlsplit(address)
    if not site.holds(address):
        if parts.scheme not in {"mailto", "tel"} and (parts.scheme not in {"http", "https"} or "." not in parts.netloc):
            yield fault(page, element, "external-address", address=address)
        elif element.tag != "a" and element.get("rel") != "canonical":
            yield fault(page, element, "third-party", address=address)
        return
    target = target_of(site, page, address)
    if target not in site.files:
        yield fault(page, element, "built-link", address=address)
        return
    other = site.pages.get(target)
    if other and parts.fragment and unquote(parts.fragment) not in other.anchors:
        yield fault(page, element, "built-anchor", address=address)
    is_switch = "hreflang" in element.attrib or page.path == "404.html" or element.get("rel") == "canonical"
    if other and other.language != page.language and not is_switch:
        yield fault(page, element, "crosses-languages", address=address)


def target_of(site: BuiltSite, page: BuiltPage, address: str) -> str:
    """Return the file, relative to the site, that an address inside the site leads to from `page`."""
    path = urlsplit(address).path
    if not path:
        return page.path
    if path.startswith("/"):
        base = urlsplit(site.url).path.rstrip("/")
        if not f"{path}/".startswith(f"{base}/"):
            return f"..{path}"  # beside the site on its host
        path = path.removeprefix(base)
    else:
        path = f"{page.path.rpartition('/')[0]}/{path}"
    target = normpath(unquote(path).lstrip("/") or ".")
    index = normpath(f"{target}/index.html")
    return index if index in site.files else target


def _metadata_problems(site: BuiltSite, page: BuiltPage) -> Iterator[Problem]:
    other = f"en/{page.path}" if page.language == "zh" else page.path.removeprefix("en/")
    address, twin = (site.url + path.removesuffix("index.html") for path in (page.path, other))
    zh, en = (address, twin) if page.language == "zh" else (twin, address)
    alternates = {str(link.get("hreflang")): str(link.get("href")) for link in page.root.xpath("//head/link[@hreflang]")}
    language = HTML_LANGUAGE[page.language]
    holds = {
        "title": bool((page.root.findtext(".//title") or "").strip()),
        "description": bool(page.root.xpath("//meta[@name='description'][normalize-space(@content)]")),
        f"lang={language}": page.root.get("lang") == language,
        f"canonical={address}": page.root.xpath("//link[@rel='canonical']/@href") == ([address] if site.url else []),
        "hreflang": alternates == ({"zh-Hans": zh, "en": en, "x-default": zh} if site.url else {}),
    }
    for name in (name for name, held in holds.items() if not held):
        yield fault(page, None, "metadata", name=name)
    if other not in site.pages:
        yield fault(page, None, "built-half", wanted=other)


def _language_problems(page: BuiltPage) -> Iterator[Problem]:
    """English pages mark every Han character as Chinese; their navigation holds none but the table of contents."""
    if page.language == "en":
        for text in page.root.xpath("//body//text()[not(ancestor::*[@lang='zh-Hans']) and not(ancestor::script)]"):
            if _HAN.search(text):
                around = text.getparent()
                in_navigation = around.xpath("ancestor-or-self::*[self::nav or self::header or self::footer]")
                key = "navigation-language" if in_navigation else "han-unmarked"
                yield fault(page, around, key, text=text.strip())
