"""Metadata for search engines and libraries: schema.org in JSON-LD, without personal names."""

import json
from typing import Any

from scripts.cite.edition import Edition
from scripts.publish.package import LICENCE
from scripts.publish.rows import permalink
from scripts.records.bibliography import Source
from scripts.records.figures import Figure, Observation
from scripts.records.languages import HTML_LANGUAGE, Language
from scripts.rules.precision import bounds
from scripts.words import dictionary, wording

_DOWNLOADS = {
    "figures.csv": "text/csv",
    "figures.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "figures.json": "application/json",
    "claims.csv": "text/csv",
    "claims.json": "application/json",
    "phrases.csv": "text/csv",
    "datapackage.json": "application/json",
}


def page_metadata(edition: Edition, language: Language, *, url: str, title: str, about: str) -> str:
    """Return the JSON-LD of a page; the page of all figures is a Dataset, every other a WebPage."""
    home = edition.home(language)
    record: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": url,
        "name": title,
        "description": about,
        "url": url,
        "inLanguage": HTML_LANGUAGE[language],
        "license": LICENCE["path"],
        "version": edition.release.version,
        "isPartOf": {"@type": "WebSite", "@id": home, "name": edition.data.masthead.title[language], "url": home},
        "isBasedOn": [_report(source, language) for source in edition.reports],
    }
    if url == f"{home}figures/":
        record |= _dataset(edition, language)
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _report(source: Source, language: Language) -> dict[str, Any]:
    report: dict[str, Any] = {
        "@type": "NewsArticle" if source.type == "article-newspaper" else "WebPage",
        "name": source.title.zh if source.title else source.label.zh,
        "datePublished": source.issued,
        "inLanguage": "zh-Hans",
    }
    if source.container:
        report["publisher"] = {"@type": "Organization", "name": source.container[language]}
    return report | ({"url": source.url} if source.url else {})


def _dataset(edition: Edition, language: Language) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "datePublished": edition.release.date,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": dictionary.word("labels", "editors", language), "url": edition.site},
        "variableMeasured": [
            _variable(edition, figure, seen, language) for figure in edition.data.figures for seen in figure.observations
        ],
        "distribution": [
            {"@type": "DataDownload", "name": name, "encodingFormat": form, "contentUrl": f"{edition.site}data/{name}"}
            for name, form in (_DOWNLOADS | {f"{edition.data.masthead.id}.zip": "application/zip"}).items()
        ],
    }


def _variable(edition: Edition, figure: Figure, seen: Observation, language: Language) -> dict[str, Any]:
    """Return one observation; a bound is a `minValue` and never a `value`, and the words say what it is."""
    source = edition.data.sources_by_id[seen.source]
    words = (wording.amount(figure, seen, language), wording.period(seen, language), source.label[language])
    least, most = bounds(seen.value, seen.precision)
    limits = {"value": seen.value} if least == most else {"minValue": least, "maxValue": most}
    return {
        "@type": "PropertyValue",
        "name": figure.label[language],
        "description": ("，" if language == "zh" else "; ").join(words),
        "unitText": figure.counts_in.label[language],
        **{field: limit for field, limit in limits.items() if limit is not None},
        "url": permalink(edition.site, language, "figures", figure.id),
    }
