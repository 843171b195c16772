"""The server of `mkdocs serve`: the system tells it of saves, and it outlives every fault, on the last pages that could be built."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from mkdocs.commands import serve
from mkdocs.livereload import LiveReloadServer, _timestamp
from watchdog import events
from watchdog.observers import Observer, polling

from scripts.preview.faults import build_beside, checked, outcome, strip, under_policy

_SAVES = [events.FileCreatedEvent, events.FileModifiedEvent, events.FileMovedEvent, events.FileDeletedEvent]  # not to read a file
_NO_SAVES = ["**/.*", "**/docs/.*/**", "**/__pycache__/*", "**/_generated/**", "**/charts/*", "**/social-*"]  # a build writes some


class Preview(LiveReloadServer):
    """Shows the last pages that could be built, and a strip that says what is wrong in what was saved since."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._strip, self._checks, self.observer = "", ThreadPoolExecutor(1), _observer()
        self._every, self.builder = self.builder, self._rebuild
        self._pages, serve.build = serve.build, self._build  # type: ignore[attr-defined] # the first build is not the server’s

    def _rebuild(self) -> None:
        if stopped := outcome(self._every)[1]:  # by the settings, which are read before the pages
            self._strip = strip([], stopped)

    def _build(self, config: Any, **options: Any) -> None:
        code, warned, stopped = build_beside(lambda: self._pages(config, **options), config)
        self._strip = strip(code, stopped) if stopped or "preview-old" in self._strip else self._strip  # until it is checked
        self._checks.submit(lambda: self._show(strip([*code, *(checked() or warned)], stopped)))

    def _show(self, found: str) -> None:
        is_new, self._strip = found != self._strip, found
        if is_new and self._visible_epoch == self._wanted_epoch:  # otherwise a build is going on, after which it shows
            with self._epoch_cond:
                self._visible_epoch = self._wanted_epoch = _timestamp()
                self._epoch_cond.notify_all()

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        content = content.replace(b"</body>", self._strip.encode() + b"</body>")
        return under_policy(super()._inject_js_into_html(content, epoch).decode()).encode()  # type: ignore[no-untyped-call]


def replace_server() -> None:
    """Let `mkdocs serve` start this server in place of its own."""
    serve.LiveReloadServer = Preview  # type: ignore[assignment, attr-defined]


def _observer() -> Any:
    """Return what tells of saves alone: the system or, where it cannot or POLL is set, a look every second."""
    found: Any = polling.PollingObserver()
    with suppress(OSError), Observer() as trial:  # the system may have none left
        trial.schedule(events.FileSystemEventHandler(), ".")
        found = found if os.environ.get("POLL") else Observer()
    schedule = found.schedule

    def of_saves(handler: Any, path: str, *, recursive: bool) -> Any:
        saves = events.PatternMatchingEventHandler(ignore_patterns=_NO_SAVES, ignore_policy="all", ignore_directories=True)
        saves.on_any_event = handler.on_any_event  # type: ignore[method-assign]
        return schedule(saves, path, recursive=recursive, event_filter=_SAVES)

    found.schedule = of_saves
    return found
