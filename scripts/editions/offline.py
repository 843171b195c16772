"""The offline edition: the built site as one archive that opens from a disk: `python -m scripts.editions.offline`.

A page opened from a disk may neither ask for a folder nor fetch another page, so links name files, and the articles
that cards and the view side by side need stand in one script for each language.
"""

import json
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from scripts import ROOT
from scripts.editions.artefacts import say_address, site_address, write_artefacts
from scripts.pages.finish import site_version
from scripts.publish.archive import pack
from scripts.publish.host_files import SECURITY
from scripts.records.languages import LANGUAGES, language_of
from scripts.records.load import load

_ADDRESS = re.compile(r'(?<=\shref=")(?![a-z]+:|[#?"])(?P<path>[^"?#]*)(?P<rest>[^"]*)(?=")')
_FOLDER = re.compile(r"(?:^|/)\.{0,2}$")
_LANGUAGE = re.compile(r'<html lang="[^"]*"')
_ARTICLE = re.compile(r'<article class="text.*?</article>', re.DOTALL)
_SITE_SCRIPT = re.compile(r'<script src="[^"]*assets/script\.[^"]*"')
_LOADER = "assets/offline.js"
_LEFT_OUT = {"404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt", SECURITY}  # for a server only
_README = """\
{title.zh} · 离线版
解压后打开 site 文件夹里的 index.html。不需要网络，也不需要安装任何软件。

{title.en} · offline edition
Unpack it and open en/index.html in the folder “site”. It needs neither a network nor any program but a browser.
"""


def offline_files(site: Path) -> dict[str, bytes]:
    """Return path -> content of every file of the offline edition of a built site."""
    files, articles = {}, {language: dict[str, str]() for language in LANGUAGES}
    root = urlsplit(site_address(site)).path or "/"
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if name in _LEFT_OUT:
            continue
        files[name] = path.read_bytes()
        if name.endswith(".html"):
            html = offline_page(files[name].decode("utf-8"), "../" * name.count("/"), root)
            files[name] = html.encode("utf-8")
            articles[language_of(name)] |= {name.removesuffix("index.html"): _article(html)}
    files[_LOADER] = (Path(__file__).parent / "offline.js").read_bytes()
    return files | {f"assets/offline-{language}.js": _script(found) for language, found in articles.items()}


def offline_page(html: str, home: str = "", root: str = "/") -> str:
    """Return the page with links that name files, and a policy that lets it load its own from a disk.

    `home` leads from the page to the site's first folder; `root` is the path that the site was built for.
    """
    html = html.replace("'self'", "'self' file:")  # not every browser takes a file beside the page for the page's own
    html = _SITE_SCRIPT.sub(rf'<script src="{home}{_LOADER}"></script>\g<0>', html)
    return _ADDRESS.sub(lambda found: _file(found["path"], home, root) + found["rest"], html)


def _file(path: str, home: str, root: str) -> str:
    """Return the file that an address inside the site leads to on a disk."""
    if path.startswith("/"):
        path = (home + path.removeprefix(root)) or "./"
    return f"{path.removesuffix('/')}/index.html".removeprefix("./") if _FOLDER.search(path) else path


def _article(html: str) -> str:
    language, article = _LANGUAGE.search(html), _ARTICLE.search(html)
    return f"{language[0]}>{article[0]}" if language and article else ""


def _script(articles: dict[str, str]) -> bytes:
    pages = json.dumps({name: html for name, html in articles.items() if html}, ensure_ascii=False, indent=0)
    return f"window.offlinePages = Object.assign(window.offlinePages ?? {{}}, {pages});\n".encode()


def archive(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of the archive of the offline edition of a built site."""
    masthead = load(ROOT).data.masthead
    name = f"{masthead.id}-{site_version(ROOT)}-offline"
    files = {f"{name}/README.txt": _README.format(title=masthead.title).encode("utf-8")} | {
        f"{name}/site/{path}": data for path, data in sorted(offline_files(site).items())
    }
    say_address(site, "offline")
    yield f"{name}.zip", pack(files, is_compressed=True)


main = partial(write_artefacts, "offline", __doc__, archive)

if __name__ == "__main__":
    sys.exit(main())
