"""The rules of a style sheet that some page can use, as PurgeCSS finds them: by the names in their selectors, and nothing else.

Apart from the joining of sheets, because reading CSS is needed only when the sheets or the names in the pages have changed.
"""

import re
from collections.abc import Iterator

from tinycss2 import parse_blocks_contents, parse_rule_list, serialize
from tinycss2.ast import AtRule, Node, QualifiedRule

_WORD = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)  # as stylesheet.py finds names
_READ = re.compile(r"var\(\s*(--[\w-]+)")


def used_rules(css: str, words: set[str]) -> str:
    """Return a style sheet without the rules and custom properties that no page or script of these words can use."""
    text = "\n".join(_used(_rules(css), words, None))
    while text != (text := "\n".join(_used(_rules(text), words, set(_READ.findall(text))))):
        pass
    return text + "\n"


def _rules(css: str | list[Node]) -> list[Node]:
    return list(parse_rule_list(css, skip_comments=True, skip_whitespace=True))


def _used(rules: list[Node], words: set[str], read: set[str] | None) -> Iterator[str]:
    """Yield each rule with the selectors that `words` can match, and the custom properties in `read`, if it is given."""
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [serialize(selector).strip() for selector in _split(rule.prelude) if _can_match(selector, words)]
            declarations = _declarations(rule.content, read)
            if selectors and declarations:
                yield f"{','.join(selectors)}{{{declarations}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in {"media", "supports"}:
            inside = "".join(_used(_rules(rule.content), words, read))
            if inside:
                yield f"@{rule.lower_at_keyword}{serialize(rule.prelude).rstrip()}{{{inside}}}"
        else:
            yield rule.serialize()


def _split(tokens: list[Node]) -> list[list[Node]]:
    """Return the selectors of a list."""
    found: list[list[Node]] = [[]]
    for token in tokens:
        if token == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _can_match(selector: list[Node], words: set[str]) -> bool:
    """Whether every element, class, id and attribute that a selector asks for is among the words."""
    before = [None, *selector]
    return all(_is_met(token, before[at], words) for at, token in enumerate(selector))


def _is_met(token: Node, before: Node | None, words: set[str]) -> bool:
    if token.type == "function" and token.lower_name in {"is", "where"}:
        return any(_can_match(one, words) for one in _split(token.arguments))
    if token.type == "[] block":
        return _attribute(token.content) <= words
    is_name = token.type == "hash" or (token.type == "ident" and before != ":")
    return not is_name or token.value in words


def _attribute(tokens: list[Node]) -> set[str]:
    """Return the name of an attribute, and its value when the selector asks for just that."""
    name, *rest = (token for token in tokens if token.type != "whitespace")
    exact = [token.value for token in rest[1:2] if rest[0] == "=" and _WORD.fullmatch(token.value)]
    return {name.value, *exact}


def _declarations(content: list[Node], read: set[str] | None) -> str:
    """Return the declarations of a rule, without the custom properties that are not read."""
    if read is None:
        return str(serialize(content)).strip()
    found = parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return ";".join(one.serialize() for one in found if not one.name.startswith("--") or one.name in read)
