"""One edition of the site’s data: the records, the release they belong to, and the address they are published at."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from jinja2 import Environment

from scripts.ground.cache import READINGS
from scripts.pages.addresses import page_path
from scripts.pages.page import Page
from scripts.records.bibliography import Source
from scripts.records.languages import Language
from scripts.records.model import Pipeline
from scripts.records.released import Release


@dataclass(frozen=True, eq=False)
class Edition:
    """`site` ends in a slash, or is empty in the repository, whose addresses begin at the site’s root."""

    environment: Environment
    data: Pipeline
    release: Release
    site: str = ""

    def at(self, site: str) -> "Edition":
        """Return the same edition at another address."""
        return replace(self, site=site)

    def seen_from(self, path: str) -> "Edition":
        """Return the edition as the file at `path` below the site’s root names its places: without an address, as seen from there."""
        return self if self.site else self.at("../" * path.count("/") or "./")

    def home(self, language: Language) -> str:
        """Return the address of the home page of one language."""
        return f"{self.site}{'en/' if language == 'en' else ''}"

    def address(self, page: Page) -> str:
        """Return the address of a built page."""
        return f"{self.home(page.language)}{page_path(page.name)}"

    def filled(self, template: str, **more: object) -> str:
        """Return what a template makes of the edition, with a line feed at its end."""
        given = {"edition": self, "data": self.data, "masthead": self.data.masthead, "release": self.release, "site": self.site}
        return self.environment.get_template(template).render(given, **more).strip() + "\n"

    @property
    def primary(self) -> Source:
        """The main report, which is cited for the numbers."""
        return next(source for source in self.data.sources if source.role == "primary")

    @cached_property
    def reports(self) -> list[Source]:
        """The sources of figures, without those that only give context."""
        return [source for source in self.data.sources if source.role != "context"]


edition_of = lru_cache(maxsize=READINGS)(Edition)  # so that what is made of one is made once
