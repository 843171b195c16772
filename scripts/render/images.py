"""The PNG beside each generated SVG: which drawing it was made from, told without a browser."""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from scripts.ground.problems import Problem

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
SCREENSHOT = "docs/assets/screenshot-en.png"
_LOOK = ("docs/assets/site.css", "docs/assets/parts.css", "overrides/partials/header.html")  # what a screenshot goes stale by
_KEY = b"Source"  # the tEXt chunk (PNG 11.3.3.2) that holds the hash of the drawing an image was made from


def image_problems(root: Path, files: dict[str, str]) -> Iterator[Problem]:
    """Yield one problem for the images that no longer show their drawing; the screenshot is left to the tests, so that styles can be tried."""
    stale = stale_images(root, files).keys() - {SCREENSHOT}
    if stale:
        yield Problem.at(min(stale), 1, "image", "image-stale", count=len(stale))


def stale_images(root: Path, files: dict[str, str]) -> dict[str, str]:
    """Return path of the image -> drawing, for each image that is missing or was made from another drawing."""
    drawings = {path.removesuffix(".svg") + ".png": text for path, text in files.items() if path.endswith(".svg")}
    drawings[SCREENSHOT] = "\n".join((root / name).read_text(encoding="utf-8") for name in _LOOK if (root / name).is_file())
    return {path: drawing for path, drawing in drawings.items() if _made_from(root / path) != _hash(drawing)}


def with_source(image: bytes, drawing: str) -> bytes:
    """Return the PNG with a chunk that names the drawing it was made from."""
    body = b"tEXt" + _KEY + b"\0" + _hash(drawing)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    end_of_header = len(_SIGNATURE) + 25  # IHDR is 13 bytes, and 12 around it
    return image[:end_of_header] + chunk + image[end_of_header:]


def _hash(drawing: str) -> bytes:
    return hashlib.sha256(drawing.encode("utf-8")).hexdigest().encode("ascii")


def _made_from(path: Path) -> bytes | None:
    """Return the hash that an image holds; None when there is no such image."""
    data = path.read_bytes() if path.is_file() else b""
    at = len(_SIGNATURE)
    while at + 8 <= len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind == b"tEXt" and body.startswith(_KEY + b"\0"):
            return body[len(_KEY) + 1 :]
        at += length + 12
    return None
