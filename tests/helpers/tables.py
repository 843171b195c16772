"""Tables of cases, kept beside the tests that read them: what goes in and what must come of it, a row each."""

from pathlib import Path
from typing import Any

import yaml

from tests.helpers.sources import ROOT


def table(name: str | Path) -> Any:
    """Return the table, or the case, in a file below tests/."""
    return yaml.safe_load((ROOT / "tests" / name).read_text(encoding="utf-8"))
