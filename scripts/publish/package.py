"""What explains the tables to programs and people: figures.json, the data package and the README."""

import json
from typing import Any

from scripts.cite.edition import Edition
from scripts.publish.columns import TABLES, Codes, Column, Table, codes, columns
from scripts.publish.rows import bounded, inferred, permalink
from scripts.records.figures import Claim, Derived, Figure, Phrase
from scripts.records.languages import LANGUAGES
from scripts.records.model import Pipeline

LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "Creative Commons Attribution 4.0"}


def title(data: Pipeline, between: str) -> str:
    """Return the name of the site in both languages, with what stands between them."""
    return f"{data.masthead.title.zh}{between}{data.masthead.title.en}"


def nested(edition: Edition) -> dict[str, str]:
    """Return figures.json and claims.json: the records with bounds, permanent addresses and all sources, since they name one another."""
    data, site, release = edition.data, edition.site, edition.release
    head = {"name": data.masthead.id, "title": title(data, " · "), "version": release.version, "created": release.date}
    figures = [_with_links(figure, site) for figure in data.figures]
    for figure in figures:
        figure["observations"] = [seen | bounded(seen["value"], seen["precision"]) for seen in figure["observations"]]
    derived = [
        _with_links(value, site) | {"inferred": inferred(data, value)} | bounded(value.value, value.precision, value.decimals)
        for value in data.derived
    ]
    claims = [_with_links(claim, site, "claims") for claim in data.claims]
    phrases = [_with_links(phrase, site, "claims", "phrase-") for phrase in data.phrases]
    sources = {"sources": [source.model_dump(exclude_none=True) for source in data.sources]}
    files = {"figures.json": {"figures": figures, "derived": derived}, "claims.json": {"claims": claims, "phrases": phrases}}
    return {name: _dump(head | {"licence": LICENCE} | records | sources) for name, records in files.items()}


def datapackage(edition: Edition) -> str:
    """Return the Frictionless data package (version 2) of the tables; `homepage` only when the address is known."""
    data = edition.data
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": data.masthead.id,
        "title": title(data, " · "),
        "description": f"{data.masthead.description.zh} {data.masthead.description.en}",
        **({"homepage": edition.site} if edition.site else {}),
        "version": edition.release.version,
        "created": f"{edition.release.date}T00:00:00Z",
        "licenses": [LICENCE],
        "sources": [
            {"title": f"{source.label.zh} · {source.label.en}", "path": source.url} for source in edition.reports if source.url
        ],
        "resources": [_resource(table, codes(data)) for table in TABLES],
    }
    return _dump(package)


def readme(edition: Edition, citations: dict[str, list[str]]) -> str:
    """Return the explanation of files, columns and codes in both languages, with how to cite."""
    described = {"columns": columns, "codes": codes(edition.data), "tables": TABLES}
    return edition.filled("data-readme.txt.j2", citations=citations, **described)


def _with_links(record: Figure | Derived | Claim | Phrase, site: str, page: str = "figures", prefix: str = "") -> dict[str, Any]:
    links = {language: permalink(site, language, page, prefix + record.id) for language in LANGUAGES}
    return record.model_dump(exclude_none=True) | {"permalink": links}


def _resource(table: Table, codes: Codes) -> dict[str, Any]:
    fields = [_field(column, codes) for column in columns(table)]
    key = fields[0]["name"]
    fields[0]["constraints"] = {"required": True, "unique": True}
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": [key], "missingValues": [""]},
    }


def _field(column: Column, codes: Codes) -> dict[str, Any]:
    """Return one field; codes stand twice, since the validator checks `constraints` and knows no `categories`."""
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": f"{column.zh} / {column.en}"}
    if column.codes:
        known = codes[column.codes]
        field["categories"] = [{"value": value, "label": f"{code.zh} / {code.en}"} for value, code in known.items()]
        field["constraints"] = {"enum": list(known)}
    return field


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
