"""Glue for MkDocs: make the generated files fresh, hand over what is published with them, and write the search index.

All logic stands in tested modules.
"""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from mkdocs import utils
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File

# The `mkdocs` command, unlike `python -m mkdocs`, does not look for modules in the folder it runs in.
sys.path.insert(0, str(Path(__file__).parent.parent))

from scripts import ROOT
from scripts.built import gate
from scripts.ground import progress
from scripts.ground.problems import DataError
from scripts.ground.writing import write_all
from scripts.pages.addresses import Redirects, read_redirects, redirect_pages, with_moved
from scripts.pages.finish import finished, insert_notes, site_version, valid, with_fragments
from scripts.pages.foreign import mark_chinese
from scripts.pages.policy import with_policy
from scripts.site.front_matter import front_matter
from scripts.site.in_place import Staging, not_written
from scripts.site.prepared import Prepared
from scripts.site.ready import prepared
from scripts.site.search_index import Kept, write_indexes
from scripts.site.site_map import UNKNOWN, without_unknown
from scripts.site.stylesheet import SCRIPT, SCRIPTS, SHEETS, STYLE, THEME, finish_assets, joined, titled

_ready: list[Prepared] = []
_built: dict[str, str] = {}
_serving: list[bool] = []
_staged: list[Staging] = []  # where the site is built; none in a preview, which nobody reads but its author
_clean_directory = utils.clean_directory
_redirects: Redirects = {}


def on_startup(command: str, dirty: bool) -> None:
    """Let a preview be served in our own way; its server adds a script to each page."""
    _serving[:] = [command == "serve"]
    if True in _serving:
        from mkdocs.commands import serve  # noqa: PLC0415 - a build does without these

        from scripts.preview.server import Preview  # noqa: PLC0415

        serve.LiveReloadServer = Preview  # type: ignore[assignment, attr-defined]


def on_config(config: Any) -> Any:
    """Tell the templates which version of the site this is; not as `version`, which the theme reads in its own way."""
    config.extra["site_version"] = site_version(Path(config.config_file_path).parent)
    config.site_url, config.repo_url = config.site_url or "", config.repo_url or ""  # an empty variable is read as null
    if not config.repo_url:
        config.edit_uri = None
    if True not in _serving and not _staged:
        _staged.append(Staging(Path(config.site_dir)))
        config.site_dir = str(_staged[0].built)
    return config


def on_pre_build(config: Any) -> None:
    """Make what comes from the data file, or find it ready made; a fault in the sources stops this build, but holds up no preview."""
    progress.done("settings")
    root = Path(config.config_file_path).parent
    try:
        redirects, ready = read_redirects(root), prepared(root, config.site_url, config.repo_url)
    except DataError as error:
        if _staged:
            gate.refuse_sources(root, error.problems)
        raise PluginError(f"\n{error}") from None
    _redirects.clear()
    _redirects.update(redirects)
    _ready[:] = [ready]
    config.extra["stages"] = _ready[0].stages  # for the page that lost addresses lead to, which has no front matter
    progress.done("made" if "scripts.site.prepare" in sys.modules else "kept")  # it is loaded only to make them
    if _staged:
        gate.refuse_sources(root)
        progress.done("gate")


@event_priority(200)  # before the languages are sorted out
def _only_pages(files: Any, config: Any) -> Any:
    """Pass over what is no page of either language; the checks say what to do with it."""
    for file in files.documentation_pages():
        if file.src_uri.removesuffix(".md") not in _ready[0].behind:
            files.remove(file)
    return files


@event_priority(-200)  # after the languages are sorted out
def _with_downloads(files: Any, config: Any) -> Any:
    """Let pages link to the downloads, which hold the site’s address and so are not in the repository in this form."""
    for path, content in (_ready[0].linked | _joined(files)).items():
        if known := files.get_file_from_path(path):
            files.remove(known)
        files.append(File.generated(config, path, content=content))
    return files


on_files = CombinedEvent(_only_pages, _with_downloads)


