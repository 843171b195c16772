"""Editing under `make serve`: each save is one build, pages and tables follow it, and a broken edit is said and mended."""

from pathlib import Path

from scripts.load import DATA_FILE
from scripts.writing import replace
from tests.serving import edit, serving


def test_saves_are_seen_once_and_a_broken_one_is_mended(copy: Path) -> None:
    page, data = copy / "docs/use.zh.md", copy / DATA_FILE
    with serving(copy) as server:
        builds = server.builds()
        edit(page, "前三个环节的落脚点", "前三个环节的目的")
        server.shows("use/", "前三个环节的目的")

        edit(data, "zh: 培训班与讲堂期数", "zh: 培训班和讲堂的期数")
        server.shows("figures/", "培训班和讲堂的期数")
        server.shows("develop/", "培训班和讲堂的期数")

        edit(data, "unit: route", "unit: road")
        server.prints("study-routes: “unit” is “road”")
        edit(data, "unit: road", "unit: route")
        edit(data, "zh: 培训班和讲堂的期数", "zh: 培训与讲堂期数")
        server.shows("figures/", "培训与讲堂期数")

        edit(page, "figures.md#", "figurs.md#")
        server.prints("Aborted with|leads nowhere|figurs.md")
        edit(page, "figurs.md#", "figures.md#")
        edit(page, "前三个环节的目的", "前三个环节的落脚点")
        server.shows("use/", "前三个环节的落脚点")

        # Six saves that are seen, two of them broken; tables written during a build bring one more build, and no third.
        assert server.settled() - builds <= 12


def save_at_once(path: Path, old: str, new: str) -> None:
    """Save as most editors do, under another name that then takes the place of the file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    replace(path, text.replace(old, new, 1))


def test_one_save_is_one_build(copy: Path) -> None:
    with serving(copy) as server:
        builds = server.settled()
        save_at_once(copy / "docs/use.zh.md", "前三个环节的落脚点", "前三个环节的目的")
        server.shows("use/", "前三个环节的目的")
        assert server.settled() == builds + 1
        save_at_once(copy / DATA_FILE, "zh: 培训班与讲堂期数", "zh: 培训班和讲堂的期数")
        server.shows("figures/", "培训班和讲堂的期数")
        assert server.settled() == builds + 2
        assert "培训班和讲堂的期数" in (copy / "docs/_generated/zh/figures-develop.md").read_text(encoding="utf-8")


def test_after_many_saves_the_site_is_as_a_new_server_shows_it(copy: Path) -> None:
    """Each kind of edit shows where it should, in pages that were not edited too, and nothing of what was before is left."""
    docs = copy / "docs"
    with serving(copy) as server:
        edit(docs / "use.zh.md", "前三个环节的落脚点", "前三个环节的目的")
        server.shows("use/", "前三个环节的目的")
        server.shows("search/zh.js", "前三个环节的目的")
        server.shows("use/index.md", "前三个环节的目的")

        edit(docs / "use.zh.md", "# 用：任用、选配和储备 {#use}", "# 用：任用、选配与储备 {#use}")
        for page in ("", "manage/", "glossary/", "coverage/"):  # in the navigation, in the footer, in a table
            server.shows(page, "用：任用、选配与储备")

        edit(copy / DATA_FILE, "zh: 培训班与讲堂期数", "zh: 培训班和讲堂的期数")
        for page in ("figures/", "develop/", "search/zh.js", "data/figures.csv"):
            server.shows(page, "培训班和讲堂的期数")

        edit(docs / "assets/site.css", "/* System fonts", "/* Changed. System fonts")
        server.shows("assets/style.css", "/* Changed.")
        edit(docs / "assets/site.js", "// What", "// Changed. What")
        server.shows("assets/script.js", "// Changed.")
        edit(copy / "overrides/partials/actions.html", "报告问题", "报告这一页的问题")
        server.shows("use/", "报告这一页的问题")
        server.shows("manage/", "报告这一页的问题")

        edit(docs / "background.zh.md", "{#formula}", "{#origin}")
        server.prints("'chain.zh.md' contains a link 'background.md#formula', but .* does not contain an anchor '#formula'")
        edit(docs / "background.zh.md", "{#origin}", "{#formula}")

        for half in ("zh", "en"):
            (docs / f"added.{half}.md").write_text(
                f"---\ndescription: {half}\n---\n\n# Added {half} {{#added}}\n\n[chain](chain.md#aim)\n", encoding="utf-8"
            )
        edit(copy / "mkdocs.yml", "  - index.md\n", "  - index.md\n  - added.md\n")
        server.shows("added/", "Added zh")
        server.shows("en/use/", "Added en")
        server.shows("search/en.js", "Added en")

        edit(docs / "use.en.md", "(figures.md", "(figurs.md")  # stops the build in the second language
        server.prints("figurs.md")
        edit(docs / "use.en.md", "(figurs.md", "(figures.md")
        edit(copy / "mkdocs.yml", "  - added.md\n", "")
        for half in ("zh", "en"):
            (docs / f"added.{half}.md").unlink()
        edit(docs / "manage.en.md", "# ", "# Changed: ")
        server.shows("en/use/", "Changed: ")
        server.settled()
        assert not server.answers("added/")
        assert server.answers("use/")
        after = server.pages()
    with serving(copy) as fresh:
        assert fresh.pages() == after
