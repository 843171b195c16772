"""The tree that Zensical builds: a copy of the sources in which stands what hooks add while MkDocs builds."""

import re
import shutil
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load

from scripts.ground.files import write_all
from scripts.pages.finish import insert_notes, site_version, with_fragments
from scripts.pages.sources import page_files
from scripts.site.prepared import Prepared
from scripts.site.stylesheet import SCRIPTS, SHEETS, joined

END_OF_TEXT = "<!-- end-of-text -->"  # where the page's own text ends and its citation goes
_UPWARDS = re.compile(r'(?<=\shref=")(?:\.\./)+|(?<=\ssrc=")(?:\.\./)+')  # from a page to the root, in the HTML of a fragment
_COPIED = ("docs", "overrides")
_PLAIN_CODE = {"pymdownx.highlight": {"use_pygments": False}}  # Zensical would colour code, which Material does when asked


def read_config(root: Path) -> dict[str, Any]:
    """Return mkdocs.yml with the variables of the environment filled in."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        config = yaml_load(file)
    site = config["site_url"] or ""  # an empty variable is read as null
    return config | {"site_url": site.rstrip("/") + "/" if site else "", "repo_url": config["repo_url"] or ""}


def stage(root: Path, folder: Path, config: dict[str, Any], ready: Prepared) -> None:
    """Fill the empty `folder` with everything that Zensical needs to build the site of `config`."""
    for name in _COPIED:
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".*"))  # locks and other leavings of programs
    for path in (folder / "docs" / "_generated").rglob("*.md"):
        path.write_text(_from_source(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in page_files(folder):
        name = path.relative_to(folder / "docs").as_posix().removesuffix(".md")
        text = path.read_text(encoding="utf-8")
        if "/" in name:  # else Zensical fills them in, and does not look for glyphs of the layout within them
            text = with_fragments(text, name, folder / "docs" / "_generated")
        path.write_text(staged_page(text, name, ready), encoding="utf-8")
    parts = {path: (folder / "docs" / path).read_text(encoding="utf-8") for path in (*SHEETS, *SCRIPTS)}
    for part in parts:
        (folder / "docs" / part).unlink()
    made = {path: text.encode("utf-8") for path, text in joined(parts.__getitem__, ready.title).items()}
    write_all(folder / "docs", ready.linked | made)
    text = yaml.safe_dump(staged_config(config, site_version(root), ready.stages), allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def staged_page(text: str, name: str, ready: Prepared) -> str:
    """Return the Markdown of the page `name` (“select.zh”) with its notes, its front matter and a mark where its text ends."""
    body, own = get_data(text)
    front = yaml.safe_dump(own | ready.front[name], allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n{insert_notes(_from_source(body), *ready.notes[name])}\n\n{END_OF_TEXT}\n"


def _from_source(text: str) -> str:
    """Return Markdown whose HTML gives addresses as seen from the source, which Zensical expects, not from the built page."""
    return _UPWARDS.sub("", text)


def staged_config(config: dict[str, Any], version: str, stages: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the configuration without hooks, with the look of Material, and with the header of this site in place of another."""
    staged = {key: value for key, value in config.items() if key not in {"hooks", "watch"}}
    languages = next(plugin["i18n"] for plugin in config["plugins"] if "i18n" in plugin)
    return staged | {
        "theme": config["theme"] | {"variant": "classic"},
        "plugins": [{"search": {"enabled": False}}, {"i18n": languages | {"reconfigure_theme": False}}],
        "markdown_extensions": [*config["markdown_extensions"], _PLAIN_CODE],
        "extra": {"site_version": version, "stages": stages},
    }
