"""Where a count stands in time, as a share of the time that all counts span; it shows periods, never quantities."""

from dataclasses import dataclass
from datetime import date

from scripts.records.figures import Observation
from scripts.records.model import Pipeline
from scripts.records.vocabulary import PeriodKind


@dataclass(frozen=True)
class Stretch:
    """The part of the axis that a count covers, in percent; `kind` says how sure its ends are."""

    kind: PeriodKind
    begin: float
    width: float


@dataclass(frozen=True)
class Axis:
    """The time from the beginning of the first year that any count names to the last day."""

    first: int
    last: float

    @property
    def years(self) -> list[tuple[int, float]]:
        """Return each year with the place of its beginning, in percent."""
        return [(year, self._place(year)) for year in range(self.first, int(self.last) + 1)]

    def stretch(self, seen: Observation) -> Stretch:
        """Return the part of the axis that an observation covers; all of it when its period is not stated."""
        kind = seen.period.kind
        if kind == "as_of":
            return Stretch(kind, self._place(_year(seen.as_of or "")), 0)
        begin, _, end = (seen.period.interval or "").partition("/")
        if not begin:
            return Stretch("not_stated", 0, 100)
        left, right = self._place(_year(begin)), self._place(_year(end) if end else self.last)
        return Stretch(kind, left, round(right - left, 1))

    def _place(self, moment: float) -> float:
        return round(100 * (moment - self.first) / (self.last - self.first), 1)


def axis(data: Pipeline) -> Axis:
    """Return the axis that the reported figures span."""
    seen = [figure.reported for figure in data.figures]
    ends = [part for one in seen for part in [*(one.period.interval or "").split("/"), one.as_of or ""] if part]
    moments = [_year(end) for end in ends] or [2000.0, 2001.0]
    return Axis(int(min(moments)), max([*moments, min(moments) + 1]))


def _year(iso: str) -> float:
    """Return a date of any precision as a year with its fraction; a whole year as its beginning."""
    parts = [int(part) for part in iso.split("-")]
    year, month, day = ([*parts, 1, 1])[:3]
    return year + (date(year, month, day) - date(year, 1, 1)).days / 365
