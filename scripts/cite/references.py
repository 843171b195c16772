"""What can be cited, and how: GB/T 7714 of 2025 and of 2015, and APA 7, for a newspaper report and for a page of this site.

Styles in use: GB/T 7714-2025 (in force since 1 July 2026) sets Chinese entries with full-width commas, colons and brackets and
drops the date of access from newspapers, not from web pages; GB/T 7714-2015 is half-width and keeps it for both.
Text between <cite> and </cite> is the title that APA sets in italics. For reference managers BibTeX, RIS and CSL-JSON, in which
Chinese names stay whole, or 张三 becomes 张 三.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from scripts.records.bibliography import Masthead, Source
from scripts.records.languages import Language
from scripts.records.released import Release
from scripts.words import dictionary, wording

Style = Literal["gbt-2025", "gbt-2015", "apa"]
STYLES: dict[Style, str] = {"gbt-2025": "GB/T 7714-2025", "gbt-2015": "GB/T 7714-2015", "apa": "APA 7"}
"""Each with its name."""

# Stands for the day on which a reader looked, which only the reader knows.
READ_ON: dict[Language, str] = {"zh": "引用日期", "en": "date of access"}
_HALF_WIDTH = str.maketrans({"，": ", ", "：": ": ", "（": "(", "）": ")"})
_BRACES = str.maketrans({"{": "", "}": "", "\\": ""})


@dataclass(frozen=True)
class Reference:
    """One thing to cite. A report has authors and a newspaper; a page of this site has a version instead."""

    key: str
    language: Language
    title: str
    url: str
    issued: str
    authors: tuple[str, ...] = ()
    container: str = ""
    accessed: str = ""
    apa_authors: tuple[str, ...] = ()
    apa_title: str = ""
    apa_container: str = ""
    version: str = ""

    @property
    def is_report(self) -> bool:
        """Whether this is a newspaper report rather than a page of this site."""
        return bool(self.container) and not self.version


def report(source: Source) -> Reference:
    """Return the reference to a report, as its own language writes it."""
    title, container, romanized = source.title or source.label, source.container, source.romanized
    return Reference(
        key=source.id,
        language="zh",
        title=title.zh,
        url=source.url or "",
        issued=source.issued,
        authors=tuple(source.authors),
        container=container.zh if container else "",
        accessed=source.accessed,
        apa_authors=tuple(romanized.authors) if romanized else tuple(source.authors),
        apa_title=(romanized.title if romanized else title.zh) + (f" [{title.en}]" if source.title else ""),
        apa_container=container.en if container else "",
    )


def page(key: str, titles: dict[str, str], language: Language, url: str, release: Release, masthead: Masthead) -> Reference:
    """Return the reference to a page or card of this site at its permanent address; `titles` in both languages."""
    english = f" [{titles['en']}]" if language == "zh" else ""
    site = masthead.title[language]
    name = site + (f" [{masthead.title.en}]" if language == "zh" else "")
    return Reference(
        key=key,
        language=language,
        title=titles[language],
        url=url,
        issued=release.date,
        authors=(masthead.editors[language],),
        container=site,
        apa_title=titles[language] + english,
        apa_container=name,
        version=release.version,
    )


def cite(reference: Reference, style: Style) -> str:
    """Return the reference in one style; titles in italics stand between <cite> and </cite>."""
    return _apa(reference) if style == "apa" else _gbt(reference, of_2015=style == "gbt-2015")


def plain(citation: str) -> str:
    """Return a citation without the marks for italics."""
    return re.sub(r"</?cite>", "", citation)


def _gbt(reference: Reference, *, of_2015: bool) -> str:
    if reference.is_report:
        read = f"[{reference.accessed}]" if of_2015 else ""
        title, authors = reference.title, "，".join(reference.authors)
        entry = f"{authors}. {title}[N/OL]. {reference.container}，{reference.issued}{read}. {reference.url}."
    else:
        version = dictionary.word("labels", "version", reference.language).format(version=reference.version)
        title = "：".join(dict.fromkeys((reference.container, reference.title, version)))
        entry = f"{title}[EB/OL]. （{reference.issued}）[{READ_ON[reference.language]}]. {reference.url}."
    return entry.translate(_HALF_WIDTH) if of_2015 or reference.language == "en" else entry


def _apa(reference: Reference) -> str:
    day = wording.date(reference.issued, "en")
    number, month, year = day.split(" ")
    date = f"({year}, {month} {number})"
    if reference.is_report:
        *rest, last = reference.apa_authors
        authors = f"{', '.join(rest)}, & {last}" if rest else last
        return f"{authors} {date}. {reference.apa_title}. <cite>{reference.apa_container}</cite>. {reference.url}"
    version = f"(Version {reference.version})"
    if reference.title == reference.container:
        return f"<cite>{reference.apa_container}</cite> {version}. {date}. {reference.url}"
    return f"{reference.apa_title}. {date}. In <cite>{reference.apa_container}</cite> {version}. {reference.url}"


def _bibtex(reference: Reference) -> str:
    """Return an entry with names and titles in second braces, so that neither is split or lower-cased."""
    year, month, *_ = [*reference.issued.split("-"), ""]
    fields = {
        "author": " and ".join(f"{{{name}}}" for name in reference.authors),
        "title": f"{{{reference.title.translate(_BRACES)}}}",
        "journal" if reference.is_report else "howpublished": reference.container,
        "year": year,
        "month": month.lstrip("0"),
        "date": reference.issued,
        "urldate": reference.accessed,
        "version": reference.version,
        "url": reference.url,
        "langid": {"zh": "chinese", "en": "english"}[reference.language],
    }
    rows = [f"  {name} = {{{text}}}" for name, text in fields.items() if text]
    return f"@{'article' if reference.is_report else 'misc'}{{{reference.key},\n" + ",\n".join(rows) + "\n}\n"


def _ris(reference: Reference) -> str:
    """Return an entry in lines that end in a carriage return and a line feed."""
    day = reference.issued.replace("-", "/")
    lines = [
        ("TY", "NEWS" if reference.is_report else "ELEC"), ("ID", reference.key), *(("AU", name) for name in reference.authors),
        ("TI", reference.title), ("T2", reference.container), ("PY", day[:4]), ("DA", day), ("Y2", reference.accessed.replace("-", "/")),
        ("ET", reference.version), ("UR", reference.url), ("LA", reference.language),
    ]  # fmt: skip
    return "".join(f"{tag}  - {text}\r\n" for tag, text in lines if text) + "ER  - \r\n"


def _csl(reference: Reference) -> dict[str, Any]:
    item = {
        "id": reference.key,
        "type": "article-newspaper" if reference.is_report else "webpage",
        "title": reference.title,
        "container-title": reference.container,
        "issued": _date(reference.issued),
        "URL": reference.url,
        "language": {"zh": "zh-CN", "en": "en-GB"}[reference.language],
        "author": [{"literal": name} for name in reference.authors],
        "accessed": _date(reference.accessed) if reference.accessed else None,
        "version": reference.version,
    }
    return {name: value for name, value in item.items() if value}


def _date(iso: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]}


FORMATS: dict[str, Callable[[list[Reference]], str]] = {
    "bib": lambda references: "\n".join(map(_bibtex, references)),
    "ris": lambda references: "".join(map(_ris, references)),
    "json": lambda references: json.dumps([*map(_csl, references)], ensure_ascii=False, indent=1) + "\n",
}
"""File name extension -> what writes references as such a file."""
