"""A site of any size with words of its own, for timing: the same pages from the same seed."""

import re
from itertools import accumulate
from pathlib import Path
from random import Random

from scripts.records.languages import language_of
from tests.search_queries import SeenPage

SECTIONS = 5
_WORDS = 20_000
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]


def pages(count: int, random: Random) -> dict[str, str]:
    """Return path -> HTML of `count` pages a language, each about as long as a page of this site."""
    return {
        **{f"page-{number}/index.html": _page(_chinese(random), "", random, 240) for number in range(count)},
        **{f"en/page-{number}/index.html": _page(_english(random), " ", random, 75) for number in range(count)},
    }


def seen(html: dict[str, str]) -> list[SeenPage]:
    """Return the text of such pages as a reader sees it."""
    lines = {path: tuple(re.findall(r"<p>(.*?)</p>", text)) for path, text in html.items()}
    return [SeenPage(path.removesuffix("index.html"), language_of(path), found, ()) for path, found in lines.items()]


_words: dict[str, list[str]] = {}


def characters() -> list[str]:
    """Return some 2,700 simplified characters, each once."""
    table = (Path(__file__).parent.parent / "scripts/site/traditional.txt").read_text(encoding="utf-8").splitlines()
    return [row[0] for row in table if not row.startswith("#")]


def _chinese(random: Random) -> list[str]:
    if "zh" not in _words:
        known = characters()
        _words["zh"] = ["".join(random.choices(known, k=random.choice((1, 2, 2, 2, 3, 4)))) for _ in range(_WORDS)]
    return _words["zh"]


def _english(random: Random) -> list[str]:
    if "en" not in _words:
        _words["en"] = ["".join(random.choices(SYLLABLES, k=random.choice((1, 2, 3, 3, 4)))) for _ in range(_WORDS)]
    return _words["en"]


def _page(words: list[str], space: str, random: Random, length: int) -> str:
    """Return a page whose words follow Zipf’s law, as those of a language do."""
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    text = [space.join(random.choices(words, cum_weights=weights, k=length)) for _ in range(SECTIONS)]
    titles = [space.join(random.choices(words, k=2)) for _ in range(SECTIONS)]
    heading = ["h1", *["h2"] * (SECTIONS - 1)]
    body = "".join(
        f'<{h} id="s{n}">{title}</{h}><p>{part}</p>' for n, (h, title, part) in enumerate(zip(heading, titles, text, strict=True))
    )
    return f"<article>{body}</article>"
