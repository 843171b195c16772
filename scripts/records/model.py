"""The data file's records and vocabulary. The JSON Schema that editors use is generated from these classes."""

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field

from scripts.records.bibliography import Masthead, Source
from scripts.records.figures import Claim, Derived, Figure, Phrase, Unit
from scripts.records.languages import LANGUAGES, Language
from scripts.records.vocabulary import (
    ClaimId,
    Date,
    DerivedId,
    FigureId,
    Id,
    Paragraph,
    ProgrammeId,
    Record,
    SourceId,
    StageId,
    Text,
    Tone,
    Words,
)


class Stage(Record):
    id: Id
    mark: Annotated[str, Field(min_length=1, max_length=1)]
    """代表环节的一个字；没有画成字形的字照样显示。One character for the stage; one that is not drawn as an outline shows as text."""
    tone: Tone = "grey"
    """环节的色调。The stage’s colour; it never stands without the character or the word."""
    label: Text
    summary: Text
    headline: list[FigureId]
    """首页展示的数字。Figures shown first on the home page."""
    aim: Text | None = None
    """报道说的目的。What the report says the stage is for."""
    means: Text | None = None
    """用什么办法。By what means."""
    covers: Text | None = None
    """针对哪些人。Whom it covers."""
    counts: list[FigureId] = []
    """对照表里列出的数字。Figures that the comparison of the stages lists."""
    effects: list[ClaimId] = []
    """报道称有什么效果，写说法的编号。Claims of effect, by id."""
    gap: Text | None = None
    """最要紧的未知之处。What is most missing."""


class ParagraphRecord(Record):
    id: Paragraph
    stage: StageId | None = None
    """所属环节；没有则为首尾段。Stage; none for opening and closing paragraphs."""
    reports: Text


class Programme(Record):
    """A practice; what is done stands on the page of its stage, under a heading with this id."""

    id: Id
    stage: StageId
    part_of: ProgrammeId | None = None
    label: Text
    paragraphs: list[Paragraph]


class ChartRow(Record):
    figure: FigureId
    label: Text
    """图中的短名称，不含数字。Short name inside the chart, without the number."""


class Chart(Record):
    id: Id
    kind: Literal["people", "bars", "dots", "cards"]
    """people 一个点一个人；bars 同单位同时段的条形图；dots 两个来源不同的数字；cards 单位不同的数字卡片。"""
    stage: StageId
    label: Text
    finding: Text | None = None
    """图上看得出什么，作标题；数字写作 @数字编号。What the chart shows, as its title; a number is written as @figure-id."""
    note: Text | None = None
    rows: Annotated[list[ChartRow], Field(min_length=1)]
    total: FigureId | None = None
    """各行相加得到的数字。The figure that the rows add up to."""
    derived: list[DerivedId] = []
    """一并列出的本站计算。Our own calculations shown beside."""


class Avoid(Record):
    text: Words
    why: Text
    lint: bool = True
    """检查时是否报告；常用词写 false。Whether the check reports it; false for everyday words."""


class Term(Record):
    id: Id
    zh: Words
    pinyin: Words
    en: Words
    literal: Words | None = None
    """英文直译。Literal meaning in English."""
    attested: Words | None = None
    """英文说法见于何处；没有则为本站译法。Where the English is found; none means it is ours."""
    definition: Text
    example: Text
    """一句用例，用本站自己的话。One example in context, in our own words."""
    avoid: list[Avoid] = []
    variants: list[Words] = []
    """中文里不用的异称。Chinese variants not to use."""
    stage: StageId | None = None
    paragraphs: list[Paragraph]


class Rank(Record):
    """A leadership level of the Civil Servants Law, or those whose rank the report does not give."""

    id: Id
    level: Annotated[int, Field(ge=1, le=10)] | None = None
    """《公务员法》第十八条的第几层；没有则报道未写职级。Level in Article 18; none when the report gives no rank."""
    label: Text
    figure: FigureId | None = None
    """带有这一级年龄线的数字。A figure that carries the age line of this rank."""


class Event(Record):
    id: Id
    date: Date
    end: Date | None = None
    scope: Literal["national", "provincial", "local", "report"]
    label: Text
    detail: Text
    sources: Annotated[list[SourceId], Field(min_length=1)]
    paragraphs: list[Paragraph] = []


class Place(Record):
    id: Id
    zh: Words
    pinyin: Words
    en: Words
    role: Text
    paragraphs: list[Paragraph]


class Role(Record):
    id: Id
    label: Text
    says: Text
    paragraphs: list[Paragraph]


class Correction(Record):
    id: Id
    date: Date
    figure: FigureId
    source: SourceId | None = None
    """来源编号；没有则为第一条。Source; the first observation when left out."""
    field: Literal["value", "precision", "unit", "period", "paragraph", "label", "definition"]
    was: Words
    now: Words
    kind: Literal["correction", "revision"]
    """correction 本站的错；revision 有了新信息。Our mistake, or new information."""
    cause: Text


class Pipeline(Record):
    """The whole data file."""

    __hash__ = object.__hash__  # what was found of one reading is remembered for that alone

    mastheads: Annotated[list[Masthead], Field(min_length=1, max_length=1)]
    """刊头，只有一条。One record alone."""
    sources: list[Source]
    units: list[Unit]
    stages: list[Stage]
    paragraphs: list[ParagraphRecord]
    programmes: list[Programme]
    figures: list[Figure]
    derived: list[Derived]
    charts: list[Chart]
    terms: list[Term]
    claims: list[Claim] = []
    phrases: list[Phrase] = []
    ranks: list[Rank] = []
    events: list[Event]
    places: list[Place]
    roles: list[Role]
    corrections: list[Correction]

    def model_post_init(self, context: Any) -> None:
        """Let every number know the unit that it counts in."""
        units = {unit.id: unit for unit in self.units}
        for record in (*self.figures, *self.derived):
            record._counts_in = units.get(record.unit)

    @property
    def masthead(self) -> Masthead:
        """What this site is called and what it is about."""
        return self.mastheads[0]

    @cached_property
    def words_of_units(self) -> dict[Language, tuple[str, ...]]:
        """Every word for a unit, by language."""
        return {language: tuple(word for unit in self.units for word in unit.words(language)) for language in LANGUAGES}

    @cached_property
    def figures_by_id(self) -> dict[str, Figure]:
        """Every figure by its id."""
        return {figure.id: figure for figure in self.figures}

    @cached_property
    def derived_by_id(self) -> dict[str, Derived]:
        """Every calculation by its id."""
        return {derived.id: derived for derived in self.derived}

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """Every source by its id."""
        return {source.id: source for source in self.sources}
