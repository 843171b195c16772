"""What the report asserts and the fixed phrases that it uses, each with its place in it."""

from typing import Annotated, Literal

from pydantic import Field

from scripts.records.vocabulary import Date, FigureId, Id, Record, RoleId, SourceId, Spot, TermId, Text, Words


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
