"""What no build lets through: faults of fact, number, link, language, address and policy, in the sources and in the built site.

How a page is worded and written is for `make check` and the tests (the problems whose `kind` in messages.yml is “style”).
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from scripts.ground.cache import fingerprint, keep, read_kept
from scripts.ground.problems import Problem
from scripts.records.languages import language_of

_SOURCES = (
    "docs/**/*",
    "scripts/**/*.py",
    "scripts/**/*.yml",
    "scripts/**/*.txt",
    "scripts/render/templates/*",
    "mkdocs.yml",
    "CITATION.cff",
)
_MADE_OF = ("docs/**/*.md", "overrides/**/*.html", "scripts/render/templates/*", "mkdocs.yml")  # what pages are made of
_CACHE = ".cache/sound.json"
_QUOTED = re.compile("“([^”]+)”")


def refuse_sources(root: Path, already: Iterable[Problem] = ()) -> None:
    """Raise PluginError with every fault of the sources below `root`; sources once found sound are not read again."""
    key = fingerprint(root, _SOURCES)
    if read_kept(root / _CACHE, key):
        return
    from scripts.checks.run import problems  # noqa: PLC0415 (takes a second, and most builds find the sources as they were)

    _refuse({*already, *(problem for problem in problems(root, in_build=True) if problem.kind != "style")})
    keep(root / _CACHE, key, True)


def refuse_site(root: Path, folder: Path, url: str, repository: str = "") -> None:
    """Raise PluginError with every fault of the site built for the addresses into `folder`, and on warnings of MkDocs."""
    from scripts.built.addresses import built_problems  # noqa: PLC0415 (a preview does without lxml)
    from scripts.built.site import read_site  # noqa: PLC0415

    _refuse(_traced(root, built_problems(root, read_site(folder, url, repository))))
    counters = (handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))
    if any(counter.get_counts() for counter in counters):
        raise PluginError("MkDocs warned of what is said above. / MkDocs 发出了上面的警告。")


def _refuse(found: Iterable[Problem]) -> None:
    if lines := [str(problem) for problem in sorted(set(found))]:
        raise PluginError("\n" + "\n".join(lines))


def _traced(root: Path, found: list[Problem]) -> Iterator[Problem]:
    """Name the source that brought a fault instead of the built page, where one line of one holds what the problem quotes."""
    paths = sorted(path for pattern in _MADE_OF for path in root.glob(pattern)) if found else []
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8").splitlines() for path in paths}
    seen = set[tuple[str, int, str]]()
    for problem in found:
        path, line = next(_places(problem, texts), (problem.path, problem.line))
        if (path, line, problem.en) not in seen:  # a template is in every page
            seen.add((path, line, problem.en))
            yield replace(problem, path=path, line=line)


def _places(problem: Problem, texts: dict[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Yield where the sources hold what a problem of a built page quotes, the source of that page first."""
    if not problem.path.startswith("site/"):
        return
    page = problem.path.removeprefix("site/")
    name = page.removeprefix("en/").removesuffix("index.html").rstrip("/") or "index"
    first = "mkdocs.yml" if problem.key == "navigation-language" else f"docs/{name}.{language_of(page)}.md"
    for path in sorted(texts, key=lambda path: (path != first, path)):
        for quoted in _QUOTED.findall(problem.en):
            yield from ((path, line) for line, row in enumerate(texts[path], 1) if quoted in row)
