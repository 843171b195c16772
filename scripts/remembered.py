"""What was asked before of the same records is not worked out again: at each save of a preview, one page of all is another."""

from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

PAGES = 1024  # as many pages are at hand, with what was found of each
READINGS = 4  # of the data file

Given = ParamSpec("Given")
One = TypeVar("One")


def remembered(look: Callable[Given, Iterable[One]]) -> Callable[Given, tuple[One, ...]]:
    """Return `look` with its answers as tuples, kept for the last records it was given; these are told apart by who they are."""

    @lru_cache(maxsize=PAGES)
    @wraps(look)
    def answer(*given: Given.args, **named: Given.kwargs) -> tuple[One, ...]:
        return tuple(look(*given, **named))

    return answer  # type: ignore[return-value]
