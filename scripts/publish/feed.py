"""Corrections and revisions as an Atom feed (RFC 4287), one for each language; dates come from the records, never from a clock."""

from uuid import NAMESPACE_URL, uuid5

from scripts.cite.edition import Edition
from scripts.records.languages import HTML_LANGUAGE, Language
from scripts.words import dictionary, wording


def feed(edition: Edition, language: Language) -> str:
    """Return the feed as XML; its ids are addresses, or made from them where the site has none."""
    path = f"data/corrections-{language}.atom"
    edition = edition.seen_from(path)
    records = sorted(edition.data.corrections, key=lambda record: (record.date, record.id), reverse=True)
    return edition.filled(
        "corrections.atom.j2",
        records=records,
        updated=max([edition.release.date, *(day(record.date) for record in records)]),
        page=f"{edition.home(language)}corrections/",
        address=f"{edition.site}{path}",
        id=lambda address: address if "://" in address else uuid5(NAMESPACE_URL, address).urn,
        day=day,
        language=language,
        html_language=HTML_LANGUAGE[language],
        t=dictionary.labels(language),
        kinds=dictionary.words("kinds", language),
        changed=lambda record, text: wording.changed(edition.data, record, text, language),
    )


def day(date: str) -> str:
    """Return the first day that a date of reduced precision may mean."""
    return (date + "-01-01")[:10]
