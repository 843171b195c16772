"""Which sections were read in both languages together, and which half has moved on since.

A stamp is a hash of both halves of a section, white space left out. `make stamp PAGE=select` records a review.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

from scripts.ground.files import read_yaml
from scripts.ground.problems import Problem
from scripts.pages.page import Heading, Page, pairs
from scripts.records.languages import Language
from scripts.words.dictionary import word

STAMPS_FILE = "docs/data/reviewed.yml"
_HEADER = """\
# 每一节最近一次双语对照时的指纹，由“make stamp”写入，不要手改。
# Fingerprints of both halves of each section when they were last read together; written by “make stamp”, never by hand.
"""

Stamp = dict[str, str]
Stamps = dict[str, dict[str, Stamp]]


@dataclass(frozen=True)
class Section:
    """A section whose halves were not read together as they now stand; `moved` names the halves that changed."""

    page: str
    id: str
    headings: dict[Language, Heading]
    paths: dict[Language, str]
    moved: tuple[Language, ...]

    @property
    def state(self) -> str:
        """The key of the words that say which half has changed."""
        return f"moved_{self.moved[0]}" if len(self.moved) == 1 else "moved_both"


def read_stamps(root: Path) -> Stamps:
    """Return page -> section -> language -> hash; empty when nothing was ever stamped."""
    path = root / STAMPS_FILE
    return read_yaml(path) or {} if path.is_file() else {}


def dump_stamps(stamps: Stamps) -> str:
    """Return the text of the stamp file, sorted, one section a line."""
    lines = [_HEADER.rstrip()]
    for name, sections in sorted(stamps.items()):
        lines += [f"{name}:", *(f"  {id}: {{zh: {stamp['zh']}, en: {stamp['en']}}}" for id, stamp in sections.items())]
    return "\n".join(lines) + "\n"


def section_texts(page: Page) -> dict[str, str]:
    """Return the text of each section by heading id: the lines from its heading to the next."""
    starts = [heading.line for heading in page.headings] + [len(page.rows) + 1]
    texts = ("\n".join(page.rows[start - 1 : end - 1]) for start, end in pairwise(starts))
    return {heading.id: text for heading, text in zip(page.headings, texts, strict=True)}


def hashes(page: Page) -> dict[str, str]:
    """Return the hash of each section, white space left out."""
    return {
        id: "h" + blake2b("".join(text.split()).encode("utf-8"), digest_size=5).hexdigest()
        for id, text in section_texts(page).items()
    }


def stale_sections(pages: list[Page], stamps: Stamps) -> list[Section]:
    """Return every section of a complete pair whose halves differ from their stamp, or that has none."""
    stale = []
    for zh, en in pairs(pages):
        now: dict[Language, dict[str, str]] = {"zh": hashes(zh), "en": hashes(en)}
        english = {heading.id: heading for heading in en.headings}
        for heading in (one for one in zh.headings if one.id in english):  # else the parity check reports a difference
            stamp = stamps.get(zh.name, {}).get(heading.id, {})
            moved: tuple[Language, ...] = tuple(language for language in now if stamp.get(language) != now[language][heading.id])
            if moved:
                halves: dict[Language, Heading] = {"zh": heading, "en": english[heading.id]}
                stale.append(Section(zh.name, heading.id, halves, {"zh": zh.path, "en": en.path}, moved))
    return stale


def freshness_warnings(stale: list[Section]) -> Iterator[Problem]:
    """Yield what an editor should look at; these do not fail a check."""
    for section in stale:
        moved = section.moved[0]
        key = "section-moved" if len(section.moved) == 1 else "section-unread"
        names = {"moved_en": word("languages", moved, "en"), "moved_zh": word("languages", moved, "zh")}
        values = {"section": section.id, "page": section.page, **names}
        yield Problem.at(section.paths[moved], section.headings[moved].line, section.page, key, **values)


def sections_behind(page: Page, stale: list[Section]) -> set[str]:
    """Return the ids of the sections of a page that stayed as they were while their other half changed."""
    return {section.id for section in stale if section.page == page.name and page.language not in section.moved}


def listing(language: Language, stale: list[Section]) -> str:
    """Return the stale sections as a list, each with what has moved."""
    items = [
        f"- [{section.headings[language].text}]({section.page}.md#{section.id}){word('labels', section.state, language)}"
        for section in stale
    ]
    return "\n".join(items) or word("labels", "all_fresh", language)
