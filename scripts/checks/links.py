"""Checks on the Markdown pages as they stand: halves, headings, links, anchors and how dense links are. Needs no build."""

from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, normpath, relpath
from urllib.parse import unquote, urlsplit

import yaml

from scripts.checks.addresses import Ids, address_problems
from scripts.ground.problems import Problem, hints
from scripts.pages.page import Link, Page
from scripts.pages.read import fragment_ids
from scripts.pages.sources import DOCS, FRAGMENTS, SETTINGS, navigation, stray_problems
from scripts.publish.downloads import built
from scripts.records.languages import LANGUAGES
from scripts.records.model import Pipeline

_MOST = 0.14  # of the characters of a page’s rendered prose; more links than that cannot be read past
_PROSE = {"paragraph", "item", "term", "definition", "quote"}
_FILES = "data/"  # a list of downloads is there to be clicked


def link_problems(root: Path, pages: list[Page], data: Pipeline) -> Iterator[Problem]:
    """Yield every problem in the pages."""
    paragraphs, made = {paragraph.id for paragraph in data.paragraphs}, built(data)
    ids = {(page.name, page.language): page.ids | fragment_ids(root, page) for page in pages}
    yield from stray_problems(root)
    settings = yaml.compose((root / SETTINGS).read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    yield from _navigation_problems(settings, pages)
    yield from _name_problems(settings, data)
    yield from address_problems(root, pages, ids)
    for page in pages:
        for language in (language for language in LANGUAGES if (page.name, language) not in ids):
            yield Problem.at(page.path, 1, page.name, "half-missing", wanted=f"{DOCS}/{page.name}.{language}.md")
        yield from _heading_problems(page)
        yield from _front_matter_problems(page, paragraphs)
        for include in page.includes:
            if not (root / FRAGMENTS / include.target).is_file():
                yield Problem.at(page.path, include.line, page.name, "include-missing", target=include.target)
        for link in page.links:
            yield from _link_problems(root, page, link, ids, made)


def _heading_problems(page: Page) -> Iterator[Problem]:
    tops = [heading for heading in page.headings if heading.level == 1]
    if len(tops) != 1:
        yield Problem.at(page.path, tops[1].line if tops else 1, page.name, "title-count", count=len(tops))
    seen: set[str] = set()
    for heading in page.headings:
        if not heading.id:
            yield Problem.at(page.path, heading.line, page.name, "heading-id", text=heading.text)
        elif not heading.id.isascii():
            yield Problem.at(page.path, heading.line, page.name, "heading-id-ascii", id_given=heading.id)
        elif heading.id in seen:
            yield Problem.at(page.path, heading.line, page.name, "heading-id-twice", id_given=heading.id)
        seen.add(heading.id)


def _name_problems(settings: yaml.Node | None, data: Pipeline) -> Iterator[Problem]:
    """The site goes by the same name in its settings, first in Chinese, and in the data file."""
    for name, language in zip(_values(settings, "site_name"), LANGUAGES, strict=False):
        wanted = data.masthead.title[language]
        if name.value != wanted:
            yield Problem.at(SETTINGS, name.start_mark.line + 1, "site_name", "site-name", given=name.value, wanted=wanted)


def _values(node: yaml.Node | None, key: str) -> Iterator[yaml.Node]:
    """Yield each value of a key anywhere in the settings."""
    for item in node.value if isinstance(node, yaml.CollectionNode) else ():
        name, value = item if isinstance(item, tuple) else (None, item)
        if name is not None and name.value == key:
            yield value
        yield from _values(value, key)


def _navigation_problems(settings: yaml.Node | None, pages: list[Page]) -> Iterator[Problem]:
    named = dict(navigation(settings))
    names = {page.name for page in pages}
    for page in pages:
        if page.name not in named and page.language == "zh":
            yield Problem.at(page.path, 1, page.name, "page-not-in-nav", wanted=f"{page.name}.md")
    for name in named.keys() - names:
        yield Problem.at(SETTINGS, named[name], "nav", "nav-without-page", wanted=f"{name}.md")


def _front_matter_problems(page: Page, paragraphs: set[str]) -> Iterator[Problem]:
    if page.meta_broken:
        yield Problem.at(page.path, page.meta_broken, page.name, "front-matter")
        return
    if not page.meta.get("description"):
        yield Problem.at(page.path, 1, page.name, "description-missing")
    covered = page.meta.get("paragraphs", [])
    for id in covered if isinstance(covered, list) else [covered]:
        if id not in paragraphs:
            yield Problem.at(page.path, 1, page.name, "page-paragraph", given=id, **hints(str(id), paragraphs))


def _meant(page: Page, target: str, ids: Ids) -> dict[str, str]:
    """Return the hint at a page or a site when its address was written as browsers show it: “../figures/”, “www.example.org”."""
    if target.startswith("www."):
        return hints(target, {target}, "https://{}".format)
    return _meant_page(page, target, ids) if "." not in Path(target).name else {}


def _meant_page(page: Page, name: str, ids: Ids) -> dict[str, str]:
    """Return the hint at the page whose name is nearest, as a link from this one is written."""
    return hints(name, {other for other, _ in ids}, lambda near: relpath(f"{near}.md", dirname(page.name) or "."))


def _link_problems(root: Path, page: Page, link: Link, ids: Ids, made: set[str]) -> Iterator[Problem]:
    target, _, anchor = unquote(link.target).partition("#")
    target = target.partition("?")[0]
    given = {"target": link.target, "hint_en": "", "hint_zh": ""}
    if urlsplit(link.target).scheme or target.startswith("//"):
        return  # the check on markup says which kinds may stand
    if target.startswith("/"):
        yield Problem.at(page.path, link.line, page.name, "link-absolute", **given)
        return
    target = normpath(target) if target else f"{page.name}.md"
    name = target.removesuffix(".md")
    if name == target:
        file = root / DOCS / target
        own = file.with_name(f"{file.stem}.{page.language}{file.suffix}")  # “flow.zh.svg” is “flow.svg” in the Chinese half
        if target not in made and not file.is_file() and not own.is_file():
            yield Problem.at(page.path, link.line, page.name, "link-missing", **given | _meant(page, target, ids))
        return
    if any(name.endswith(f".{language}") for language in LANGUAGES):
        yield Problem.at(page.path, link.line, page.name, "link-language", **given)
    elif not any((name, language) in ids for language in LANGUAGES):
        yield Problem.at(page.path, link.line, page.name, "link-missing", **given | _meant_page(page, name, ids))
    elif anchor and anchor not in ids.get((name, page.language), {anchor}):  # a missing half has its own message
        near = hints(anchor, ids[name, page.language])
        yield Problem.at(page.path, link.line, page.name, "anchor-missing", **given | near)


def density_warnings(pages: list[Page]) -> Iterator[Problem]:
    """Yield a warning for each page with more links than a reader can read past; it does not fail a check."""
    for page in pages:
        share = link_share(page)
        if share > _MOST:
            given = {"share": f"{100 * share:.0f}", "most": f"{100 * _MOST:.0f}"}
            yield Problem.at(page.path, 1, page.name, "links-dense", **given)


def link_share(page: Page) -> float:
    """Return the share of links in the characters of paragraphs and lists, from 0 to 1; tables, headings and fragments are no prose."""
    pieces = [piece for block in page.blocks if block.kind in _PROSE for piece in block.pieces if not piece.image]
    linked = sum(len(piece.text) for piece in pieces if piece.target is not None and not piece.target.startswith(_FILES))
    return linked / max(sum(len(piece.text) for piece in pieces), 1)
