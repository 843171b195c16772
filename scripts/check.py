"""Check the data file, the generated files and the pages, without a build: `python -m scripts.check`."""

import argparse
import sys
from pathlib import Path

from scripts.checks.bounds import bound_problems
from scripts.checks.copied import copied_problems
from scripts.checks.counts import count_problems
from scripts.checks.coverage import coverage_problems
from scripts.checks.freshness import freshness_warnings, read_stamps, stale_sections
from scripts.checks.links import link_problems
from scripts.checks.numbers import Facts, number_problems
from scripts.checks.parity import parity_problems
from scripts.checks.prose import prose_problems, style
from scripts.checks.terms import term_problems
from scripts.generate import ROOT, stale_problems
from scripts.images import image_problems
from scripts.load import DATA_FILE, Document, load
from scripts.pages import Page, read_pages
from scripts.problems import DataError, Problem, report
from scripts.publish.downloads import committed
from scripts.publish.edition import Edition
from scripts.publish.release import read_release, release_problems
from scripts.render import SCHEMA_FILE, environment, render, schema
from scripts.rules import data_problems

NEXT = "Correct them and run “make check” again. / 请改正后再运行“make check”。"


def problems(root: Path, pages: list[Page] | None = None) -> list[Problem]:
    """Return every problem found; generated files are compared once data file and page pairs are sound."""
    pages = read_pages(root) if pages is None else pages
    try:
        doc = load(root)
    except DataError as error:
        return error.problems
    disorder = data_problems(doc)
    found = [*disorder, *_causes(_page_problems(root, pages, doc), {problem.id for problem in disorder})]
    if not any(problem.key == "half-missing" or problem.path == DATA_FILE for problem in found):
        found += _generated_problems(root, pages, doc)
    return found


def _generated_problems(root: Path, pages: list[Page], doc: Document) -> list[Problem]:
    """Compare with the last release and with the committed files; both need sound data."""
    try:
        edition = Edition(environment(), doc.data, read_release(root))
    except DataError as error:
        return error.problems
    files = {SCHEMA_FILE: schema()} | render(edition, pages) | committed(edition)
    return [
        *release_problems(doc, edition.release),
        *bound_problems(files, doc.data),
        *stale_problems(root, files),
        *image_problems(root, files),
    ]


def _page_problems(root: Path, pages: list[Page], doc: Document) -> list[Problem]:
    titles = [source.title.zh for source in doc.data.sources if source.title]
    names = [term.zh for term in doc.data.terms]
    return [
        *link_problems(root, pages, {paragraph.id for paragraph in doc.data.paragraphs}),
        *count_problems(pages, doc.data),
        *number_problems(pages, Facts(doc.data, style())),
        *parity_problems(pages, read_stamps(root), doc.data),
        *term_problems(pages, doc.data),
        *prose_problems(root, pages),
        *copied_problems(root, pages, titles + names),
        *coverage_problems(pages, doc),
    ]


# What a fault brings with it in other checks: said once, by the fault itself.
_LINK_FAULTS = {"link-missing", "anchor-missing", "link-absolute", "link-language"}
_SHAPE_FAULTS = _LINK_FAULTS | {"number-bare", "number-unknown", "count-wrong", "heading-id", "heading-id-ascii"}


def _causes(found: list[Problem], disordered: set[str]) -> list[Problem]:
    """Leave out what another fault explains: differences between halves, missing citations, numbers of disordered records."""
    links = [f"links to {id}," for id in disordered]
    broken_pages = {problem.id for problem in found if problem.key in _SHAPE_FAULTS}
    broken_link = any(problem.key in _LINK_FAULTS for problem in found)
    broken_lines = {(problem.path, problem.line) for problem in found if problem.key in _LINK_FAULTS}
    return [
        problem
        for problem in found
        if not (problem.key == "parity" and problem.id in broken_pages)
        and not (problem.key == "figure-uncited" and broken_link)
        and not (disordered and problem.key == "number-description")
        and not (problem.key.startswith("number-") and any(link in problem.en for link in links))
        and not (problem.key == "number-bare" and (problem.path, problem.line) in broken_lines)
    ]


def main(arguments: list[str] | None = None) -> int:
    """Print every problem, then what to look at; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    root = parser.parse_args(arguments).root
    pages = read_pages(root)
    for warning in sorted(freshness_warnings(stale_sections(pages, read_stamps(root)))):
        print(f"warning: {warning}", flush=True)
    status = report(problems(root, pages), NEXT)
    if not status:
        print("Data, generated files and pages agree. / 数据、生成的文件与页面一致。")
    return status


if __name__ == "__main__":
    sys.exit(main())
