"""The files below docs/: which are pages, which only look so, and whether all can be read as text.

`python -m scripts.pages.sources` says whether the settings can be read, which MkDocs does before it asks anything of ours.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from scripts.ground.problems import DataError, Problem
from scripts.records.languages import LANGUAGES

DOCS = "docs"
SETTINGS = "mkdocs.yml"
FRAGMENTS = "docs/_generated"
FOR_EDITORS = {"contributing", "engines", "publishing", "recipes", "style"}  # pages about this site, not about the report
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}  # what MkDocs makes a page of
_PAGE = re.compile(rf".+\.({'|'.join(LANGUAGES)})\.md")
_COPY = re.compile(r" \(\d+\)|副本|冲突|\bcopy\b|\bconflict", re.IGNORECASE)  # as systems and cloud drives name them
_TEXTS = (SETTINGS, "docs/data/*.yml", "docs/data/*.txt", "docs/data/releases/*")


def page_files(root: Path) -> list[Path]:
    """Return the pages below docs/, sorted: every NAME.zh.md and NAME.en.md that is not generated or hidden, as by an editor’s program."""
    return [path for path in _markdown(root) if _is_page(path)]


def stray_problems(root: Path) -> Iterator[Problem]:
    """Yield each Markdown file below docs/ that is the page of neither language, and so is not published."""
    for path in _markdown(root):
        if not _is_page(path):
            key = "page-copy" if _COPY.search(path.name) else "page-language"
            yield Problem.at(path.relative_to(root).as_posix(), 1, path.stem, key, name=path.name.partition(".")[0])


def refuse_unreadable(root: Path) -> None:
    """Raise DataError with every page, setting and data file that is not UTF-8, at its first such line."""
    texts = [path for pattern in _TEXTS for path in sorted(root.glob(pattern)) if path.is_file()]
    if found := [problem for path in [*page_files(root), *texts] for problem in _unreadable(path, root)]:
        raise DataError(found)


def unreadable_settings(root: Path) -> list[Problem]:
    """Return what keeps MkDocs from reading its settings as text."""
    path = root / SETTINGS
    return list(_unreadable(path, root)) if path.is_file() else []


def navigation(node: yaml.Node | None, inside: bool = False) -> Iterator[tuple[str, int]]:
    """Yield the name of each page that the navigation in the settings lists, with its line, however it is written."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if inside or key.value == "nav":
                yield from navigation(value, inside=True)
    elif isinstance(node, yaml.SequenceNode) and inside:
        for item in node.value:
            yield from navigation(item, inside=True)
    elif inside and node is not None and str(node.value).endswith(".md"):
        yield str(node.value).removesuffix(".md"), node.start_mark.line + 1


def _is_page(path: Path) -> bool:
    return bool(_PAGE.fullmatch(path.name)) and not _COPY.search(path.name)


def _unreadable(path: Path, root: Path) -> Iterator[Problem]:
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        name = path.relative_to(root).as_posix()
        yield Problem.at(name, content.count(b"\n", 0, error.start) + 1, path.name.partition(".")[0], "not-utf8")


def _markdown(root: Path) -> list[Path]:
    docs = root / DOCS
    found = (path for path in docs.rglob("*.[mM]*") if path.suffix.lower() in _MARKDOWN and path.is_file())
    inside = ((path, path.relative_to(docs).parts) for path in found)
    return sorted(path for path, parts in inside if parts[0] != "_generated" and not any(part.startswith(".") for part in parts))


if __name__ == "__main__":
    print(*(found := unreadable_settings(Path())), sep="\n", end="\n" * bool(found), file=sys.stderr)
    sys.exit(bool(found))
