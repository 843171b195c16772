"""What runs and how long it took, for the person who waits: on stderr, so that nothing a command prints or writes holds a time.

`python -m scripts.ground.progress NAME COMMAND …` runs a command between two such lines.
"""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

_PARTS = {
    "settings": "settings read 读取设置",
    "made": "tables, cards and downloads made 做出表格、卡片和下载",
    "kept": "tables, cards and downloads kept from before 沿用上次的表格、卡片和下载",
    "gate": "checked 检查",
    "pages-zh": "pages in Chinese 中文页面",
    "pages-en": "pages in English 英文页面",
    "completed": "pages completed, search index 补全页面，制作搜索索引",
    "downloads": "downloads and redirects 下载和跳转",
    "in-place": "put in place 放到位",
}

_seconds: dict[str, float] = {}  # by part, in the order in which they first ended
_lap: list[float] = []  # when the part before ended; empty while nobody waits


@contextmanager
def parts() -> Iterator[None]:
    """Print, unless it fails, the seconds of each part that `done` names inside, and of the whole."""
    begun = perf_counter()
    _lap[:] = [begun]
    try:
        yield
        for part, seconds in _seconds.items():
            _say(_PARTS[part], seconds)
        _say("site 网站", perf_counter() - begun)
    finally:
        _lap.clear()
        _seconds.clear()


def done(part: str) -> None:
    """Count the seconds since the part before for this part, which may end once for each language; outside `parts` nothing."""
    if _lap:
        now = perf_counter()
        _seconds[part] = _seconds.get(part, 0.0) + now - _lap[0]
        _lap[:] = [now]


def timed(name: str, run: Callable[[], int]) -> int:
    """Print what runs, then its seconds; return its exit status. A failure ends with its own words, and no time after them."""
    print(f"== {name} …", file=sys.stderr, flush=True)
    begun = perf_counter()
    status = run()
    if status == 0:
        _say(name, perf_counter() - begun)
    return status


def _say(name: str, seconds: float) -> None:
    print(f"== {name}: {seconds:.1f} s", file=sys.stderr, flush=True)


def _command(words: list[str]) -> int:
    """Run a command and return its exit status as a shell gives it; an interruption is for the command to answer."""
    held = signal.signal(signal.SIGINT, lambda number, frame: None)  # unlike SIG_IGN, this is not handed down to the command
    try:
        status = subprocess.run(words, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, held)
    return status if status >= 0 else 128 - status


def main(arguments: list[str] | None = None) -> int:
    """Run a command under a name; return its exit status."""
    name, *words = sys.argv[1:] if arguments is None else arguments
    return timed(name, lambda: _command(words))


if __name__ == "__main__":
    sys.exit(main())
