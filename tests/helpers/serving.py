"""A running `mkdocs serve` to edit under: what it prints, what it shows, how long a save takes to be seen."""

import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.helpers.servers import free_ports
from tests.helpers.sources import editor_environment

LIMIT = 90.0  # seconds after which a save that is not seen is a failure, on however busy a machine


class Server:
    """One `mkdocs serve` on a free port, its output collected line by line."""

    def __init__(self, root: Path) -> None:
        (port,) = free_ports()
        self.address = f"http://127.0.0.1:{port}/"
        self.lines: list[str] = []
        self._printed = threading.Condition()
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        self._process = subprocess.Popen(
            command, cwd=root, env=editor_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        self._reader = threading.Thread(target=self._collect, daemon=True)
        self._reader.start()

    def _collect(self) -> None:
        assert self._process.stdout
        with self._process.stdout as output:
            for line in output:  # ends with the process
                with self._printed:
                    self.lines.append(line)
                    self._printed.notify_all()

    def shows(self, path: str, text: str, *, is_there: bool = True) -> float:
        """Wait until a page of the site holds `text`, or holds it no more; return the seconds it took, or fail after the limit."""
        begin, epoch = time.perf_counter(), "0"
        while time.perf_counter() - begin < LIMIT:
            epoch = self.read(f"livereload/{epoch}/1")  # answered once there is something newer to see
            with suppress(OSError):
                if (text in self.read(path)) == is_there:
                    return time.perf_counter() - begin
        raise AssertionError(
            f"{path} {'did not show' if is_there else 'went on showing'} “{text}” for {LIMIT:.0f} s:\n{''.join(self.lines)}"
        )

    def pages(self) -> dict[str, str]:
        """Return the site as it is served: what its site map lists and what comes with it, whatever port it is served from."""
        listed = re.findall(rf"<loc>{re.escape(self.address)}(.*?)</loc>", self.read("sitemap.xml"))
        assert listed
        with_pages = [
            "sitemap.xml",
            "search/zh.js",
            "search/en.js",
            "assets/style.css",
            "assets/script.js",
            "data/figures.csv",
            "llms.txt",
        ]
        read = {path: self.read(path) for path in [*listed, *with_pages]}
        own = re.compile(r"livereload\(\d+, \d+\)|'sha256-.*?'|<aside class=\"preview-strip.*?</aside>")  # of one answer alone
        return {path: own.sub("", text).replace(self.address, "/") for path, text in read.items()}

    def answers(self, path: str) -> bool:
        """Whether there is a page at this path."""
        try:
            return bool(self.read(path))
        except urllib.error.HTTPError:
            return False

    def read(self, path: str) -> str:
        """Return a page as it is served."""
        with urllib.request.urlopen(self.address + path, timeout=LIMIT) as answer:
            return str(answer.read().decode("utf-8"))

    def prints(self, pattern: str, times: int = 1) -> None:
        """Wait until the output matches `pattern` this many times, or fail after the limit."""
        with self._printed:
            seen = self._printed.wait_for(lambda: len(re.findall(pattern, "".join(self.lines))) >= times, LIMIT)
        assert seen, f"never printed “{pattern}”:\n{''.join(self.lines)}"

    def builds(self) -> int:
        """Return how many builds were started so far."""
        return "".join(self.lines).count("Building documentation")

    @property
    def process(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    def stop(self) -> None:
        """End the process that this object started."""
        self._process.terminate()
        self._process.wait(10)
        self._reader.join(10)


@contextmanager
def serving(root: Path) -> Iterator[Server]:
    """Serve the site below `root` until the block ends."""
    server = Server(root)
    try:
        server.prints("Serving on")
        yield server
    finally:
        server.stop()
