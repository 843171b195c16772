"""What an editor may write besides plain Markdown: some elements and attributes of HTML, and links of a few kinds. All else is refused.

The policy of the pages blocks scripts and styles in the browser; here the editor hears of it, with what to write instead.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.ground.files import read_yaml
from scripts.ground.problems import Problem
from scripts.pages.page import Link, Page
from scripts.rules.plain_text import refused, texts, unseen

_ALLOWED: dict[str, Any] = read_yaml(Path(__file__).with_suffix(".yml"))
_ELEMENTS, _ATTRIBUTES = set(_ALLOWED["elements"]), set(_ALLOWED["attributes"])
_INSTEAD = {tag: key for key, tags in _ALLOWED["instead"].items() for tag in tags}

_VOID = {"br", "hr", "wbr"}
_SELF_CLOSING = {"dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr"}  # with what they stand in

_HIDDEN = re.compile(r"<!--.*?-->|\\[<{]|(`+)(?!`).*?(?<!`)\1(?!`)|<[a-zA-Z][\w+.-]*:[^\s<>]*>|<[\w.+-]+@[\w.-]+>", re.DOTALL)
_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG = re.compile(r"</?(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?")
_LIST = re.compile(r"\{:?[ ]*([^}\n ][^\n]*?)[ ]*\}")
_LISTED = re.compile(r"([^ =}]+)=(?:\".*?\"|'.*?'|[^ }]+)|([^ =}]+)")  # as the extension attr_list reads it
_CHARACTER = re.compile(r"&#?\w+;")
_SCHEME = re.compile(r"[\s\x00-\x1f]*([a-zA-Z][\w+.\s-]*):")


def markup_problems(page: Page) -> Iterator[Problem]:
    """Yield every element, attribute, address or unseen character that is not allowed in a page."""
    yield from _unseen_problems(page)
    yield from _front_matter_problems(page)
    for written in page.written:
        for offset, key, values in _faults(written.text):
            yield Problem.at(page.path, written.line + offset, page.name, key, **values)
    for line, key, tag in _unpaired(page):
        yield Problem.at(page.path, line, page.name, key, tag=tag)
    for link in page.links:
        yield from _address_problems(page, link)


def _unseen_problems(page: Page) -> Iterator[Problem]:
    for line, row in enumerate(page.rows, 1):
        if not row.isprintable() and (found := unseen(row.replace("\t", ""))):
            yield Problem.at(page.path, line, page.name, "text-unseen", found=found)


def _front_matter_problems(page: Page) -> Iterator[Problem]:
    """What stands in front of a page ends in its head, in search and in downloads, as texts of the data file do."""
    for (field, *_), text, _ in texts(page.meta):
        if found := refused(text):
            yield Problem.at(page.path, page.line_of(str(field)), page.name, "text-not-plain", field=field, found=found)


def _unpaired(page: Page) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and name of each element that is not closed, and of each closing tag that closes none."""
    opened: list[tuple[int, str]] = []
    for written in page.written:
        if written.line in page.code:
            continue
        shown = _HIDDEN.sub(_blank, written.text)
        for tag in _TAG.finditer(shown):
            name, line = tag["name"].lower(), written.line + shown.count("\n", 0, tag.start())
            if name not in _ELEMENTS or name in _VOID:
                continue  # refused, or never closed
            if not tag[0].startswith("</"):
                opened.append((line, name))
            elif name not in {other for _, other in opened}:
                yield line, "markup-unopened", name
            else:
                while (last := opened.pop())[1] != name:
                    yield from _unclosed([last])
    yield from _unclosed(opened)


def _unclosed(opened: list[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    yield from ((line, "markup-unclosed", name) for line, name in opened if name not in _SELF_CLOSING)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _faults(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield line within the text, message and its values, for each fault outside code and comments."""
    shown = _HIDDEN.sub(_blank, text)
    for start in _OPENING.finditer(shown):
        yield from ((shown.count("\n", 0, start.start()), key, values) for key, values in _element_faults(shown, start.start()))
    for braces in _LIST.finditer(_TAG.sub("", shown)):
        for assigned, word in _LISTED.findall(braces[1]):
            if (name := assigned or word).lower() not in _ATTRIBUTES and not (word and word[0] in ".#"):
                yield shown.count("\n", 0, max(shown.find(braces[0]), 0)), "markup-attribute", {"name": name}
    for named in _CHARACTER.finditer(shown):
        if found := unseen(html.unescape(named[0])):
            yield shown.count("\n", 0, named.start()), "text-unseen", {"found": found}


def _element_faults(shown: str, at: int) -> Iterator[tuple[str, dict[str, str]]]:
    tag = _TAG.match(shown, at)
    if not tag:
        yield "markup-open", {"text": shown[at : at + 20].partition("\n")[0]}
    elif (name := tag["name"].lower()) not in _ELEMENTS:
        if not shown.startswith("</", at):
            yield _INSTEAD.get(name, "markup-element"), {"tag": name}
    else:
        for attribute in _ATTRIBUTE.findall(tag["attributes"]):
            if attribute.lower() not in _ATTRIBUTES:
                yield "markup-attribute", {"name": attribute}


def _address_problems(page: Page, link: Link) -> Iterator[Problem]:
    scheme = _SCHEME.match(html.unescape(link.target))
    if scheme and re.sub(r"\s", "", scheme[1]).lower() not in _ALLOWED["schemes"]:
        yield Problem.at(page.path, link.line, page.name, "link-scheme", target=link.target)
    elif link.is_image and (scheme or link.target.startswith("//")):
        yield Problem.at(page.path, link.line, page.name, "image-outside", target=link.target)
