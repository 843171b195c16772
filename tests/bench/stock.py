"""The same pages built otherwise, to compare with: plain MkDocs, which leaves our hooks out, and stock Material, with its defaults."""

from pathlib import Path
from typing import Any, Literal

import yaml
from mkdocs.utils.yaml import yaml_load

Kind = Literal["plain", "stock"]
# Light and dark as Material’s own documentation sets them up.
_PALETTE = [
    {"media": "(prefers-color-scheme: light)", "scheme": "default", "toggle": {"icon": "material/weather-night", "name": "Dark"}},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "toggle": {"icon": "material/weather-sunny", "name": "Light"}},
]


def write_settings(root: Path, kind: Kind) -> Path:
    """Write the settings of such a build beside ours and return their file; `root` is a copy of the sources."""
    settings = yaml_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    path = root / f"{kind}.yml"
    changed = _plain(settings) if kind == "plain" else _stock(_plain(settings))
    path.write_text(yaml.safe_dump(changed, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _plain(settings: dict[str, Any]) -> dict[str, Any]:
    """Not strict, because pages link to downloads that a hook makes."""
    return {name: value for name, value in settings.items() if name not in {"hooks", "watch"}} | {"strict": False}


def _stock(settings: dict[str, Any]) -> dict[str, Any]:
    """Keep languages, extensions, navigation and `font: false`, so that the text is the same and nothing leaves the machine."""
    theme = {name: value for name, value in settings["theme"].items() if name != "custom_dir"}
    return settings | {"theme": theme | {"palette": _PALETTE}, "plugins": ["search", *settings["plugins"]]}
