"""The invented site of the benchmarks: the same from the same seed, sound by the project’s own checks, larger as asked."""

from pathlib import Path

import pytest

from scripts.checks.run import problems
from scripts.pages.freshness import read_stamps, stale_sections
from scripts.pages.read import read_pages
from scripts.records.load import load
from tests.bench.builds import Cost
from tests.bench.scale import Size, growth, over_budget
from tests.helpers.outputs import hashes
from tests.helpers.sources import run
from tests.synthetic.site import complete_site, write_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an invented site of two reports."""
    root = write_site(tmp_path_factory.mktemp("synthetic"), 2)
    complete_site(root)
    return root


def test_same_seed_same_site(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        (tmp_path / name).mkdir()
        write_site(tmp_path / name, 1, seed)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "again") != hashes(tmp_path / "other")


def test_checks_pass(site: Path) -> None:
    assert [str(problem) for problem in problems(site)] == []
    assert stale_sections(read_pages(site), read_stamps(site)) == []


def test_every_kind_of_record_grows_with_the_reports(site: Path, tmp_path: Path) -> None:
    one, two = load(write_site(tmp_path, 1)).data, load(site).data
    # The two reports that all figures come from, the units and the masthead are shared.
    kept = {"sources": 2, "units": len(two.units), "mastheads": 1}
    for kind in type(one).model_fields:
        first, second = len(getattr(one, kind)), len(getattr(two, kind))
        assert second == 2 * first - kept.get(kind, 0), kind


@pytest.mark.wide  # test_another_report.py builds an invented site
def test_strict_build_passes(site: Path, tmp_path: Path) -> None:
    done = run("mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=site)
    assert done.returncode == 0, done.stderr
    nav = (tmp_path / "site/index.html").read_text(encoding="utf-8").partition('class="site-nav"')[2].partition("</nav>")[0]
    assert nav.count("</a>") < 15  # a part opens on its own pages only


def size(times: int, wall: float, check: float) -> Size:
    """Return a size whose other costs grow with its pages."""
    even = Cost(times, times, 1)
    build = Cost(wall, times, 1)
    return Size(
        times, 10 * times, times, even, Cost(times, check, 1), even, even, [build], [even], times, times, 1.0, 9, 9, "figures"
    )


def test_growth_is_the_cost_of_a_page_beside_the_smallest() -> None:
    assert growth([size(1, 1, 1), size(10, 10, 12)])["check, processor"] == [1.0, pytest.approx(1.2)]


def test_bars_that_are_not_kept_are_named() -> None:
    assert over_budget([size(1, 1.2, 1), size(10, 12, 11)]) == []
    assert over_budget([size(1, 1, 1), size(10, 14, 12)]) == [
        "check, processor, a page: 1.20 times its cost at the smallest size, at most 1.15 / 每页成本增长超出上限",
        "warm build at 10 times: 1.40 times plain MkDocs / 倍于原版, at most 1.2",
    ]
