"""The same text on pages that have nothing else: what the paint of a page with a design is compared with."""

from copy import deepcopy
from pathlib import Path

from lxml import html

from scripts.pages.first_view import first_rules

STYLE = 2048  # bytes of the rules that each page holds
_KEPT = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "strong",
    "em",
    "small",
    "br",
    "table",
    "tr",
    "td",
    "th",
}
_LEFT_OUT = "//script | //svg | //form | //button | //link | //style"


def write_bare(site: Path, bare: Path, path: str) -> None:
    """Write the text of the built page at `path` below `bare`, its article first: elements without attributes, and two KiB of style."""
    root = html.parse(str(site / path / "index.html")).getroot()
    body = html.Element("body")
    body.extend(deepcopy(root.xpath("//article | //header | //footer")))
    body.insert(0, body.xpath(".//article")[0])
    for element in body.xpath(_LEFT_OUT):
        element.drop_tree()
    for element in list(body.iterdescendants()):
        if element.tag in _KEPT:
            kept = {"href": element.get("href", "")} if element.tag == "a" else {}
            element.attrib.clear()
            element.attrib.update(kept)
        else:
            element.drop_tag()
    text = html.tostring(body, encoding="unicode")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{root.findtext(".//title")}</title>'
    page = f'<!doctype html><html lang="{root.get("lang")}"><head>{head}<style>{_rules()}</style></head>{text}</html>\n'
    (bare / path).mkdir(parents=True, exist_ok=True)
    (bare / path / "index.html").write_text(page, encoding="utf-8")


def _rules() -> str:
    """Return the first rules of the site’s own, as many as fit."""
    rules = first_rules()[:STYLE]
    return rules[: rules.rindex("}") + 1]
