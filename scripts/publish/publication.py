"""All that a build publishes besides the pages, for the glue of whichever generator builds them."""

from dataclasses import dataclass
from functools import cached_property

from scripts.cite.citing import Target, block, figure_targets, files, page_targets
from scripts.cite.edition import Edition
from scripts.pages.page import Page
from scripts.publish.companions import address, companions
from scripts.publish.downloads import published
from scripts.publish.metadata import page_metadata


@dataclass(frozen=True)
class Publication:
    """An edition at an absolute address, with the site’s pages, the fragments they include, and the data file as it is."""

    edition: Edition
    pages: list[Page]
    fragments: dict[str, str]
    pipeline: bytes

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Every page that can be cited, by name."""
        return page_targets(self.pages)

    @cached_property
    def cited(self) -> list[Target]:
        """Every card and page that can be cited."""
        return [*figure_targets(self.edition), *self.targets.values()]

    @cached_property
    def linked(self) -> dict[str, bytes]:
        """Path below the site’s root -> content of the downloads, which pages link to."""
        return published(self.edition, self.pipeline, self.cited)

    @cached_property
    def unlinked(self) -> dict[str, bytes]:
        """Path below the site’s root -> content of what no Markdown link leads to: files for reference managers and for programs."""
        texts = companions(self.edition, self.pages, self.fragments)
        return files(self.edition, self.cited) | {path: text.encode("utf-8") for path, text in texts.items()}

    def cite_page(self, page: Page) -> str:
        """Return the block “cite this page” as HTML."""
        depth = address(self.edition.at(""), page).count("/")
        return block(self.edition, self.targets[page.name], page.language, to_root="../" * depth or "./", is_page=True)

    def metadata(self, page: Page) -> str:
        """Return the JSON-LD of a page."""
        about = str(page.meta.get("description", ""))
        edition = self.edition.seen_from(address(self.edition.at(""), page))
        return page_metadata(edition, page.language, url=address(edition, page), title=page.title, about=about)
