"""One style sheet and one script for every page: what the site uses of the theme's rules, then the site's own.

The theme brings rules for features that this site does not have, five sixths of its style sheet. As PurgeCSS does, a rule
is kept when some page or script holds every name in its selector, so nothing has to be listed here.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from tinycss2 import parse_blocks_contents, parse_rule_list, serialize
from tinycss2.ast import AtRule, Node, QualifiedRule

STYLE, SCRIPT = "assets/style.css", "assets/script.js"
SHEETS = ("assets/site.css", "assets/search.css")
SCRIPTS = ("assets/site.js", "assets/search.js")

_WORD = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_TAG = re.compile(r"<[a-z][^>]*>")
_NAME = re.compile(r'([A-Za-z][\w-]*)(?:="([^"]*)")?', re.ASCII)
_NOT_FOR_READERS = re.compile(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/')
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_STATES = {"open", "checked", "disabled"}  # attributes that a reader or a browser sets


def joined(texts: Iterable[str]) -> str:
    """Return style sheets or scripts as one text, in the order given."""
    return "\n".join(_NOT_FOR_READERS.sub("", text).strip() for text in texts) + "\n"


def finish_assets(site: Path) -> None:
    """Keep in the style sheet of a built site what its pages and scripts can use, and name both files by their content.

    A name that changes with the content can be kept by browsers for good, so a second page asks for no file again.
    """
    pages = sorted(site.rglob("*.html"))
    path = site / STYLE
    path.write_text(used_rules(path.read_text(encoding="utf-8"), _words(site, pages)), encoding="utf-8")
    renamed = {name: _fingerprint(site, name) for name in (STYLE, SCRIPT)}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for old, new in renamed.items():
            text = text.replace(f'{old}"', f'{new}"')
        page.write_text(text, encoding="utf-8")


def _words(site: Path, pages: list[Path]) -> set[str]:
    """Return every name that the pages hold or that a script may give to something in them."""
    tags, words = set[str](), set(_STATES)
    for page in pages:
        tags.update(_TAG.findall(page.read_text(encoding="utf-8")))
    for script in (site / SCRIPT).parent.glob("*.js"):
        words.update(_WORD.findall(script.read_text(encoding="utf-8")))
    return words | names(tags)


def fingerprinted(site: Path) -> list[str]:
    """Return the files of a built site whose names change with their content, relative to it."""
    found = (path for name in (STYLE, SCRIPT) for path in (site / name).parent.glob(f"{Path(name).stem}.*"))
    return sorted(path.relative_to(site).as_posix() for path in found)


def _fingerprint(site: Path, name: str) -> str:
    """Rename a file of the site by a hash of its content; return its new name."""
    path = site / name
    digest = blake2b(path.read_bytes(), digest_size=4).hexdigest()
    return path.rename(path.with_suffix(f".{digest}{path.suffix}")).relative_to(site).as_posix()


def names(tags: Iterable[str]) -> set[str]:
    """Return the elements, attributes, classes, ids and one-word values that these tags name."""
    found = set[str]()
    for tag in tags:
        for name, value in _NAME.findall(tag):
            found.update((name, value), value.split() if name in {"class", "id"} else ())
    return found


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
