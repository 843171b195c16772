"""Pages as they were converted, kept from one build of a preview to the next: converting all of them took a third of each build.

A page is converted anew when anything that its conversion reads is another: its Markdown with the parts that it includes,
the files that it can link to, the settings. One whose conversion had something to say is not kept, so that it is said again.
"""

import logging
from copy import deepcopy
from dataclasses import dataclass
from hashlib import blake2b

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import CountHandler

_SETTINGS = ("markdown_extensions", "mdx_configs", "validation", "use_directory_urls", "site_url")
_SNIPPETS = "pymdownx.snippets"


@dataclass(frozen=True)
class _Conversion:
    """What a conversion leaves on a page; `links` go by the source of the linked file, as each build has file objects of its own."""

    key: bytes
    content: str | None
    title: str | None
    toc: TableOfContents
    anchors: set[str]
    links: dict[str, dict[str, str]]

    @classmethod
    def of(cls, page: Page, key: bytes) -> "_Conversion":
        links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
        return cls(key, page.content, page._title_from_render, deepcopy(page.toc), page.present_anchor_ids or set(), links)

    def put_on(self, page: Page, files: Files) -> None:
        page.content, page._title_from_render = self.content, self.title
        page.toc = deepcopy(self.toc)  # whose titles are marked up later in a build
        page.present_anchor_ids = self.anchors
        page.links_to_anchors = {files.src_uris[path]: found for path, found in self.links.items()}


class KeptPages:
    """The last conversion of each page, by its path in the site."""

    def __init__(self) -> None:
        self._kept: dict[str, _Conversion] = {}
        self._surroundings: _Surroundings | None = None

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Do what `Page.render` does, or take what it did when nothing that it reads has changed; raise what it raises."""
        if self._surroundings is None or self._surroundings.files is not files:
            self._surroundings = _Surroundings(config, files)
        key = self._surroundings.key(page)
        found = self._kept.pop(page.file.dest_uri, None)
        if found is None or found.key != key:
            found = _converted(page, config, files, key)
        else:
            found.put_on(page, files)
        if found:
            self._kept[page.file.dest_uri] = found


class _Surroundings:
    """What the conversions of one build have in common."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self.files = files
        targets = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        self._digest = blake2b(repr((targets, [config[name] for name in _SETTINGS])).encode())
        self._including = Markdown(extensions=[_SNIPPETS], extension_configs={_SNIPPETS: config.mdx_configs[_SNIPPETS]})

    def key(self, page: Page) -> bytes:
        """Return a hash of everything that the conversion of `page` reads."""
        rows = self._including.preprocessors["snippet"].run((page.markdown or "").split("\n"))
        digest = self._digest.copy()
        digest.update("\0".join((page.file.src_uri, page.file.url, *rows)).encode())
        return digest.digest()


def _converted(page: Page, config: MkDocsConfig, files: Files, key: bytes) -> _Conversion | None:
    """Convert the page; return what came of it, or none when something was said meanwhile."""
    said, log = CountHandler(), logging.getLogger("mkdocs")
    log.addHandler(said)
    try:
        Page.render(page, config, files)
    finally:
        log.removeHandler(said)
    return None if said.get_counts() else _Conversion.of(page, key)
