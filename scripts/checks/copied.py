"""Own wording: no run of 13 Han characters is shared with a source. The project holds hashes of such runs, never the text.

A run is 13 Han characters with everything else taken out; its fingerprint is 6 bytes of BLAKE2b (RFC 7693).
`python -m scripts.checks.copied < text` adds the fingerprints of a source that is not in the repository.
"""

import sys
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from scripts import ROOT
from scripts.ground.cache import PAGES, READINGS
from scripts.ground.problems import Problem
from scripts.pages.page import Page
from scripts.records.load import DATA_FILE

LENGTH = 13
FINGERPRINTS = ROOT / "docs/data/fingerprints.txt"

# A passage is text that belongs together, as runs with their lines; a run never reaches from one passage into the next.
Passage = list[tuple[int, str]]


def copied_problems(root: Path, pages: list[Page], allowed: list[str]) -> Iterator[Problem]:
    """Yield a problem for each line with a run that a source has too; titles and names in `allowed` may stand."""
    may_stand = {window for phrase in allowed for _, window in _windows([(1, phrase)])}
    found = [(DATA_FILE, "data", _shared_in_data((root / DATA_FILE).read_text(encoding="utf-8-sig")))]
    found += [(page.path, page.name, _shared_in_page(page)) for page in pages]
    for path, name, shared in found:
        first: dict[int, str] = {}
        for line, window in shared:
            if window not in may_stand:
                first.setdefault(line, window)
        yield from (Problem.at(path, line, name, "copied", text=text, length=LENGTH - 1) for line, text in first.items())


@lru_cache(maxsize=READINGS)
def _shared_in_data(text: str) -> list[tuple[int, str]]:
    return _shared([row] for row in enumerate(text.splitlines(), 1))


@lru_cache(maxsize=PAGES)
def _shared_in_page(page: Page) -> list[tuple[int, str]]:
    return _shared([(piece.line, piece.text) for piece in block.pieces] for block in page.blocks)


def _shared(passages: Iterable[Passage]) -> list[tuple[int, str]]:
    """Return each run that a source has too, with its line."""
    return [(line, window) for passage in passages for line, window in _windows(passage) if fingerprint(window) in known()]


def fingerprint(window: str) -> str:
    """Return the hash of a run as 12 hexadecimal digits."""
    return blake2b(window.encode("utf-8"), digest_size=6, person=b"own-wording").hexdigest()


@cache
def known() -> frozenset[str]:
    """Return the fingerprints of the sources; none before the first is added."""
    return frozenset(FINGERPRINTS.read_text(encoding="ascii").split()) if FINGERPRINTS.is_file() else frozenset()


def _windows(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield each run with the line on which it begins; punctuation, spaces and line ends hide nothing."""
    han = [(character, line) for line, text in passage for character in text if "\u4e00" <= character <= "\u9fff"]
    text = "".join(character for character, _ in han)
    for start in range(len(text) - LENGTH + 1):
        yield han[start][1], text[start : start + LENGTH]


def main() -> int:
    """Add the fingerprints of the text on standard input; return the exit status."""
    found = known() | {fingerprint(window) for _, window in _windows([(1, sys.stdin.read())])}
    FINGERPRINTS.write_text("\n".join(sorted(found)) + "\n", encoding="ascii")
    print(f"{len(found)} fingerprints in {FINGERPRINTS.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
