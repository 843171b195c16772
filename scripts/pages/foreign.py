"""Mark Chinese inside English pages, so that a screen reader changes voice and a browser chooses Simplified forms."""

import re

_TAG = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
_RUN = re.compile(r"[\u4e00-\u9fff](?:[\u4e00-\u9fff、，；：（）“”·0-9 ]*[\u4e00-\u9fff])?")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def mark_chinese(markup: str) -> str:
    """Return the HTML with each run of Han characters in a span of its own, unless an element around it names a language."""
    out: list[str] = []
    named: list[bool] = []  # for each open element, whether it or one around it carries lang
    for part in _TAG.split(markup):
        if part.startswith("</"):
            named = named[:-1]
        elif part.startswith("<") and not part.startswith("<!"):
            name = re.match(r"<\s*([\w-]+)", part)
            if name and name.group(1).lower() not in _VOID and not part.endswith("/>"):
                is_left = name.group(1).lower() == "script" or bool(re.search(r"\slang=", part))  # data for programs has no voice
                named.append(bool(named and named[-1]) or is_left)
        is_text = not part.startswith("<") and not (named and named[-1])
        out.append(_RUN.sub(r'<span lang="zh-Hans">\g<0></span>', part) if is_text else part)
    return "".join(out)
