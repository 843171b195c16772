"""The pages of an invented site, whose records are known; figures, terms, sources and the background are shared by all reports."""

from scripts.records.figures import Figure
from scripts.records.languages import LANGUAGES
from scripts.records.model import Pipeline, Term
from scripts.words import wording
from tests.synthetic.shapes import Shape
from tests.synthetic.words import Half, Words

# The pages that all reports share, with their sections and the fragments in each; the last three are where templates lead.
SHARED = {
    "figures": [("", "figures"), ("two-reports", "agreement"), ("calculations", "derived"), ("download", "")],
    "sources": [("reports", "sources-primary sources-corroborating"), ("context", "sources-context")],
    "coverage": [("all", "coverage")],
    "corrections": [("all", "corrections")],
    "glossary": [("", "glossary")],
    "background": [("timeline", "timeline"), ("roles", "roles"), ("places", "places")],
    "chain": [("stages", "chain")],
    "contributing": [("report", "")],
    "publishing": [("offline", "")],
}
ARTICLES = 10  # pages of a report besides its overview and its stages


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
        """Return the pages that all reports share."""
        found = self._page("handout", [_include("handout")]) if self.shape.has_overviews else {}
        for name, sections in SHARED.items():
            found |= self._page(name, [self._generated(*section) for section in sections])
        return found

    def _generated(self, id: str, fragments: str) -> Half:
        """Return a section, or without an id its text, of those fragments that the shape has; of a sentence when it has none."""
        absent = set() if self.shape.has_second else {"sources-corroborating"}
        absent |= set() if self.shape.has_overviews else {"chain"}
        blocks = [_include(name) for name in fragments.split() if name not in absent] or [self.words.text(12)]
        return self._section(id, *blocks) if id else _joined(blocks, "\n\n")


def _joined(parts: list[Half], gap: str) -> Half:
    return {language: gap.join(part[language] for part in parts) for language in LANGUAGES}


def _item(part: Half) -> Half:
    return {language: f"- {text}" for language, text in part.items()}


def _include(fragment: str) -> Half:
    return {language: f'--8<-- "{language}/{fragment}.md"' for language in LANGUAGES}


def _link(target: str, text: Half) -> Half:
    return {language: f"[{text[language]}]({target})" for language in LANGUAGES}
