"""References for reference managers: BibTeX, RIS and CSL-JSON. Chinese names stay whole, or 张三 becomes 张 三."""

import json
from collections.abc import Callable
from typing import Any

from scripts.cite.references import Reference

_BRACES = str.maketrans({"{": "", "}": "", "\\": ""})


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
