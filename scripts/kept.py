"""What one build leaves for the next, a JSON file of the cache each: whatever cannot be read is as if it were not there."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from scripts.writing import replace


def read_kept(file: Path, key: str) -> Any:
    """Return what `file` keeps under this key; none when it keeps nothing, something under another key, or cannot be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(file.read_bytes())
        if kept["key"] == key:
            return kept["value"]
    return None


def keep(file: Path, key: str, value: Any) -> None:
    """Leave a value for the next build; a checkout that cannot be written builds all the same, only slower."""
    with suppress(OSError):
        replace(file, json.dumps({"key": key, "value": value}, ensure_ascii=False, separators=(",", ":")))
