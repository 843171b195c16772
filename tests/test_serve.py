"""Editing under `make serve`: each save is one build, tables follow the data, and a broken edit is said and mended."""

from pathlib import Path

from scripts.load import DATA_FILE
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
