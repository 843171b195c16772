"""The Content-Security-Policy of a page: the site's own files, the one inline script of its templates and the styles of its first view, nothing else."""

import base64
import hashlib
import re
from functools import cache

from scripts import ROOT
from scripts.pages.first_view import first_sheets

_SCRIPT = re.compile(r"<script>(?P<text>.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL)
_HEAD = re.compile(r"<head>\s*(?:<meta charset=[^>]*>)?")  # the encoding must stand within the first 1,024 bytes
_OWN_SCRIPTS = ("partials/scheme.html",)  # the templates whose inline scripts pages may run, and no others
_TEMPLATES = ROOT / "overrides"

# What a page may load.
_SOURCES = {
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
}
_CLOSED = "base-uri 'none'; form-action 'none'"


def with_policy(html: str) -> str:
    """Return the page with its policy as the first thing after the encoding, before anything can load."""
    return _HEAD.sub(lambda head: f"{head[0]}{policy_element()}", html, count=1)


def policy_element() -> str:
    """Return the element that holds the policy of a page."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'


def policy(styles: list[str] | None = None) -> str:
    """Return a policy that allows the inline scripts of our own templates, the rules of the first view, and styles of these hashes."""
    allowed = {"script-src": own_scripts(), "style-src": [*map(hash_source, first_sheets()), *(styles or [])]}
    sources = (" ".join([name, own, *allowed.get(name, [])]) for name, own in _SOURCES.items())
    return "; ".join(["default-src 'none'", *sources, _CLOSED])


@cache
def own_scripts() -> list[str]:
    """Return the hash sources of the inline scripts that our templates write, whatever else a page may hold."""
    texts = (match["text"] for name in _OWN_SCRIPTS for match in _SCRIPT.finditer((_TEMPLATES / name).read_text(encoding="utf-8")))
    return sorted(map(hash_source, texts))


def style_hashes(text: str) -> list[str]:
    """Return the hash sources of the style elements of a page or drawing, sorted, once each."""
    return sorted({hash_source(match["text"]) for match in _STYLE.finditer(text)})


@cache
def hash_source(text: str) -> str:
    """Return the source of a policy that allows a script or style of this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
