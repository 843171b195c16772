"""A server on this machine: run from when it answers, asked for one thing, read by many at once."""

import gzip
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from threading import Barrier

LIMIT = 60.0  # seconds, on a busy machine


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8")


def free_ports(count: int = 1) -> list[int]:
    """Return the numbers of ports that nothing uses."""
    with ExitStack() as held:
        return [int(held.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]) for _ in range(count)]


@contextmanager
def running(command: list[str], answers: Callable[[], object], **environment: str) -> Iterator[None]:
    """Run a server from when it answers until the end of the block."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ | environment, encoding="utf-8") as server:
        try:
            end = time.monotonic() + LIMIT
            while not _has_answered(answers):
                assert server.poll() is None, server.communicate()[1]
                assert time.monotonic() < end
                time.sleep(0.05)
            yield
        finally:
            server.terminate()
            server.communicate()


def _has_answered(answers: Callable[[], object]) -> bool:
    try:
        answers()
    except OSError:
        return False
    return True


def answer(connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str) -> Answer:
    """Return what comes over a connection; the names of headers have a low line for each hyphen."""
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    given = connection.getresponse()
    return Answer(given.status, {name.lower(): value for name, value in given.getheaders()}, given.read())


def ask(port: int, path: str, **headers: str) -> Answer:
    """Return what the server at `port` answers."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)) as connection:
        return answer(connection, path, **headers)


def read_together(port: int, paths: list[str], readers: int, each: int) -> list[int | str]:
    """Let `readers`, all connected before the first asks, read `each` pages of those at `paths`; return every status, or fault."""
    connected = Barrier(readers, timeout=LIMIT)

    def read(number: int) -> list[int | str]:
        found: list[int | str] = []
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)) as connection:
                connection.connect()
                connected.wait()
                for turn in range(number, number + each):
                    found.append(answer(connection, paths[turn % len(paths)], Accept_Encoding="gzip").status)
        except (OSError, http.client.HTTPException, RuntimeError) as fault:
            found.append(repr(fault))
        return found

    with ThreadPoolExecutor(readers) as pool:
        return [status for seen in pool.map(read, range(readers)) for status in seen]
