"""What a link cites: a figure or calculation on the page of figures, a paragraph on the page of coverage."""

from functools import lru_cache

from scripts.ground.cache import READINGS
from scripts.ground.problems import nearest
from scripts.pages.page import Page
from scripts.records.model import Pipeline

Citable = dict[str, dict[str, set[float]]]


@lru_cache(maxsize=READINGS)
def citable(data: Pipeline) -> Citable:
    """Return the ids that can be cited, each with the values that it stands for, by the file that holds them."""
    values = {figure.id: {float(seen.value) for seen in figure.observations} for figure in data.figures}
    return {
        "figures.md": values | {derived.id: {derived.value} for derived in data.derived},
        "coverage.md": {paragraph.id: set() for paragraph in data.paragraphs},
    }


def cited(page: Page, target: str | None, known: Citable) -> str:
    """Return the id that a link cites, or else an empty text; one slightly misspelt is taken as it was meant, since the check on links names it."""
    file, _, anchor = (target or "").partition("#")
    ids = known.get(file or f"{page.name}.md", {})
    return anchor if anchor in ids else nearest(anchor, ids, 0.9)
