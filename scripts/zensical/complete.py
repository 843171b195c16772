"""What hooks do to the pages that MkDocs builds, done to those of Zensical: citations, languages, policy, search, site map."""

import gzip
import re
import shutil
from pathlib import Path
from posixpath import join, normpath

from scripts.ground.files import write_all
from scripts.pages.addresses import Redirects, redirect_pages, with_moved
from scripts.pages.finish import finished
from scripts.pages.foreign import mark_chinese
from scripts.pages.policy import with_policy
from scripts.site.front_matter import page_address
from scripts.site.prepared import Prepared
from scripts.site.search_index import write_indexes
from scripts.site.site_map import site_map
from scripts.site.stylesheet import THEME
from scripts.zensical.stage import END_OF_TEXT

_ADDRESS = re.compile(r'(?P<start>\s(?:href|src|data-base)=")(?P<address>[^":?#]*)(?P<rest>[^":]*")')


def assemble(outputs: Path, site: Path) -> None:
    """Make one site of what Zensical built for each language below `outputs`: shared files stand once, at its root."""
    shutil.copytree(outputs / "zh", site, dirs_exist_ok=True)
    for name in THEME:
        shutil.rmtree(site / name, ignore_errors=True)
    (site / "search.json").unlink(missing_ok=True)  # of a search that the site does not use
    for path in (outputs / "en").rglob("*.html"):
        if path.name != "404.html":  # one page for both languages, at the root
            target = site / "en" / path.relative_to(outputs / "en")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")


def complete_site(site: Path, ready: Prepared, redirects: Redirects, root: str) -> None:
    """Finish the pages of an assembled site at the address `root`, and write what no page links to."""
    write_all(site, ready.unlinked)
    built = {}
    for name in ready.cite:
        address = page_address(*name.rsplit(".", 1))
        html = finished_page((site / address / "index.html").read_text(encoding="utf-8"), name, ready, root)
        built[f"{address}index.html"] = shared(html, address, site) if address.startswith("en/") else html
    write_indexes(site, built)
    moved = {path: with_moved(html, path.removesuffix("index.html"), redirects) for path, html in built.items()}
    moved["404.html"] = (site / "404.html").read_text(encoding="utf-8")
    finished = {path: with_policy(html) for path, html in moved.items()}
    listed = site_map(root, ready).encode("utf-8")
    texts = {path: html.encode("utf-8") for path, html in finished.items()} | redirect_pages(redirects, ready.unlinked)
    write_all(site, texts | {"sitemap.xml": listed, "sitemap.xml.gz": gzip.compress(listed, mtime=0)})


def finished_page(html: str, name: str, ready: Prepared, root: str) -> str:
    """Return the built page `name` (“select.zh”) with its citation, whole addresses and, in English, its Chinese marked."""
    html = finished(html, "en" if name.endswith(".en") else "zh", root, ready.tones)
    html = html.replace(END_OF_TEXT, ready.cite[name])
    html = html.replace('href="./.', 'href=".')  # as MkDocs gives the page itself
    html = within(html, page_address(*name.rsplit(".", 1)))
    if not name.endswith(".en"):
        return html
    head, start, body = html.partition("<body")
    return head + mark_chinese(start + body)


def within(html: str, address: str) -> str:
    """Return the page at `address` whose links to its own sections name the section alone, as MkDocs writes them."""
    own = normpath(join("/", address))

    def lead(match: re.Match[str]) -> str:
        is_own = match["rest"].startswith("#") and normpath(join(own, match["address"])) == own
        return f"{match['start']}{'' if is_own else match['address']}{match['rest']}"

    return _ADDRESS.sub(lead, html)


def shared(html: str, address: str, site: Path) -> str:
    """Return an English page whose addresses lead to the files that both languages share, one folder further up."""

    def lead(match: re.Match[str]) -> str:
        target = normpath(join("/", address, match["address"])).removeprefix("/en").lstrip("/")
        is_shared = match["start"].endswith('base="') or ((site / target).is_file() and not (site / "en" / target).is_file())
        further = "../" if is_shared and _is_own(match["address"], address) else ""
        return f"{match['start']}{further}{match['address']}{match['rest']}"

    return _ADDRESS.sub(lead, html)


def _is_own(target: str, address: str) -> bool:
    """Whether a relative address, seen from the page at `address`, stays below the folder of its language."""
    return not target.startswith("/") and f"{normpath(join(address, target))}/".startswith("en/")
