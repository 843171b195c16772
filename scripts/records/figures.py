"""What the report says: units, observations by source, figures and what is calculated from them; claims; fixed phrases."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr

from scripts.records.languages import Language
from scripts.records.vocabulary import (
    Date,
    DerivedPrecision,
    FigureId,
    Id,
    Inferable,
    Input,
    Interval,
    Paragraph,
    PeriodKind,
    Precision,
    ProgrammeId,
    Record,
    RoleId,
    SourceId,
    Spot,
    StageId,
    TermId,
    Text,
    UnitId,
    Wordings,
    Words,
)


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
        said = self.said[language] if self.said else []
        return (self.label[language], *said, *(self.counted if language == "zh" else ()))


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


class Period(Record):
    kind: PeriodKind
    """since 自某年起；year_to_date 当年至报道日；as_of 某一时点；event 某次事件；not_stated 未说明。"""
    interval: Interval | None = None


class Observation(Record):
    source: SourceId
    paragraph: Paragraph | None = None
    """段落编号，如 p4。Paragraph number."""
    locator: Text | None = None
    """没有段落编号的来源用文字说明位置。Place in a source that has no paragraph numbers."""
    value: Annotated[float, Field(ge=0), AfterValidator(lambda value: int(value) if value == int(value) else value)]
    """不加逗号和引号：1237、12.5。No comma, no quotes: 1237, 12.5."""
    precision: Precision
    """exact 确数；more_than 余、多、超过；at_least 以上、至少；about 约、近；at_most 以内、至多；less_than 不到、不足。"""
    period: Period
    as_of: Date | None = None
    inferred: list[Inferable] = []
    """来源没有写明、由本站理解的字段。Fields the source does not state."""
    max_age: Annotated[int, Field(ge=18, le=70)] | None = None
    """年龄上限，含本数。Upper age limit, inclusive."""
    quote: Annotated[str, Field(min_length=1, max_length=12)]
    """原文数字及单位，不超过 12 个字。The numeral and its unit as printed, at most 12 characters."""


class Parts(Record):
    complete: bool
    """各部分相加是否等于总数。Whether the parts add up to the total."""
    figures: list[FigureId]


class Exclusion(Record):
    figures: list[FigureId]
    reason: Text


class Disagreement(Record):
    status: Literal["unresolved", "resolved"]
    differs: list[Literal["value", "precision", "period", "unit"]]
    note: Text
    hypotheses: list[Text]
    settle: Text


class Figure(Counted):
    id: Id
    stage: StageId
    programme: ProgrammeId
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


class Claim(Record):
    """An aim, a principle or an effect that the report asserts."""

    id: Id
    at: Spot
    """段落 p1…；小标题 s1 至 s4；headline 主标题；deck 副标题。Paragraph, section heading, headline or deck."""
    kind: Literal["aim", "principle", "result_claimed", "evaluation"]
    """aim 目标；principle 原则；result_claimed 报道所称的效果；evaluation 评价。"""
    speaker: RoleId | None = None
    """说话人的身份编号，见 roles；标题没有说话人。Who says it, a role; headings have no speaker."""
    claim: Text
    """用本站自己的话写。In our own words."""
    evidence: Literal["count", "example", "none"]
    """count 有数字；example 有一个例子；none 未给指标。What the report gives for it."""
    figures: list[FigureId] = []
    """作为依据的数字。The figures given for it."""
    gap: Text | None = None
    """这些依据说明不了什么。What that evidence leaves open."""


class Earlier(Record):
    """A national document or speech that used a phrase before the report."""

    document: Text
    date: Date
    seen: Literal["wording", "sense", "repost"]
    """wording 见到原词；sense 见到英文的同样意思；repost 只见到转载，不附链接。How we know."""
    source: SourceId | None = None


class Phrase(Record):
    id: Id
    zh: Words
    """固定提法，一条一个，加不加引号都不写。One fixed expression, without quotation marks."""
    en: Words
    at: Annotated[list[Spot], Field(min_length=1)]
    term: TermId | None = None
    """术语表里的条目。Its entry in the glossary."""
    earlier: Earlier | None = None
    """没有则看来是当地说法。None means that it looks local."""
    note: Text | None = None
