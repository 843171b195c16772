"""The benchmarks’ own parts: what they count is what is sent, a budget that is exceeded is named, a change is reported."""

import gzip
import json
import urllib.error
import urllib.request
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from tests.bench import __main__ as bench
from tests.bench.bare import STYLE, write_bare
from tests.bench.builds import cost
from tests.bench.figures import changes, over_budget, read_budgets, read_figures
from tests.bench.pages import first_view, next_page
from tests.bench.pairs import Interval, in_turn, interval, of_pairs
from tests.bench.stock import write_settings
from tests.bench.web_server import Sent, web_server

_HOME = """<!doctype html><title>Home</title><link rel="stylesheet" href="/a.css"><script src="/a.js"></script>
<article><a href="select/">Select</a></article><div hidden class="md-search-result__list"></div>"""
_SCRIPT = """addEventListener("keydown", async (event) => {
  if (event.key !== "/") return;
  event.preventDefault();
  document.body.insertAdjacentHTML("beforeend", '<dialog open><input></dialog>');
  const found = await (await fetch("/search/index.json")).text();
  document.querySelector("input").focus();
  document.querySelector("input").oninput = () => document.body.insertAdjacentHTML("beforeend", '<p class="site-search__result">');
});"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of two pages, whose search loads an index when it is opened."""
    for path, text in {
        "index.html": _HOME,
        "select/index.html": _HOME,
        "a.css": "p { color: red }",
        "a.js": _SCRIPT,
        "search/index.json": json.dumps(list(range(999))),
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))


def test_first_view_counts_what_is_sent(chrome: Browser, site: Path) -> None:
    with web_server(site) as server:
        weight = first_view(chrome, server, "")
    assert weight.requests == 3
    assert weight.kinds == {
        "document": packed(site / "index.html"),
        "style": packed(site / "a.css"),
        "script": packed(site / "a.js"),
        "image": 0,
        "other": 0,
    }
    assert weight.bytes == sum(weight.kinds.values())
    assert (weight.search_before, weight.search_after) == (0, packed(site / "search/index.json"))


def test_index_that_loads_with_the_page_is_seen(chrome: Browser, site: Path) -> None:
    (site / "a.js").write_text(f'fetch("/search/index.json");{_SCRIPT}', encoding="utf-8")
    with web_server(site) as server:
        assert first_view(chrome, server, "").search_before == packed(site / "search/index.json")


def test_next_page_finds_the_rest_in_the_cache(chrome: Browser, site: Path) -> None:
    with web_server(site) as server:
        assert next_page(chrome, server, "", "select") == packed(site / "select/index.html")


def test_server_answers_as_a_host_would(site: Path) -> None:
    with web_server(site) as server:
        with urllib.request.urlopen(server.address) as answer:
            head = answer.headers
            assert gzip.decompress(answer.read()).decode() == _HOME
        with urllib.request.urlopen(f"{server.address}a.css") as answer:
            assert answer.headers["Cache-Control"] == "max-age=3600"
        with pytest.raises(urllib.error.HTTPError, match="304"):
            urllib.request.urlopen(urllib.request.Request(server.address, headers={"If-None-Match": head["ETag"]}))
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{server.address}none")
        assert head["Cache-Control"] == "no-cache"
        assert server.quiet()[2:] == [Sent("", "document", 0), Sent("none", "other", 0)]


def test_budget_is_named_with_the_figure_that_exceeds_it_or_alone_when_there_is_none() -> None:
    budgets = [{"figures": "* / bytes", "most": 10}, {"figures": "build / *", "most": 1.3}]
    assert list(over_budget({"home / bytes": 10, "build / wall": 1.3}, budgets)) == []
    assert list(over_budget({"home / bytes": 11, "build / wall": 1.31}, budgets)) == [
        "home / bytes: 11, at most 10 / 超出预算，最多 10",
        "build / wall: 1.31, at most 1.30 / 超出预算，最多 1.30",
    ]
    assert list(over_budget({"home / bytes": 1}, [{"figures": "* / size", "most": 1}])) == ["* / size: not measured / 没有测到"]


def test_every_budget_is_for_a_figure_of_the_bench() -> None:
    assert [line for line in over_budget(read_figures(bench.ACCEPTED), read_budgets()) if "not measured" in line] == []


def test_changes_over_a_tenth_are_reported() -> None:
    was = {"same": 100, "near": 100, "more": 100, "less": 1.0, "zero": 0, "gone": 1}
    now = {"same": 100, "near": 110, "more": 111, "less": 0.8, "zero": 5, "new": 1}
    assert list(changes(now, was)) == [
        "more: 100 → 111",
        "less: 1.00 → 0.80",
        "zero: 0 → 5",
        "new: new / 新增",
        "gone: gone / 不再有",
    ]


