"""No published address may vanish: `python -m scripts.built.addresses --record` adds what the site holds now to the list, at a release;
with --external it lists the links that lead outside, for a checker.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts import ROOT
from scripts.built.policy import policy_problems
from scripts.built.site import BuiltPage, BuiltSite, external_links, page_problems, read_site
from scripts.ground.files import replace
from scripts.ground.problems import Problem, hints, report
from scripts.pages.addresses import RELEASED_FILE, Addresses, Redirects, dump_released, read_redirects, read_released

_DOWNLOADS = ("data/**/*", "assets/charts/*", "assets/social-*.png", "*.txt", "*.xml")
_PLACES = ".//h1/@id | .//h2/@id | .//h3/@id | .//tr/@id | .//details/@id | .//figure/@id | .//span/@id | .//p/@id"


def addresses(site: BuiltSite) -> Addresses:
    """Return every address of a built site that a reader may keep, with the places on it."""
    return {address: _places(page) for address, page in _pages(site)} | _downloads(site)


def _pages(site: BuiltSite) -> Iterator[tuple[str, BuiltPage]]:
    yield from ((path.removesuffix("index.html") or "./", page) for path, page in site.pages.items() if path != "404.html")


def _downloads(site: BuiltSite) -> Addresses:
    return {
        path.relative_to(site.folder).as_posix(): set()
        for pattern in _DOWNLOADS
        for path in site.folder.glob(pattern)
        if path.is_file()
    }


def _places(page: BuiltPage) -> set[str]:
    return {str(id) for article in page.root.iter("article") for id in article.xpath(_PLACES)}


def address_problems(site: BuiltSite, released: Addresses, redirects: Redirects) -> Iterator[Problem]:
    """Yield one problem for each published address or place that is not in the built site."""
    now = {address: page.anchors for address, page in _pages(site)} | _downloads(site)
    now |= {} if site.url else {"sitemap.xml": set()}  # which only a site at an address can have
    for number, (address, anchors) in enumerate(sorted(released.items()), start=3):
        if address not in now:
            yield Problem.at(RELEASED_FILE, number, address, "built-address", **hints(address, now))
        elif address.removeprefix("en/") not in redirects:
            for anchor in sorted(anchors - now[address]):
                yield Problem.at(RELEASED_FILE, number, address, "built-place", anchor=anchor, **hints(anchor, now[address]))


def built_problems(root: Path, site: BuiltSite) -> list[Problem]:
    """Return every problem of the site built from the sources below `root`."""
    # A page after the other: of a large site, few are held at once.
    found = [problem for page in site.pages.values() for problem in (*page_problems(site, page), *policy_problems(page))]
    return [*found, *address_problems(site, read_released(root), read_redirects(root))]


def main(arguments: list[str] | None = None) -> int:
    """Record the addresses of the built site, or list what it links to; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.built.addresses", description=__doc__)
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "site")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--record", action="store_true", help="add the addresses of the site to the list of published ones")
    what.add_argument("--external", action="store_true", help="list the links that lead outside, for a checker")
    options = parser.parse_args(arguments)
    if not (options.site / "index.html").is_file():
        return report([Problem.at(options.site.name, 1, "addresses", "site-missing")], "Nothing was done. / 什么也没有做。")
    site = read_site(options.site, os.environ.get("SITE_URL", ""), os.environ.get("REPO_URL", ""))
    if options.external:
        print("\n".join(external_links(site)))
        return 0
    now, released = addresses(site), read_released(options.root)
    merged = {address: released.get(address, set()) | now.get(address, set()) for address in released | now}
    replace(options.root / RELEASED_FILE, dump_released(merged))
    print(f"{RELEASED_FILE} is written; commit it. / 已写入，请提交。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
