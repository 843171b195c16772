"""Build the site with MkDocs, say how long each part took, and end with one line when it was not built: `python -m scripts.build`.

That a site is checked and put in place only when it is whole is the work of hooks.py, so it holds for every command of MkDocs.
"""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from click import Abort, ClickException
from mkdocs.__main__ import cli

from scripts import progress
from scripts.in_place import not_written
from scripts.problems import Problem
from scripts.sources import unreadable_settings

Builder = Callable[[Path], None]


def build(target: Path) -> None:
    """Build the site into `target`; raise what MkDocs raises."""
    logging.getLogger("mkdocs.plugins.mkdocs_static_i18n.reconfigure").addFilter(is_news)
    cli.main(["build", "--strict", "--site-dir", str(target)], standalone_mode=False)


def is_news(record: logging.LogRecord) -> bool:
    """Tell news from the plugin's lines that repeat each setting of a language; warnings are news, whatever they say."""
    return record.levelno > logging.INFO or "Overriding '" not in record.getMessage()


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _fail(problem: Problem) -> int:
    print(problem, file=sys.stderr)
    return 1


def main(arguments: list[str] | None = None, builder: Builder = build) -> int:
    """Build the site; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build", description=__doc__)
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


if __name__ == "__main__":
    sys.exit(main())
