"""Two things measured in turn on a machine that may be busy: the middle of their ratios, and the interval in which it lies."""

from collections.abc import Callable, Sequence
from math import comb
from statistics import median
from typing import NamedTuple

LEAST, MOST = 9, 17  # rounds
DOUBT = 0.05  # of all such intervals, how many may miss


class Interval(NamedTuple):
    """The median of some ratios between the ends of its 95 % interval."""

    low: float
    middle: float
    high: float

    def decides(self, most: float) -> bool:
        """Whether it lies on one side of a bound."""
        return self.high <= most or self.low > most


def interval(ratios: Sequence[float]) -> Interval:
    """Return the interval of a median from order statistics (the sign test), which asks for no distribution; all of fewer than six."""
    ordered, chance, outside = sorted(ratios), 0.0, 0
    while outside < len(ordered) // 2 and (chance := chance + comb(len(ordered), outside) / 2 ** len(ordered)) <= DOUBT / 2:
        outside += 1
    first = max(outside - 1, 0)
    return Interval(*(round(value, 3) for value in (ordered[first], median(ordered), ordered[-1 - first])))


def of_pairs(ours: Sequence[float], others: Sequence[float]) -> Interval:
    """Return the interval of the ratios of two series that were measured in turn."""
    return interval([one / other for one, other in zip(ours, others, strict=True)])


def in_turn(
    measures: dict[str, Callable[[], float]], bounds: dict[str, float], base: str, least: int = LEAST, most: int = MOST
) -> dict[str, list[float]]:
    """Measure all in turn, so that a busy moment falls on each, until the ratio of `base` to each in `bounds` is on one side of its bound.

    At the latest after `most` rounds: what is then still open lies at the bound.
    """
    seen: dict[str, list[float]] = {name: [] for name in measures}
    for done in range(1, most + 1):
        for name, measure in measures.items():
            seen[name].append(measure())
        if done >= least and all(of_pairs(seen[base], seen[other]).decides(bound) for other, bound in bounds.items()):
            break
    return seen
