"""One style sheet and one script for every page, and what the first view needs of the styles within the page itself."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

from scripts.pages.first_view import FIRST, compact, only_in, with_first_view

STYLE, SCRIPT = "assets/style.css", "assets/script.js"
LATER = ("assets/site.css", "assets/parts.css", "assets/search.css")
SHEETS = (*FIRST, *LATER)
SCRIPTS = ("assets/site.js", "assets/search.js")
THEME = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")  # what the theme brings and the pages do without


def joined(read: Callable[[str], str], title: str, sheets: Iterable[str] = LATER, more: str = "") -> dict[str, str]:
    """Return path -> text of the one style sheet and the one script of the pages, whose parts `read` gives by their path.

    The sheet names the site by its `title` where that stands at the head of a printed page, and ends with `more`.
    """
    css = "\n".join(text.strip() for text in (*map(read, sheets), more) if text) + "\n"
    named = css.replace("SITE TITLE", title.replace("\\", "").replace('"', "”"))
    return {STYLE: named, SCRIPT: "\n".join(read(path).strip() for path in SCRIPTS) + "\n"}


def named_by_content(site: Path) -> Callable[[str], str]:
    """Compact the style sheet of a built site, and name it and the script by their content; return what lets a page know them and
    writes the rules of its first view into it.

    A name that changes with the content can be kept by browsers for good, so a second page asks for no file again.
    """
    path = site / STYLE
    css = compact(path.read_text(encoding="utf-8"))
    path.write_text(css, encoding="utf-8")
    later = only_in(css)
    renamed = {name: _fingerprint(site, name) for name in (STYLE, SCRIPT)}

    def styled(page: str) -> str:
        page = with_first_view(page, later)
        for old, new in renamed.items():
            page = page.replace(f'{old}"', f'{new}"')
        return page

    return styled


def fingerprinted(site: Path) -> list[str]:
    """Return the files of a built site whose names change with their content, relative to it."""
    found = (path for name in (STYLE, SCRIPT) for path in (site / name).parent.glob(f"{Path(name).stem}.*"))
    return sorted(path.relative_to(site).as_posix() for path in found)


def _fingerprint(site: Path, name: str) -> str:
    """Rename a file of the site by a hash of its content; return its new name."""
    path = site / name
    digest = blake2b(path.read_bytes(), digest_size=4).hexdigest()
    return path.rename(path.with_suffix(f".{digest}{path.suffix}")).relative_to(site).as_posix()
