"""The server of the preview: the system tells it of saves alone, and what stops it is said where it is to be mended."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from watchdog import events
from watchdog.observers.polling import PollingObserver

from scripts.ground.files import replace
from scripts.preview import faults
from scripts.preview import server as preview
from scripts.words import dictionary

SOON = 30.0  # seconds after which what should be seen was missed, on however busy a machine


@pytest.fixture(params=["", "1"], ids=["told", "looking"])
def saves(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Watch a folder as the preview does, and return what waits for the name of the next file that was saved."""
    monkeypatch.setenv("POLL", request.param)
    (tmp_path / "docs/_generated").mkdir(parents=True)
    (tmp_path / "docs/page.md").write_text("old", encoding="utf-8")
    seen, handler = Queue[str](), events.FileSystemEventHandler()
    handler.on_any_event = lambda event: seen.put(Path(os.fsdecode(event.dest_path or event.src_path)).name)  # type: ignore[method-assign]
    observer = preview._observer()
    assert isinstance(observer, PollingObserver) == bool(request.param)
    observer.schedule(handler, str(tmp_path / "docs"), recursive=True)
    observer.start()
    yield lambda: seen.get(timeout=SOON)
    observer.stop()
    observer.join()


def test_saves_alone_are_seen(saves: Callable[[], str], tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / ".page.md.swp").write_text("new", encoding="utf-8")
    replace(docs / "_generated/made.md", "new")
    (docs / "page.md").read_text(encoding="utf-8")
    replace(docs / "page.md", "new text")
    assert saves() == "page.md"  # so none of those before it was


def test_look_every_second_where_the_system_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError("inotify instance limit reached")

    monkeypatch.setattr(preview, "Observer", refuse)
    assert isinstance(preview._observer(), PollingObserver)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which the preview believes to stand."""
    (tmp_path / "scripts").mkdir()
    monkeypatch.setattr(faults, "ROOT", tmp_path)
    monkeypatch.setattr(faults, "_read", [""])
    return tmp_path


def raising(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


@pytest.mark.parametrize(("text", "line"), [("one\n{% bogus %}\n", 2), ("{{ missing.word }}\n", 1)])
def test_fault_of_a_template_names_its_line(text: str, line: int, root: Path) -> None:
    (root / "page.html").write_text(text, encoding="utf-8")
    templates = Environment(loader=FileSystemLoader(root))
    (told,) = faults.outcome(lambda: templates.get_template("page.html").render())[1]
    assert told.startswith(f"page.html:{line}: preview: cannot be shown (")
    assert "无法显示（" in told


def test_fault_of_the_settings_names_their_line(root: Path) -> None:
    assert faults.outcome(raising(ValueError('in "mkdocs.yml", line 31, column 3')))[1][0].startswith("mkdocs.yml:31: preview:")
    assert faults.outcome(raising(ValueError("no line")))[1][0].startswith("mkdocs.yml:1: preview:")


@pytest.mark.parametrize("name", ["scripts/words.yml", "docs/data/rules.yml", "docs/data/fingerprints.txt"])
def test_words_are_read_again_when_they_were_saved_and_code_is_not(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    assert faults._changed_code() == []
    assert dictionary.word("precision", "exact", "en") == "{number} {unit}"
    (root / name).write_text("", encoding="utf-8")
    assert faults._changed_code() == []
    assert not dictionary._words.cache_info().currsize
    dictionary.words("precision", "en")
    assert faults._changed_code() == []
    assert dictionary._words.cache_info().currsize
    (root / "scripts/new.py").write_text("", encoding="utf-8")
    for _ in range(2):  # until the next start
        assert "scripts/new.py:1: preview: code is read once" in faults._changed_code()[0]
        assert "程序只在启动时读取" in capsys.readouterr().err


def test_strip_speaks_both_languages_and_lets_no_markup_through() -> None:
    assert faults.strip([], []) == ""
    made = faults.strip(["page.md:1: <script>"], [])
    assert "&lt;script&gt;" in made
    assert "style=" not in made
    assert "preview-new" in made
    assert 'lang="zh-Hans">页面已是刚保存的内容' in made
    assert 'lang="en">These pages are as you saved them' in made
    stopped = faults.strip([], ["page.md:1: stopped"])
    assert "preview-old" in stopped
    assert "这里仍是之前的页面" in stopped


def test_broken_build_leaves_what_is_shown(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()

    def shown(*, breaks: bool) -> str:
        settings = SimpleNamespace(site_dir=str(site), strict=True)

        def build() -> None:
            Path(settings.site_dir).mkdir()
            (Path(settings.site_dir) / "index.html").write_text("new", encoding="utf-8")
            if breaks:
                raise ValueError("broken")

        assert bool(faults.build_beside(build, settings)[2]) == breaks
        assert [path.name for path in tmp_path.iterdir()] == ["site"]
        return (site / "index.html").read_text(encoding="utf-8")

    assert "preview.css" in shown(breaks=True)  # a page for the strip, as none could be built yet
    assert shown(breaks=False) == "new"
    (site / "index.html").write_text("kept", encoding="utf-8")
    assert shown(breaks=True) == "kept"
