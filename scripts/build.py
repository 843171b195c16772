"""Build the site beside the one that is there, and put it in place only when it is whole: `python -m scripts.build`."""

import argparse
import fcntl
import logging
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOTEMPTY
from pathlib import Path
from types import FrameType

from click import Abort, ClickException
from mkdocs.__main__ import cli

from scripts import progress
from scripts.problems import Problem
from scripts.stylesheet import finish_assets

_ATTEMPTS = 100  # other builds that may finish in the same moment

Builder = Callable[[Path], None]


def build(folder: Path) -> None:
    """Build the site into an empty folder; raise what MkDocs raises."""
    logging.getLogger("mkdocs.plugins.mkdocs_static_i18n.reconfigure").addFilter(is_news)
    cli.main(["build", "--strict", "--site-dir", str(folder)], standalone_mode=False)
    finish_assets(folder)
    progress.done("style")


def build_in_place(target: Path, builder: Builder) -> None:
    """Fill a folder beside `target` and swap it in; on any failure `target` stays as it was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(target)
    staging = Path(tempfile.mkdtemp(dir=target.parent, prefix=_prefix(target)))
    lock = _locked(staging)
    try:
        built = staging / "built"
        built.mkdir()
        builder(built)
        with _undisturbed():
            _swap(built, target, staging)
        progress.done("in-place")
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def is_news(record: logging.LogRecord) -> bool:
    """Tell news from the plugin's lines that repeat each setting of a language; warnings are news, whatever they say."""
    return record.levelno > logging.INFO or "Overriding '" not in record.getMessage()


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _clear_abandoned(target: Path) -> None:
    """Clear away what builds left that were killed: nobody holds the lock of such a folder any more."""
    for folder in {path.parent for path in target.parent.glob(f"{_prefix(target)}*/*")}:  # one that is empty has just begun
        if (lock := _locked(folder)) is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _locked(folder: Path) -> int | None:
    """Return a lock on a folder, which ends with the process that holds it, however that ends; none when another has it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
        else:
            return handle
    return None


def _swap(built: Path, target: Path, staging: Path) -> None:
    """Move `built` to `target` and what was there into `staging`; whoever finishes last is the one that stays."""
    for attempt in range(_ATTEMPTS):
        previous = staging / f"previous-{attempt}"
        with suppress(FileNotFoundError):
            target.rename(previous)
        try:
            built.rename(target)
            return
        except OSError as error:
            if error.errno not in {EEXIST, ENOTEMPTY}:  # another build was faster if it is one of these
                if previous.exists():
                    previous.rename(target)
                raise
    raise OSError(EEXIST, "other builds keep finishing", str(target))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back interruptions for the moment in which there is no site."""
    held = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _fail(target: Path, key: str, **values: object) -> int:
    print(Problem.at(os.path.relpath(target), 1, "build", key, **values), file=sys.stderr)
    return 1


def main(arguments: list[str] | None = None, builder: Builder = build) -> int:
    """Build the site; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build", description=__doc__)
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="where the site goes")
    target = parser.parse_args(arguments).site_dir.resolve()
    signal.signal(signal.SIGTERM, _stop)
    os.umask(0o022)  # whoever builds, a server can read the files
    try:
        with progress.parts():
            build_in_place(target, builder)
    except ClickException as error:
        error.show()
        return _fail(target, "build-fault")
    except SystemExit:
        return _fail(target, "build-fault")  # MkDocs has said why
    except (Abort, KeyboardInterrupt):
        return _fail(target, "build-stopped")
    except OSError as error:
        return _fail(target, "build-write", reason=error.strerror or error, file=error.filename or target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
