"""What the commands have in common that build the site, with whichever engine: where it goes, and one line when it was not built."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from click import Abort, ClickException

from scripts.ground import progress
from scripts.ground.problems import Problem
from scripts.pages.sources import unreadable_settings
from scripts.site.in_place import not_written


def run(command: str, about: str | None, builder: Callable[[Path], None], arguments: list[str] | None = None) -> int:
    """Build the site; return the exit status."""
    parser = argparse.ArgumentParser(prog=f"python -m scripts.{command}", description=about)
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="where the site goes")
    target = parser.parse_args(arguments).site_dir.resolve()
    said = [*unreadable_settings(Path()), Problem.at(os.path.relpath(target), 1, "build", "build-fault")]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if len(said) == 1:
            with progress.parts():
                builder(target)
            return 0
    except (OSError, ClickException) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        if isinstance(cause, OSError):
            said = [not_written(cause, target)]
        elif isinstance(error, ClickException):
            error.show()
    except SystemExit:
        pass  # MkDocs has said why
    except (Abort, KeyboardInterrupt):
        said = [Problem.at(os.path.relpath(target), 1, "build", "build-stopped")]
    print(*said, sep="\n", file=sys.stderr)
    return 1
