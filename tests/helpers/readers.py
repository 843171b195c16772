"""Readers of a server on this machine: one request, and many readers at once."""

import asyncio
import gzip
import http.client
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

_ANSWER_LIMIT = 60.0  # seconds, on a busy machine


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


async def read_together(port: int, paths: list[str], readers: int, each: int) -> Load:
    """Let `readers` read `each` pages of those at `paths` in turn, over connections that they keep."""
    load = Load()
    turns = (iter([paths[turn % len(paths)] for turn in range(number, number + each)]) for number in range(readers))
    await asyncio.gather(*(_read(port, turn, load) for turn in turns))
    return load


async def _read(port: int, paths: Iterator[str], load: Load) -> None:
    """Read page after page, over a new connection when the server says that it ends one, as it does after a thousand answers."""
    path = next(paths, None)
    try:
        while path:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            with closing(writer):
                is_kept = True
                while path and is_kept:
                    is_kept = await _ask(reader, writer, path, load)
                    path = next(paths, None)
    except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
        load.faults.append(repr(error))


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, load: Load) -> bool:
    """Ask for one page and note the answer; return whether the connection goes on."""
    begin = time.monotonic()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    status, is_kept = await asyncio.wait_for(_answer(reader), _ANSWER_LIMIT)
    load.slowest = max(load.slowest, time.monotonic() - begin)
    load.answers += 1
    if status != 200:
        load.faults.append(f"{path}: {status}")
    return is_kept


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Read one whole answer, and return its status and whether the server keeps the connection."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if "transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        await reader.readexactly(int(head.partition("content-length: ")[2].partition("\r\n")[0]))
    return int(head.split(" ", 2)[1]), "connection: close" not in head
