"""The figures of a benchmark against what they may be and what they were: budgets, and the last accepted figures."""

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from scripts.ground.files import replace
from tests.bench.pairs import Interval

BUDGETS_FILE = Path(__file__).parent / "budgets.yml"
NOTABLE = 0.1  # a smaller change is no news
REPAIR = "Changed figures are accepted with: make bench ACCEPT=1, and a commit. / 接受新数值：make bench ACCEPT=1，然后提交。"

Figures = dict[str, float | Interval]


def read_budgets() -> list[dict[str, Any]]:
    """Return the budgets, each with the pattern of the figures it is for and the most that they may be."""
    return list(yaml.load(BUDGETS_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def most(budgets: list[dict[str, Any]], name: str) -> float:
    """Return the most that the figure `name` may be."""
    return min(float(budget["most"]) for budget in budgets if fnmatchcase(name, budget["figures"]))


def over_budget(figures: Mapping[str, float | Interval], budgets: list[dict[str, Any]]) -> Iterator[str]:
    """Yield one line for each figure over its budget, an interval when it lies above as a whole; and for each budget that is for no figure."""
    for budget in budgets:
        names = [name for name in figures if fnmatchcase(name, budget["figures"])]
        if not names:
            yield f"{budget['figures']}: not measured / 没有测到"
        for name in names:
            if _ends(figures[name])[0] > budget["most"]:
                yield f"{name}: {shown(figures[name])}, at most {shown(budget['most'])} / 超出预算，最多 {shown(budget['most'])}"


def changes(figures: Mapping[str, float | Interval], accepted: Mapping[str, float | Interval]) -> Iterator[str]:
    """Yield one line for each figure that is new, gone or another: more than a tenth away or, of intervals, without an overlap."""
    for name in [*figures, *(name for name in accepted if name not in figures)]:
        was, now = accepted.get(name), figures.get(name)
        if was is None or now is None:
            yield f"{name}: {'new' if was is None else 'gone'} / {'新增' if was is None else '不再有'}"
        elif _apart(_ends(was), _ends(now), 0 if isinstance(now, Interval) else NOTABLE):
            yield f"{name}: {shown(was)} → {shown(now)}"


def _ends(figure: float | Interval) -> tuple[float, float]:
    return (figure.low, figure.high) if isinstance(figure, Interval) else (figure, figure)


def _apart(was: tuple[float, float], now: tuple[float, float], tolerance: float) -> bool:
    return now[0] > was[1] * (1 + tolerance) or now[1] < was[0] * (1 - tolerance)


def read_figures(path: Path) -> Figures:
    """Return figures that were kept; none when there is no such file."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: Interval(*figure) if isinstance(figure, list) else figure for name, figure in kept.items()}


def write_figures(path: Path, figures: Any) -> None:
    """Keep figures as JSON, in one step."""
    replace(path, json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


def shown(number: float | Interval) -> str:
    """Return a count as digits, a ratio with two decimals, an interval as its middle and its ends."""
    if isinstance(number, Interval):
        return f"{number.middle:.2f} ({number.low:.2f}–{number.high:.2f})"
    return f"{number:,}" if isinstance(number, int) else f"{number:.2f}"
