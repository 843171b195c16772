"""Mark Chinese inside English pages, so that a screen reader changes voice and a browser chooses Simplified forms."""

import re

_TAG = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
_NAME = re.compile(r"</?([\w-]+)")
_LEFT = re.compile(
    r"<(?:script\b|[^!/][^>]*\slang=)", re.IGNORECASE
)  # what names a language, and data for programs, which has no voice
_RUN = re.compile(r"[\u4e00-\u9fff](?:[\u4e00-\u9fff、，；：（）“”·0-9 ]*[\u4e00-\u9fff])?")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def mark_chinese(markup: str) -> str:
    """Return the HTML with each run of Han characters in a span of its own, unless an element around it names a language."""
    out: list[str] = []
    left, depth = "", 0  # the element around that names a language, and how many of its name are open
    for part in _TAG.split(markup):
        if not part.startswith("<"):
            is_marked = not depth and not part.isascii()
            out.append(_RUN.sub(r'<span lang="zh-Hans">\g<0></span>', part) if is_marked else part)
            continue
        out.append(part)
        if depth:
            if _name(part) == left:
                depth += -1 if part.startswith("</") else 1
        elif _LEFT.match(part) and not part.endswith("/>"):
            left = _name(part)
            depth = left not in _VOID
    return "".join(out)


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match[1].lower() if match else ""