def _joined(files: Any) -> dict[str, str]:
    """Return the one style sheet and the one script of the pages, and take out what they are made of."""
    brought = [file for file in files if file.src_uri.startswith(THEME)]
    theme = [file.content_string for file in brought if file.src_uri.endswith(".css")]
    own = {path: files.get_file_from_path(path) for path in (*SHEETS, *SCRIPTS)}
    for file in (*brought, *own.values()):
        files.remove(file)
    sheets = [*theme, *(own[path].content_string for path in SHEETS)]
    if True in _serving:
        sheets.append((Path(__file__).parent / "preview/preview.css").read_text(encoding="utf-8"))
    return {
        STYLE: titled(joined(sheets), _ready[0].title),
        SCRIPT: joined(own[path].content_string for path in SCRIPTS),
    }


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Tell readers which sections are behind their other half, and the templates what they say about the page."""
    ready, name = _ready[0], _name(page)
    language = name[-2:]
    page.meta |= front_matter(name, ready, config.site_url)
    page.update_date = page.meta.get("updated", UNKNOWN)  # MkDocs would say the day of the build
    if True in _serving:
        from scripts.preview.kept_pages import render  # noqa: PLC0415 - a build does without it

        page.render = partial(render, page)
    markdown = with_fragments(markdown, name, Path(config.config_file_path).with_name("docs") / "_generated")
    return insert_notes(markdown, ready.behind[name], ready.note[language], ready.listing[language])


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Add how to cite the page, and the tones of its figures; mark the Chinese words of English pages, in the text and in the table of contents."""
    name = _name(page)
    html = finished(html, "en" if name.endswith(".en") else "zh", config.site_url, _ready[0].tones)
    html += _ready[0].cite[name]
    if not name.endswith(".en"):
        return html
    for item in _entries(page.toc):
        item.title = mark_chinese(item.title)
    return mark_chinese(html)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Keep the built page for the search index, and give it its policy."""
    _built[page.file.dest_uri] = output
    output = with_moved(valid(output), page.url, _redirects)
    return output if True in _serving else with_policy(output)


def on_post_template(output: str, template_name: str, config: Any) -> str:
    """Give the page for missing addresses its policy; a site map needs the site’s address, and gives no date that is not known."""
    if template_name == "sitemap.xml":
        return without_unknown(output) if config.site_url else ""
    return with_policy(valid(output)) if template_name.endswith(".html") and True not in _serving else output


def _language_built(config: Any) -> None:
    """Write the search index of the language just built, and what no page links to."""
    progress.done(f"pages-{config.theme['language']}")
    site = Path(config.site_dir)
    write_indexes(site, _built, Kept(ROOT / f".cache/search-{config.theme['language']}.json"))
    _built.clear()
    progress.done("search")
    if config.plugins["i18n"].building:
        return  # this was the second language, which is built at the end of the first
    moved = redirect_pages(_redirects, _ready[0].unlinked)
    write_all(site, _ready[0].unlinked | moved)
    progress.done("downloads")


@event_priority(-200)  # after the languages are built
def _site_built(config: Any) -> None:
    """Finish and check the whole site, and put it in place; one with a fault stays aside."""
    if not _staged or config.plugins["i18n"].building:
        return
    site = Path(config.site_dir)
    finish_assets(site)
    progress.done("style")
    gate.refuse_site(Path(config.config_file_path).parent, site, config.site_url, config.repo_url)
    progress.done("gate")
    staging = _staged.pop()
    staging.put_in_place()
    config.site_dir = str(staging.target)  # `mkdocs gh-deploy` pushes what is there
    progress.done("in-place")


on_post_build = CombinedEvent(_language_built, _site_built)


def on_build_error(error: Exception, **_: Any) -> None:
    """Let the next build empty the site’s folder: that of the second language takes this away and breaks off without giving it back.

    A folder that cannot be written is said in one line.
    """
    utils.clean_directory = _clean_directory
    _built.clear()
    target = _staged[0].target if _staged else None
    if _staged:
        _staged.pop().discard()
    if target and isinstance(error, OSError):
        raise Abort(str(not_written(error, target))) from error


def _name(page: Any) -> str:
    return str(page.file.src_uri.removesuffix(".md"))


def _entries(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _entries(item.children)


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Keep compiled templates from one build to the next: compiling them took a quarter of each."""
    env.bytecode_cache = FileSystemBytecodeCache()
    return env
