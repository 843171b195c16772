"""Whether two engines built the same site: `python -m scripts.zensical.compare site site-zensical`, page by page as text.

Compared are the facts of each page (text, cells, captions, links, images, metadata) in their order, and the bytes of each file
that is no page. What may differ stands with its reason in scripts/zensical/differences.yml.
"""

import argparse
import gzip
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from itertools import zip_longest
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import urlsplit

import yaml
from lxml import html

from scripts import ROOT
from scripts.ground.problems import Problem, report

ALLOWED_FILE = "scripts/zensical/differences.yml"
_BLOCKS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("caption", "figcaption", "text", "title", "desc"), "caption"),
    **dict.fromkeys(("p", "li", "dt", "dd", "pre", "summary", "label", "button", "div", "article", "nav", "aside"), "text"),
}
_HEAD = "//title | //meta[@name or @property] | //link[@rel != 'stylesheet'] | //script[@type='application/ld+json']"
_AROUND = "around-"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, order=True)
class Fact:
    """Something that a page says: its kind, what it is, and the line of the built page."""

    kind: str
    value: str
    line: int = 1

    @property
    def is_around(self) -> bool:
        """Whether it stands around the text of the page: header, navigation, footer."""
        return self.kind.startswith(_AROUND)

    @property
    def said(self) -> tuple[str, str]:
        """What is compared: all but the line."""
        return self.kind, self.value


@dataclass(frozen=True)
class Allowed:
    """A difference with a reason: a pattern for paths, and what each engine says, with * for anything."""

    line: int
    path: str
    kind: str
    first: str
    second: str

    def covers(self, path: str, kind: str, first: str, second: str) -> bool:
        """Whether this is the difference between what two sites say at `path`."""
        pairs = ((path, self.path), (kind, self.kind), (first, self.first), (second, self.second))
        return all(fnmatchcase(value, pattern) for value, pattern in pairs)


def facts(text: str, path: str, root: str = "") -> list[Fact]:
    """Return what the page at `path` says, in its order; addresses below `root` are given from the site’s root."""
    page = html.document_fromstring(text)
    head = [Fact("metadata", _metadata(element, path, root), element.sourceline or 1) for element in page.xpath(_HEAD)]
    found = [fact for element in page.iter("body") for fact in _facts_of(element, path, root)]
    return sorted(head) + sorted(found, key=lambda fact: fact.is_around)


def _metadata(element: html.HtmlElement, path: str, root: str) -> str:
    attributes = {str(name): str(value).strip() for name, value in element.attrib.items()}
    if "href" in attributes:
        attributes["href"] = _target(attributes["href"], path, root)
    named = " ".join(f"{name}={value}" for name, value in sorted(attributes.items()))
    return f"{element.tag!s} {named} {_plain(element.text or '')}".strip()


def _facts_of(element: html.HtmlElement, path: str, root: str) -> Iterator[Fact]:
    """Yield the facts of an element: the text of each block, and each link and image where it stands."""
    for part in element.iter():
        if not isinstance(part.tag, str) or part.tag in {"script", "style"}:
            continue
        line, around = part.sourceline or 1, "" if part.xpath("ancestor-or-self::article") else _AROUND
        if part.tag in _BLOCKS and (said := _plain("".join(_own_text(part)))):
            yield Fact(around + _BLOCKS[part.tag], said, line)
        if part.tag == "a" and part.get("href") is not None:
            yield Fact(f"{around}link", f"{_plain(part.text_content())} → {_target(part.get('href', ''), path, root)}", line)
        if part.tag == "img":
            yield Fact(f"{around}image", f"{part.get('alt')} → {_target(part.get('src', ''), path, root)}", line)


