"""The paths of the site’s pages, and which of them stand for a kind."""

from collections.abc import Collection
from typing import Any

import pytest

from scripts.pages.addresses import page_path
from scripts.pages.read import read_pages
from tests.helpers.sources import ROOT

PATHS = sorted(("en/" if page.language == "en" else "") + page_path(page.name) for page in read_pages(ROOT))
# A page of each kind: home, a text, a stage, figures, terms, a page to print. “make test” asks these alone what is asked of every page
# in “make test-all”.
OF_EACH_KIND = {"", "chain/", "develop/", "figures/", "glossary/", "handout/", "404.html"}


def sampled(paths: Collection[str], sample: Collection[str] | None = None) -> list[Any]:
    """Return the paths as parameters of a test, those not in the sample, or of pages like others, marked as wide."""
    chosen = [path in sample if sample else is_sample(path) for path in paths]
    return [path if by_day else pytest.param(path, marks=pytest.mark.wide) for path, by_day in zip(paths, chosen, strict=True)]


def is_sample(path: str) -> bool:
    """Whether a path stands for a kind of page."""
    return path.removeprefix("en/") in OF_EACH_KIND
