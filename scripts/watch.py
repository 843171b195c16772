"""How `make serve` notices a save."""

import os
from collections.abc import Callable, Collection, Iterator
from threading import Event

from watchdog.observers.polling import PollingObserverVFS


class Watch:
    """Looks at the sources every `interval` seconds; not during a build, which it would slow, so that what is saved then is seen after it.

    Passed over are hidden files, such as editors keep beside a file, and the paths that `generated` returns: a build writes
    those, and would be followed by another. It polls, because a build opens the files that other observers report on.
    """

    def __init__(self, interval: float, generated: Callable[[], Collection[str]]) -> None:
        self._generated = generated
        self._idle = Event()
        self._idle.set()
        self.observer = PollingObserverVFS(os.stat, self._listdir, polling_interval=interval)

    def pausing(self, build: Callable[[], None]) -> Callable[[], None]:
        """Return a function that builds while nothing is looked at."""

        def paused() -> None:
            self._idle.clear()
            try:
                build()
            finally:
                self._idle.set()

        return paused

    def _listdir(self, folder: str | None) -> Iterator[os.DirEntry[str]]:
        self._idle.wait()
        generated = self._generated()
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not entry.name.startswith(".") and entry.path not in generated)
