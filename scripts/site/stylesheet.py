"""One style sheet and one script for every page: what the site uses of the theme's rules, then the site's own.

The theme brings rules for features that this site does not have, three quarters of its style sheets.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from scripts import ROOT
from scripts.ground.cache import keep, read_kept

CACHE_FILE = ".cache/style.json"
STYLE, SCRIPT = "assets/style.css", "assets/script.js"
SHEETS = ("assets/site.css", "assets/parts.css", "assets/search.css")
SCRIPTS = ("assets/site.js", "assets/search.js")
THEME = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")  # what the theme brings and the pages do without

WORD = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_CAPITAL = re.compile(r"[A-Z]")
_TAG = re.compile(r"<[a-z][^>]*>")
_NAME = re.compile(r'([A-Za-z][\w-]*)(?:="([^"]*)")?', re.ASCII)
_NOT_FOR_READERS = re.compile(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/')
_STATES = {"open", "checked", "disabled"}  # attributes that a reader or a browser sets


def joined(texts: Iterable[str]) -> str:
    """Return style sheets or scripts as one text, in the order given."""
    return "\n".join(_NOT_FOR_READERS.sub("", text).strip() for text in texts) + "\n"


def titled(css: str, title: str) -> str:
    """Return the style sheet with the name of the site where it stands at the head of a printed page."""
    return css.replace("SITE TITLE", title.replace("\\", "").replace('"', "”"))


def finish_assets(site: Path) -> None:
    """Keep in the style sheet of a built site what its pages and scripts can use, and name both files by their content.

    A name that changes with the content can be kept by browsers for good, so a second page asks for no file again.
    """
    pages = sorted(site.rglob("*.html"))
    path = site / STYLE
    path.write_text(_used(path.read_text(encoding="utf-8"), _words(site, pages)), encoding="utf-8")
    renamed = {name: _fingerprint(site, name) for name in (STYLE, SCRIPT)}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for old, new in renamed.items():
            text = text.replace(f'{old}"', f'{new}"')
        page.write_text(text, encoding="utf-8")


def _used(css: str, words: set[str]) -> str:
    """Return the rules that these words can use, kept from the last build when nothing that matters to them has changed."""
    reader = Path(__file__).with_name("used_rules.py").read_text(encoding="utf-8")
    key = blake2b(f"{reader}\0{css}\0{sorted(words.intersection(WORD.findall(css)))}".encode()).hexdigest()
    kept = read_kept(ROOT / CACHE_FILE, key)
    if kept is not None:
        return str(kept)
    from scripts.site.used_rules import used_rules  # noqa: PLC0415 (a third of a second with its work, and most builds find it done)

    found = used_rules(css, words)
    keep(ROOT / CACHE_FILE, key, found)
    return found


def _words(site: Path, pages: list[Path]) -> set[str]:
    """Return every name that the pages hold or that a script may give to something in them."""
    tags, words = set[str](), set(_STATES)
    for page in pages:
        tags.update(_TAG.findall(page.read_text(encoding="utf-8")))
    for script in (site / SCRIPT).parent.glob("*.js"):
        words.update(WORD.findall(script.read_text(encoding="utf-8")))
    data = {f"data-{_CAPITAL.sub(_lowered, word)}" for word in words}  # an attribute as scripts name it: dataset.mdColorScheme
    aria = {f"aria-{word[4:].lower()}" for word in words if word.startswith("aria")}  # and as ariaSort
    return words | data | aria | names(tags)


def _lowered(capital: re.Match[str]) -> str:
    return f"-{capital[0].lower()}"


def fingerprinted(site: Path) -> list[str]:
    """Return the files of a built site whose names change with their content, relative to it."""
    found = (path for name in (STYLE, SCRIPT) for path in (site / name).parent.glob(f"{Path(name).stem}.*"))
    return sorted(path.relative_to(site).as_posix() for path in found)


def _fingerprint(site: Path, name: str) -> str:
    """Rename a file of the site by a hash of its content; return its new name."""
    path = site / name
    digest = blake2b(path.read_bytes(), digest_size=4).hexdigest()
    return path.rename(path.with_suffix(f".{digest}{path.suffix}")).relative_to(site).as_posix()


def names(tags: Iterable[str]) -> set[str]:
    """Return the elements, attributes, classes, ids and one-word values that these tags name."""
    found = set[str]()
    for tag in tags:
        for name, value in _NAME.findall(tag):
            found.update((name, value), value.split() if name in {"class", "id"} else ())
    return found
