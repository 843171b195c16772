"""What is wrong with what was saved under `mkdocs serve`: said in the terminal, and in a strip on the pages."""

import html
import logging
import re
import shutil
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import Any

from scripts import ROOT
from scripts.checks import run
from scripts.ground.cache import fingerprint
from scripts.ground.problems import Problem, messages
from scripts.pages.policy import hash_source, with_policy

_MADE = ("generated-", "image-")  # faults of files that come of what was saved, and are made before a commit
_OTHERS = {".venv", "faults.py", "server.py"}  # through which every fault comes
_READ_ONCE = (*(f"scripts/**/*.{kind}" for kind in ("yml", "txt", "j2")), "docs/data/rules.yml", "docs/data/fingerprints.txt")
_STARTED, _read = time(), [fingerprint(ROOT, _READ_ONCE)]
_MESSAGES = messages()  # as they were at the start: what is wrong with the file of messages can be said too
_EMPTY = '<!doctype html><html><head><meta charset="utf-8"><title>…</title><link rel="stylesheet" href="preview.css"></head><body></body></html>'


@contextmanager
def heard() -> Iterator[list[str]]:
    """Collect the lines of what MkDocs warns of meanwhile."""
    lines, handler = list[str](), logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.extend(filter(None, record.getMessage().splitlines()))  # type: ignore[method-assign]
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        yield lines
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)


def outcome(work: Callable[[], object]) -> tuple[list[str], list[str]]:
    """Do the work; return the lines of what it warned of, and those of what stopped it: none when it was done."""
    with heard() as lines:
        try:
            work()
        except Exception as error:
            return [], _said(_places(error, bool(lines))) or lines
    return lines, []


def build_beside(build: Callable[[], None], config: Any) -> tuple[list[str], list[str], list[str]]:
    """Build beside the site that is shown, and in its place when it is whole; return what there is to say of code, and `outcome`."""
    site, new = Path(config.site_dir), Path(f"{config.site_dir}-new")
    config.site_dir, config.strict, code = str(new), False, _changed_code()
    warned, stopped = outcome(build)
    if not stopped:
        shutil.rmtree(site)
        new.rename(site)
    elif not any(site.iterdir()):  # nothing could be built so far
        shutil.copy(ROOT / "scripts/preview/preview.css", site)
        (site / "index.html").write_text(_EMPTY, encoding="utf-8")
    shutil.rmtree(new, ignore_errors=True)
    return code, warned, stopped


def checked() -> list[str]:
    """Say what the checks find in what was saved, and return the lines."""
    found = list[Problem]()
    crashed = outcome(lambda: found.extend(run.problems(ROOT)))[1]
    return crashed + _said(problem for problem in sorted(set(found)) if not problem.key.startswith(_MADE))


def _changed_code() -> list[str]:
    """Let words, messages and rules be read again when they were saved; say when code was, which is in use from the next start."""
    before, _read[0] = _read[0], fingerprint(ROOT, _READ_ONCE)
    for module in [module for name, module in sys.modules.items() if name.startswith("scripts.") and _read[0] != before]:
        for kept in [value for value in vars(module).values() if hasattr(value, "cache_clear")]:
            kept.cache_clear()  # what was found of pages and records was found with these words
    code = sorted(path for path in (ROOT / "scripts").rglob("*.py") if path.stat().st_mtime > _STARTED)
    return _said(_problem(path, 1, "preview-code") for path in code[:1])


def _places(error: Exception, is_told: bool) -> list[Problem]:
    """Return where this happened: in which template; in which code, or in the settings, unless MkDocs has told of a page."""
    frames = [(Path(frame.filename), frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    own = [(path, line) for path, line in frames if path.is_relative_to(ROOT) and not _OTHERS.intersection(path.parts)]
    row = re.search(r"line (\d+)", str(error))
    settings = [(ROOT / "mkdocs.yml", int(row[1]) if row else 1)]
    places = [place for place in own if place[0].suffix != ".py"] or ([] if is_told else own or settings)
    if (mark := getattr(error, "problem_mark", None)) and Path(mark.name).is_relative_to(ROOT):  # of a file of words or settings
        places = [(Path(mark.name), mark.line + 1)]
    reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return [_problem(path, line, "preview-fault", reason) for path, line in places[-1:]]


def _problem(path: Path, line: int, key: str, reason: str = "") -> Problem:
    said = {language: text.format(reason=reason) for language, text in _MESSAGES[key].items()}
    return Problem(path.relative_to(ROOT).as_posix(), line, "preview", key, **said)


def _said(problems: Iterable[Problem]) -> list[str]:
    lines = [str(problem) for problem in problems]
    print(*lines, sep="\n", end="\n" * bool(lines), file=sys.stderr, flush=True)
    return lines


def strip(lines: list[str], stopped: list[str]) -> str:
    """Return the strip: what the lines mean for the page, in both languages, and the lines; empty without any."""
    every = dict.fromkeys([*stopped, *lines])
    key = "preview-old" if stopped else "preview-new"
    heads = (f'<p lang="{code}">{html.escape(_MESSAGES[key][name])}</p>' for name, code in (("zh", "zh-Hans"), ("en", "en")))
    items = "".join(f"<li>{html.escape(line)}</li>" for line in every)
    return (
        f'<aside class="preview-strip {key}" role="status" tabindex="0">{"".join(heads)}<ul>{items}</ul></aside>' if every else ""
    )


def under_policy(page: str) -> str:
    """Return a page under the policy of the published one, which lets its last script run too: the one that loads it again."""
    script = page.rpartition("<script>")[2].partition("</script>")[0]
    return with_policy(page).replace("script-src 'self'", f"script-src 'self' {hash_source(script)}", 1)
