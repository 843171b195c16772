"""Where a count stands in time, as a share of the time that all counts span; it shows periods, never quantities."""

from datetime import date
from typing import NamedTuple

from scripts.records.figures import Observation
from scripts.records.model import Pipeline
from scripts.records.vocabulary import PeriodKind


class Stretch(NamedTuple):
    """The part of the axis that a count covers, in percent; `kind` says how sure its ends are."""

    kind: PeriodKind
    begin: float
    width: float


class Axis:
    """The time from the beginning of the first year that any reported count names to the last day."""

    def __init__(self, data: Pipeline) -> None:
        seen = [figure.reported for figure in data.figures]
        ends = [part for one in seen for part in [*(one.period.interval or "").split("/"), one.as_of or ""] if part]
        moments = [_year(end) for end in ends] or [2000.0, 2001.0]
        self._first, self._last = int(min(moments)), max([*moments, min(moments) + 1])
        self.years = [(year, self._place(year)) for year in range(self._first, int(self._last) + 1)]
        """Each year with the place of its beginning, in percent."""

    def stretch(self, seen: Observation) -> Stretch:
        """Return the part of the axis that an observation covers; all of it when its period is not stated."""
        kind = seen.period.kind
        if kind == "as_of":
            return Stretch(kind, self._place(_year(seen.as_of or "")), 0)
        begin, _, end = (seen.period.interval or "").partition("/")
        if not begin:
            return Stretch("not_stated", 0, 100)
        left, right = self._place(_year(begin)), self._place(_year(end) if end else self._last)
        return Stretch(kind, left, round(right - left, 1))

    def _place(self, moment: float) -> float:
        return round(100 * (moment - self._first) / (self._last - self._first), 1)


def _year(iso: str) -> float:
    """Return a date of any precision as a year with its fraction; a whole year as its beginning."""
    parts = [int(part) for part in iso.split("-")]
    year, month, day = ([*parts, 1, 1])[:3]
    return year + (date(year, month, day) - date(year, 1, 1)).days / 365
