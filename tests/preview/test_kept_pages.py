"""Conversions kept between the builds of a preview: taken when nothing that they read has changed, and made again when anything has."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.pages import Page

from scripts.pages.finish import with_fragments
from scripts.preview import kept_pages

SETTINGS = """\
site_name: Site
theme: {name: material}
plugins: []
validation: {anchors: warn}
markdown_extensions: [attr_list, admonition, {toc: {permalink: true}}, {pymdownx.snippets: {base_path: [PARTS], check_paths: true}}]
"""
A = '# A {#a}\n\n## One {#one}\n\n[to b](b.md#there), [up](#one)\n\n--8<-- "part.md"\n'

Write = Callable[[str, str], None]


class Preview:
    """A site of two pages, its builds, and how often they converted a page."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.converted = root, list[str]()
        kept_pages._kept.clear()
        convert = Page.render

        def noted(page: Page, config: MkDocsConfig, files: Files) -> None:
            self.converted.append(page.file.src_uri)
            convert(page, config, files)

        monkeypatch.setattr(Page, "render", noted)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def build(self) -> dict[str, Page]:
        """Convert the pages as a build does, and return them by their source; `converted` then names those that were."""
        self.converted.clear()
        config = load_config(str(self.root / "mkdocs.yml"))
        files = get_files(config)
        set_exclusions(files, config)
        for file in files.documentation_pages():
            page = Page(None, file, config)
            page.read_source(config)
            page.markdown = with_fragments(str(page.markdown), file.src_uri, self.root / "parts")
            kept_pages.render(page, config, files)
        pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page}
        for page in pages.values():
            page.validate_anchor_links(files=files, log_level=logging.WARNING)
        return pages


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """Return a preview that has built its site once."""
    made = Preview(tmp_path, monkeypatch)
    made.write("mkdocs.yml", SETTINGS.replace("PARTS", str(tmp_path / "parts")))
    made.write("parts/part.md", "a part\n")
    made.write("docs/a.md", A)
    made.write("docs/b.md", "# B {#b}\n\n## There {#there}\n")
    made.build()
    assert made.converted == ["a.md", "b.md"]
    return made


def facts(page: Page) -> list[Any]:
    links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
    return [page.content, page.title, str(page.toc), page.present_anchor_ids, links]


def test_unchanged_pages_are_what_a_conversion_makes(preview: Preview) -> None:
    kept = preview.build()
    assert preview.converted == []
    kept_pages._kept.clear()
    made = preview.build()
    assert preview.converted == ["a.md", "b.md"]
    assert {path: facts(page) for path, page in kept.items()} == {path: facts(page) for path, page in made.items()}
    assert kept["a.md"].title == "A"
    assert set(kept["a.md"].links_to_anchors or {}) == {kept["a.md"].file, kept["b.md"].file}


@pytest.mark.parametrize(
    ("path", "text", "converted"),
    [
        ("docs/a.md", A + "\nmore\n", ["a.md"]),
        ("parts/part.md", "another part\n", ["a.md"]),
        ("docs/picture.png", "", ["a.md", "b.md"]),
        ("docs/c.md", "# C\n", ["a.md", "b.md", "c.md"]),
        ("mkdocs.yml", SETTINGS.replace("PARTS", "parts").replace("permalink: true", "permalink: false"), ["a.md", "b.md"]),
        ("mkdocs.yml", SETTINGS.replace("PARTS", "parts") + "use_directory_urls: false\n", ["a.md", "b.md"]),
    ],
)  # fmt: skip
def test_change_of_what_a_conversion_reads_is_noticed(
    path: str, text: str, converted: list[str], preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(preview.root)
    preview.write(path, text)
    preview.build()
    assert preview.converted == converted


def test_page_that_moves_away_is_missed_by_those_that_link_to_it(preview: Preview, caplog: pytest.LogCaptureFixture) -> None:
    (preview.root / "docs/b.md").rename(preview.root / "docs/c.md")
    for _ in range(2):  # said again at each build, until it is mended
        caplog.clear()
        preview.build()
        assert "a.md" in preview.converted
        assert "contains a link 'b.md#there'" in caplog.text


def test_deleted_heading_is_missed_by_a_page_that_is_kept(preview: Preview, caplog: pytest.LogCaptureFixture) -> None:
    preview.write("docs/b.md", "# B {#b}\n")
    for converted in (["b.md"], []):
        caplog.clear()
        preview.build()
        assert preview.converted == converted
        assert "does not contain an anchor '#there'" in caplog.text


def test_what_a_build_does_to_a_page_is_not_kept(preview: Preview) -> None:
    for _ in range(2):
        page = preview.build()["a.md"]
        assert page.toc.items[0].title == "A"
        page.toc.items[0].title += "!"
        page.content = "!"
