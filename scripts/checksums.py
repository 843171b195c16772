"""Checksums of what a release holds, in the form that `sha256sum --check` reads: `python -m scripts.checksums`."""

import argparse
import hashlib
import sys
from pathlib import Path

from scripts.generate import ROOT
from scripts.writing import replace

NAME = "SHA256SUMS"


def checksums(folder: Path) -> str:
    """Return one line for each file of a folder, sorted by name, without the list itself."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != NAME)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def main(arguments: list[str] | None = None) -> int:
    """Write the list beside the files; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.checksums", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "build", help="what the release holds")
    folder = parser.parse_args(arguments).folder
    replace(folder / NAME, checksums(folder))
    print(folder / NAME)
    return 0


if __name__ == "__main__":
    sys.exit(main())
