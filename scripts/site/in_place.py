"""A site is built beside the one that is there and put in its place only when it is whole; until then that stays as it was."""

import fcntl
import os
import shutil
import signal
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.ground.problems import Problem


class Staging:
    """The empty folder `built` beside `target`, which takes its place, or goes with the process; other builds there wait until then."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._folder = target.parent / f".{target.name}-new"
        self.built = self._folder / "built"
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(target.parent, os.O_RDONLY)  # ends with the process that holds it, however that ends
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another build to end. / 正在等待另一次生成完成。", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        except OSError:  # on a disk that knows no locks
            pass
        shutil.rmtree(self._folder, ignore_errors=True)  # what a build left that was killed
        self.discard = weakref.finalize(self, _discard, self._folder, lock)
        os.umask(0o022)  # whoever builds, a server can read the files
        self.built.mkdir(parents=True)

    def put_in_place(self) -> None:
        """Move `built` to `target`."""
        before = self._folder / "before"
        with _undisturbed():
            with suppress(FileNotFoundError):
                self.target.rename(before)
            try:
                self.built.rename(self.target)
            except OSError:
                with suppress(FileNotFoundError):
                    before.rename(self.target)
                raise
        self.discard()


def not_written(error: OSError, target: Path) -> Problem:
    """Return what to say when a site could not be written to `target`."""
    return Problem.at(
        os.path.relpath(target), 1, "build", "build-write", reason=error.strerror or error, file=error.filename or target
    )


def _discard(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back interruptions for the moment in which there is no site."""
    held = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)
