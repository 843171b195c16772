"""Addresses that readers keep: what each release published, and where to find what has moved since. No page may vanish."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
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
    those of the page that now says it.
    """
    found = {}
    for old, new in ((old, new) for old, new in redirects.items() if "#" not in old):
        for folder, language in (("", "zh-Hans"), ("en/", "en")):
            page = _LEADING.format(language=language, words=_MOVED[folder][0], address=_lead(folder + old, folder + new))
            found[f"{folder}{old}index.html"] = with_policy(page).encode("utf-8")
        name = new.partition("#")[0].strip("/") or "index"
        cited = {path: re.fullmatch(rf"(data/cite/\w+/){re.escape(name)}(\.\w+)", path) for path in files}
        found |= {f"{its[1]}{old.strip('/')}{its[2]}": files[path] for path, its in cited.items() if its}
    return found


# By the folder of a language: what is said of a page, and of a part of one.
_MOVED = {"": ("这一页已经移走。", "这一部分已经移走。"), "en/": ("This page has moved.", "This part has moved.")}
# A page that needs no script: it leads on at once, and says so where it may not.
_LEADING = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="robots" content="noindex">\
<meta http-equiv="refresh" content="0; url={address}"><title>{words}</title></head>
<body><p><a href="{address}">{words}</a></p></body>
</html>
"""


def _lead(start: str, target: str) -> str:
    """Return what leads from the page at one address to the page, or the place on it, at another; for an attribute of HTML."""
    page, _, place = target.partition("#")
    return escape(relpath(page or ".", start or ".") + "/" + (place and f"#{place}"))


def with_moved(html: str, address: str, redirects: Redirects) -> str:
    """Return the page at `address` with the places that have moved: beside the new one, or with a link to its page."""
    folder = "en/" if address.startswith("en/") else ""
    own = address.removeprefix("en/") or "./"
    for old, new in redirects.items():
        page, _, anchor = old.partition("#")
        if not anchor or page != own:
            continue
        target, _, place = new.partition("#")
        if target == own and (found := re.search(rf'<[^<>]*\sid="{re.escape(place)}"', html)):
            html = f'{html[: found.start()]}<span id="{anchor}"></span>{html[found.start() :]}'
        else:
            sign = f'<p id="{anchor}"><a href="{_lead(address, folder + new)}">{_MOVED[folder][1]}</a></p>'
            html = html.replace("</article>", f"{sign}</article>", 1)
    return html
