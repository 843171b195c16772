"""Record that both halves of a page were read together: `python -m scripts.stamp select [--section report]`."""

import argparse
import re
import sys
from pathlib import Path

from scripts import ROOT
from scripts.ground.files import replace
from scripts.ground.problems import DataError, Problem, hints, report
from scripts.pages.freshness import STAMPS_FILE, Section, Stamp, dump_stamps, hashes, read_stamps, stale_sections
from scripts.pages.page import Page, pairs
from scripts.pages.read import read_pages


def stamp(root: Path, name: str, section: str | None, other_unchanged: bool) -> None:
    """Write the stamps of a page, or of one section; raise DataError, in which case nothing is written."""
    found = {zh.name: (zh, en) for zh, en in pairs(read_pages(root))}
    if name not in found:
        raise DataError([Problem.at(f"docs/{name}.zh.md", 1, name, "stamp-no-page", **hints(name, found))])
    zh, en = found[name]
    stamps = read_stamps(root)
    wanted = {heading.id for heading in zh.headings if section in {None, heading.id}}
    if not wanted:
        raise DataError([Problem.at(zh.path, 1, name, "stamp-no-section", section=section, **hints(section or "", hashes(zh)))])
    one_sided = [item for item in stale_sections([zh, en], stamps) if item.id in wanted and len(item.moved) == 1]
    if one_sided and not other_unchanged:
        raise DataError(map(_one_sided, one_sided))
    old, fresh = stamps.get(name, {}), fresh_stamps(zh, en)
    stamps[name] = {id: stamp for id in hashes(zh) if (stamp := (fresh if id in wanted and id in fresh else old).get(id))}
    replace(root / STAMPS_FILE, dump_stamps(stamps))


def fresh_stamps(zh: Page, en: Page) -> dict[str, Stamp]:
    """Return section -> stamp of both halves as they now stand."""
    left, right = hashes(zh), hashes(en)
    return {id: {"zh": left[id], "en": right[id]} for id in left if id in right}


def _one_sided(section: Section) -> Problem:
    moved = section.moved[0]
    return Problem.at(section.paths[moved], section.headings[moved].line, section.page, "stamp-one-sided", section=section.id)


def main(arguments: list[str] | None = None) -> int:
    """Stamp a page; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.stamp", description=__doc__)
    parser.add_argument("page", help="name of the page without language, such as select")
    parser.add_argument("--section", help="id of one heading; all sections of the page when left out")
    parser.add_argument("--other-unchanged", action="store_true", help="the other half was read and needs no change")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    name = re.sub(r"^docs/|(\.(zh|en))?\.md$", "", options.page)  # a file name will do
    try:
        stamp(options.root, name, options.section, options.other_unchanged)
    except DataError as error:
        return report(error.problems, "Nothing was stamped. / 没有写入任何记录。")
    print(f"{name}: both halves are recorded as read together. / 已记录两种语言对照过。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
