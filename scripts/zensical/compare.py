"""Whether two engines built the same site: `python -m scripts.zensical.compare site site-zensical`.

Of each page: what its article says, as search reads it, its drawings, and where links and images lead. Every file that is no page,
styles, the search index and the downloads among them: byte for byte.
"""

import argparse
import gzip
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

from scripts.built.site import BuiltPage, BuiltSite, read_site, target_of
from scripts.ground.problems import Problem, report
from scripts.site.search_index import indexed_page

Said = tuple[str, str]  # a kind, and what is said of it


def said(page: BuiltPage, site: BuiltSite) -> list[Said]:
    """Return what a page says, in its order, by kind; around the article of the page for lost addresses each engine has its own."""
    sections = indexed_page(page.path, (site.folder / page.path).read_text(encoding="utf-8")).sections
    lines = [
        ("text", line) for section in sections for line in f"{section.title}\n{section.other}\n{section.text}".split("\n") if line
    ]
    drawings = [("drawing", _plain(" ".join(drawing.itertext()))) for drawing in page.root.xpath("//article//svg")]
    inside = "//article" if page.path == "404.html" else ""
    links = [
        (str(element.tag), f"{_plain(element.text_content()) or element.get('alt')} → {_leads_to(site, page, element)}")
        for element in page.root.xpath(f"{inside}//a[@href] | {inside}//img")
    ]
    return lines + [one for one in drawings if one[1]] + links


def _leads_to(site: BuiltSite, page: BuiltPage, element: html.HtmlElement) -> str:
    """Return the file and place in the site that a link or image leads to, however its address is written; elsewhere the address."""
    address = element.get("href") or element.get("src") or ""
    fragment = urlsplit(address).fragment
    return f"{target_of(site, page, address)}{fragment and '#'}{fragment}" if site.holds(address) else address


def _plain(text: str) -> str:
    return " ".join(text.split())


def differences(first: BuiltSite, second: BuiltSite) -> Iterator[Problem]:
    """Yield a problem for each difference between two built sites."""
    for path in sorted({*_files(first.folder), *_files(second.folder)}):
        place = f"{second.folder.name}/{path}"
        if path in first.pages and path in second.pages:
            yield from _page_differences(place, *(said(site.pages[path], site) for site in (first, second)))
        else:
            ours, theirs = (_content(site.folder / path) for site in (first, second))
            if ours != theirs:
                yield _problem(place, ("file", _size(ours)), ("file", _size(theirs)))


def _page_differences(path: str, first: list[Said], second: list[Said]) -> Iterator[Problem]:
    for change, begin, end, from_, to in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if change != "equal":
            yield from (_problem(path, *both) for both in zip_longest(first[begin:end], second[from_:to]))


def _problem(path: str, first: Said | None, second: Said | None) -> Problem:
    kind, _ = first or second or ("", "")
    given = {name: one[1] if one else "—" for name, one in (("first", first), ("second", second))}
    return Problem.at(path, 1, kind, "engines-differ", **given)


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file, unpacked, since programs pack the same bytes in different ways; none where there is none."""
    content = path.read_bytes() if path.is_file() else None
    return gzip.decompress(content) if content and path.suffix == ".gz" else content


def _size(content: bytes | None) -> str:
    return "—" if content is None else f"{len(content)} bytes"


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def main(arguments: list[str] | None = None) -> int:
    """Compare two folders; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.zensical.compare", description=__doc__)
    parser.add_argument("first", type=Path, help="the site as MkDocs builds it")
    parser.add_argument("second", type=Path, help="the same site from the other engine")
    parser.add_argument("--site-url", default="http://127.0.0.1:8000/", help="the address that both were built for")
    options = parser.parse_args(arguments)
    sites = [read_site(folder, options.site_url) for folder in (options.first, options.second)]
    for site in sites:
        if not site.pages:
            return report([Problem.at(str(site.folder), 1, "compare", "site-missing")], "Nothing was compared. / 没有比较。")
    problems = list(differences(*sites))
    if not problems:
        print(f"{len(sites[1].pages)} pages say the same. / {len(sites[1].pages)} 页内容相同。")
    return report(problems, "Correct what makes them. / 请改正生成它们的部分。")


if __name__ == "__main__":
    sys.exit(main())
