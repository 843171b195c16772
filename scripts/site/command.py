"""What the commands have in common that build the site, with whichever engine: where it goes, and one line when it was not built."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from click import Abort, ClickException

from scripts.ground import progress
from scripts.ground.problems import Problem
from scripts.pages.sources import unreadable_settings
from scripts.site.in_place import not_written

Builder = Callable[[Path], None]


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _fail(problem: Problem) -> int:
    print(problem, file=sys.stderr)
    return 1


def run(command: str, about: str | None, builder: Builder, arguments: list[str] | None = None) -> int:
    """Build the site; return the exit status."""
    parser = argparse.ArgumentParser(prog=f"python -m scripts.{command}", description=about)
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="where the site goes")
    target = parser.parse_args(arguments).site_dir.resolve()
    fault, stopped = (Problem.at(os.path.relpath(target), 1, "build", key) for key in ("build-fault", "build-stopped"))
    signal.signal(signal.SIGTERM, _stop)
    if found := unreadable_settings(Path()):
        print(*found, sep="\n", file=sys.stderr)
        return _fail(fault)
    try:
        with progress.parts():
            builder(target)
    except OSError as error:
        return _fail(not_written(error, target))
    except ClickException as error:
        if isinstance(error.__cause__, OSError):
            return _fail(not_written(error.__cause__, target))
        error.show()
        return _fail(fault)
    except SystemExit:
        return _fail(fault)  # MkDocs has said why
    except (Abort, KeyboardInterrupt):
        return _fail(stopped)
    return 0
