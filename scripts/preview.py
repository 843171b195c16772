"""What `make serve` does otherwise than a build, so that a save is seen soon: it lists no icons, and writes no file twice."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from scripts.writing import replace

_STORE = ".kept"  # hidden, so that a build does not empty it


class VisibleTemplates(FileSystemLoader):
    """Lists no hidden folder: the theme’s holds 12,000 icons, which are included by name, and which a build lists to drop them."""

    def list_templates(self) -> list[str]:
        """Return the path of each template, from its search folder, sorted."""
        return sorted({path for folder in self.searchpath for path in _visible(Path(folder))})


def _visible(folder: Path) -> Iterator[str]:
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(inside, name).relative_to(folder).as_posix() for name in names)


def hide_icons(theme: Theme) -> None:
    """Let the environments that the theme makes from now on list no hidden folder."""

    def get_env() -> Environment:
        environment = Theme.get_env(theme)
        environment.loader = VisibleTemplates(theme.dirs)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


def write(site: Path, files: dict[str, bytes]) -> None:
    """Write path -> content below the folder `site`, as links to what earlier builds wrote: making a file costs sixty times as much."""
    names = {path: blake2b(content).hexdigest() for path, content in files.items()}
    store = site / _STORE
    store.mkdir(exist_ok=True)
    for path, content in files.items():
        if not (store / names[path]).exists():
            replace(store / names[path], content)
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        _link(store / names[path], site / path, content)
    for name in set(os.listdir(store)) - set(names.values()):
        (store / name).unlink()


def _link(kept: Path, path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    try:
        path.hardlink_to(kept)
    except OSError:  # a disk without such links
        path.write_bytes(content)
