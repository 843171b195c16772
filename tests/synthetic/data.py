"""A data file of any size with invented records: as many of each kind, for each report, as this site has for its one."""

from typing import Any

from scripts.records.figures import Derived
from scripts.records.model import Pipeline
from scripts.rules.arithmetic import compute
from tests.synthetic.shapes import LIKE_THIS, Shape
from tests.synthetic.words import Words

_MARKS = "甲乙丙丁"
_DAY, _ACCESSED = "2021-03-04", "2026-11-23"
_MAIN, _SECOND = "main-2021", "second-2021"
_FIGURES = 5
_TERMS, _CONTEXTS, _PROGRAMMES, _EVENTS, _PLACES, _ROLES = 12, 28, 5, 13, 8, 5

Record = dict[str, Any]


class Reports:
    """Builds the records of one report after another; paragraphs are numbered through, as the model has it."""

    def __init__(self, words: Words, shape: Shape) -> None:
        self.words, self.shape = words, shape
        self.counted = {unit.id: unit.counted[0] for unit in shape.units if unit.counted}
        self.random = words.random
        self.data: dict[str, list[Record]] = {name: [] for name in Pipeline.model_fields}
        self.data["units"] = [unit.model_dump(exclude_none=True) for unit in shape.units]
        self.data["sources"] = [self._source(_MAIN, "primary")]
        if shape.has_second:
            self.data["sources"].append(self._source(_SECOND, "corroborating"))
        self.data["mastheads"] = [self._masthead()]

    def add(self, number: int) -> None:
        """Add every record of report `number`, from one on."""
        count = self.shape.paragraphs
        prefix, first = f"r{number:03}", (number - 1) * count
        paragraphs = [f"p{first + at}" for at in range(1, count + 1)]
        self._add_paragraphs(prefix, paragraphs)
        for at, stage in enumerate(self.shape.stages):
            self._add_stage(f"{prefix}-{stage}", at, paragraphs[1 + 3 * at : 4 + 3 * at], number)
        self._add_context(prefix, paragraphs)
        self.data["sources"][0]["paragraphs"] = first + count

    def _source(self, id: str, role: str) -> Record:
        label = self.words.name()
        record = {"id": id, "type": "webpage", "role": role, "label": label, "issued": _DAY, "accessed": _ACCESSED}
        record |= {"url": f"https://example.org/{id}", "read": self.words.text(6), "title": label, "container": self.words.name()}
        if role == "primary":
            record |= {"type": "article-newspaper", "authors": ["王某"], "rights": self.words.text(9)}
        if role == "corroborating":
            record["relation"] = {"kind": "unknown", "to": _MAIN, "note": self.words.text(9)}
        return record

    def _masthead(self) -> Record:
        texts = {name: self.words.name() for name in ("title", "subtitle", "editors")}
        texts |= {name: self.words.text(9) for name in ("description", "origin")}
        share = {language: [word] for language, word in self.words.name().items()}
        return {"id": "synthetic", **texts, "share": share, "scopes": {name: self.words.name() for name in ("provincial", "local")}}

    def _add_paragraphs(self, prefix: str, paragraphs: list[str]) -> None:
        for id, stage in zip(paragraphs, (None, *(stage for stage in self.shape.stages for _ in range(3))), strict=True):
            inside = {"stage": f"{prefix}-{stage}"} if stage else {}
            self.data["paragraphs"].append({"id": id, "reports": self.words.name(), **inside})

    def _add_stage(self, id: str, at: int, paragraphs: list[str], number: int) -> None:
        figures = [f"{id}-{letter}" for letter in "abcde"]
        programmes = [f"{id}-p{which}" for which in range(1, _PROGRAMMES + 1)]
        self.data["stages"].append(
            {"id": id, "mark": _MARKS[at], "label": self.words.name(), "summary": self.words.text(9), "headline": figures[:2]}
        )
        for programme in programmes:
            record = {"id": programme, "stage": id, "label": self.words.name()}
            self.data["programmes"].append(record | {"paragraphs": [self.random.choice(paragraphs)]})
        add = (self._add_breakdown, self._add_breakdown, self._add_counts, self._add_disagreement)[at]
        shared = {"stage": id, "programme": programmes[0], "defined_by": "ours"}
        add(id, figures, [self._figure(figure) | shared for figure in figures], paragraphs, number)
        self._add_terms(id, paragraphs, {"stage": id})

    def _figure(self, id: str) -> Record:
        label = self.words.name()
        told = {language: [word] for language, word in label.items()}
        texts = {"population": self.words.name(), "definition": self.words.text(10), "caveats": [self.words.text(12)]}
        return {"id": id, "unit": self.shape.counted[-1], "label": label, "told_by": told, **texts}

    def _seen(self, value: int, unit: str, paragraph: str | None, *, more: bool = False) -> Record:
        place = {"source": _MAIN, "paragraph": paragraph} if paragraph else {"source": _SECOND, "locator": self.words.name()}
        period = {"kind": "since", "interval": f"2018/{_DAY}"}
        read = {"period": period, "as_of": _DAY, "inferred": ["period_end", "as_of"]}
        quote = f"{value}{'余' if more else ''}{self.counted[unit]}"
        return {**place, "value": value, "precision": "more_than" if more else "exact", **read, "quote": quote}

    def _add_breakdown(self, id: str, figures: list[str], records: list[Record], paragraphs: list[str], number: int) -> None:
        """A total of three parts that both sources give, a count of something else, and the shares of two parts."""
        parts = [self.random.randint(2, 900) for _ in range(3)]
        for record, value in zip(records, [sum(parts), *parts], strict=False):
            record["observations"] = [self._seen(value, record["unit"], paragraphs[0])]
            if self.shape.has_second:
                record["observations"].append(self._seen(value, record["unit"], None))
        records[0]["parts"] = {"complete": True, "figures": figures[1:4]}
        records[0]["do_not_combine_with"] = [{"figures": [figures[4]], "reason": self.words.text(10)}]
        records[4]["observations"] = [self._seen(self.random.randint(1000, 9999), records[4]["unit"], paragraphs[1])]
        self.data["figures"] += records
        for which in (1, 2):
            self._add_derived(f"{id}-share-{which}", "share", [figures[which], figures[0]], [parts[which - 1], sum(parts)])
        self._add_chart(id, "bars", records[1:4], {"total": figures[0]})

    def _add_counts(self, id: str, figures: list[str], records: list[Record], paragraphs: list[str], number: int) -> None:
        """Figures of several units, one of them a bound, and a ratio of two."""
        values = [self.random.randint(900, 9000), *(self.random.randint(2, 99) for _ in range(3)), 20_000 + number]
        for record, unit, value in zip(records, self.shape.counted, values, strict=True):
            seen = self._seen(value, unit, self.random.choice(paragraphs), more=value > 20_000)
            record |= {"unit": unit, "observations": [seen]}
        self.data["figures"] += records
        self._add_derived(f"{id}-per-session", "ratio", figures[:2], values[:2])
        self._add_chart(id, "cards", records[:4], {"derived": [f"{id}-per-session"]})

    def _add_disagreement(self, id: str, figures: list[str], records: list[Record], paragraphs: list[str], number: int) -> None:
        """Two figures on which the sources differ, and three that one source gives."""
        for which, record in enumerate(records):
            value = self.random.randint(10, 90)
            record["observations"] = [self._seen(value, "person", self.random.choice(paragraphs)) | {"max_age": 35}]
            if which < 2:
                record["observations"].append(self._seen(value - 3, "person", None) | {"max_age": 35})
                record["disagreement"] = {
                    "status": "unresolved", "differs": ["value"], "note": self.words.text(9), "hypotheses": [self.words.text(9)],
                    "settle": self.words.text(9),
                }  # fmt: skip
                inputs = [f"{figures[which]}@{source}" for source in (_MAIN, _SECOND)]
                self._add_derived(f"{id}-differs-{which + 1}", "difference", inputs, [value, value - 3])
        self.data["figures"] += records
        self._add_chart(id, "dots", records[:2], {})

    def _add_derived(self, id: str, operation: str, inputs: list[str], values: list[int]) -> None:
        units = {"share": ("percent", 1), "ratio": (self.shape.ratio, 1), "difference": (self.shape.counted[-1], 0)}
        unit, decimals = units[operation]
        shape: Record = {
            "id": id,
            "operation": operation,
            "inputs": inputs,
            "unit": unit,
            "decimals": decimals,
        }
        value, is_exact = compute(Derived.model_construct(**shape), values)
        shape["precision"] = "exact" if is_exact else "rounded"
        self.data["derived"].append(shape | {"value": float(value), "label": self.words.name(), "note": self.words.text(9)})

    def _add_chart(self, id: str, kind: str, records: list[Record], more: Record) -> None:
        rows = [{"figure": record["id"], "label": self.words.name()} for record in records]
        chart = {"id": id, "kind": kind, "stage": id, "label": self.words.name(), "note": self.words.text(8), "rows": rows}
        self.data["charts"].append(chart | more)

    def _add_terms(self, id: str, paragraphs: list[str], more: Record) -> None:
        for which in range(1, _TERMS + 1):
            term, other = self.words.term(), self.words.term()
            record: Record = {"id": f"{id}-t{which}", "zh": term["zh"], "pinyin": self.words.pinyin(), "en": term["en"]}
            record |= {"definition": self.words.text(11), "example": self.words.text(11)}
            if which % 3 == 0:
                record["avoid"] = [{"text": other["en"], "why": self.words.text(4)}]
            if which % 6 == 0:
                record["variants"] = [other["zh"]]
            self.data["terms"].append(record | {"paragraphs": self.random.sample(paragraphs, k=2)} | more)

    def _add_context(self, prefix: str, paragraphs: list[str]) -> None:
        words, draw = self.words, self.random
        self._add_terms(f"{prefix}-all", paragraphs, {})
        self.data["sources"] += [self._source(f"{prefix}-c{which}", "context") for which in range(1, _CONTEXTS + 1)]
        for which in range(1, _EVENTS + 1):
            date = f"{draw.randint(2012, 2020)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            record = {
                "id": f"{prefix}-e{which}",
                "date": date,
                "scope": draw.choice(["local", "provincial"]),
                "label": words.name(),
                "detail": words.text(9),
            }
            self.data["events"].append(record | {"sources": [f"{prefix}-c{which}"], "paragraphs": [draw.choice(paragraphs)]})
        for which in range(1, _PLACES + 1):
            name = words.name()
            place: Record = {"id": f"{prefix}-l{which}", "zh": name["zh"], "pinyin": words.pinyin(), "en": name["en"]}
            place |= {"role": words.text(7)}
            self.data["places"].append(place | {"paragraphs": [draw.choice(paragraphs)]})
        for which in range(1, _ROLES + 1):
            role = {"id": f"{prefix}-o{which}", "label": words.name(), "says": words.text(9)}
            self.data["roles"].append(role | {"paragraphs": [draw.choice(paragraphs)]})


def records(words: Words, reports: int, shape: Shape = LIKE_THIS) -> dict[str, list[Record]]:
    """Return the data file of this many reports as plain values."""
    found = Reports(words, shape)
    for number in range(1, reports + 1):
        found.add(number)
    return found.data
