"""Addresses that readers keep: what each release published, and where to find what has moved since. No page may vanish."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import relpath

import yaml

from scripts.ground.files import read_yaml
from scripts.ground.problems import DataError, Problem
from scripts.pages.policy import with_policy

RELEASED_FILE = "docs/data/released-addresses.txt"
REDIRECTS_FILE = "docs/data/redirects.yml"
_HEADER = """\
# 已发布的网址和页内位置，一行一个网址；由“make record”在发布时写入，不要手改。删去的要在 redirects.yml 里写明新址。
# Published addresses with the places on them, one address a line; written by “make record” at a release, never by hand.
"""

Addresses = dict[str, set[str]]
Redirects = dict[str, str]


def page_path(name: str) -> str:
    """Return the address of the page `name` (“select”, “guide/index”) below the root of its language: “select/”, “guide/”."""
    return "" if name == "index" else f"{name.removesuffix('/index')}/"


def page_address(name: str, language: str) -> str:
    """Return the address of a page below the site’s root: “en/select/”; the home page is the folder itself."""
    return ("en/" if language == "en" else "") + page_path(name)


def read_released(root: Path) -> Addresses:
    """Return address -> anchors of every release; empty before the first."""
    path = root / RELEASED_FILE
    rows = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = (row.split(" ") for row in rows if row and not row.startswith("#"))
    return {address: set(anchors) for address, *anchors in found}


def dump_released(addresses: Addresses) -> str:
    """Return the text of the list, sorted."""
    return _HEADER + "".join(" ".join([address, *sorted(addresses[address])]) + "\n" for address in sorted(addresses))


def read_redirects(root: Path) -> Redirects:
    """Return old -> new, each a page such as old/ or a place such as page/#old, in both languages at once; raise DataError."""
    path = root / REDIRECTS_FILE
    try:
        redirects = (read_yaml(path) if path.is_file() else None) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError([Problem.at(REDIRECTS_FILE, mark.line + 1 if mark else 1, "redirects", "redirects-shape")]) from None
    if not isinstance(redirects, dict) or not all(isinstance(part, str) for row in redirects.items() for part in row):
        raise DataError([Problem.at(REDIRECTS_FILE, 1, "redirects", "redirects-shape")])
    return redirects


def redirect_pages(redirects: Redirects, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return file -> page that leads on, for each page that has moved, in both languages; and where its `files` to cite it lay,
    those of the page that now says it."""
    moved = [(old, new) for old, new in redirects.items() if "#" not in old]
    pages = {f"{folder}{old}index.html": _leading(folder + old, folder + new) for folder in ("", "en/") for old, new in moved}
    return {path: page.encode("utf-8") for path, page in pages.items()} | dict(_moved_files(moved, files))


def _moved_files(moved: list[tuple[str, str]], files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for old, new in moved:
        name = new.partition("#")[0].strip("/") or "index"
        for path, content in files.items():
            if re.fullmatch(rf"data/cite/\w+/{re.escape(name)}\.\w+", path):
                yield path.replace(f"/{name}.", f"/{old.strip('/')}."), content


def _leading(old: str, new: str) -> str:
    """Return a page that needs no script: it leads on at once, and says so where it may not."""
    page, _, anchor = new.partition("#")
    address = escape(relpath(page or ".", old) + "/" + (f"#{anchor}" if anchor else ""))
    language, words = ("en", "This page has moved.") if old.startswith("en/") else ("zh-Hans", "这一页已经移走。")
    return with_policy(
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta http-equiv="refresh" content="0; url={address}"><title>{words}</title></head>\n'
        f'<body><p><a href="{address}">{words}</a></p></body>\n</html>\n'
    )


def with_moved(html: str, address: str, redirects: Redirects) -> str:
    """Return the page at `address` with the places that have moved: beside the new one, or with a link to its page."""
    own = address.removeprefix("en/") or "./"
    for old, new in redirects.items():
        page, _, anchor = old.partition("#")
        if not anchor or page != own:
            continue
        target, _, place = new.partition("#")
        if target == own and (found := re.search(rf'<[^<>]*\sid="{re.escape(place)}"', html)):
            html = f'{html[: found.start()]}<span id="{anchor}"></span>{html[found.start() :]}'
        else:
            html = html.replace("</article>", f"{_moved(address, anchor, new)}</article>", 1)
    return html


def _moved(address: str, anchor: str, new: str) -> str:
    is_english = address.startswith("en/")
    words = "This part has moved." if is_english else "这一部分已经移走。"
    page, _, place = new.partition("#")
    base = str(PurePosixPath(address)) if address else "."
    lead = relpath(("en/" if is_english else "") + page or ".", base) + "/" + (f"#{place}" if place else "")
    return f'<p id="{anchor}"><a href="{escape(lead)}">{words}</a></p>'
