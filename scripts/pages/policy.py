"""The Content-Security-Policy of a page: the site's own files, the one inline script of its templates and the styles of its first view, nothing else."""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache

from scripts import ROOT
from scripts.pages.first_view import first_sheets

_SCRIPT = re.compile(r"<script>(?P<text>.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL)
_HEAD = re.compile(r"<head>\s*(?:<meta charset=[^>]*>)?")  # the encoding must stand within the first 1,024 bytes
_WITH_SCRIPTS = ROOT / "overrides/partials/scheme.html"  # the template whose inline scripts pages may run, and no other


def with_policy(html: str) -> str:
    """Return the page with its policy as the first thing after the encoding, before anything can load."""
    return _HEAD.sub(lambda head: f'{head[0]}<meta http-equiv="Content-Security-Policy" content="{policy()}">', html, count=1)


def policy(styles: Iterable[str] = ()) -> str:
    """Return a policy that allows the inline scripts of our own templates, the rules of the first view, and styles of these hashes."""
    scripts = " ".join(["script-src 'self'", *own_scripts()])
    looks = " ".join(["style-src 'self'", *map(hash_source, first_sheets()), *styles])
    return f"default-src 'none'; {scripts}; {looks}; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"


@cache
def own_scripts() -> list[str]:
    """Return the hash sources of the inline scripts that our templates write, whatever else a page may hold."""
    return sorted(hash_source(match["text"]) for match in _SCRIPT.finditer(_WITH_SCRIPTS.read_text(encoding="utf-8")))


def style_hashes(text: str) -> set[str]:
    """Return the hash sources of the style elements of a page or drawing."""
    return {hash_source(match["text"]) for match in _STYLE.finditer(text)}


@cache
def hash_source(text: str) -> str:
    """Return the source of a policy that allows a script or style of this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
