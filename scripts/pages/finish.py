"""The last touches on a page while it is built; light to import, since every build does."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts.pages.addresses import page_path
from scripts.pages.boxes import default_title
from scripts.pages.foreign import mark_chinese
from scripts.records.languages import Language
from scripts.words.dictionary import word

INCLUDE = re.compile(r"^(?P<indent> *)--8<-- ([\"'])(?P<target>.+?)\2[ \t]*$", re.MULTILINE)
PLACEHOLDER = "<!-- stale-sections -->"
# A box that names no title has its kind for one: <div class="admonition note"> and <details class="note">.
_BOX_TITLE = re.compile(
    r'(<(?:div|details) class="(?:admonition )?([\w-]+)[^>]*>\s*<(?:p class="admonition-title"|summary)>)([^<]*)(</)'
)
_BACK_LINK = re.compile(r"Jump back to footnote (\d+) in the text")
_HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’…—"
_GAP = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])")
_PREFORMATTED = re.compile(r"(<pre.*?</pre>)", re.DOTALL)
_LINK = re.compile(r"\]\((?![#/]|\w+:)")  # in a fragment, to a page or file
_UPWARD = re.compile(r'\b(?:href|src)="(?=\.\./)')
_FIGURE = re.compile(r'<a (href="[^"]*\bfigures/#([\w-]+)")')
_ADDRESS = '<span class="address">'
# What a page says, and its headings where they are listed.
_OWN = re.compile(r'<article\b.*</article>|<a href="#[^"]+">.*?</a>', re.DOTALL)
_AT_AN_ADDRESS = re.compile("<!-- at an address -->\n?(.*?)<!-- /at an address -->\n?", re.DOTALL)


def with_fragments(markdown: str, name: str, fragments: Path) -> str:
    """Return the page `name` (“guide/questions.zh”) with its fragments filled in, whose addresses start at docs/; the engine names a missing one."""

    def filled(found: re.Match[str]) -> str:
        path = fragments / found["target"]
        text = path.read_text(encoding="utf-8") if path.is_file() else found[0]
        return "\n".join(found["indent"] + row if row else row for row in seen_from(name[:-3], text).split("\n"))

    return INCLUDE.sub(filled, markdown)


def seen_from(page: str, fragment: str) -> str:
    """Return a fragment, whose links start at docs/ and other addresses at a page there, as a page in a folder must give them."""
    if "/" not in page:
        return fragment
    files, pages = "../" * page.count("/"), "../" * (page_path(page).count("/") - 1)
    return _UPWARD.sub(rf"\g<0>{pages}", _LINK.sub(rf"\g<0>{files}", fragment))


def insert_notes(markdown: str, behind: Iterable[str], note: str, listing: str) -> str:
    """Return the page with `note` under each heading whose id is in `behind`, and `listing` where the page asks for it."""
    for id in behind:
        heading = re.compile(rf"^#.*\{{#{re.escape(id)}\}}.*$", re.MULTILINE)
        markdown = heading.sub(lambda found: f'{found[0]}\n\n!!! translation "{note}"\n', markdown)
    return markdown.replace(PLACEHOLDER, listing)


def localised(html: str, language: Language) -> str:
    """Return the text of a page with what the Markdown engine says by itself in its language, and Han lines joined without a gap."""
    html = _BOX_TITLE.sub(lambda found: _titled(found, language), html)
    html = html.replace('title="permalink"', f'aria-label="{word("labels", "permalink", language)}"')
    html = _BACK_LINK.sub(word("labels", "footnote_back", language), html)
    parts = _PREFORMATTED.split(html)  # every second one is code, whose lines stay
    return "".join(part if number % 2 else _GAP.sub("", part) for number, part in enumerate(parts))


def finished(html: str, language: Language, site: str, tones: Mapping[str, str]) -> str:
    """Return what an engine made of a page, with its citations at the address `site`, where only the report can be cited without one,
    the words of its language, and its links to figures in the tone of their own stage, by the id of a figure; in English, Chinese is
    marked.
    """
    html = _AT_AN_ADDRESS.sub(r"\1" if site else "", html).replace(_ADDRESS, f"{_ADDRESS}{site}")
    html = localised(html, language)
    html = _FIGURE.sub(lambda link: f'<a class="tone-{tones[link[2]]}" {link[1]}' if link[2] in tones else link[0], html)
    return _OWN.sub(lambda own: mark_chinese(own[0]), html) if language == "en" else html


def _titled(found: re.Match[str], language: Language) -> str:
    opening, kind, title, end = found.groups()
    return f"{opening}{default_title(kind, language) if title == kind.capitalize() else title}{end}"


def site_version(root: Path) -> str:
    """Return the version in pyproject.toml, which readers quote when they report a problem; empty without that file."""
    path = root / "pyproject.toml"
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["project"]["version"]) if path.is_file() else ""
