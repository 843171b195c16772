"""What must hold in the whole data file; each rule stands alone and yields located problems."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from typing import Any

from scripts.ground.cache import READINGS, remembered
from scripts.ground.problems import Problem, hints
from scripts.records.load import Document, Steps
from scripts.rules.arithmetic import derived_problems, parts_problems
from scripts.rules.charts import chart_problems
from scripts.rules.observations import bounds, observation_problems, observations
from scripts.rules.plain_text import plain_text_problems

Rule = Callable[[Document], Iterator[Problem]]

_TONES = set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")


def data_problems(doc: Document) -> list[Problem]:
    """Return every breach of every rule, unsorted."""
    return list(_problems(doc))


@remembered(READINGS)
def _problems(doc: Document) -> Iterator[Problem]:
    for rule in RULES:
        yield from rule(doc)


def _id_problems(doc: Document) -> Iterator[Problem]:
    for kind in type(doc.data).model_fields:
        seen: set[str] = set()
        for index, record in enumerate(getattr(doc.data, kind)):
            if record.id in seen:
                yield doc.problem((kind, index, "id"), record.id, "id-twice", collection=kind)
            seen.add(record.id)


# Where one record names another: collection, path inside the record, collection named.
_REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("sources", "relation.to", "sources"),
    ("units", "per", "units"),
    ("stages", "headline", "figures"),
    ("stages", "counts", "figures"),
    ("stages", "effects", "claims"),
    ("paragraphs", "stage", "stages"),
    ("programmes", "stage", "stages"),
    ("programmes", "part_of", "programmes"),
    ("programmes", "paragraphs", "paragraphs"),
    ("figures", "stage", "stages"),
    ("figures", "programme", "programmes"),
    ("figures", "unit", "units"),
    ("figures", "parts.figures", "figures"),
    ("figures", "do_not_combine_with.*.figures", "figures"),
    ("figures", "observations.*.source", "sources"),
    ("figures", "observations.*.paragraph", "paragraphs"),
    ("derived", "inputs", "figures"),
    ("derived", "unit", "units"),
    ("charts", "stage", "stages"),
    ("charts", "rows.*.figure", "figures"),
    ("charts", "total", "figures"),
    ("charts", "derived", "derived"),
    ("terms", "stage", "stages"),
    ("terms", "paragraphs", "paragraphs"),
    ("claims", "speaker", "roles"),
    ("claims", "figures", "figures"),
    ("phrases", "term", "terms"),
    ("phrases", "earlier.source", "sources"),
    ("ranks", "figure", "figures"),
    ("events", "sources", "sources"),
    ("events", "paragraphs", "paragraphs"),
    ("places", "paragraphs", "paragraphs"),
    ("roles", "paragraphs", "paragraphs"),
    ("corrections", "figure", "figures"),
    ("corrections", "source", "sources"),
)


def _named(value: Any, path: list[str], steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Yield each id that `value` holds at `path`, with the steps that lead to it."""
    if value is None:
        return
    if isinstance(value, list):
        rest = path[1:] if path and path[0] == "*" else path
        for index, item in enumerate(value):
            yield from _named(item, rest, (*steps, index))
    elif path:
        yield from _named(getattr(value, path[0]), path[1:], (*steps, path[0]))
    else:
        yield steps, value


def _reference_problems(doc: Document) -> Iterator[Problem]:
    known = {kind: {record.id for record in getattr(doc.data, kind)} for kind in type(doc.data).model_fields}
    for kind, path, target in _REFERENCES:
        for index, record in enumerate(getattr(doc.data, kind)):
            for steps, word in _named(record, path.split("."), (kind, index)):
                name, _, source = word.partition("@")
                for wanted, collection in ((name, target), (source, "sources")):
                    if wanted and wanted not in known[collection]:
                        hint = hints(wanted, known[collection])
                        yield doc.problem(steps, record.id, "id-unknown", wanted=wanted, collection=collection, **hint)


def _stage_problems(doc: Document) -> Iterator[Problem]:
    stage_of = {programme.id: programme.stage for programme in doc.data.programmes}
    for index, figure in enumerate(doc.data.figures):
        other = stage_of.get(figure.programme, figure.stage)
        if other != figure.stage:
            given = {"stage": figure.stage, "programme": figure.programme, "other": other}
            yield doc.problem(("figures", index, "stage"), figure.id, "stage-mismatch", **given)


def _paragraph_problems(doc: Document) -> Iterator[Problem]:
    count = next((source.paragraphs or 0 for source in doc.data.sources if source.role == "primary"), 0)
    if [paragraph.id for paragraph in doc.data.paragraphs] != [f"p{number}" for number in range(1, count + 1)]:
        yield doc.problem(("paragraphs",), "paragraphs", "paragraph-list", count=count)


