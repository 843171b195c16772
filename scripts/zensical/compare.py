"""Whether two engines built the same site: `python -m scripts.zensical.compare site site-zensical`.

Of each page: what its article says, as search reads it, its drawings, and where links and images lead. Every file that is no page,
styles, the search index and the downloads among them: byte for byte.
"""

import argparse
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from hashlib import blake2b
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

from scripts.built.site import BuiltPage, BuiltSite, read_site, target_of
from scripts.ground.problems import Problem, report
from scripts.site.search_index import indexed_page

Said = tuple[str, str]  # a kind, and what is said of it


def said(site: BuiltSite, path: str) -> list[Said]:
    """Return what a page says, in its order, by kind; around the article of the page for lost addresses each engine has its own."""
    page = site.pages[path]
    sections = indexed_page(path, (site.folder / path).read_text(encoding="utf-8")).sections
    lines = [line for section in sections for line in f"{section.title}\n{section.other}\n{section.text}".split("\n") if line]
    drawings = filter(None, (_plain(" ".join(drawing.itertext())) for drawing in page.root.xpath("//article//svg")))
    inside = "//article" if path == "404.html" else ""
    links = [
        (str(element.tag), f"{_plain(element.text_content()) or element.get('alt')} → {_leads_to(site, page, element)}")
        for element in page.root.xpath(f"{inside}//a[@href] | {inside}//img")
    ]
    return [*(("text", line) for line in lines), *(("drawing", words) for words in drawings), *links]


def _leads_to(site: BuiltSite, page: BuiltPage, element: html.HtmlElement) -> str:
    """Return the file and place in the site that a link or image leads to, however its address is written; elsewhere the address."""
    address = element.get("href") or element.get("src") or ""
    fragment = urlsplit(address).fragment
    return f"{target_of(site, page, address)}{fragment and '#'}{fragment}" if site.holds(address) else address


def _plain(text: str) -> str:
    return " ".join(text.split())


def _held(site: BuiltSite, path: str) -> list[Said]:
    """Return what a file holds, nothing where there is none."""
    file = site.folder / path
    content = file.read_bytes() if file.is_file() else b""
    return [("file", f"{len(content)} bytes ({blake2b(content, digest_size=4).hexdigest()})")] if file.is_file() else []


def differences(first: BuiltSite, second: BuiltSite) -> Iterator[Problem]:
    """Yield a problem for each difference between two built sites."""
    files = (path.relative_to(site.folder) for site in (first, second) for path in site.folder.rglob("*") if path.is_file())
    for path in sorted({file.as_posix() for file in files}):
        told = said if path in first.pages and path in second.pages else _held
        ours, theirs = told(first, path), told(second, path)
        for change, begin, end, from_, to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            for one, other in zip_longest(ours[begin:end], theirs[from_:to], fillvalue=("", "—")) if change != "equal" else ():
                values = {"first": one[1], "second": other[1]}
                yield Problem.at(f"{second.folder.name}/{path}", 1, one[0] or other[0], "engines-differ", **values)


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
