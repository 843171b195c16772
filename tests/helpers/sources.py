"""The sources: where they lie, a copy to damage and to mend, and commands run on one as an editor would."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml", "CITATION.cff")
LIMIT = 900  # seconds for one command, on however busy a machine

# Set for this site, or left by the make that runs the tests, whose own commands would then say so.
_NOT_AN_EDITORS = {"SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}


def editor_environment() -> dict[str, str]:
    """Return the environment of a person who has set nothing for this site."""
    environment = {key: value for key, value in os.environ.items() if key not in _NOT_AN_EDITORS}
    return environment | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def spawn(command: Sequence[str | Path], cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as an editor would, with more in its environment, and return what it printed."""
    settings = editor_environment() | environment
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", timeout=LIMIT, check=False)


def run(
    *arguments: str, cwd: Path = ROOT, site_url: str | None = None, before: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a Python module so, `before` it what is to run it."""
    address = {"SITE_URL": site_url} if site_url else {}
    return spawn([*before, sys.executable, "-m", *arguments], cwd, **address, **environment)


def program(path: Path, script: str) -> None:
    """Write a program for the shell."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def restore(root: Path) -> None:
    """Undo whatever was done to a copy of the sources; what time of change and size say is as it was is not read."""
    wanted, there = _sources(), dict(_found(root, ""))
    for name in sorted(there.keys() - wanted.keys(), reverse=True):
        (root / name).rmdir() if there[name] is None else (root / name).unlink()
    for name, was in wanted.items():
        if there.get(name, 0) != was and was is None:
            (root / name).mkdir()
        elif there.get(name, 0) != was:
            (root / name).unlink(missing_ok=True)
            shutil.copy2(ROOT / name, root / name)


@functools.cache
def _sources() -> dict[str, tuple[int, int] | None]:
    return {name: was for name, was in _found(ROOT, "") if name.split("/")[0] in SOURCES}


def _found(root: Path, folder: str) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Yield each path below the root with its time of change and size, none for a folder."""
    with os.scandir(root / folder) as entries:
        for entry in entries:
            name = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__" and (folder or root != ROOT or entry.name in SOURCES):
                    yield name, None
                    yield from _found(root, f"{name}/")
            else:
                told = entry.stat(follow_symlinks=False)
                yield name, (told.st_mtime_ns, told.st_size)


def copy_sources(folder: Path) -> Path:
    """Copy what a build needs into `folder`, and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    return folder


def edit(path: Path, old: str, new: str, after: str = "") -> None:
    """Save a file with a text replaced by another where it stands first, or first after the text `after`."""
    text = path.read_text(encoding="utf-8")
    at = text.find(old, text.find(after))
    assert at >= 0, f"{path} no longer holds “{old}”"
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
