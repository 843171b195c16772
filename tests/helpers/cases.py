"""Planted faults in pages: one file each under tests/checks/faults, with the exact lines it must bring."""

import re
from pathlib import Path
from typing import Any

from scripts.checks.run import problems
from scripts.ground.problems import Problem
from scripts.pages.read import read_pages
from scripts.publish.generated import build
from scripts.render.images import stale_images, with_source
from tests.helpers.sources import ROOT

PAGES = sorted((ROOT / "tests/checks/faults").glob("*.yml"))
SOUND = sorted((ROOT / "tests/checks/sound").glob("*.yml"))


def plant(case: dict[str, Any], root: Path) -> None:
    """Write the files of a case below `root`: {old} stands for what was there; null deletes."""
    for name, text in case["files"].items():
        file = root / name
        if text is None:
            file.unlink()
            continue
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        if isinstance(text, dict):
            assert text["old"] in old, f"the fault can no longer be planted: {text['old']}"
            written = old.replace(text["old"], text["new"], 1)
        else:
            written = text.replace("{old}", old)
        file.write_bytes(written.encode("utf-8"))


def accept_images(root: Path) -> None:
    """Take the images below `root` for drawn from what the data file holds now, as a browser would draw them in half a minute."""
    for path, drawing in stale_images(root, build(root, read_pages(root))).items():
        (root / path).write_bytes(with_source((root / path).read_bytes(), drawing))


def found(case: dict[str, Any], root: Path) -> list[Problem]:
    """Return what the checks say of the damaged copy, without what the case says comes besides."""
    return [problem for problem in sorted(set(problems(root))) if problem.key not in case.get("besides", [])]


def shown(case: dict[str, Any], root: Path) -> list[str]:
    """Return the lines as they stand in the case."""
    return [relative(str(problem), [case["files"]], root) for problem in found(case, root)]


def relative(line: str, changes: list[dict[str, Any]], root: Path) -> str:
    """Return a line of output with {last} for the last line of a damaged file, {at} for the line of a replaced text and
    {line} for a line of a file that the case leaves alone, so that editing the site breaks no case."""
    files = {path: change for files in changes for path, change in files.items()}

    def placed(match: re.Match[str]) -> str:
        path, line = match.group(1), int(match.group(2))
        if path not in files:
            return f"{path}:{{line}}"
        change = files[path]
        text = (root / path).read_bytes().decode("utf-8") if change is not None else ""
        if isinstance(change, dict):
            at = text[: text.index(change["new"])].count("\n") + 1
            return f"{path}:{{at}}" if line == at else f"{path}:{line}"
        back = len(text.splitlines()) - line
        return f"{path}:{{last{f'-{back}' if back else ''}}}" if 0 <= back < len(change.splitlines()) else f"{path}:{line}"

    return _PLACE.sub(placed, line)


_PLACE = re.compile(r"((?:docs/[\w./-]+|mkdocs\.yml)):(\d+)")
