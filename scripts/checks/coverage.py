"""Nothing the report says is dropped: each paragraph has a page, each practice its place with its figures, in both languages."""

from collections.abc import Iterator

from scripts.checks.facts import citable, cited
from scripts.ground.problems import Problem
from scripts.pages.page import Page
from scripts.records.languages import LANGUAGES
from scripts.records.load import Document
from scripts.records.model import Programme
from scripts.words.dictionary import word


def coverage_problems(pages: list[Page], doc: Document) -> Iterator[Problem]:
    """Yield a problem at the data record of each paragraph or figure that a language leaves out."""
    known = citable(doc.data)
    for language in LANGUAGES:
        half = [page for page in pages if page.language == language]
        if any(page.meta_broken for page in half):
            continue  # what they cover cannot be known
        names = {"language_en": word("languages", language, "en"), "language_zh": word("languages", language, "zh")}
        covered = {str(id) for page in half for id in page.meta.get("paragraphs", [])}
        told = {page.name: page for page in half}
        counted = {figure.programme for figure in doc.data.figures}
        stages = {stage.id for stage in doc.data.stages}
        for index, programme in enumerate(doc.data.programmes):
            if programme.stage not in stages:
                continue  # the rule on references says so
            if key := _practice_fault(programme, told.get(programme.stage), programme.id in counted):
                given = names | {"page": f"{programme.stage}.{language}.md", "programme": programme.id, "language": language}
                yield doc.problem(("programmes", index), programme.id, key, **given)
        said = {cited(page, link.target, known) for page in half if page.name != "figures" for link in page.links}
        for index, paragraph in enumerate(doc.data.paragraphs):
            if paragraph.id not in covered:
                yield doc.problem(("paragraphs", index), paragraph.id, "paragraph-uncovered", **names)
        for index, figure in enumerate(doc.data.figures):
            if figure.id not in said:
                yield doc.problem(("figures", index), figure.id, "figure-uncited", figure=figure.id, **names)


def _practice_fault(programme: Programme, page: Page | None, has_figures: bool) -> str:
    """Return the message for a practice that its stage’s page does not tell, or tells without its figures; empty when all is there."""
    if page is None or programme.id not in {heading.id for heading in page.headings}:
        return "practice-untold"
    fragment = f"{page.language}/practice-{programme.id}.md"
    missing = has_figures and fragment not in {include.target for include in page.includes}
    return "practice-without-figures" if missing else ""
