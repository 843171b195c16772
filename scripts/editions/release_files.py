"""What a release holds: `--begin` empties its folder unless something forbids the release, and at the end come the checksums.

A release is for readers elsewhere, so addresses that they cannot reach are refused, and a tag that is not that of its version.
"""

import argparse
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts import ROOT
from scripts.editions.artefacts import is_reachable
from scripts.ground.files import replace
from scripts.ground.problems import Problem, report
from scripts.pages.finish import site_version

NAME = "SHA256SUMS"


def release_problems(environment: Mapping[str, str], version: str) -> Iterator[Problem]:
    """Yield what forbids a release: SITE_URL or REPO_URL that no reader can reach, a TAG that is not that of the version."""
    for name in ("SITE_URL", "REPO_URL"):
        if not is_reachable(environment.get(name, "")):
            yield Problem.at("Makefile", 1, "artefacts", "release-address", name=name, given=environment.get(name, ""))
    tag = environment.get("TAG", "")
    if tag and tag != f"v{version}":
        yield Problem.at("pyproject.toml", 1, "artefacts", "release-tag", tag=tag, version=version)


def checksums(folder: Path) -> str:
    """Return one line for each file of a folder, sorted by name, without the list itself, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != NAME)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def main(arguments: list[str] | None = None) -> int:
    """Empty the folder, or write the list beside its files; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.editions.release_files", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "build/release", help="what the release holds")
    parser.add_argument("--begin", action="store_true", help="empty the folder, or say what forbids the release")
    options = parser.parse_args(arguments)
    if not options.begin:
        replace(options.folder / NAME, checksums(options.folder))
        print(options.folder / NAME)
        return 0
    status = report(release_problems(os.environ, site_version(ROOT)), "Nothing was made. / 没有制作发布文件。")
    if not status:
        shutil.rmtree(options.folder, ignore_errors=True)
        options.folder.mkdir(parents=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
