"""The search index holds what the built pages show, by sections, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.site import search_index
from scripts.site.search_index import index_files, indexed_page, simplified, write_indexes
from tests.helpers.search_queries import normal, seen_pages
from tests.helpers.tables import table
from tests.site import characters


def page(body: str) -> str:
    return f"<html><nav>菜单</nav><article>{body}</article><footer>页脚</footer></html>"


def read(script: str) -> dict[str, Any]:
    return dict(json.loads(script.partition(" = ")[2].rstrip(";\n")))


TEXTS = table("site/texts.yml")


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_read(name: str) -> None:
    body, text = TEXTS[name]
    [section] = indexed_page("use/index.html", page(f'<h1 id="use">用</h1>{body}')).sections
    assert (section.id, section.title, section.text) == ("", "用", text)


def test_sections_begin_at_headings() -> None:
    found = indexed_page("a/index.html", page('<h1 id="a">甲<a class="headerlink" href="#a">¶</a></h1><h2 id="b">乙</h2><p>文</p>'))
    assert found.url == "a/"
    assert [(section.id, section.title, section.text) for section in found.sections] == [("", "甲", ""), ("b", "乙", "文")]


def test_term_has_both_names_and_pinyin() -> None:
    head = '<span class="head"><span class="name">挂职</span> <span class="pinyin">guàzhí</span></span> <span class="other">secondment</span>'
    row = f'<details id="secondment"><summary>{head} <span class="means">到别处<span lang="zh">任职</span>。</span></summary><p>例句</p></details>'
    term = indexed_page("glossary/index.html", page(f'<h1 id="glossary">术语表</h1>{row}')).sections[1]
    assert (term.id, term.title, term.other, term.pinyin, term.entry) == ("secondment", "挂职", "secondment", "guàzhí", True)
    assert term.text == "到别处任职。\n例句"


def test_figure_has_amount_period_and_place_in_its_first_line() -> None:
    head = '<span class="n"><small>more than</small><br>340</span> <span class="head"><span class="name">Cases</span> <small class="unit">people</small></span>'
    row = f'<details id="cases" data-amount="more than 340 people"><summary>{head} <span class="when">2023</span> <span class="where">p10</span></summary></details>'
    figure = indexed_page("figures/index.html", page(f'<h1 id="figures">F</h1>{row}')).sections[1]
    assert (figure.title, figure.text, figure.entry) == ("Cases", "more than 340 people\t2023\tp10", True)


def test_each_language_has_its_own_index() -> None:
    pages = {"index.html": page('<h1 id="a">甲</h1><p>文</p>'), "en/index.html": page('<h1 id="a">A</h1>'), "404.html": "<p>x</p>"}
    files = index_files(pages.items())
    assert sorted(files) == ["search/en.js", "search/zh.js"]
    assert [item["url"] for item in read(files["search/en.js"])["pages"]] == ["en/"]
    assert read(files["search/zh.js"])["pages"] == [{"url": "", "sections": [{"id": "", "title": "甲", "text": "文"}]}]


def test_articles_read_before_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is kept, the index is that of a first build; what is gone, changed or broken is read anew."""
    file, read_now = tmp_path / ".cache/search.pickle", list[str]()
    reads = search_index._sections

    def counted(html: str) -> list[dict[str, Any]]:
        read_now.append("b/" if "乙" in html else "")
        return reads(html)

    monkeypatch.setattr(search_index, "_sections", counted)
    one = {"index.html": page('<h1 id="a">甲</h1><p>一</p>'), "b/index.html": page('<h1 id="b">乙</h1>')}
    two = {"index.html": page('<h1 id="a">甲</h1><p>二</p>'), "b/index.html": one["b/index.html"]}
    for pages, broken, expected in (
        (one, "", ["", "b/"]),
        (one, "", []),
        (two, "", [""]),
        (two, "{}", ["", "b/"]),
        (two, "x", ["", "b/"]),
    ):
        if broken:
            file.write_text(broken, encoding="utf-8")
        read_now.clear()
        write_indexes(tmp_path, pages.items(), file)
        assert sorted(read_now) == expected
        assert (tmp_path / "search/zh.js").read_text(encoding="utf-8") == index_files(pages.items())["search/zh.js"]


def test_index_holds_what_pages_show(site: Path) -> None:
    """Line for line, against another reader of the same HTML."""
    held = {}
    for language in ("zh", "en"):
        for item in read((site / f"search/{language}.js").read_text(encoding="utf-8"))["pages"]:
            sections = (
                [section["title"], section.get("other", ""), section.get("pinyin", ""), section.get("text", "")]
                for section in item["sections"]
            )
            held[item["url"]] = normal(" ".join(part for section in sections for part in section))
    for seen in seen_pages(site):
        assert [line for line in seen.lines if normal(line) not in held[seen.url]] == []


def test_traditional_forms_are_those_on_the_site() -> None:
    assert simplified("兰州") == {"蘭": "兰"}


def test_traditional_table_is_that_of_opencc() -> None:
    assert characters.TABLE.read_text(encoding="utf-8") == characters.table(), "run: python -m tests.site.characters"
