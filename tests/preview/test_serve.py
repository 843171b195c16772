"""Editing under `make serve`: pages follow each save, and no fault holds back more than what it breaks."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.ground.files import replace
from scripts.records.languages import LANGUAGES
from scripts.records.load import DATA_FILE, load
from tests.helpers.serving import LIMIT, Server, serving
from tests.helpers.sources import edit
from tests.helpers.watching import Watch


def add(path: Path, text: str) -> None:
    """Save as most editors do, under another name that then takes the place of the file."""
    replace(path, path.read_text(encoding="utf-8") + f"\n{text}\n")


def take_back(path: Path, text: str) -> None:
    edit(path, f"\n{text}\n", "")


@pytest.mark.parametrize("kinds", [2, pytest.param(5, marks=pytest.mark.wide)])
def test_no_fault_holds_a_page_back(kinds: int, warm: Path, reader: Page) -> None:
    page, data, template = warm / "docs/use.zh.md", warm / DATA_FILE, warm / "overrides/partials/actions.html"
    unit = load(warm).data.figures[0].unit
    edit(data, f"unit: {unit}\n", "unit: furlong\n")  # before there is any page to show
    with serving(warm) as server:
        server.shows("", "furlong")
        edit(data, "unit: furlong\n", f"unit: {unit}\n")
        server.shows("use/", "<h1")

        # What the checks find leaves the page shown, with the strip; so does what only MkDocs would stop at. A browser loads each
        # save, and nothing that the policy forbids.
        watch = Watch(reader, server.address)
        reader.goto(f"{server.address}use/")
        add(page, "第一次改 [去处](nowhere.md)")
        reader.get_by_text("第一次改").wait_for(timeout=LIMIT * 1000)
        strip = reader.locator(".preview-strip")
        strip.get_by_text("nowhere.md” leads nowhere").wait_for(timeout=LIMIT * 1000)  # which the checks find after it
        strip.get_by_text("页面已是刚保存的内容").wait_for(timeout=LIMIT * 1000)
        assert watch.found() == []
        reader.goto("about:blank")
        take_back(page, "第一次改 [去处](nowhere.md)")
        server.shows("use/", "nowhere.md", is_there=False)

        # What cannot be shown leaves the pages from before, and the next save brings the new ones.
        unshown = (
            (template, "", "{% bogus %}", "overrides/partials/actions.html:"),
            (page, "", '--8<-- "zh/nothing.md"', "zh/nothing.md"),
            (data, f"unit: {unit}\n", "unit: furlong\n", "furlong"),
            (warm / "mkdocs.yml", "plugins:\n", "plugins: [\n", "mkdocs.yml:"),
            (warm / "scripts/words/words.yml", ":\n", ": [\n", "scripts/words/words.yml:"),
        )
        for path, good, bad, told in unshown[:kinds]:
            text = path.read_text(encoding="utf-8")
            replace(path, text.replace(good, bad, 1) if good else f"{text}\n{bad}\n")
            server.shows("en/use/", told)
            server.shows("en/use/", "这里仍是之前的页面")  # the checks of the build before may have found it first
            assert "<h1" in server.read("en/use/")
            replace(path, text)
            server.shows("en/use/", "preview-strip", is_there=False)

        edit(warm / "scripts/render/render.py", "import", "import os\nimport")
        server.shows("use/", "程序只在启动时读取")
        assert "Traceback" not in "".join(server.lines)


def save_each_kind(warm: Path, server: Server) -> None:
    """Save a template, the styles, a script, a part of the theme, and a page that comes and goes; see each shown."""
    docs = warm / "docs"
    edit(warm / "scripts/render/templates/chain.md.j2", "{{ label }}", "{{ label }}换过的")
    server.shows("chain/", "换过的")
    edit(docs / "assets/site.css", "/*", "/* Changed. ")
    server.shows("assets/style.css", "/* Changed. ")
    edit(docs / "assets/site.js", "//", "// Changed. ")
    server.shows("assets/script.js", "// Changed. ")
    add(warm / "overrides/partials/actions.html", "模板里新写的。")
    server.shows("manage/", "模板里新写的。")

    for half in ("zh", "en"):
        text = f"---\ndescription: {half}\n---\n\n# Added {half} {{#added}}\n\n[chain](chain.md#chain)\n"
        (docs / f"added.{half}.md").write_text(text, encoding="utf-8")
    edit(warm / "mkdocs.yml", "  - index.md\n", "  - index.md\n  - added.md\n")
    server.shows("added/", "Added zh")
    server.shows("en/use/", "Added en")
    edit(warm / "mkdocs.yml", "  - added.md\n", "")
    for half in ("zh", "en"):
        (docs / f"added.{half}.md").unlink()
    server.shows("en/use/", "Added en", is_there=False)
    assert not server.answers("added/")


@pytest.mark.parametrize("of_each_kind", [False, pytest.param(True, marks=pytest.mark.wide)])
def test_after_many_saves_the_site_is_as_a_new_server_shows_it(of_each_kind: bool, warm: Path) -> None:
    """Each kind of edit shows where it should, in pages that were not edited too, and nothing of what was before is left."""
    docs, words = warm / "docs", warm / "scripts/words/words.yml"
    label = load(warm).data.figures[0].label.zh
    with serving(warm) as server:
        builds = server.builds()
        add(docs / "use.zh.md", "预览里新写的一段。")
        for path in ("use/", "search/zh.js", "use/index.md"):
            server.shows(path, "预览里新写的一段。")
        edit(docs / "use.zh.md", "\n# ", "\n# 改过的")
        server.shows("use/", "改过的")
        edit(warm / DATA_FILE, f"zh: {label}\n", f"zh: 改过的{label}\n")
        for path in ("figures/", "search/zh.js", "data/figures.csv"):
            server.shows(path, f"改过的{label}")
        assert all(server.read(f"search/{language}.js").count('"url":') > 10 for language in LANGUAGES)
        assert server.builds() - builds <= 4  # a build writes tables, which is not a save; a save in two steps may be two

        edit(words, "caption_chain: {zh: ", "caption_chain: {zh: 变过的")
        server.shows("chain/", "变过的")
        if of_each_kind:
            save_each_kind(warm, server)
        after = server.pages()
    with serving(warm) as fresh:
        assert fresh.pages() == after
