"""When each page last changed, from git alone: a clock or a file's own date would differ from one copy to the next."""

from pathlib import Path

from scripts.ground.files import git
from scripts.pages.page import Page
from scripts.pages.sources import DOCS, FRAGMENTS


def page_dates(root: Path, pages: list[Page]) -> dict[str, str]:
    """Return page path -> ISO date of the last commit to it or to a part it includes; empty where git cannot tell, as in a shallow
    clone, whose oldest commit seems to touch all.
    """
    if git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    committed, date = dict[str, str](), ""
    log = git(root, "-c", "core.quotepath=off", "log", "--relative", "--format=%x00%cs", "--name-only", "--", DOCS)
    for line in filter(None, log.splitlines()):
        if line.startswith("\0"):
            date = line[1:]
        else:
            committed.setdefault(line, date)
    parts = {page.path: [page.path, *(f"{FRAGMENTS}/{include.target}" for include in page.includes)] for page in pages}
    dates = {path: max((committed[part] for part in own if part in committed), default="") for path, own in parts.items()}
    return {path: date for path, date in dates.items() if date}


def last_date(root: Path) -> str:
    """Return the ISO date of the last commit; empty where git cannot tell."""
    return git(root, "log", "-1", "--format=%cs").strip()
