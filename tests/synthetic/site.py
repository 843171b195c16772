"""A site of any size in the shape of this one, written below a folder.

Each report has fifteen pages, named by its number and listed in a section of its own; figures, terms, sources and the background
are shared, because pages link to them by name. Everything is invented, and the same from the same seed.
"""

import json
import re
import struct
import zlib
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
from scripts.records.figures import Figure
from scripts.records.languages import LANGUAGES
from scripts.records.load import DATA_FILE
from scripts.records.model import Pipeline, Term
from scripts.release import record
from scripts.render.images import with_source
from scripts.stamp import fresh_stamps
from scripts.words import wording
from tests.helpers.sources import copy_sources
from tests.synthetic.data import LIKE_THIS, Shape, records
from tests.synthetic.words import Half, Words

ARTICLES = 10  # pages of a report besides its overview and its stages
VOLUME = 10  # reports that stand under one heading of the navigation, when there are more than that
SEED = 20231021
_RELEASED = "2026-11-23"
_SHARED = ("chain", "figures", "sources", "coverage", "corrections", "glossary", "background", "contributing", "publishing")
# A grey dot: what an image shows costs nothing here, only that it belongs to its drawing is checked.
_HEADER = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)


class Pages:
    """Writes the pages of a site whose records are known; both halves are built together, link by link."""

    def __init__(self, data: Pipeline, words: Words, reports: int, shape: Shape) -> None:
        self.shape = shape
        self.data, self.words, self.random, self.reports = data, words, words.random, reports
        self.titles: dict[str, Half] = {}
        self.figures: dict[str, list[Figure]] = {}
        self.terms: dict[str, list[Term]] = {}
        for figure in data.figures:
            self.figures.setdefault(figure.stage, []).append(figure)
        for term in data.terms:
            self.terms.setdefault(term.stage or term.id.rpartition("-t")[0], []).append(term)

    def all(self) -> dict[str, str]:
        """Return file name -> text of every page."""
        found: dict[str, str] = {}
        for number in range(1, self.reports + 1):
            found |= self._report(f"r{number:03}", (number - 1) * self.shape.paragraphs)
        overviews = [f"r{number:03}-overview" for number in range(1, self.reports + 1)]
        laid_out = [_include("stations"), _include("doors")] if self.shape.has_overviews else []
        found |= self._page("index", [*laid_out, self._listed(overviews)])
        return found | self._shared()

    def _report(self, prefix: str, before: int) -> dict[str, str]:
        found: dict[str, str] = {}
        stages = [f"{prefix}-{stage}" for stage in self.shape.stages]
        for at, (id, follower) in enumerate(zip(stages, [*stages[1:], stages[0]], strict=True)):
            covered = [f"p{before + number}" for number in range(2 + 3 * at, 5 + 3 * at)]
            found |= self._page(id, self._stage(id, prefix, follower, covered), covered)
        for which in range(1, ARTICLES + 1):
            stage = stages[which % len(stages)]
            found |= self._page(f"{prefix}-a{which}", self._article(prefix, stage, which))
        return found | self._page(f"{prefix}-overview", [self._listed(stages)], [f"p{before + 1}"])

    def _page(self, name: str, parts: list[Half], covered: list[str] | None = None) -> dict[str, str]:
        """Return both halves: front matter, title, a sentence, then the parts."""
        self.titles[name] = self.words.name()
        found = {}
        for language in LANGUAGES:
            title, about = self.titles[name][language], self.words.sentence(language, 12)
            front = [f'description: "{about}"', *([f"paragraphs: [{', '.join(covered)}]"] if covered else [])]
            lead = self.words.sentence(language, 25)
            text = ["\n".join(["---", *front, "---"]), f"# {title} {{#{name}}}", lead, *(part[language] for part in parts)]
            found[f"{name}.{language}.md"] = "\n\n".join(text) + "\n"
        return found

    def _section(self, id: str, *blocks: Half) -> Half:
        title = self.words.name()
        return {
            language: "\n\n".join([f"## {title[language]} {{#{id}}}", *(block[language] for block in blocks)])
            for language in LANGUAGES
        }

    def _stage(self, id: str, prefix: str, follower: str, covered: list[str]) -> list[Half]:
        terms = [*self.terms[id], *self.terms[f"{prefix}-all"][:3]]
        first, second = (self._paragraph([self._term(term) for term in part]) for part in (terms[:7], terms[7:]))
        told = [self._told(figure) for figure in self.figures[id]]
        listed = _joined([_item(one) for one in told], "\n")
        fragments = [_include(f"{kind}-{id}") for kind in ("chart", "glance")]
        counted = {figure.programme for figure in self.figures[id]}
        practices = [programme.id for programme in self.data.programmes if programme.stage == id]
        paragraphs = [_link(f"coverage.md#{one}", {"zh": f"第 {one[1:]} 段", "en": f"Paragraph {one[1:]}"}) for one in covered]
        return [
            self._section("report", first, second, listed),
            *(self._section(one, _include(f"practice-{one}") if one in counted else self.words.text(15)) for one in practices),
            self._section("at-a-glance", *fragments),
            self._section("hand-over", self._paragraph([self._named(follower)])),
            self._section("not-reported", _joined([_item(self.words.text(15)) for _ in range(4)], "\n")),
            self._section("paragraphs", {"zh": "、".join(one["zh"] for one in paragraphs), "en": ", ".join(one["en"] for one in paragraphs)}),
        ]  # fmt: skip

    def _article(self, prefix: str, stage: str, which: int) -> list[Half]:
        draw = self.random
        sections = []
        for part in range(1, 5):
            links = [self._term(draw.choice(self.terms[stage])), self._named(stage)]
            links += [self._named(f"{prefix}-a{draw.randint(1, ARTICLES)}"), self._source(f"{prefix}-c{which + part}")]
            told = self._told(draw.choice(self.figures[stage]))
            sections.append(self._section(f"part-{part}", self._paragraph(links), told, self.words.text(40)))
        return [*sections, self._section("table", self._table(stage))]

    def _table(self, stage: str) -> Half:
        heads, rows = [self.words.name() for _ in range(3)], [[self.words.name() for _ in range(2)] for _ in range(4)]
        found: Half = {}
        for language in LANGUAGES:
            lines = [heads, *([*row, self._term(term)] for row, term in zip(rows, self.terms[stage], strict=False))]
            text = [f"| {' | '.join(cell[language] for cell in line)} |" for line in lines]
            found[language] = "\n".join([text[0], "| :-- | :-- | :-- |", *text[1:]])
        return found

    def _paragraph(self, links: list[Half]) -> Half:
        """Return running text with the links in it, in this order in both languages."""
        found: Half = {}
        for language in LANGUAGES:
            gap = "，" if language == "zh" else " "
            parts = [f"{self.words.run(language, 8)}{gap}{link[language]}{gap}" for link in links]
            text = "".join(parts) + self.words.run(language, 8)
            found[language] = f"{text}。" if language == "zh" else f"{text[0].upper()}{text[1:]}."
        return found

    def _told(self, figure: Figure) -> Half:
        """Return a sentence that names a figure and links its number."""
        label = figure.label
        amount = {language: wording.amount(figure, figure.reported, language) for language in LANGUAGES}
        link = _link(f"figures.md#{figure.id}", amount)
        return {
            "zh": f"{label.zh}，{link['zh']}，{self.words.sentence('zh', 10)}",
            "en": f"In {label.en}, {link['en']}, {self.words.run('en', 10)}.",
        }

    def _term(self, term: Term) -> Half:
        return _link(f"glossary.md#{term.id}", {"zh": term.zh, "en": term.en})

    def _named(self, page: str) -> Half:
        return _link(f"{page}.md", self.words.name())

    def _source(self, id: str) -> Half:
        return _link(f"sources.md#source-{id}", self.words.name())

    def _listed(self, pages: list[str]) -> Half:
        return self._section("pages", _joined([_item(self._named(page)) for page in pages], "\n"))

    def _shared(self) -> dict[str, str]:
        """Return the pages that all reports share, whose parts are all generated."""
        found = self._page("figures", [
            _include("figures"),
            self._section("two-reports", _include("agreement")),
            self._section("calculations", _include("derived")),
            self._section("download", self.words.text(9)),
        ])  # fmt: skip
        found |= self._page("glossary", [_include("glossary")])
        roles = ("primary", "corroborating") if self.shape.has_second else ("primary",)
        sources = [_include(f"sources-{role}") for role in roles]
        contexts = self._section("context", _include("sources-context"))
        found |= self._page("sources", [self._section("reports", *sources), contexts])
        found |= self._page("background", [self._section(name, _include(name)) for name in ("timeline", "roles", "places")])
        for name in ("coverage", "corrections"):
            found |= self._page(name, [self._section("all", _include(name))])
        for name, section in (
            ("chain", "stages"),
            ("contributing", "report"),
            ("publishing", "offline"),
        ):  # where the templates of every page lead
            told: Half = {language: self.words.sentence(language, 12) for language in LANGUAGES}
            found |= self._page(name, [self._section(section, told)])
        if self.shape.has_overviews:
            found |= self._page("chain", [self._section("stages", _include("chain"))]) | self._page(
                "handout", [_include("handout")]
            )
        return found


def _joined(parts: list[Half], gap: str) -> Half:
    return {language: gap.join(part[language] for part in parts) for language in LANGUAGES}


def _item(part: Half) -> Half:
    return {language: f"- {text}" for language, text in part.items()}


def _include(fragment: str) -> Half:
    return {language: f'--8<-- "{language}/{fragment}.md"' for language in LANGUAGES}


def _link(target: str, text: Half) -> Half:
    return {language: f"[{text[language]}]({target})" for language in LANGUAGES}


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
    if found := record(root, _RELEASED):
        raise ValueError("\n".join(map(str, found[:9])))
    pages = read_pages(root)
    files = build(root, pages)
    write(root, files)
    for path, drawing in files.items():
        if path.endswith(".svg"):
            (root / path).with_suffix(".png").write_bytes(with_source(_dot(), drawing))
    replace(root / STAMPS_FILE, dump_stamps({zh.name: fresh_stamps(zh, en) for zh, en in pairs(pages)}))


def _dot() -> bytes:
    chunks = ((b"IHDR", _HEADER), (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


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
        *(f"    - {name}.md" for name in _SHARED),
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
