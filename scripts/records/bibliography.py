"""The sources: what was published where, by whom, how much of it was read, and how it relates to another."""

from typing import Annotated, Literal

from pydantic import Field

from scripts.records.vocabulary import Date, Id, Inferable, Record, Text, Url, Words


class Relation(Record):
    kind: Literal["same_origin_likely", "independent", "unknown"]
    to: Id
    note: Text


class Romanized(Record):
    """How APA style writes a Chinese work: names and title in pinyin."""

    authors: Annotated[list[Words], Field(min_length=1)]
    """姓在前，如 Xue, Y. Family name first."""
    title: Words


class Source(Record):
    id: Id
    type: Literal["article-newspaper", "article-journal", "webpage", "legislation"]
    role: Literal["primary", "corroborating", "context"]
    """主要、旁证或背景；背景来源不作数字依据。Primary, corroborating, or context only."""
    label: Text
    """页面上的名称，带日期。Name shown on pages, with its date."""
    short: Text | None = None
    """图中用的简称。Short name for use inside charts."""
    title: Text | None = None
    authors: list[Words] = []
    """署名，只用于引文。By-line, for citations only."""
    romanized: Romanized | None = None
    container: Text | None = None
    issued: Date
    accessed: Date
    """查阅存档副本的日期。Date the stored copy was consulted."""
    url: Url | None = None
    paragraphs: int | None = Field(default=None, ge=1, le=5000)
    """正文段落数。Number of body paragraphs."""
    read: Text
    """读到了多少。How much of it was read."""
    relation: Relation | None = None
    inferred: list[Inferable] = []
    rights: Text | None = None
