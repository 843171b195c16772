"""What MkDocs is answered at each event of a build, and what is remembered from one to the next; `scripts/hooks.py` names the events."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

from scripts import ROOT
from scripts.built import gate
from scripts.ground import progress
from scripts.ground.problems import DataError
from scripts.pages.finish import insert_notes, site_version, with_fragments
from scripts.site.complete import complete_site
from scripts.site.in_place import Staging, not_written
from scripts.site.prepared import Prepared
from scripts.site.ready import prepared
from scripts.site.stylesheet import SCRIPTS, SHEETS, THEME, joined


class Building:
    """The builds of one run of MkDocs: one for each language of a site, or as many as a preview takes."""

    ready: Prepared

    def __init__(self) -> None:
        self.is_preview = False
        self.staging: Staging | None = None  # where the site is built; none in a preview, which nobody reads but its author

    def serve_in_our_way(self, command: str, dirty: bool) -> None:
        """Let a preview be served by a server of our own; what is below does without its modules."""
        self.is_preview = command == "serve"
        if self.is_preview:
            from scripts.preview.server import replace_server  # noqa: PLC0415

            replace_server()

    def settle(self, config: Any) -> Any:
        """Say where the site is built, and tell the templates its version; not as `version`, which the theme reads in its own way."""
        config.extra["site_version"] = site_version(_root(config))
        config.site_url, config.repo_url = config.site_url or "", config.repo_url or ""  # an empty variable is read as null
        config.edit_uri = config.edit_uri if config.repo_url else None
        if not (self.is_preview or self.staging):
            self.staging = Staging(Path(config.site_dir))
            config.site_dir = str(self.staging.built)
        return config

    def prepare(self, config: Any) -> None:
        """Make what comes from the data file, or find it ready made; a fault in the sources stops this build, but holds up no preview."""
        progress.done("settings")
        root = _root(config)
        if config.plugins["i18n"].building:  # the second language, of the same sources
            return
        try:
            self.ready = prepared(root, config.site_url, config.repo_url)
        except DataError as error:
            if self.staging:
                gate.refuse_sources(root, error.problems)
            raise PluginError(f"\n{error}") from None
        config.extra["stages"] = self.ready.stages  # for the page that lost addresses lead to, which has no front matter
        progress.done("made" if "scripts.site.prepare" in sys.modules else "kept")  # it is loaded only to make them
        if self.staging:
            gate.refuse_sources(root)
            progress.done("gate")

    @event_priority(200)  # before the languages are sorted out
    def pass_over_strays(self, files: Any, config: Any) -> Any:
        """Pass over what is no page of either language; the checks say what to do with it."""
        for file in files.documentation_pages():
            if file.src_uri.removesuffix(".md") not in self.ready.front:
                files.remove(file)
        return files

    @event_priority(-200)  # after the languages are sorted out
    def add_made(self, files: Any, config: Any) -> Any:
        """Let pages link to the downloads, which hold the site’s address and so are not in the repository in this form."""
        for path, content in (self.ready.linked | self._joined(files)).items():
            if known := files.get_file_from_path(path):
                files.remove(known)
            files.append(File.generated(config, path, content=content))
        return files

    def _joined(self, files: Any) -> dict[str, str]:
        """Return the one style sheet and the one script of the pages, and take out what they are made of."""
        brought = [file for file in files if file.src_uri.startswith(THEME)]
        own = {path: files.get_file_from_path(path) for path in (*SHEETS, *SCRIPTS)}
        for file in (*brought, *own.values()):
            files.remove(file)
        read = lambda path: own[path].content_string  # noqa: E731
        if not self.is_preview:
            return joined(read, self.ready.title)  # a build writes the first sheets into its pages
        strip = (ROOT / "scripts/preview/preview.css").read_text(encoding="utf-8")
        return joined(read, self.ready.title, SHEETS, strip)

    def complete_source(self, markdown: str, page: Any, config: Any, files: Any) -> str:
        """Tell readers which sections are behind their other half, and the templates what they say about the page."""
        name = _name(page)
        page.meta |= self.ready.front[name]
        if self.is_preview:
            from scripts.preview.kept_pages import render  # noqa: PLC0415

            page.render = partial(render, page)
        markdown = with_fragments(markdown, name, _root(config) / "docs/_generated")
        return insert_notes(markdown, *self.ready.notes[name])

    def complete_text(self, html: str, page: Any, config: Any, files: Any) -> str:
        """Say how to cite the page where its own text ends."""
        return html + self.ready.cite[_name(page)]

    def pass_over_site_map(self, output: str, template_name: str, config: Any) -> str:
        """Leave out the theme’s site map, which says the day of the build; ours says what git knows."""
        return "" if template_name == "sitemap.xml" else output

    def keep_templates(self, env: Any, config: Any, files: Any) -> Any:
        """Keep compiled templates from one build to the next: compiling them took a quarter of each."""
        env.bytecode_cache = FileSystemBytecodeCache()
        return env

    def end_language(self, config: Any) -> None:
        """Count the seconds of the language just built."""
        progress.done(f"pages-{config.theme['language']}")

    @event_priority(-200)  # after the languages are built
    def end_site(self, config: Any) -> None:
        """Complete the whole site, check it, and put it in place; one with a fault stays aside."""
        if config.plugins["i18n"].building:
            return
        site = Path(config.site_dir)
        complete_site(site, config.site_url, self.ready, self.staging.target if self.staging else None)
        if not self.staging:
            return
        gate.refuse_site(_root(config), site, config.site_url, config.repo_url)
        progress.done("gate")
        self.staging.put_in_place()
        config.site_dir = str(self.staging.target)  # `mkdocs gh-deploy` pushes what is there
        progress.done("in-place")

    def fail(self, error: Exception, **_: Any) -> None:
        """Say in one line that a folder cannot be written; what was built aside goes with the process."""
        if self.staging and isinstance(error, OSError):
            raise Abort(str(not_written(error, self.staging.target))) from error


def _root(config: Any) -> Path:
    return Path(config.config_file_path).parent


def _name(page: Any) -> str:
    return str(page.file.src_uri.removesuffix(".md"))
