"""Corrections and revisions as an Atom feed (RFC 4287), one for each language; dates come from the records, never from a clock."""

from uuid import NAMESPACE_URL, uuid5

from scripts.cite.edition import Edition
from scripts.records.languages import HTML_LANGUAGE, Language
from scripts.records.model import Correction, Pipeline
from scripts.words import dictionary, wording


def feed(edition: Edition, language: Language) -> str:
    """Return the feed as XML; its ids are addresses, or made from them where the site has none."""
    path = f"data/corrections-{language}.atom"
    edition = edition.seen_from(path)
    data = edition.data
    records = sorted(data.corrections, key=lambda record: (record.date, record.id), reverse=True)
    newest = max([edition.release.date, *(day(record.date) for record in records)])
    return edition.filled(
        "corrections.atom.j2",
        page=f"{edition.home(language)}corrections/",
        id=lambda address: address if "://" in address else uuid5(NAMESPACE_URL, address).urn,
        address=f"{edition.site}{path}",
        html_language=HTML_LANGUAGE[language],
        updated=f"{newest}T00:00:00Z",
        items=[_entry(record, data, language) for record in records],
        t=dictionary.labels(language),
        site_title=data.masthead.title[language],
    )


def day(date: str) -> str:
    """Return the first day that a date of reduced precision may mean."""
    return (date + "-01-01")[:10]


def _entry(record: Correction, data: Pipeline, language: Language) -> dict[str, str]:
    was, now = (wording.changed(data, record, text, language) for text in (record.was, record.now))
    change = dictionary.word("labels", "feed_change", language).format(was=was, now=now)
    label, marks = data.figures_by_id[record.figure].label[language], dictionary.words("marks", language)
    named = dictionary.word("kinds", record.kind, language)
    return {
        "id": record.id,
        "date": day(record.date),
        "kind": record.kind,
        "named": named,
        "title": f"{named}{marks['colon']}{label}",
        "summary": marks["space"].join((change, record.cause[language])),
    }
