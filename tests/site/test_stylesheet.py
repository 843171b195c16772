"""The styles and the one script: what the first view needs is in the page and changes no more, what is not needed is not loaded."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tinycss2 import parse_component_value_list, serialize

from scripts.pages.first_view import compact, first_sheets, named_in, only_in, with_first_view
from scripts.site.stylesheet import SCRIPTS, SHEETS, STYLE, fingerprinted, named_by_content
from tests.helpers.paths import OF_EACH_KIND, PATHS, sampled
from tests.helpers.sources import ROOT

ODD = {
    "a comment with a rule in it": "/* p { color: red } */\np {\n  color: blue;\n}\n",
    "a rule on one line": ".tone { --tone: #1f5183; --tint: #e8eef4; }\n",
    "a selector that needs its space": "cite :lang(zh-Hans),\na b > i {\n  color: red;\n}\n",
    "a value on two lines": "p {\n  background:\n    linear-gradient(red 0 0) 50% 0 / 1px 100%;\n}\n",
    "a string": 'p::after {\n  content: " (" attr(href) ")";\n}\n',
    "a colon in a condition": "@media (min-width: 60em) {\n  p {\n    color: red;\n  }\n}\n",
}


def _meaning(css: str) -> str:
    """Return what a browser reads in a style sheet: its tokens, without comments, spaces and the last semicolons of blocks."""
    parts = [
        " ".join(serialize([token]) for token in parse_component_value_list(css, skip_comments=True) if token.type != "whitespace")
    ]
    return re.sub(r"\s+", "", re.sub(r";\s*}", "}", " ".join(parts)))


@pytest.mark.parametrize("css", [*ODD.values(), *((ROOT / "docs" / path).read_text(encoding="utf-8") for path in SHEETS)])
def test_compact_sheet_says_the_same(css: str) -> None:
    assert _meaning(compact(css)) == _meaning(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    assert "/*" not in compact(css)
    assert not re.search(r"\n|  ", compact(css))


def test_compact_sheet_keeps_the_spaces_that_part_selectors() -> None:
    assert compact(ODD["a selector that needs its space"]) == "cite :lang(zh-Hans),a b > i{color:red}"


LINK = '<link rel="stylesheet" href="assets/style.css">'
BLOCKS = {
    "none": ("<p>one</p><p>two</p>", "<p>one</p><p>two</p>|"),
    "by class": ('<p>one</p><p class="wide row">two</p>', '<p>one</p>|<p class="wide row">two</p>'),
    "by element": (
        "<p>one<br>and</p><table><tr><td>two</td></tr></table>",
        "<p>one<br>and</p>|<table><tr><td>two</td></tr></table>",
    ),
    "by id": ('<p>one</p><h2 id="download">two</h2>', '<p>one</p>|<h2 id="download">two</h2>'),
    "inside a block": (
        "<p>one</p><div><p><b>a</b></p><table></table></div>",
        "<p>one</p>|<div><p><b>a</b></p><table></table></div>",
    ),
    "first of all": ('<div class="row">one</div>', '|<div class="row">one</div>'),
    "not by part of a name": ('<p class="rows" data-class="row">one</p>', '<p class="rows" data-class="row">one</p>|'),
    "beyond a screen": (f"<p>{'字' * 701}</p><p>two</p>", f"<p>{'字' * 701}</p>|<p>two</p>"),
    "not from its heading": (
        f"<h2>{'x' * 1401}</h2><h3>b</h3><p>c</p><p>d</p>",
        f"<h2>{'x' * 1401}</h2><h3>b</h3><p>c</p>|<p>d</p>",
    ),
    "with its heading": ("<p>one</p><h2>b</h2><table></table>", "<p>one</p>|<h2>b</h2><table></table>"),
    "within a screen": (f"<p>{'字' * 699}</p><p>two</p>", f"<p>{'字' * 699}</p><p>two</p>|"),
    "after a drawing": ('<svg><path d="M1"/></svg><p class="row">two</p>', '<svg><path d="M1"/></svg>|<p class="row">two</p>'),
}


@pytest.mark.parametrize("case", BLOCKS)
def test_sheet_stands_before_the_first_block_that_needs_it(case: str) -> None:
    text, wanted = BLOCKS[case]
    head, script = "<head>\n  <title>A</title>", '\n<script src="assets/script.js"></script>'
    page = f"{head}\n  {LINK}</head><article>{text}</article>{script}"
    html = with_first_view(page, only_in("table, td, .row, #download { color: red }"))
    article = wanted.replace("|", LINK) if not wanted.endswith("|") else wanted[:-1]
    assert f"<style>{next(iter(first_sheets()))}</style></head><article>{article}</article>" in html
    assert html.count(LINK) == 1
    assert html.index(LINK) > html.index("<article>")


def test_sheets_of_a_kind_of_page_stand_where_it_needs_them() -> None:
    base, home, stage = (f"<style>{sheet}</style>" for sheet in first_sheets())
    for text, wanted in {
        "<p>Text.</p>": base,
        '<ol class="chain"><li>Select</li></ol>': base + home,
        '<nav class="steps"></nav>': base + stage,
        '<ol class="chain"></ol><nav class="steps"></nav>': base + home + stage,
    }.items():
        page = f'<head>{LINK}</head><article>{text}</article><script src="assets/script.js"></script>'
        assert with_first_view(page, frozenset()).startswith(f"<head>{wanted}</head>"), text


def test_page_without_the_sheet_stays_as_it_is() -> None:
    assert with_first_view("<p class='row'>Moved.</p>", only_in(".row{}")) == "<p class='row'>Moved.</p>"


# What may stand in a page although none of ours has it: marks of editors, boxes, the tones and filters of other stages.
FOR_EDITORS = {"kbd", "mark", ".task-list-item", ".footnote", ".admonition", ".admonition-title", "i", "from"}
OF_STAGES = re.compile(r"\.(tone|pill|of)-\w+")


def test_every_rule_has_something_to_style(site: Path) -> None:
    """What no page, script or template of a drawing names is a rule that nobody needs."""
    texts = [
        path.read_text(encoding="utf-8")
        for suffix in ("html", "js")
        for path in site.rglob(f"*.{suffix}")
        if "search/" not in str(path)
    ]
    words = set(re.findall(r"[\w-]+", " ".join(texts)))
    named = named_in(" ".join(compact((ROOT / "docs" / path).read_text(encoding="utf-8")) for path in SHEETS))
    assert {name for name in named - FOR_EDITORS if name.lstrip(".#") not in words and not OF_STAGES.fullmatch(name)} == set()


def test_names_of_files_follow_their_content(tmp_path: Path) -> None:
    seen: list[tuple[str, str]] = []
    for rule in ("p{color:red}", "p{color:blue}"):
        site = tmp_path / str(len(seen))
        (site / "assets").mkdir(parents=True)
        (site / STYLE).write_text(rule, encoding="utf-8")
        (site / "assets/script.js").write_text("1", encoding="utf-8")
        page = named_by_content(site)(f'{LINK}<article><script src="assets/script.js">')
        script, style = fingerprinted(site)
        assert f'"{style}"' in page
        seen.append((script, style))
    (first, one), (second, other) = seen
    assert first == second
    assert one != other


# Where every element above the sheet stands and how it looks, with the sheet and without it.
CHANGED_LOOK = """() => {
  const names = `display visibility opacity color background-color background-image border box-shadow font letter-spacing text-align
    text-decoration white-space list-style position z-index overflow transform fill stroke`.split(/\\s+/);
  const look = (element, part) => {
    const style = getComputedStyle(element, part);
    return part && style.content === 'none' ? '' : names.map((name) => style.getPropertyValue(name)).join(' ');
  };
  document.querySelectorAll('.report-open').forEach((flag) => flag.remove()); // put there by the script, which runs after the sheet
  const link = document.querySelector('article link[rel=stylesheet], body > link[rel=stylesheet]');
  const above = [...document.querySelectorAll('body *')].filter((one) =>
    one.compareDocumentPosition(link) === Node.DOCUMENT_POSITION_FOLLOWING && !one.closest('dialog, .site-search__panel'));
  const seen = () => above.map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [one.outerHTML.slice(0, 80), x, y, width, height, look(one), look(one, '::before'), look(one, '::after')].join(' | ');
  });
  const styled = seen();
  link.disabled = true;
  const first = seen();
  return [above.length, first.flatMap((one, at) => (one === styled[at] ? [] : [[one, styled[at]]]))];
}"""


@pytest.mark.parametrize("path", sampled([*PATHS, "404.html"], OF_EACH_KIND))
def test_first_view_does_not_change_when_the_sheet_comes(path: str, address: str, reader: Page) -> None:
    """On a phone in the dark with the menu open, and on a laptop: what a page shows first is what it goes on to show."""
    reader.goto(address + path)
    for width, scheme in ((390, "dark"), (1280, "light")):
        reader.set_viewport_size({"width": width, "height": 800})
        reader.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(reader.locator("html")).to_have_attribute("data-scheme", scheme)
        reader.evaluate(f"document.querySelectorAll('.site-menu').forEach((menu) => (menu.open = {str(width == 390).lower()}))")
        above, changed = reader.evaluate(CHANGED_LOOK)
        assert above > 30  # the header at least
        assert changed == []
        reader.evaluate("document.querySelector('link[rel=stylesheet]').disabled = false")


FIRST_VIEW = {"en/select/", "assets/style.css", "assets/script.js"}
LATER = {
    "search": (
        ".site-search__open",
        "click",
        "dialog[open] input",
        {"search-panel.js", "search-text.js", "search-engine.js", "en.js"},
    ),
    "card": ("article a[href*='figures/#']", "hover", ".card", {"reading.js"}),
    "side by side": ("button.side-by-side", "click", ".other-half", {"reading.js"}),
    "citation": ("details.cite > summary", "click", ".cite-copy", {"reading.js"}),
    "report": (".report-page", "click", "dialog.report[open]", {"reading.js"}),
}


# Some browsers ask for the icon of the page, whenever they like.
ASKED_BY_THE_BROWSER = {"assets/favicon.svg"}
ARE_ASKED_FOR = "(names) => names.every((name) => [...document.scripts].some(({ src }) => src.endsWith('/' + name)))"


@pytest.mark.parametrize("use", LATER)
def test_scripts_are_loaded_when_they_are_needed(use: str, address: str, page: Page) -> None:
    """Nothing before, however long the reader stays; the right ones after; the use itself is not lost."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.clock.install()
    page.goto(f"{address}en/select/")
    page.clock.run_for("01:00")
    plain = {".".join(path.split(".")[::2]) if path.count(".") == 2 else path for path in asked}
    assert plain - ASKED_BY_THE_BROWSER == FIRST_VIEW
    asked.clear()
    selector, act, shown, wanted = LATER[use]
    getattr(page.locator(selector).first, act)()
    page.locator(shown).first.wait_for()
    page.wait_for_function(ARE_ASKED_FOR, arg=sorted(wanted))
    assert {path.rpartition("/")[2] for path in asked if path.endswith(".js")} == wanted


MOST = {
    "assets/first.css": 13,
    "assets/first-home.css": 3,
    "assets/first-stage.css": 4,
    "assets/site.css": 9,
    "assets/parts.css": 14,
}  # KiB as written
MOST_SCRIPTS = 24  # KiB, of which a page asks for a third until a reader does something


def test_own_styles_and_scripts_stay_small() -> None:
    """The frame in one sheet and what stands in it in another; what pages do at once, and what only some readers do; the search apart."""
    assert set(MOST) == {path for path in SHEETS if "search" not in path}
    assert [path for path, most in MOST.items() if (ROOT / "docs" / path).stat().st_size > most * 1024] == []
    scripts = [path for path in (ROOT / "docs/assets").glob("*.js") if "search" not in path.name]
    assert {path.name for path in scripts} == {Path(path).name for path in SCRIPTS if "search" not in path} | {"reading.js"}
    assert sum(path.stat().st_size for path in scripts) <= MOST_SCRIPTS * 1024
