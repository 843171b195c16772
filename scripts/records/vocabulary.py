"""What the records are made of: the words that fields may hold, the forms of ids and dates, text in two languages."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from scripts.records.languages import Language

PARAGRAPH = r"^p[1-9][0-9]*$"
SPOT = r"^(headline|deck|s[1-9]|p[1-9][0-9]*)$"
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
INTERVAL = r"^\d{4}(-\d{2}(-\d{2})?)?/\d{4}(-\d{2}(-\d{2})?)?$"
URL = r"""^https?://[^\s<>"'`{}|\\]+$"""


class Means(str):
    """What a text stands for, by which the rules find it: a record of a collection, a date, a span of time, a place in the report."""


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
ClaimId = Annotated[Id, Means("claims")]
DerivedId = Annotated[Id, Means("derived")]
FigureId = Annotated[Id, Means("figures")]
ProgrammeId = Annotated[Id, Means("programmes")]
RoleId = Annotated[Id, Means("roles")]
SourceId = Annotated[Id, Means("sources")]
StageId = Annotated[Id, Means("stages")]
TermId = Annotated[Id, Means("terms")]
Input = Annotated[str, Field(pattern=r"^[a-z0-9-]+(@[a-z0-9-]+)?$"), Means("figures")]
Paragraph = Annotated[str, Field(pattern=PARAGRAPH), Means("paragraphs")]
Spot = Annotated[str, Field(pattern=SPOT), Means("spot")]
Date = Annotated[str, Field(pattern=DATE), Means("date")]
Interval = Annotated[str, Field(pattern=INTERVAL), Means("interval")]
Url = Annotated[str, Field(pattern=URL)]
Words = Annotated[str, Field(min_length=1)]

UnitId = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$"), Means("units")]

Precision = Literal["exact", "more_than", "at_least", "about", "at_most", "less_than"]
DerivedPrecision = Precision | Literal["rounded"]
PeriodKind = Literal["since", "year_to_date", "as_of", "event", "not_stated"]
Tone = Literal["blue", "green", "ochre", "red", "teal", "plum", "grey"]
Inferable = Literal["period", "period_start", "period_end", "as_of", "issued"]


class Record(BaseModel):
    """A record that refuses unknown fields and silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)


class Text(Record):
    """The same words in both languages."""

    zh: Words
    """中文。Chinese."""
    en: Words
    """英文。English."""

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class Wordings(Record):
    """Several words or lines in each language."""

    zh: Annotated[list[Words], Field(min_length=1)]
    en: Annotated[list[Words], Field(min_length=1)]

    def __getitem__(self, language: Language) -> list[str]:
        return self.zh if language == "zh" else self.en
