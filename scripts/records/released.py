"""The last release: its version and date, and what it said of each figure, so that no published value changes unseen."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from scripts.ground.cache import READINGS
from scripts.ground.problems import DataError, Problem
from scripts.records.figures import Figure, Observation
from scripts.records.load import Document
from scripts.records.model import Correction, Pipeline
from scripts.records.vocabulary import Record

RELEASE_FILE = "docs/data/released.yml"
_HEADER = """\
# 上一次发布的版本、日期和各数字的值，由“make release DATE=…”写入，不要手改。已发布的值有改动，就要有更正记录。
# Version, date and figures of the last release, written by “make release DATE=…”, never by hand. A change needs a correction.
"""

Said = dict[str, str]


class Release(Record):
    """Version, ISO 8601 date, and value, precision, unit and period by “figure@source”."""

    version: str
    date: str
    values: dict[str, Said]

    __hash__ = object.__hash__  # as that of all records of one reading


def read_release(root: Path) -> Release:
    """Return the last release; raise DataError when its file is missing or damaged."""
    try:
        return _release((root / RELEASE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        raise DataError([Problem.at(RELEASE_FILE, 1, "release", "release-file")]) from None


@lru_cache(maxsize=READINGS)
def _release(text: str) -> Release:
    return Release.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))


def said(figure: Figure, seen: Observation) -> Said:
    """Return what a release keeps of one observation, in the words of the data file."""
    span = seen.period.interval or (seen.as_of if seen.period.kind == "as_of" else None)
    period = " ".join(filter(None, (seen.period.kind, span)))
    return {"value": str(seen.value), "precision": seen.precision, "unit": figure.unit, "period": period}


def released(data: Pipeline) -> dict[str, Said]:
    """Return what a release of these records says of each observation."""
    return {f"{figure.id}@{seen.source}": said(figure, seen) for figure in data.figures for seen in figure.observations}


def dump_release(data: Pipeline, version: str, date: str) -> str:
    """Return the text of the release file, one observation a line."""
    rows = [f"  {row}: {json.dumps(fields)}" for row, fields in released(data).items()]
    return "\n".join([_HEADER.rstrip(), f'version: "{version}"', f'date: "{date}"', "values:", *rows]) + "\n"


def release_problems(doc: Document, release: Release) -> Iterator[Problem]:
    """Yield a problem for each published value, precision, unit or period that changed or went without a correction record."""
    places = {figure.id: index for index, figure in enumerate(doc.data.figures)}
    now = released(doc.data)
    for row, was in release.values.items():
        id, _, source = row.partition("@")
        if row not in now:
            yield doc.problem(("figures", places.get(id, 0)), id, "release-gone", row=row)
            continue
        number = [seen.source for seen in doc.data.figures[places[id]].observations].index(source)
        for field in (field for field in was if was[field] != now[row][field]):
            records = [
                record
                for record in doc.data.corrections
                if (record.figure, record.field) == (id, field)
                and record.date >= release.date
                and (record.source == source or (record.source is None and number == 0))
            ]
            given = {"field": field, "was": was[field], "now": now[row][field], "date": release.date}
            if not _lead(records, was[field], now[row][field]):
                inside = ("unit",) if field == "unit" else ("observations", number, field)
                yield doc.problem(("figures", places[id], *inside), id, "release-changed", **given)


def _lead(records: list[Correction], was: str, now: str) -> bool:
    """Whether the records lead from what was said to what stands now; several may follow one another."""
    return any(record.was == was for record in records) and any(record.now == now for record in records)
