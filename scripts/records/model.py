"""The data file's records and vocabulary. The JSON Schema that editors use is generated from these classes."""

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr

from scripts.records.bibliography import Source
from scripts.records.vocabulary import (
    Date,
    DerivedPrecision,
    Id,
    Inferable,
    Input,
    Interval,
    Language,
    Numeral,
    Paragraph,
    PeriodKind,
    Precision,
    Record,
    Spot,
    Text,
    Tone,
    UnitId,
    Value,
    Words,
)


class Wordings(Record):
    zh: Annotated[list[Words], Field(min_length=1)]
    en: Annotated[list[Words], Field(min_length=1)]


class Unit(Record):
    """What a number counts in. A new unit is added here and nowhere else."""

    id: UnitId
    label: Text
    """数字后面的写法，如“条线路”。As it stands after a number, such as “routes”."""
    one: Words | None = None
    """英文单数，如 route。English singular, such as “route”."""
    note: Text | None = None
    """下载文件里的说明。Explanation in the downloads."""
    counted: list[Words] = []
    """来源印作什么，如 人、名。How sources print it, such as 人 or 名."""
    said: Wordings | None = None
    """正文里表示这个单位的词。Words that in prose count in this unit."""
    per: Annotated[list[UnitId], Field(max_length=2)] = []
    """由哪两个单位相除得到。The two units whose ratio it is."""

    def words(self, language: Language) -> tuple[str, ...]:
        """Every word for it that may stand after a number in one language."""
        said = getattr(self.said, language) if self.said else []
        return (getattr(self.label, language), *said, *(self.counted if language == "zh" else ()))


class Counted(Record):
    """A record whose number counts in a unit."""

    unit: UnitId
    """单位编号，见 units。Id of the unit, see “units”."""
    _counts_in: Unit | None = PrivateAttr(None)

    @property
    def unit_is_known(self) -> bool:
        """Whether the data file has the unit; a rule says so where it has not, and no other rule builds on it."""
        return self._counts_in is not None

    @property
    def counts_in(self) -> Unit:
        """The record of the unit; one made of the id when the data file has none, which a rule reports."""
        return self._counts_in or Unit(id=self.unit, label=Text(zh=self.unit, en=self.unit))


class Stage(Record):
    id: Id
    mark: Annotated[str, Field(min_length=1, max_length=1)]
    """代表环节的一个字；没有画成字形的字照样显示。One character for the stage; one that is not drawn as an outline shows as text."""
    tone: Tone = "grey"
    """环节的色调。The stage’s colour; it never stands without the character or the word."""
    label: Text
    summary: Text
    headline: list[Id]
    """首页展示的数字。Figures shown first on the home page."""
    aim: Text | None = None
    """报道说的目的。What the report says the stage is for."""
    means: Text | None = None
    """用什么办法。By what means."""
    covers: Text | None = None
    """针对哪些人。Whom it covers."""
    counts: list[Id] = []
    """对照表里列出的数字。Figures that the comparison of the stages lists."""
    effects: list[Id] = []
    """报道称有什么效果，写说法的编号。Claims of effect, by id."""
    gap: Text | None = None
    """最要紧的未知之处。What is most missing."""


class ParagraphRecord(Record):
    id: Paragraph
    stage: Id | None = None
    """所属环节；没有则为首尾段。Stage; none for opening and closing paragraphs."""
    reports: Text


class Programme(Record):
    """A practice; what is done stands on the page of its stage, under a heading with this id."""

    id: Id
    stage: Id
    part_of: Id | None = None
    label: Text
    paragraphs: list[Paragraph]


class Period(Record):
    kind: PeriodKind
    """since 自某年起；year_to_date 当年至报道日；as_of 某一时点；event 某次事件；not_stated 未说明。"""
    interval: Interval | None = None


class Observation(Record):
    source: Id
    paragraph: Paragraph | None = None
    """段落编号，如 p4。Paragraph number."""
    locator: Text | None = None
    """没有段落编号的来源用文字说明位置。Place in a source that has no paragraph numbers."""
    value: Value
    """不加逗号和引号：1237、12.5。No comma, no quotes: 1237, 12.5."""
    precision: Precision
    """exact 确数；more_than 余、多、超过；at_least 以上、至少；about 约、近；at_most 以内、至多；less_than 不到、不足。"""
    period: Period
    as_of: Date | None = None
    inferred: list[Inferable] = []
    """来源没有写明、由本站理解的字段。Fields the source does not state."""
    max_age: Annotated[int, Field(ge=18, le=70)] | None = None
    """年龄上限，含本数。Upper age limit, inclusive."""
    quote: Numeral
    """原文数字及单位，不超过 12 个字。The numeral and its unit as printed, at most 12 characters."""


class Parts(Record):
    complete: bool
    """各部分相加是否等于总数。Whether the parts add up to the total."""
    figures: list[Id]


