"""What a preview does otherwise than a build: the same files come of it, and each save is noticed once."""

import os
from pathlib import Path
from queue import Empty, Queue

import pytest
from jinja2 import FileSystemLoader
from mkdocs.theme import Theme
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from scripts.preview import VisibleTemplates, hide_icons, write
from scripts.watch import Watch
from scripts.writing import replace

SOON = 10.0  # seconds after which what should be seen was missed
LATER = 0.5  # seconds in which what should not be seen would be, at a hundred looks a second
LOOK = 0.01


def files(folder: Path) -> dict[str, bytes]:
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path: (folder / path).read_bytes() for path in paths if not path.startswith(".")}


def test_only_hidden_templates_are_not_listed() -> None:
    theme = Theme("material")
    hide_icons(theme)
    every = FileSystemLoader(theme.dirs).list_templates()
    visible = [path for path in every if not any(part.startswith(".") for part in path.split("/")[:-1])]
    assert theme.get_env().list_templates() == visible
    assert len(visible) < len(every) / 10


def test_icons_are_still_included_by_name() -> None:
    theme = Theme("material")
    assert isinstance(theme.get_env().loader, FileSystemLoader)
    hide_icons(theme)
    environment = theme.get_env()
    assert isinstance(environment.loader, VisibleTemplates)
    assert "<svg" in environment.from_string('{% include ".icons/material/magnify.svg" %}').render()


@pytest.mark.parametrize("has_links", [True, False])
def test_each_build_writes_what_it_is_given(has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise OSError("no links on this disk")

    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    for given in ({"a/b.txt": b"one", "c.txt": b"one"}, {"a/b.txt": b"two", "c.txt": b"one"}, {"a/b.txt": b"one", "c.txt": b"one"}):
        write(tmp_path, given)
        assert files(tmp_path) == given


def test_what_no_build_wants_any_more_is_not_stored(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        write(tmp_path, {"a.txt": content})
    assert [path.read_bytes() for path in (tmp_path / ".kept").iterdir()] == [b"two"]


class Saves(FileSystemEventHandler):
    """What a watch of a folder reports of its files."""

    def __init__(self, folder: Path, generated: set[str]) -> None:
        self.watch, self._seen = Watch(LOOK, lambda: generated), Queue[str]()
        self.watch.observer.schedule(self, str(folder), recursive=True)
        self.watch.observer.start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self._seen.put(Path(os.fsdecode(event.src_path)).name)

    def next(self, within: float = SOON) -> str:
        """Return the name of the next file that was changed, or nothing when none was in these seconds."""
        try:
            return self._seen.get(timeout=within)
        except Empty:
            return ""

    def end(self) -> None:
        self.watch.observer.stop()
        self.watch.observer.join()


def test_watch_passes_over_hidden_and_generated_files(tmp_path: Path) -> None:
    (tmp_path / "generated").mkdir()
    for name in ("page.md", "generated/made.md"):
        (tmp_path / name).write_text("old")
    saves = Saves(tmp_path, {str(tmp_path / "generated/made.md")})
    (tmp_path / ".page.md.swp").write_text("new")
    replace(tmp_path / "generated/made.md", "new")
    assert saves.next(LATER) == ""
    (tmp_path / "page.md").write_text("newer")
    assert saves.next() == "page.md"
    saves.end()


def test_save_during_a_build_is_seen_after_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("old")
    saves, during = Saves(tmp_path, set()), []

    def build() -> None:
        saves.next(LATER)  # a look that had begun ends
        page.write_text("new text")
        during.append(saves.next(LATER))
        raise ValueError("a build that fails")

    with pytest.raises(ValueError, match="fails"):
        saves.watch.pausing(build)()
    assert during == [""]
    assert saves.next() == "page.md"
    saves.end()
