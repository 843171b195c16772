"""What is published: this site by its masthead; the sources: where, by whom, how much was read, how one relates to another."""

from typing import Annotated, Literal

from pydantic import Field

from scripts.records.vocabulary import Date, Id, Inferable, Record, SourceId, Text, Url, Wordings, Words


class Unlinked(Text):
    """A phrase that holds a number but no figure, so that it needs no link."""

    why: Text


class Scopes(Record):
    """What the timeline calls the two scopes that differ from site to site."""

    provincial: Text
    local: Text


class Masthead(Record):
    """What this site is called, who edits it and what it is about: all that differs from the site of another report."""

    id: Id
    """下载文件名的开头。How the names of downloads begin."""
    title: Text
    """网站名称，与 mkdocs.yml 的 site_name 相同。Name of the site, as site_name in mkdocs.yml."""
    subtitle: Text
    """一行说明，用于手册封面和分享图。What it holds, in a line: on the handbook’s cover and the share image."""
    share: Wordings
    """分享图上的标题，一项一行。Title on the share image, a line each."""
    editors: Text
    """引文里的编者。Editors, as citations name them."""
    description: Text
    """数据是什么，一句话。What the data are, in a sentence."""
    keywords: list[Words] = []
    origin: Text
    """页脚的一句话：数字从哪里来。The sentence at the foot of each page: where the figures come from."""
    scopes: Scopes
    """时间线上 provincial 和 local 的说法。Words for “provincial” and “local” on the timeline."""
    flow_note: Text | None = None
    """首页各环节下面的一句话：环节之间还不知道什么。Below the stages on the home page: what is not known between them."""
    cautions: list[Text] = []
    """用数据时要注意什么，写进数据说明。What users of the data must heed, for the downloads."""
    unlinked: list[Unlinked] = []
    """含有数字但不是统计数字、不必链接的说法。Phrases with a number that is no figure and needs no link."""


class Relation(Record):
    kind: Literal["same_origin_likely", "independent", "unknown"]
    to: SourceId
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