def _own_text(element: html.HtmlElement) -> Iterator[str]:
    """Yield the text of a block without that of the blocks in it, which stand for themselves."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag not in {"script", "style"}:
            yield from _own_text(child)
        yield child.tail or ""


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _target(address: str, path: str, root: str) -> str:
    """Return where an address leads, seen from the page at `path`: within the site from its root, elsewhere as it is."""
    if root and address.startswith(root):
        address = f"/{address.removeprefix(root)}"
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    place = f"#{parts.fragment}" if parts.fragment else ""
    own = f"/{path.removesuffix('index.html')}"
    leads_to = normpath(join(own, parts.path)) if parts.path else normpath(own)
    return leads_to + place


def differences(first: list[Fact], second: list[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Yield what differs, pair by pair in the order of the pages; None where one of them says nothing."""
    ours, theirs = ([fact.said for fact in side] for side in (first, second))
    for change, begin, end, other_begin, other_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if change != "equal":
            yield from zip_longest(first[begin:end], second[other_begin:other_end])


def compare(first: Path, second: Path, allowed: list[Allowed], root: str = "") -> Iterator[Problem]:
    """Yield one problem for each difference between two built sites that is not allowed, and for each allowed one not found."""
    found: set[Allowed] = set()
    for path, ours, theirs in _site_differences(first, second, root):
        kind = (ours or theirs or Fact("", "")).kind
        said = tuple(fact.value if fact else "" for fact in (ours, theirs))
        covering = [one for one in allowed if one.covers(path, kind, *said)]
        found.update(covering)
        if not covering:
            place = theirs or ours or Fact("", "")
            yield Problem.at(
                f"{second.name}/{path}", place.line, kind, "engines-differ", first=said[0] or "—", second=said[1] or "—"
            )
    for one in allowed:
        if one not in found:
            yield Problem.at(ALLOWED_FILE, one.line, one.path, "engines-agree")


def _site_differences(first: Path, second: Path, root: str) -> Iterator[tuple[str, Fact | None, Fact | None]]:
    files = sorted(_files(first) | _files(second))
    for path in files:
        if not ((first / path).is_file() and (second / path).is_file()):
            there = Fact("file", path)
            yield (path, there, None) if (first / path).is_file() else (path, None, there)
        elif path.endswith(".html"):
            sides = (facts((folder / path).read_text(encoding="utf-8"), path, root) for folder in (first, second))
            yield from ((path, ours, theirs) for ours, theirs in differences(*sides))
        elif _content(first / path) != _content(second / path):
            yield path, _size(first / path), _size(second / path)


def _size(path: Path) -> Fact:
    return Fact("file", f"{path.stat().st_size} bytes")


def _content(path: Path) -> bytes:
    """Return the bytes of a file, unpacked, since programs pack the same bytes in different ways."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def read_allowed(root: Path) -> list[Allowed]:
    """Return the differences that have a reason, with the line of each in the list."""
    text = (root / ALLOWED_FILE).read_text(encoding="utf-8")
    lines = [number for number, row in enumerate(text.splitlines(), start=1) if row.startswith("- ")]
    entries = yaml.load(text, Loader=yaml.CSafeLoader) or []
    return [
        Allowed(line, entry["path"], entry["kind"], entry["mkdocs"], entry["zensical"])
        for line, entry in zip(lines, entries, strict=True)
    ]


def main(arguments: list[str] | None = None) -> int:
    """Compare two folders; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.zensical.compare", description=__doc__)
    parser.add_argument("first", type=Path, help="the site as MkDocs builds it")
    parser.add_argument("second", type=Path, help="the same site from the other engine")
    parser.add_argument("--site-url", default="http://127.0.0.1:8000/", help="the address that both were built for")
    options = parser.parse_args(arguments)
    for folder in (options.first, options.second):
        if not (folder / "index.html").is_file():
            return report([Problem.at(str(folder), 1, "compare", "site-missing")], "Nothing was compared. / 没有比较。")
    allowed = read_allowed(ROOT)
    problems = list(compare(options.first, options.second, allowed, options.site_url))
    pages = sum(1 for path in _files(options.second) if path.endswith(".html"))
    if not problems:
        print(
            f"{pages} pages say the same; {len(allowed)} differences have a reason. / {pages} 页内容相同；{len(allowed)} 处差别有说明。"
        )
    return report(problems, f"Correct them, or give the reason in {ALLOWED_FILE}. / 请改正，或在该文件里写明原因。")


if __name__ == "__main__":
    sys.exit(main())
