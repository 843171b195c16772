"""Every check of the data file, the generated files and the pages, without a build."""

from functools import lru_cache
from pathlib import Path

from scripts.checks.bounds import bound_problems, text_bound_problems
from scripts.checks.copied import copied_problems
from scripts.checks.counts import count_problems, data_count_problems
from scripts.checks.coverage import coverage_problems
from scripts.checks.forms import form_problems, without_echoes
from scripts.checks.links import link_problems
from scripts.checks.markup import markup_problems
from scripts.checks.numbers import number_problems
from scripts.checks.parity import parity_problems
from scripts.checks.prose import markdown_problems, prose_problems, term_problems, text_problems
from scripts.checks.shown import shown_problems
from scripts.ground.cache import PAGES, READINGS
from scripts.ground.problems import DataError, Problem
from scripts.pages.freshness import read_stamps
from scripts.pages.page import Page
from scripts.pages.read import read_pages
from scripts.publish.generated import edition_at, files, stale_problems
from scripts.records.load import DATA_FILE, Document, load
from scripts.records.model import Pipeline
from scripts.records.released import release_problems
from scripts.render.images import image_problems
from scripts.rules.every import data_problems


def problems(root: Path, pages: list[Page] | None = None, *, in_build: bool = False) -> list[Problem]:
    """Return every problem found; generated files are compared when the data file is sound, since no command writes them before.

    A build asks for no style, whose linters take as long as all else.
    """
    try:
        pages = read_pages(root) if pages is None else pages
        doc = load(root)
    except DataError as error:
        return error.problems
    disorder, said = data_problems(doc), _page_problems(root, pages, doc)
    if not in_build:
        said += _form_problems(root, pages, doc, said)
    found = [*disorder, *_said_once(without_echoes(said), disorder, doc)]
    if {problem.key for problem in disorder} <= _OF_VALUES:
        found += _release_problems(root, pages, doc, compare_files=not disorder)
    return found


# Faults of a record with which pages and tables can be rendered none the less.
_OF_VALUES = {"quote-value", "quote-precision", "quote-unit", "sources-differ", "sources-agree", "parts-sum", "derived-value"}


def _release_problems(root: Path, pages: list[Page], doc: Document, *, compare_files: bool) -> list[Problem]:
    """Compare with the last release and, when the data is sound and a command can mend them, with the committed files."""
    try:
        edition = edition_at(root, doc)
    except DataError as error:
        return error.problems
    found = [*release_problems(doc, edition.release), *text_bound_problems(doc), *bound_problems(edition, pages)]
    if compare_files:
        made = files(edition, pages)
        found += [*stale_problems(root, made), *image_problems(root, made)]
    return found


def _page_problems(root: Path, pages: list[Page], doc: Document) -> list[Problem]:
    titles = [source.title.zh for source in doc.data.sources if source.title]
    names = frozenset(page.name for page in pages)
    return [
        *link_problems(root, pages, doc.data),
        *(problem for page in pages for problem in _in_page(page, doc.data, names)),
        *_in_texts(doc, of_form=False),
        *parity_problems(pages, read_stamps(root), doc.data),
        *copied_problems(root, pages, [*titles, *(term.zh for term in doc.data.terms)]),
        *coverage_problems(pages, doc),
    ]


def _form_problems(root: Path, pages: list[Page], doc: Document, found: list[Problem]) -> list[Problem]:
    """Return what is wrong of form: no build is stopped by it. A page whose form or markup is refused is not compared with what is shown."""
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    forms = [problem for page in pages for problem in _form_of_page(page)]
    refused = {problem.path for problem in (*found, *forms) if problem.key.startswith(("form-", "markup-"))}
    shown = (problem for page in pages if page.path not in refused for problem in shown_problems(page, settings))
    return [*forms, *shown, *markdown_problems(root, pages), *_in_texts(doc, of_form=True)]


# What was found of a page, or of one reading of the data file, is not looked for again: at each save of a preview, one page of all is another.
@lru_cache(maxsize=PAGES)
def _in_page(page: Page, data: Pipeline, names: frozenset[str]) -> list[Problem]:
    checks = (markup_problems(page), count_problems(page, data), number_problems(page, data, names), term_problems(page, data))
    return [problem for found in checks for problem in found]


@lru_cache(maxsize=PAGES)
def _form_of_page(page: Page) -> list[Problem]:
    return [*form_problems(page), *prose_problems(page)]


@lru_cache(maxsize=2 * READINGS)
def _in_texts(doc: Document, *, of_form: bool) -> list[Problem]:
    return list(text_problems(doc) if of_form else data_count_problems(doc))


def _said_once(found: list[Problem], disorder: list[Problem], doc: Document) -> list[Problem]:
    """Gather what pages say against a record that is itself at fault: which of them is wrong, only the editor knows."""
    wrong = {problem.id for problem in disorder}
    for steps, record in ((steps, record) for steps, record in doc.records("figures", "derived") if record.id in wrong):
        about = [problem for problem in found if problem.key == "number-description" or problem.about == record.id]
        if against := [problem for problem in about if problem.path != DATA_FILE]:
            found = [problem for problem in found if problem not in against]
            given = {"count": len(against), "place": f"{min(against).path}:{min(against).line}"}
            found.append(doc.problem((*steps, "observations", 0, "quote"), record.id, "number-follows", **given))
    return found