def _spot_problems(doc: Document) -> Iterator[Problem]:
    """A place in the report must be there: one of its paragraphs, or the heading of one of its stages."""
    known = {"headline", "deck"} | {f"s{number}" for number, _ in enumerate(doc.data.stages, 1)}
    known |= {paragraph.id for paragraph in doc.data.paragraphs}
    for kind in ("claims", "phrases"):
        for index, record in enumerate(getattr(doc.data, kind)):
            for steps, spot in _named(record, ["at"], (kind, index)):
                if spot not in known:
                    yield doc.problem(steps, record.id, "spot-unknown", spot=spot, count=len(doc.data.paragraphs))


def _claim_problems(doc: Document) -> Iterator[Problem]:
    """Evidence and figures go together, and so do a body paragraph and someone who says it."""
    for index, claim in enumerate(doc.data.claims):
        if bool(claim.figures) != (claim.evidence == "count"):
            yield doc.problem(("claims", index, "evidence"), claim.id, "claim-evidence", evidence=claim.evidence)
        if claim.evidence != "none" and claim.gap is None:
            yield doc.problem(("claims", index, "evidence"), claim.id, "claim-gap")
        if bool(claim.speaker) != claim.at.startswith("p"):
            yield doc.problem(("claims", index, "at"), claim.id, "claim-speaker", at=claim.at)


def _phrase_problems(doc: Document) -> Iterator[Problem]:
    """What a national document said before must be older than the report; its source stands unless only a repost was seen."""
    report = next((source.issued for source in doc.data.sources if source.role == "primary"), "")
    for index, phrase in enumerate(doc.data.phrases):
        if earlier := phrase.earlier:
            if bounds(earlier.date)[0] >= bounds(report)[0]:
                yield doc.problem(("phrases", index, "earlier", "date"), phrase.id, "phrase-late", issued=report)
            if (earlier.source is None) != (earlier.seen == "repost"):
                yield doc.problem(("phrases", index, "earlier", "seen"), phrase.id, "phrase-source", seen=earlier.seen)


def _is_date(date: str) -> bool:
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _dates(doc: Document) -> Iterator[tuple[Steps, str, str]]:
    for kind, fields in (("sources", ("issued", "accessed")), ("events", ("date", "end")), ("corrections", ("date",))):
        for index, record in enumerate(getattr(doc.data, kind)):
            yield from (((kind, index, field), record.id, date) for field in fields if (date := getattr(record, field)))
    for index, phrase in enumerate(doc.data.phrases):
        if phrase.earlier:
            yield ("phrases", index, "earlier", "date"), phrase.id, phrase.earlier.date
    for steps, figure, observation in observations(doc):
        if observation.as_of:
            yield (*steps, "as_of"), figure.id, observation.as_of
        if observation.period.interval:
            yield from (((*steps, "period", "interval"), figure.id, date) for date in observation.period.interval.split("/"))


def _date_problems(doc: Document) -> Iterator[Problem]:
    for steps, id, date in _dates(doc):
        if not _is_date(date):
            yield doc.problem(steps, id, "date-impossible", date=date)
    for kind, first, last in (("sources", "issued", "accessed"), ("events", "date", "end")):
        for index, record in enumerate(getattr(doc.data, kind)):
            begin, end = getattr(record, first), getattr(record, last)
            if end and bounds(begin)[0] > bounds(end)[1]:
                yield doc.problem((kind, index, last), record.id, "date-order", first=first, last=last)


def _pinyin_problems(doc: Document) -> Iterator[Problem]:
    for kind in ("terms", "places"):
        for index, record in enumerate(getattr(doc.data, kind)):
            if not _TONES & set(record.pinyin.lower()) or re.search(r"[0-9]", record.pinyin):
                yield doc.problem((kind, index, "pinyin"), record.id, "pinyin-tones", pinyin=record.pinyin)


def _twin_problems(doc: Document) -> Iterator[Problem]:
    """Figures of the same value and unit must say by which words a sentence tells them apart."""
    first: dict[tuple[float, str], int] = {}
    for index, figure in enumerate(doc.data.figures):
        other = first.setdefault((figure.reported.value, figure.unit), index)
        for number, twin in ((other, index), (index, other)) if other != index else ():
            candidate = doc.data.figures[number]
            if candidate.told_by is None:
                yield doc.problem(("figures", number), candidate.id, "told-by-missing", other=doc.data.figures[twin].id)


RULES: tuple[Rule, ...] = (
    _id_problems,
    _reference_problems,
    _stage_problems,
    _paragraph_problems,
    _spot_problems,
    _claim_problems,
    _phrase_problems,
    _date_problems,
    _pinyin_problems,
    _twin_problems,
    plain_text_problems,
    observation_problems,
    parts_problems,
    derived_problems,
    chart_problems,
)
