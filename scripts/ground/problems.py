"""Located problems: the one shape in which every check tells an editor what is wrong and what to do."""

import difflib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.ground.files import read_yaml


@cache
def messages() -> dict[str, dict[str, str]]:
    """Return every message by its key, as templates in English (`en`) and Chinese (`zh`)."""
    return dict(read_yaml(Path(__file__).with_name("messages.yml")))


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: repository path, 1-based line, record or page id, message key, English, Chinese, rule, figure that it is about."""

    path: str
    line: int
    id: str
    key: str
    en: str
    zh: str
    rule: str = ""
    about: str = ""

    @classmethod
    def at(cls, path: str, line: int, id: str, key: str, **values: object) -> "Problem":
        """Return the problem `key` of messages.yml, its braces filled with `values`."""
        template = messages()[key]
        en, zh = (template[language].format(**values) for language in ("en", "zh"))
        return cls(path, line, id, key, en, zh, template.get("rule", ""), str(values.get("figure") or values.get("derived") or ""))

    @property
    def kind(self) -> str:
        """Whether it is a “fault”, which no build lets through, or “style”, which is for the checks and the tests."""
        return messages()[self.key].get("kind", "fault")

    def __str__(self) -> str:
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self.path}:{self.line}: {self.id}: {self.en} / {self.zh}{rule}"


class DataError(Exception):
    """The input cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """Return the known word nearest to `word`, empty when none is as near as `cutoff`, from 0 to 1."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=cutoff)), "")


def hints(word: str, known: Iterable[str], shown: Callable[[str], str] = str) -> dict[str, str]:
    """Return `hint_en` and `hint_zh` that name the known word nearest to `word`, as `shown` has it; empty when none is near."""
    near = nearest(word, known)
    said = shown(near)
    return {"hint_en": f" (did you mean “{said}”?)", "hint_zh": f"（是否为“{said}”？）"} if near else {"hint_en": "", "hint_zh": ""}


_FOLLOWING = ("generated-", "image-")  # what a command mends once the rest is right


def report(problems: Iterable[Problem], repair: str) -> int:
    """Print problems sorted, one a line, those of generated files last, then what to run next; return the exit status, 0 or 1."""
    found = sorted(set(problems), key=lambda problem: (problem.key.startswith(_FOLLOWING), problem))
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        print(f"{len(found)} problem{'s' if len(found) > 1 else ''}. {repair}", file=sys.stderr)
    return 1 if found else 0
