"""A site is built beside the one that is there and put in its place only when it is whole; until then that stays as it was."""

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOTEMPTY
from pathlib import Path

from scripts.ground.problems import Problem

_ATTEMPTS = 100  # other builds that may finish in the same moment


class Staging:
    """The empty folder `built` beside `target`, which takes its place, or goes with the process."""

    def __init__(self, target: Path) -> None:
        self.target = target
        prefix = f".{target.name}-"
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_abandoned(target.parent, prefix)
        self._folder = tempfile.TemporaryDirectory(dir=target.parent, prefix=prefix, ignore_cleanup_errors=True)
        self._lock = _locked(Path(self._folder.name))
        os.umask(0o022)  # whoever builds, a server can read the files
        self.built = Path(self._folder.name) / "built"
        self.built.mkdir()

    def put_in_place(self) -> None:
        """Move `built` to `target`; whoever finishes last is the one that stays."""
        with _undisturbed():
            _swap(self.built, self.target, Path(self._folder.name))
        self.discard()

    def discard(self) -> None:
        """Leave nothing beside `target`."""
        self._folder.cleanup()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of `target` at the end; on any failure `target` stays as it was."""
    staging = Staging(target)
    try:
        yield staging.built
        staging.put_in_place()
    finally:
        staging.discard()


def not_written(error: OSError, target: Path) -> Problem:
    """Return what to say when a site could not be written to `target`."""
    return Problem.at(
        os.path.relpath(target), 1, "build", "build-write", reason=error.strerror or error, file=error.filename or target
    )


def _clear_abandoned(parent: Path, prefix: str) -> None:
    """Clear away what builds left that were killed: nobody holds the lock of such a folder any more."""
    for folder in {path.parent for path in parent.glob(f"{prefix}*/*")}:  # one that is empty has just begun
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
    """Move `built` to `target` and what was there into `staging`."""
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
