"""The policy of each built page: it is there, and the page holds no script that is not ours and nothing that the policy blocks."""

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml import html

from scripts.built.site import BuiltPage, fault
from scripts.ground.problems import Problem
from scripts.pages.first_view import first_sheets
from scripts.pages.policy import hash_source, own_scripts, policy

_BLOCKED = (
    "//style | //*[@style] | //*[@*[starts-with(name(), 'on')]] | //iframe | //frame | //object | //embed | //base | //form[@action]"
    " | //body//meta | //body//link"
)
_OWN_FILE = re.compile(r"(?:[\w./-]*/)?assets/(?:script\.(?:\w+\.)?js|style\.(?:\w+\.)?css)")


def policy_problems(page: BuiltPage) -> Iterator[Problem]:
    """Yield every problem with the policy of a page."""
    if _first(page) != policy():
        yield fault(page, None, "policy-missing")
    for element in page.root.xpath(_BLOCKED):
        if not _is_own_style(element):
            tag = html.tostring(element, encoding="unicode").split(">")[0]
            yield fault(page, element, "policy-blocks", tag=tag[:80])
    for script in page.root.iter("script"):
        if not _is_ours(script):
            text = (script.get("src") or script.text or "").strip().split("\n")[0][:60]
            yield fault(page, script, "script-foreign", text=text)
    text = "".join(page.root.itertext()).replace("\n", "").replace("\t", "")
    if not text.isprintable():
        from scripts.rules.plain_text import unseen  # noqa: PLC0415 (a fifth of a second, for the records, in every build)

        if found := unseen(text):
            yield fault(page, None, "text-unseen", found=found)


def _is_own_style(element: html.HtmlElement) -> bool:
    """Whether these are the rules of the first view, or the link to the one style sheet, which stands below that view."""
    if element.tag == "style":
        return element.text in first_sheets()
    return element.tag == "link" and element.get("rel") == "stylesheet" and bool(_OWN_FILE.fullmatch(element.get("href", "")))


def _is_ours(script: html.HtmlElement) -> bool:
    if script.get("type") == "application/ld+json":  # data, which browsers never run
        return True
    source = script.get("src")
    return bool(_OWN_FILE.fullmatch(source)) if source else hash_source(script.text or "") in own_scripts()


def _first(page: BuiltPage) -> str | None:
    """Return the policy of a page, if nothing that loads or runs stands before it."""
    for element in takewhile(lambda element: element.tag == "meta", page.root.xpath("//head/*")):
        if str(element.get("http-equiv")).lower() == "content-security-policy":
            return str(element.get("content"))
    return None
