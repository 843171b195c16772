"""Reading a file of settings or words, the same way for all that are ours; what editors write is read by `records/` and `pages/`."""

from pathlib import Path
from typing import Any

import yaml


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds, as plain values; an error names the file."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)
