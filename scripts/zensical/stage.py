"""The tree that Zensical builds: a copy of the sources in which stands what hooks add while MkDocs builds."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

from scripts.finish import insert_notes, site_version
from scripts.front_matter import front_matter
from scripts.prepared import Prepared

END_OF_TEXT = "<!-- end-of-text -->"  # where the page's own text ends and its citation goes
_COPIED = ("docs", "overrides")
_FENCE = "---\n"


def read_config(root: Path) -> dict[str, Any]:
    """Return mkdocs.yml with the variables of the environment filled in."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        return yaml_load(file)


def stage(root: Path, folder: Path, config: dict[str, Any], ready: Prepared) -> None:
    """Fill the empty `folder` with everything that Zensical needs to build the site of `config`."""
    for name in _COPIED:
        shutil.copytree(root / name, folder / name)
    for path in _pages(folder / "docs"):
        name = path.relative_to(folder / "docs").as_posix().removesuffix(".md")
        path.write_text(staged_page(path.read_text(encoding="utf-8"), name, ready, config["site_url"]), encoding="utf-8")
    for address, content in ready.linked.items():
        (folder / "docs" / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / address).write_bytes(content)
    text = yaml.safe_dump(staged_config(config, site_version(root)), allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def _pages(docs: Path) -> Iterator[Path]:
    return (path for path in docs.rglob("*.md") if "_generated" not in path.parts)


def staged_page(text: str, name: str, ready: Prepared, site: str) -> str:
    """Return the Markdown of the page `name` (“select.zh”) with its notes, its front matter and a mark where its text ends."""
    front, body = _split(text)
    language = name[-2:]
    added = front_matter(name, ready, site)
    rows = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in added.items())
    body = insert_notes(body, ready.behind[name], ready.note[language], ready.listing[language])
    return f"{_FENCE}{front}{rows}{_FENCE}{body}\n\n{END_OF_TEXT}\n"


def _split(text: str) -> tuple[str, str]:
    """Return the front matter, without its fences, and the rest."""
    if not text.startswith(_FENCE):
        return "", text
    front, _, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    return f"{front}\n", body


def staged_config(config: dict[str, Any], version: str) -> dict[str, Any]:
    """Return the configuration without hooks, with the look of Material, and with the header of this site in place of another."""
    staged = {key: value for key, value in config.items() if key not in {"hooks", "watch"}}
    languages = next(plugin["i18n"] for plugin in config["plugins"] if "i18n" in plugin)
    return staged | {
        "theme": config["theme"] | {"variant": "classic"},
        "plugins": [{"i18n": languages | {"reconfigure_theme": False}}],
        "extra": {"site_version": version},
    }
