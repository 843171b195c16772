"""Glue for MkDocs: make the generated files fresh before each build and the search index after it. Everything else stands in tested modules."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

# The `mkdocs` command, unlike `python -m mkdocs`, does not look for modules in the folder it runs in.
sys.path.insert(0, str(Path(__file__).parent.parent))

from scripts.checks.freshness import Section, annotate, read_stamps, stale_sections
from scripts.foreign import mark_chinese
from scripts.generate import ROOT, fingerprint, fragments, write
from scripts.history import page_dates
from scripts.pages import read_pages
from scripts.problems import DataError
from scripts.search_index import write_indexes
from scripts.wording import date

_stale: list[Section] = []
_seen: list[tuple[str, int, int]] = []
_dates: dict[str, str] = {}
_built: dict[str, str] = {}


def on_pre_build(config: Any) -> None:
    """Re-run the generator unless nothing changed, since each language is a build; a fault in the data stops this one."""
    root = Path(config.config_file_path).parent if config.config_file_path else ROOT
    if fingerprint(root) == _seen:
        return
    pages = read_pages(root)
    try:
        write(root, fragments(root, pages))
    except DataError as error:
        raise PluginError("\n" + "\n".join(map(str, error.problems))) from None
    _stale[:] = stale_sections(pages, read_stamps(root))
    _dates.clear()
    _dates.update(page_dates(root, pages))
    _seen[:] = fingerprint(root)


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Mark the Chinese words of English pages, in the text and in the table of contents."""
    if not page.file.src_uri.endswith(".en.md"):
        return html
    for item in _entries(page.toc):
        item.title = mark_chinese(item.title)
    return mark_chinese(html)


def _entries(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _entries(item.children)


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Tell readers which sections are behind their other half, and the template when the page last changed."""
    name, _, language = page.file.src_uri.removesuffix(".md").rpartition(".")
    updated = _dates.get(f"docs/{page.file.src_uri}")
    if updated:
        page.meta |= {"updated": updated, "updated_words": date(updated, language)}
    return annotate(markdown, name, language, _stale)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Keep the built page for the search index."""
    _built[page.file.dest_uri] = output
    return output


def on_post_build(config: Any) -> None:
    """Write the search index of the language just built; each language is a build of its own."""
    write_indexes(Path(config.site_dir), _built)
    _built.clear()
