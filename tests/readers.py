"""Readers of a server on this machine: one request, and many readers at once for a bounded time."""

import asyncio
import gzip
import http.client
import time
from dataclasses import dataclass, field

_ANSWER_LIMIT = 10.0  # seconds


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    """Return what the server at `port` answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_LIMIT)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


@dataclass
class Load:
    """What came of many readers at once."""

    answers: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0


async def read_together(port: int, paths: list[str], readers: int, seconds: float) -> Load:
    """Let `readers` read the pages at `paths` in turn, each over a connection that it keeps, for `seconds`."""
    load = Load()
    end = time.monotonic() + seconds
    await asyncio.gather(*(_read(port, paths[number % len(paths) :] + paths, end, load) for number in range(readers)))
    return load


async def _read(port: int, paths: list[str], end: float, load: Load) -> None:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        turn = 0
        while time.monotonic() < end:
            begin = time.monotonic()
            path = paths[turn % len(paths)]
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            status = await asyncio.wait_for(_answer(reader), _ANSWER_LIMIT)
            load.slowest = max(load.slowest, time.monotonic() - begin)
            load.answers += 1
            turn += 1
            if status != 200:
                load.faults.append(f"{path}: {status}")
        writer.close()
        await writer.wait_closed()
    except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
        load.faults.append(repr(error))


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one whole answer, and return its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if "transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        await reader.readexactly(int(head.partition("content-length: ")[2].partition("\r\n")[0]))
    return int(head.split(" ", 2)[1])
