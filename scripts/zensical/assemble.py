"""Makes one site of what Zensical built for each language, with the addresses that MkDocs gives."""

import re
import shutil
from pathlib import Path
from posixpath import join, normpath

from scripts.ground.files import write_all
from scripts.pages.addresses import page_address
from scripts.site.prepared import Prepared
from scripts.site.stylesheet import THEME
from scripts.zensical.stage import END_OF_TEXT

_ADDRESS = re.compile(r'(?P<start>\s(?:href|src|data-base)=")(?P<address>[^":?#]*)(?P<rest>[^":]*")')


def assemble(outputs: Path, site: Path, ready: Prepared) -> None:
    """Fill the folder `site` from those of the languages below `outputs`: shared files and the page for lost addresses stand once, at its root."""
    shutil.copytree(outputs / "zh", site, dirs_exist_ok=True)
    for name in THEME:
        shutil.rmtree(site / name, ignore_errors=True)
    (site / "search.json").unlink(missing_ok=True)  # of a search that the site does not use
    (site / "sitemap.xml").unlink(missing_ok=True)
    write_all(site, ready.unlinked)
    for name, cite in ready.cite.items():
        page, _, language = name.rpartition(".")
        address = page_address(page, language)
        built = outputs / language / address.removeprefix("en/") / "index.html"
        html = built.read_text(encoding="utf-8").replace(END_OF_TEXT, cite)
        html = within(html.replace(f"/docs/{page}.md", f"/docs/{name}.md"), address)  # where it can be edited
        target = site / address / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(shared(html, address, site) if language == "en" else html, encoding="utf-8")


def within(html: str, address: str) -> str:
    """Return the page at `address` whose links to itself and to its own sections are written as MkDocs does."""
    html, own = html.replace('href="./.', 'href=".'), normpath(join("/", address))

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
