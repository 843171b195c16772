"""What must hold in the whole data file; each rule stands alone and yields located problems."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from functools import lru_cache

from scripts.ground.cache import READINGS
from scripts.ground.problems import Problem, hints
from scripts.records.load import Document, Steps
from scripts.rules.arithmetic import derived_problems, parts_problems
from scripts.rules.charts import chart_problems
from scripts.rules.observations import bounds, observation_problems
from scripts.rules.plain_text import all_texts, plain_text_problems

Rule = Callable[[Document], Iterator[Problem]]

_TONES = set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")


@lru_cache(maxsize=READINGS)
def data_problems(doc: Document) -> list[Problem]:
    """Return every breach of every rule, unsorted."""
    return [problem for rule in RULES for problem in rule(doc)]


def _id_problems(doc: Document) -> Iterator[Problem]:
    seen = set()
    for (kind, index), record in doc.records():
        if (kind, record.id) in seen:
            yield doc.problem((kind, index, "id"), record.id, "id-twice", collection=kind)
        seen.add((kind, record.id))


def _meant(doc: Document, *kinds: str) -> Iterator[tuple[str, Steps, str, str]]:
    """Yield each text whose type says that it means one of these, with its steps, the id of its record, and what it means."""
    yield from ((text, steps, id, means) for id, steps, text, means in all_texts(doc) if means in kinds)


def _reference_problems(doc: Document) -> Iterator[Problem]:
    known = {kind: {record.id for record in getattr(doc.data, kind)} for kind in type(doc.data).model_fields}
    for text, steps, id, means in _meant(doc, *known):
        name, _, source = text.partition("@")
        for wanted, collection in ((name, means), (source, "sources")):
            if wanted and wanted not in known[collection]:
                hint = hints(wanted, known[collection])
                yield doc.problem(steps, id, "id-unknown", wanted=wanted, collection=collection, **hint)


def _stage_problems(doc: Document) -> Iterator[Problem]:
    """A figure is of the stage of its programme, and of the stage that shows it; a stage that is none has its message."""
    stages = {stage.id for stage in doc.data.stages}
    stage_of = {programme.id: programme.stage for programme in doc.data.programmes}
    for index, figure in enumerate(doc.data.figures):
        other = stage_of.get(figure.programme, figure.stage)
        if other != figure.stage and stages >= {other, figure.stage}:
            given = {"stage": figure.stage, "programme": figure.programme, "other": other}
            yield doc.problem(("figures", index, "stage"), figure.id, "stage-mismatch", **given)
    for index, stage in enumerate(doc.data.stages):
        for field in ("headline", "counts"):
            for number, id in enumerate(getattr(stage, field)):
                shown = doc.data.figures_by_id.get(id)
                if shown and shown.stage != stage.id and shown.stage in stages:
                    given = {"figure": id, "stage": stage.id, "other": shown.stage}
                    yield doc.problem(("stages", index, field, number), stage.id, "stage-of-another", **given)


def _paragraph_problems(doc: Document) -> Iterator[Problem]:
    count = next((source.paragraphs or 0 for source in doc.data.sources if source.role == "primary"), 0)
    if [paragraph.id for paragraph in doc.data.paragraphs] != [f"p{number}" for number in range(1, count + 1)]:
        yield doc.problem(("paragraphs",), "paragraphs", "paragraph-list", count=count)


def _spot_problems(doc: Document) -> Iterator[Problem]:
    """A place in the report must be there: one of its paragraphs, or the heading of one of its stages."""
    known = {"headline", "deck"} | {f"s{number}" for number, _ in enumerate(doc.data.stages, 1)}
    known |= {paragraph.id for paragraph in doc.data.paragraphs}
    for spot, steps, id, _ in _meant(doc, "spot"):
        if spot not in known:
            yield doc.problem(steps, id, "spot-unknown", spot=spot, count=len(doc.data.paragraphs))


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


def _date_problems(doc: Document) -> Iterator[Problem]:
    for text, steps, id, _ in _meant(doc, "date", "interval"):
        for date in text.split("/"):
            if not _is_date(date):
                yield doc.problem(steps, id, "date-impossible", date=date)
    for kind, first, last in (("sources", "issued", "accessed"), ("events", "date", "end")):
        for steps, record in doc.records(kind):
            begin, end = getattr(record, first), getattr(record, last)
            if end and bounds(begin)[0] > bounds(end)[1]:
                yield doc.problem((*steps, last), record.id, "date-order", first=first, last=last)


def _pinyin_problems(doc: Document) -> Iterator[Problem]:
    for steps, record in doc.records("terms", "places"):
        if not _TONES & set(record.pinyin.lower()) or re.search(r"[0-9]", record.pinyin):
            yield doc.problem((*steps, "pinyin"), record.id, "pinyin-tones", pinyin=record.pinyin)


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
