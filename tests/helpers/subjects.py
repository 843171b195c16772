"""Which tests a change needs: the table in tests/README.md, which `make test ONLY=numbers` reads."""

import re
from difflib import get_close_matches

from tests.helpers.sources import ROOT

TABLE = ROOT / "tests/README.md"
FILES = {path.name: path for path in (ROOT / "tests").rglob("test_*.py")}


def subjects() -> dict[str, tuple[list[str], list[str]]]:
    """Return for each subject the patterns of the files that it is about, and the names of its test files; rooms are subjects too."""
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    table = {name: (re.findall(r"`(.+?)`", files), re.findall(r"`(\w+)`", tests)) for name, files, tests in rows}
    rooms: dict[str, tuple[list[str], list[str]]] = {}
    for path in FILES.values():
        rooms.setdefault(path.parent.name, ([], []))[1].append(path.stem.removeprefix("test_"))
    return table | {room: rooms[room] for room in sorted(rooms.keys() - table.keys() - {"tests"})}


def chosen(subject: str) -> set[str]:
    """Return the names of the test files on a subject; raise ValueError, with what there is, for one that is not in the table."""
    table = subjects()
    if subject not in table:
        near = get_close_matches(subject, table, n=1)
        meant = f" (did you mean “{near[0]}”?)" if near else ""
        raise ValueError(f"There is no subject “{subject}”{meant}; choose from: {', '.join(table)}. 没有这个方面。")
    return {f"test_{name}.py" for name in table[subject][1]}
