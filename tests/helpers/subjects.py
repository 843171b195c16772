"""Which tests a change needs: the table in tests/README.md, which `make test ONLY=numbers` reads."""

import re
from difflib import get_close_matches

from tests.helpers.sources import ROOT

TABLE = ROOT / "tests/README.md"
FILES = {path.name: path for path in (ROOT / "tests").rglob("test_*.py")}


def subjects() -> dict[str, tuple[list[str], list[str]]]:
    """Return for each subject the patterns of the files that it is about, and the names of its test files."""
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: (re.findall(r"`(.+?)`", files), re.findall(r"`(\w+)`", tests)) for name, files, tests in rows}


def chosen(subject: str) -> set[str]:
    """Return the names of the test files on a subject; raise ValueError, with what there is, for one that is not in the table."""
    table = subjects()
    if subject not in table:
        near = get_close_matches(subject, table, n=1)
        meant = f" (did you mean “{near[0]}”?)" if near else ""
        raise ValueError(f"There is no subject “{subject}”{meant}; choose from: {', '.join(table)}. 没有这个方面。")
    return {f"test_{name}.py" for name in table[subject][1]}