class Exclusion(Record):
    figures: list[Id]
    reason: Text


class Disagreement(Record):
    status: Literal["unresolved", "resolved"]
    differs: list[Literal["value", "precision", "period", "unit"]]
    note: Text
    hypotheses: list[Text]
    settle: Text


class Figure(Counted):
    id: Id
    stage: Id
    programme: Id
    label: Text
    population: Text
    """统计对象，按原文口径。Who or what is counted, as worded."""
    told_by: Wordings | None = None
    """同值同单位的数字靠哪些词分辨。Words that tell it from a figure of the same value and unit."""
    definition: Text
    defined_by: Literal["source", "ours", "not_stated"]
    parts: Parts | None = None
    do_not_combine_with: list[Exclusion] = []
    caveats: list[Text] = []
    disagreement: Disagreement | None = None
    observations: Annotated[list[Observation], Field(min_length=1)]

    @property
    def reported(self) -> Observation:
        """The first observation, which by rule comes from the primary source."""
        return self.observations[0]


class Derived(Counted):
    id: Id
    operation: Literal["share", "sum", "ratio", "difference"]
    inputs: Annotated[list[Input], Field(min_length=2)]
    """数字编号，可加 @来源编号。Figure ids, optionally with @source."""
    value: float
    decimals: Annotated[int, Field(ge=0, le=3)]
    precision: DerivedPrecision
    label: Text
    note: Text


class ChartRow(Record):
    figure: Id
    label: Text
    """图中的短名称，不含数字。Short name inside the chart, without the number."""


class Chart(Record):
    id: Id
    kind: Literal["people", "bars", "dots", "cards"]
    """people 一个点一个人；bars 同单位同时段的条形图；dots 两个来源不同的数字；cards 单位不同的数字卡片。"""
    stage: Id
    label: Text
    finding: Text | None = None
    """图上看得出什么，作标题；数字写作 @数字编号。What the chart shows, as its title; a number is written as @figure-id."""
    note: Text | None = None
    rows: Annotated[list[ChartRow], Field(min_length=1)]
    total: Id | None = None
    """各行相加得到的数字。The figure that the rows add up to."""
    derived: list[Id] = []
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
    stage: Id | None = None
    paragraphs: list[Paragraph]


class Claim(Record):
    """An aim, a principle or an effect that the report asserts."""

    id: Id
    at: Spot
    """段落 p1…；小标题 s1 至 s4；headline 主标题；deck 副标题。Paragraph, section heading, headline or deck."""
    kind: Literal["aim", "principle", "result_claimed", "evaluation"]
    """aim 目标；principle 原则；result_claimed 报道所称的效果；evaluation 评价。"""
    speaker: Id | None = None
    """说话人的身份编号，见 roles；标题没有说话人。Who says it, a role; headings have no speaker."""
    claim: Text
    """用本站自己的话写。In our own words."""
    evidence: Literal["count", "example", "none"]
    """count 有数字；example 有一个例子；none 未给指标。What the report gives for it."""
    figures: list[Id] = []
    """作为依据的数字。The figures given for it."""
    gap: Text | None = None
    """这些依据说明不了什么。What that evidence leaves open."""


class Earlier(Record):
    """A national document or speech that used a phrase before the report."""

    document: Text
    date: Date
    seen: Literal["wording", "sense", "repost"]
    """wording 见到原词；sense 见到英文的同样意思；repost 只见到转载，不附链接。How we know."""
    source: Id | None = None


class Phrase(Record):
    id: Id
    zh: Words
    """固定提法，一条一个，加不加引号都不写。One fixed expression, without quotation marks."""
    en: Words
    at: Annotated[list[Spot], Field(min_length=1)]
    term: Id | None = None
    """术语表里的条目。Its entry in the glossary."""
    earlier: Earlier | None = None
    """没有则看来是当地说法。None means that it looks local."""
    note: Text | None = None


class Rank(Record):
    """A leadership level of the Civil Servants Law, or those whose rank the report does not give."""

    id: Id
    level: Annotated[int, Field(ge=1, le=10)] | None = None
    """《公务员法》第十八条的第几层；没有则报道未写职级。Level in Article 18; none when the report gives no rank."""
    label: Text
    figure: Id | None = None
    """带有这一级年龄线的数字。A figure that carries the age line of this rank."""


class Event(Record):
    id: Id
    date: Date
    end: Date | None = None
    scope: Literal["national", "provincial", "local", "report"]
    label: Text
    detail: Text
    sources: Annotated[list[Id], Field(min_length=1)]
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
    figure: Id
    source: Id | None = None
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

    @cached_property
    def figures_by_id(self) -> dict[str, Figure]:
        """Every figure by its id."""
        return {figure.id: figure for figure in self.figures}

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """Every source by its id."""
        return {source.id: source for source in self.sources}
