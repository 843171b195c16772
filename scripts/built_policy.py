"""The policy of each built page: it is there, it fits the page's scripts, and the page holds nothing that it would block."""

from collections.abc import Iterator

from scripts.built_site import BuiltPage, BuiltSite, fault
from scripts.policy import policy, script_hashes
from scripts.problems import Problem

_BLOCKED = "//style | //*[@style] | //*[@*[starts-with(name(), 'on')]] | //*[starts-with(@href, 'javascript:')]"


def policy_problems(site: BuiltSite) -> Iterator[Problem]:
    """Yield every problem with the policies of the built site."""
    for page in site.pages.values():
        wanted = policy(script_hashes((site.folder / page.path).read_text(encoding="utf-8")))
        if _first(page) != wanted:
            yield fault(page, None, "policy-missing")
        for element in page.root.xpath(_BLOCKED):
            yield fault(page, element, "policy-blocks", tag=element.tag)


def _first(page: BuiltPage) -> str | None:
    """Return the policy of a page, if nothing that loads or runs stands before it."""
    for element in page.root.xpath("//head/*"):
        if str(element.get("http-equiv")).lower() == "content-security-policy":
            return str(element.get("content"))
        if element.tag != "meta":
            return None
    return None
