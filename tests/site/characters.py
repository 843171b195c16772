"""Write the table of traditional characters from OpenCC’s dictionary: `python -m tests.site.characters`.

The table is committed, so that building the site needs neither OpenCC nor its compiled library; a test compares them.
"""

from collections import defaultdict

from opencc import OpenCC

from scripts.ground.files import replace
from tests.helpers.sources import ROOT

TABLE = ROOT / "scripts/site/traditional.txt"
_HAN = range(0x4E00, 0xA000)


def table() -> str:
    """Return the table: a simplified character a line, followed by its traditional forms."""
    convert = OpenCC("t2s").convert
    forms: defaultdict[str, str] = defaultdict(str)
    for traditional in map(chr, _HAN):
        simple = convert(traditional)
        if simple != traditional and len(simple) == 1 and ord(simple) in _HAN:
            forms[simple] += traditional
    return "".join(f"{line}\n" for line in [*_heading(), *(simple + forms[simple] for simple in sorted(forms))])


def _heading() -> list[str]:
    return [
        "# 繁简对照：行首为简体，其后为对应的繁体。Each line: a simplified character, then its traditional forms.",
        "# Made by “python -m tests.site.characters” from the dictionaries of OpenCC (Apache License 2.0).",
    ]


if __name__ == "__main__":
    replace(TABLE, table())
