"""Completes a built site, the same whichever engine built it: the last touches on its pages, the search index, what no page links to."""

from pathlib import Path

from scripts import ROOT
from scripts.ground import progress
from scripts.ground.files import write_all
from scripts.pages.addresses import redirect_pages, with_moved
from scripts.pages.finish import finished
from scripts.pages.policy import with_policy
from scripts.records.languages import language_of
from scripts.site.prepared import Prepared
from scripts.site.search_index import write_indexes
from scripts.site.stylesheet import named_by_content

_LOST = "404.html"  # the page for addresses that do not exist, in both languages


def complete_site(site: Path, root: str, ready: Prepared, before: Path | None) -> None:
    """Complete the site that an engine built into a folder for the address `root`, to replace the one at `before`; none is a preview,
    which serves the style sheets as they were written, and gives each page its policy as it goes out.
    """
    texts = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    pages = {path: finished(html, language_of(path), root, ready.tones) for path, html in texts.items()}
    write_indexes(site, {path: html for path, html in pages.items() if path != _LOST}, ROOT / ".cache/search.pickle")
    progress.done("search")
    pages = {path: with_moved(html, path.removesuffix("index.html"), ready.redirects) for path, html in pages.items()}
    if before:
        styled = named_by_content(site)
        pages = {path: styled(with_policy(html)) for path, html in pages.items()}
    write_all(site, {path: html.encode("utf-8") for path, html in pages.items()})
    progress.done("style")
    write_all(site, ready.unlinked | redirect_pages(ready.redirects, ready.unlinked), before)
    progress.done("downloads")
