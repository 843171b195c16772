"""The one style sheet and the one script: what is left out is used by no page, and what is not needed is not loaded."""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.site.stylesheet import SCRIPT, SCRIPTS, SHEETS, STYLE, fingerprinted, finish_assets, joined, names
from scripts.site.used_rules import used_rules
from tests.conftest import OF_EACH_KIND, PATHS, ROOT, sampled

WORDS = {"body", "p", "a", "href", "title", "menu", "screen", "checked", "type", "checkbox", "input"}
RULES = {
    "p{color:red}": "p{color:red}",
    "p,h5{color:red}": "p{color:red}",
    "p .tabs{color:red}": "",
    ".menu>#title:hover::before{color:red}": ".menu>#title:hover::before{color:red}",
    "a[href]{color:red}": "a[href]{color:red}",
    "a[download]{color:red}": "",
    "input[type=checkbox]{color:red}": "input[type=checkbox]{color:red}",
    'input[type="radio"]{color:red}': "",
    'a[href$="radio/"]{color:red}': 'a[href$="radio/"]{color:red}',
    "p:not(.tabs){color:red}": "p:not(.tabs){color:red}",
    ":is(.tabs,.menu) p{color:red}": ":is(.tabs,.menu) p{color:red}",
    ":is(.tabs,h5) p{color:red}": "",
    "@media print{.tabs{color:red}.menu{color:red}}": "@media print{.menu{color:red}}",
    "@media print{.tabs{color:red}}": "",
    "@page{size:A4}": "@page{size:A4}",
    "body{--a:1;--b:var(--a);--c:2;color:var(--b)}": "body{--a:1;--b:var(--a);color:var(--b)}",
    "body{--a:1;--b:var(--a)}": "",
}


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_kept_when_a_page_can_use_it(rule: str) -> None:
    assert used_rules(rule, WORDS).replace(" ", "").strip() == RULES[rule].replace(" ", "")


def test_names_are_those_of_tags_alone() -> None:
    assert names(['<p class="one two" hidden>', '<a id="three" href="x/y">']) >= {
        "p",
        "class",
        "one",
        "two",
        "hidden",
        "three",
        "href",
    }


def test_names_that_scripts_give_are_kept_as_pages_spell_them(tmp_path: Path) -> None:
    assets = tmp_path / STYLE
    assets.parent.mkdir()
    assets.write_text("[data-md-scheme]{color:red}[aria-sort]{color:red}[aria-busy]{color:red}", encoding="utf-8")
    (tmp_path / SCRIPT).write_text("one.dataset.mdScheme = two.ariaSort", encoding="utf-8")
    finish_assets(tmp_path)
    (kept,) = (tmp_path / name for name in fingerprinted(tmp_path) if name.endswith(".css"))
    assert kept.read_text(encoding="utf-8").split() == ["[data-md-scheme]{color:red}", "[aria-sort]{color:red}"]


def test_sheets_are_joined_without_what_only_tools_read() -> None:
    assert joined(['@charset "UTF-8";a{}/*# sourceMappingURL=a.css.map */', "b{}\n"]) == "a{}\nb{}\n"


def test_names_of_files_follow_their_content(tmp_path: Path) -> None:
    seen: list[tuple[str, str]] = []
    for rule in ("p{color:red}", "p{color:blue}"):
        site = tmp_path / str(len(seen))
        (site / "assets").mkdir(parents=True)
        (site / STYLE).write_text(rule, encoding="utf-8")
        (site / "assets/script.js").write_text("1", encoding="utf-8")
        (site / "index.html").write_text('<p><link href="assets/style.css"><script src="assets/script.js">', encoding="utf-8")
        finish_assets(site)
        script, style = fingerprinted(site)
        assert f'"{style}"' in (site / "index.html").read_text(encoding="utf-8")
        seen.append((script, style))
    (first, one), (second, other) = seen
    assert first == second
    assert one != other


# Where every element stands and how it and what stands before and after it look. Pictures of a page differ in single pixels from
# one to the next; these values do not.
CHANGED_LOOK = """(sheets) => {
  const names = `display visibility opacity color background-color background-image border box-shadow outline mask-image content font
    letter-spacing text-align text-decoration white-space list-style position z-index overflow transform cursor fill stroke`.split(/\\s+/);
  const look = (element, part) => {
    const style = getComputedStyle(element, part);
    return part && style.content === 'none' ? '' : names.map((name) => style.getPropertyValue(name)).join(' ');
  };
  document.querySelectorAll('link[rel=stylesheet]').forEach((link) => link.remove());
  document.querySelectorAll('details').forEach((details) => (details.open = true)); // what is shut has no look that could be compared
  const [first, second] = sheets.map((text) => {
    document.adoptedStyleSheets = [text, '*, ::before, ::after { transition: none !important; animation: none !important }'].map((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      return sheet;
    });
    return [...document.querySelectorAll('body, body *')].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [one.outerHTML.slice(0, 80), x, y, width, height, look(one), look(one, '::before'), look(one, '::after')].join(' | ');
    });
  });
  return first.flatMap((one, at) => (one === second[at] ? [] : [[one, second[at]]]));
}"""


@pytest.fixture(scope="module")
def whole() -> str:
    """Return the style sheet with every rule of the theme, in the order in which a build joins them."""
    theme = sorted(Path(str(files("material"))).glob("templates/assets/stylesheets/*.css"))
    assert theme
    return joined(path.read_text(encoding="utf-8") for path in [*theme, *(ROOT / "docs" / sheet for sheet in SHEETS)])


@pytest.mark.parametrize("path", sampled([*PATHS, "404.html"], OF_EACH_KIND))
def test_pages_look_as_with_the_whole_sheet(path: str, whole: str, site: Path, address: str, reader: Page) -> None:
    """On a phone in the dark with the menu open, and on a laptop: no rule that was left out changes anything."""
    (slim,) = ((site / name).read_text(encoding="utf-8") for name in fingerprinted(site) if name.endswith(".css"))
    reader.goto(address + path)
    for width, scheme in ((390, "dark"), (1280, "light")):
        reader.set_viewport_size({"width": width, "height": 800})
        reader.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(reader.locator("html")).to_have_attribute("data-md-color-scheme", {"dark": "slate", "light": "default"}[scheme])
        reader.evaluate(f"document.querySelectorAll('.site-menu').forEach((menu) => (menu.open = {str(width == 390).lower()}))")
        assert reader.evaluate(CHANGED_LOOK, [slim, whole]) == []


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


MOST = {"assets/site.css": 17, "assets/parts.css": 20}  # KiB as written; a build joins them, and a first view is at most 30 KB sent
MOST_SCRIPTS = 22  # KiB, of which a page asks for a third until a reader does something


def test_own_styles_and_scripts_stay_small() -> None:
    """The frame in one sheet and what stands in it in another; what pages do at once, and what only some readers do; the search apart."""
    assert set(MOST) == {path for path in SHEETS if "search" not in path}
    assert [path for path, most in MOST.items() if (ROOT / "docs" / path).stat().st_size > most * 1024] == []
    scripts = [path for path in (ROOT / "docs/assets").glob("*.js") if "search" not in path.name]
    assert {path.name for path in scripts} == {Path(path).name for path in SCRIPTS if "search" not in path} | {"reading.js"}
    assert sum(path.stat().st_size for path in scripts) <= MOST_SCRIPTS * 1024
