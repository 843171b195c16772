"""What a link cites: a figure or calculation on the page of figures, a paragraph on the page of coverage."""

from collections.abc import Collection

from scripts.model import Pipeline
from scripts.pages import Page
from scripts.problems import nearest

Citable = dict[str, Collection[str]]


def citable(data: Pipeline) -> Citable:
    """Return the ids that can be cited, by the file that holds them."""
    return {
        "figures.md": {record.id for records in (data.figures, data.derived) for record in records},
        "coverage.md": {paragraph.id for paragraph in data.paragraphs},
    }


def cited(page: Page, target: str | None, known: Citable) -> str:
    """Return the id that a link cites, or else an empty text; one slightly misspelt is taken as it was meant, since the check on links names it."""
    file, _, anchor = (target or "").partition("#")
    ids = known.get(file or f"{page.name}.md", ())
    return anchor if anchor in ids else nearest(anchor, ids, 0.8)
