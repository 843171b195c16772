"""The Content-Security-Policy of a page: the site's own files and the inline scripts it was built with, and nothing else."""

import base64
import hashlib
import re
from functools import cache

_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL)
_DATA_BLOCK = re.compile(r"""type=["']?application/""")  # JSON, which browsers never run
_HEAD = re.compile(r"<head>\s*(?:<meta charset=[^>]*>)?")  # the encoding must stand within the first 1,024 bytes

# What a page may load. The theme's icons are masks written as data: addresses in its style sheet.
_SOURCES = {
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
}
_CLOSED = "base-uri 'none'; form-action 'none'"


def with_policy(html: str) -> str:
    """Return the page with its policy as the first thing after the encoding, before anything can load."""
    return _HEAD.sub(lambda head: f"{head[0]}{policy_element(html)}", html, count=1)


def policy_element(html: str) -> str:
    """Return the element that holds the policy of a page."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy(script_hashes(html))}">'


def policy(scripts: list[str], styles: list[str] | None = None) -> str:
    """Return a policy that allows inline scripts and styles by their hashes alone."""
    allowed = {"script-src": scripts, "style-src": styles or []}
    sources = (" ".join([name, own, *allowed.get(name, [])]) for name, own in _SOURCES.items())
    return "; ".join(["default-src 'none'", *sources, _CLOSED])


def script_hashes(html: str) -> list[str]:
    """Return the hash sources of the inline scripts of a page, sorted, once each."""
    found = (match for match in _INLINE.finditer(html) if match["text"] and not _DATA_BLOCK.search(match["attributes"]))
    return sorted({_hash(match["text"]) for match in found})


def style_hashes(text: str) -> list[str]:
    """Return the hash sources of the style elements of a page or drawing, sorted, once each."""
    return sorted({_hash(match["text"]) for match in _STYLE.finditer(text)})


@cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
