"""The figures of a benchmark against what they may be and what they were: budgets, and the last accepted figures."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from scripts.ground.writing import replace

BUDGETS_FILE = Path(__file__).parent / "bench_budgets.yml"
NOTABLE = 0.1  # a smaller change is no news
REPAIR = "Changed figures are accepted with: make bench ACCEPT=1, and a commit. / 接受新数值：make bench ACCEPT=1，然后提交。"

Figures = dict[str, float]


def read_budgets() -> list[dict[str, Any]]:
    """Return the budgets, each with the pattern of the figures it is for and the most that they may be."""
    return list(yaml.load(BUDGETS_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def over_budget(figures: Figures, budgets: list[dict[str, Any]]) -> Iterator[str]:
    """Yield one line for each figure over its budget, and for each budget that is for no figure."""
    for budget in budgets:
        names = [name for name in figures if fnmatchcase(name, budget["figures"])]
        if not names:
            yield f"{budget['figures']}: not measured / 没有测到"
        for name in names:
            if figures[name] > budget["most"]:
                yield f"{name}: {shown(figures[name])}, at most {shown(budget['most'])} / 超出预算，最多 {shown(budget['most'])}"


def changes(figures: Figures, accepted: Figures) -> Iterator[str]:
    """Yield one line for each figure that is new, gone, or more than a tenth away from what was accepted."""
    for name in [*figures, *(name for name in accepted if name not in figures)]:
        was, now = accepted.get(name), figures.get(name)
        if was is None or now is None:
            yield f"{name}: {'new' if was is None else 'gone'} / {'新增' if was is None else '不再有'}"
        elif abs(now - was) > NOTABLE * abs(was):
            yield f"{name}: {shown(was)} → {shown(now)}" + (f" ({now / was - 1:+.0%})" if was else "")


def read_figures(path: Path) -> Figures:
    """Return figures that were kept; none when there is no such file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def write_figures(path: Path, figures: Any) -> None:
    """Keep figures as JSON, in one step."""
    replace(path, json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


def shown(number: float) -> str:
    """Return a count as digits, a ratio with two decimals."""
    return f"{number:,}" if isinstance(number, int) else f"{number:.2f}"
