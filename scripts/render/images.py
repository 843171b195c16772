"""The PNG beside each generated SVG: which drawing it was made from, told without a browser."""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from scripts.ground.problems import Problem

_BEFORE = 8 + 25  # bytes: the signature, and IHDR of 13 with 12 around it
SCREENSHOT = "docs/assets/screenshot-en.png"
_LOOK = ("docs/assets/site.css", "docs/assets/parts.css", "overrides/partials/header.html")  # what a screenshot goes stale by
_KEY = b"tEXtSource"  # the tEXt chunk (PNG 11.3.3.2) that holds the hash of the drawing an image was made from


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
    body = _KEY + b"\0" + _hash(drawing)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return image[:_BEFORE] + chunk + image[_BEFORE:]


def _hash(drawing: str) -> bytes:
    return hashlib.sha256(drawing.encode("utf-8")).hexdigest().encode("ascii")


def _made_from(path: Path) -> bytes | None:
    """Return the hash that an image holds; None when there is no such image."""
    found = re.search(_KEY + rb"\0([0-9a-f]{64})", path.read_bytes()) if path.is_file() else None
    return found[1] if found else None
