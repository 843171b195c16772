"""A site of any size in the shape of this one, written below a folder.

Each report has fifteen pages, named by its number and listed in a section of its own; figures, terms, sources and the background
are shared, because pages link to them by name. Everything is invented, and the same from the same seed.
"""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import yaml

from scripts.ground.files import replace
from scripts.pages.freshness import STAMPS_FILE, dump_stamps
from scripts.pages.page import pairs
from scripts.pages.read import read_pages
from scripts.pages.sources import DOCS, FRAGMENTS
from scripts.publish.generated import build, write
from scripts.records.load import DATA_FILE
from scripts.records.model import Pipeline
from scripts.release import record
from scripts.render.images import with_source
from scripts.stamp import fresh_stamps
from tests.helpers.sources import copy_sources
from tests.synthetic.data import records
from tests.synthetic.pages import ARTICLES, SHARED, Pages
from tests.synthetic.shapes import LIKE_THIS, Shape
from tests.synthetic.words import Half, Words

VOLUME = 10  # reports that stand under one heading of the navigation, when there are more than that
SEED = 20231021
_RELEASED = "2026-11-23"
# A grey dot: what an image shows costs nothing here, only that it belongs to its drawing is checked.
_DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")


def write_site(folder: Path, reports: int, seed: int = SEED, shape: Shape = LIKE_THIS) -> Path:
    """Write a site of this many reports below an empty folder, checked files included, and return the folder."""
    root = copy_sources(folder)
    for path in {*(root / DOCS).glob("*.md"), *(root / "docs/data").glob("*")} - {root / "docs/data/rules.yml"}:
        path.unlink()
    rmtree(root / FRAGMENTS)
    rmtree(root / DOCS / "assets/charts")
    words = Words(seed)
    plain = records(words, reports, shape)
    data = yaml.dump(plain, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    (root / DATA_FILE).write_text(data, encoding="utf-8")
    writer = Pages(Pipeline.model_validate(plain), words, reports, shape)
    for name, text in writer.all().items():
        (root / DOCS / name).write_text(text, encoding="utf-8")
    _write_settings(root, writer)
    return root


def complete_site(root: Path) -> None:
    """Record a release, generate what is generated, and mark every page as read, as the commands of the project would."""
    record(root, _RELEASED)
    pages = read_pages(root)
    files = build(root, pages)
    write(root, files)
    for path, drawing in files.items():
        if path.endswith(".svg"):
            (root / path).with_suffix(".png").write_bytes(with_source(_DOT, drawing))
    replace(root / STAMPS_FILE, dump_stamps({zh.name: fresh_stamps(zh, en) for zh, en in pairs(pages)}))


def _write_settings(root: Path, pages: Pages) -> None:
    """Write a section of the navigation for each report; pruning needs sections that fold, so it stands in the place of those that do not."""
    path = root / "mkdocs.yml"
    settings = path.read_text(encoding="utf-8").replace("navigation.sections", "navigation.prune")
    masthead = pages.data.masthead
    for key, texts in (("site_name", masthead.title), ("site_description", masthead.description)):
        told = iter((texts.zh, texts.en))
        settings = re.sub(rf"(?<={key}: ).*", lambda _, told=told: json.dumps(next(told), ensure_ascii=False), settings)  # type: ignore[misc]
    before, _, rest = settings.partition("          nav_translations:\n")
    after = rest[rest.index("\nvalidation:\n") :]
    titles = [pages.titles[f"r{number:03}-overview"] for number in range(1, pages.reports + 1)]
    shared: Half = {"zh": "共用", "en": "Shared"}
    volumes: list[Half] = [{"zh": f"卷{which}", "en": f"Volume {which}"} for which in range(1, -(-len(titles) // VOLUME) + 1)]
    translated = [f"            {title['zh']}: {title['en']}" for title in [*titles, *volumes, shared]]
    sections = [[f"- {title['zh']}:", *_report_entries(number, pages.shape)] for number, title in enumerate(titles, 1)]
    groups = [row for section in sections for row in section] if len(volumes) == 1 else list(_grouped(volumes, sections))
    nav = [
        "- index.md",
        f"- {shared['zh']}:",
        *(f"    - {name}.md" for name in SHARED),
        *(["    - handout.md"] if pages.shape.has_overviews else []),
        *groups,
    ]
    lines = ["          nav_translations:", *translated, "", "nav:", *(f"  {row}" for row in nav)]
    path.write_text(before + "\n".join(lines) + "\n" + after, encoding="utf-8")


def _report_entries(number: int, shape: Shape) -> list[str]:
    names = ("overview", *shape.stages, *(f"a{which}" for which in range(1, ARTICLES + 1)))
    return [f"    - r{number:03}-{name}.md" for name in names]


def _grouped(volumes: list[Half], sections: list[list[str]]) -> Iterator[str]:
    """Yield the sections ten to a volume, so that the navigation of a page does not grow with the number of reports."""
    for at, volume in enumerate(volumes):
        yield f"- {volume['zh']}:"
        yield from (f"    {row}" for section in sections[at * VOLUME : (at + 1) * VOLUME] for row in section)
