"""What the commands share that make something from the built site: where it is, where the result goes, and that it must be there."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from scripts.generate import ROOT
from scripts.problems import Problem, report
from scripts.writing import replace

Artefacts = Iterable[tuple[str, str | bytes]]


def write_artefacts(
    command: str, about: str | None, make: Callable[[Path], Artefacts], arguments: list[str] | None, folder: str = "build"
) -> int:
    """Write each file that `make` gives for the built site, by its name below the output folder; return the exit status."""
    parser = argparse.ArgumentParser(prog=f"python -m scripts.{command}", description=about)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--output-dir", type=Path, default=ROOT / folder, help="where the result goes")
    options = parser.parse_args(arguments)
    if not (options.site_dir / "index.html").is_file():
        missing = Problem.at(options.site_dir.name, 1, command, "site-missing")
        return report([missing], "Nothing was written. / 没有写入任何文件。")
    for name, content in make(options.site_dir):
        replace(options.output_dir / name, content)
        print(options.output_dir / name)
    return 0