def test_conclusion_fails_over_budget_and_accepts_on_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = dict.fromkeys(read_figures(bench.ACCEPTED), 0.0)
    monkeypatch.setattr(bench, "ACCEPTED", tmp_path / "bench.json")
    assert bench.conclude(sound, accept=True) == 0
    assert bench.conclude(sound | {"home, zh / requests": 6}, accept=False) == 1
    said = capsys.readouterr()
    assert "changed 变化: home, zh / requests: 0.00 → 6" in said.out
    assert said.err == "over budget 超出预算: home, zh / requests: 6, at most 5 / 超出预算，最多 5\n"


def test_cost_is_that_of_the_command_which_says_why_it_fails(tmp_path: Path) -> None:
    (tmp_path / "heavy.py").write_text("held = b'x' * (300 * 2**20)\n", encoding="utf-8")
    (tmp_path / "light.py").write_text("", encoding="utf-8")
    heavy, light = cost(tmp_path, "heavy"), cost(tmp_path, "light")
    assert heavy.memory > 300 > light.memory
    assert heavy.wall > 0 < heavy.cpu
    (tmp_path / "broken.py").write_text("raise SystemExit('no such thing')\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="no such thing"):
        cost(tmp_path, "broken")


def test_interval_holds_the_median_of_the_pairs() -> None:
    assert interval([1.0, 3.0, 2.0]) == (1.0, 2.0, 3.0)  # too few to leave any out
    assert interval([*range(1, 10)]) == (2, 5, 8)
    assert of_pairs([2, 30, 4], [1, 10, 4]) == (1, 2, 3)


def test_interval_misses_as_seldom_as_it_says() -> None:
    random = Random(1)
    samples = ([random.lognormvariate(0, 0.3) for _ in range(15)] for _ in range(2000))
    missed = sum(not found.low <= 1 <= found.high for found in map(interval, samples))
    assert missed <= 0.05 * 2000


@pytest.mark.parametrize(("ours", "rounds"), [(5.0, 9), (20.0, 9), (10.0, 12)])
def test_rounds_go_on_while_a_ratio_may_lie_on_either_side(ours: float, rounds: int) -> None:
    """Twice as fast and twice as slow are seen at once, as fast as the bound never."""
    random = Random(1)
    seen = in_turn({"ours": lambda: ours * random.uniform(0.9, 1.1), "other": lambda: 10.0}, {"other": 1.0}, "ours", most=12)
    assert {name: len(times) for name, times in seen.items()} == {"ours": rounds, "other": rounds}


def test_interval_is_over_its_budget_as_a_whole_alone() -> None:
    budgets = [{"figures": "* / LCP", "most": 0.7}]
    sure, unsure = {"home / LCP": Interval(0.71, 0.8, 0.9)}, {"home / LCP": Interval(0.69, 0.8, 0.9)}
    assert list(over_budget(sure, budgets)) == ["home / LCP: 0.80 (0.71–0.90), at most 0.70 / 超出预算，最多 0.70"]
    assert list(over_budget(unsure, budgets)) == []
    assert list(changes(unsure, sure)) == []
    assert list(changes({"home / LCP": Interval(0.5, 0.6, 0.7)}, sure)) == ["home / LCP: 0.80 (0.71–0.90) → 0.60 (0.50–0.70)"]


def test_bare_page_has_the_text_and_nothing_else(tmp_path: Path) -> None:
    text = '<nav>Menu</nav><p class="lede">Text with <a href="a/" class="b">a link</a> and <span>a span</span>.</p><table><tr><td>1</td></tr></table>'
    (tmp_path / "site").mkdir()
    page = f'<html lang="en"><head><title>A</title></head><body><header>Head</header><article class="text">{text}</article></body></html>'
    (tmp_path / "site/index.html").write_text(page, encoding="utf-8")
    write_bare(tmp_path / "site", tmp_path / "bare", "")
    bare = (tmp_path / "bare/index.html").read_text(encoding="utf-8")
    body = '<body>Menu<p>Text with <a href="a/">a link</a> and a span.</p><table><tr><td>1</td></tr></table>Head</body>'
    assert body in bare
    assert 1900 < len(bare.partition("<style>")[2].partition("</style>")[0].encode()) <= STYLE


def test_stock_keeps_the_text_and_leaves_out_what_is_ours(copy: Path) -> None:
    settings = write_settings(copy, "stock").read_text(encoding="utf-8")
    for ours in ("hooks", "custom_dir", "extra_css", "extra_javascript", "custom"):
        assert ours not in settings
    for shared in ("- search", "i18n:", "font: false", "pymdownx.snippets", "navigation.sections"):
        assert shared in settings
