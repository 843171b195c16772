"""Completes a built site, the same whichever engine built it: the last touches on its pages, the search index, what no page links to."""

from collections.abc import Iterator
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
    write_indexes(site, _completed(site, root, ready, bool(before)), ROOT / ".cache/search.pickle")
    progress.done("completed")
    write_all(site, ready.unlinked | redirect_pages(ready.redirects, ready.unlinked), before)
    progress.done("downloads")


def _completed(site: Path, root: str, ready: Prepared, is_published: bool) -> Iterator[tuple[str, str]]:
    """Complete one page after the other, so that no more than one is held, and yield the path of each with what the search reads of it."""
    styled = named_by_content(site) if is_published else None
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        html = finished(file.read_text(encoding="utf-8"), language_of(path), root, ready.tones)
        if path != _LOST:
            yield path, html
        html = with_moved(html, path.removesuffix("index.html"), ready.redirects)
        file.write_text(styled(with_policy(html)) if styled else html, encoding="utf-8")
