"""The parts of the site as CycloneDX: the locked packages with their hashes, and the licences that are declared where they are installed."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from scripts import ROOT
from scripts.ground.files import replace

_TOOL = [str(Path(sys.executable).with_name("cyclonedx-py"))]
_COMMON = ["--pyproject", "pyproject.toml", "--output-reproducible", "--output-format", "JSON", "--output-file", "-"]


def listed(*source: str) -> dict[str, Any]:
    """Return what CycloneDX’s own tool lists of a source."""
    done = subprocess.run([*_TOOL, *source, *_COMMON], cwd=ROOT, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return dict(json.loads(done.stdout))


def with_licences(locked: dict[str, Any], installed: dict[str, Any]) -> dict[str, Any]:
    """Return the list of locked parts with the licences that the installed ones declare."""
    known = {
        canonicalize_name(part["name"]): {"licenses": part["licenses"]} for part in installed["components"] if "licenses" in part
    }
    return locked | {"components": [part | known.get(canonicalize_name(part["name"]), {}) for part in locked["components"]]}


def main(arguments: list[str] | None = None) -> int:
    """Write the list; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.editions.sbom", description=__doc__)
    parser.add_argument("--output-dir", type=Path, default=ROOT / "build", help="where the list goes")
    path = parser.parse_args(arguments).output_dir / "sbom.json"
    found = with_licences(listed("requirements", "requirements/site.txt"), listed("environment", sys.prefix))
    replace(path, json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
