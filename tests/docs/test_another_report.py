"""Nothing in scripts/ and overrides/ is about this report: an invented one of another shape, in their care, unchanged."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from scripts.checks.run import problems
from tests.helpers.sources import run
from tests.synthetic.shapes import ANOTHER
from tests.synthetic.site import complete_site, write_site

OF_THIS_REPORT = re.compile(
    "兰州|甘肃|新区|选育管用|Lanzhou|Gansu|New Area|Select–develop|xuan-yu|2023-10-21|2023 年 10 月 21|21 October 2023|china-com|SITE TITLE"
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sources: three stages, other units, one source, no disagreement."""
    root = write_site(tmp_path_factory.mktemp("another"), 1, shape=ANOTHER)
    complete_site(root)
    return root


@pytest.fixture(scope="module")
def built(sources: Path) -> Path:
    """Return its site, which the gate has let through."""
    done = run("scripts.build", "--site-dir", str(sources / "site"), cwd=sources, site_url="https://trees.example/")
    assert done.returncode == 0, done.stderr
    return sources / "site"


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a file says, archives within archives opened."""
    yield name, content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inside in archive.namelist():
                yield from unpacked(f"{name}/{inside}", archive.read(inside))


def told(folder: Path) -> list[str]:
    """Return where files below a folder, or their names, still speak of this report."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    said = (each for path in files for each in unpacked(path.relative_to(folder).as_posix(), path.read_bytes()))
    return [name for name, content in said if OF_THIS_REPORT.search(f"{name}\n{content.decode('utf-8', 'replace')}")]


def test_checks_pass(sources: Path) -> None:
    assert [str(problem) for problem in problems(sources)] == []


def test_site_does_not_speak_of_this_report(built: Path, site: Path) -> None:
    assert told(built) == []
    assert len(told(site)) > 50  # where it does, this finds it
    assert (built / "data/synthetic.zip").is_file()


def test_offline_edition_has_its_own_name(built: Path, tmp_path: Path) -> None:
    options = ("--site-dir", str(built), "--output-dir", str(tmp_path))
    done = run("scripts.editions.offline", *options, cwd=built.parent)
    assert done.returncode == 0, done.stderr
    assert [path.name[:10] for path in tmp_path.iterdir()] == ["synthetic-"]
    assert told(tmp_path) == []


@pytest.mark.parametrize(("folder", "alone"), [("", "没有可以对照的"), ("en", "there is nothing to compare")])
def test_every_layout_follows_the_shape(folder: str, alone: str, built: Path) -> None:
    home, chain, handout, figures = (
        html.parse(str(built / folder / name / "index.html")).getroot() for name in ("", "chain", "handout", "figures")
    )
    stages = len(ANOTHER.stages)
    assert len(home.xpath("//ol[@class='chain']/li")) == len(home.xpath("//*[@class='seal']/*")) == stages
    assert len(chain.xpath("//figure//tr[starts-with(@class, 'stage-')]")) % stages == 0
    assert len(handout.xpath("//section[starts-with(@class, 'sheet ')]")) == stages
    assert alone in figures.text_content()
    assert not figures.xpath("//*[@class='differs']")
