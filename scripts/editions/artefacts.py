"""What the commands share that make something from the built site: where it is, where the result goes, and that it must be there."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from scripts import ROOT
from scripts.ground.files import replace
from scripts.ground.problems import DataError, Problem, messages, report

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_RESERVED = re.compile(r"(^|\.)(localhost|test|invalid|example|example\.(com|net|org))$")  # RFC 2606: for examples and tests alone

Artefacts = Iterable[tuple[str, str | bytes]]


def write_artefacts(
    command: str, about: str | None, make: Callable[[Path], Artefacts], arguments: list[str] | None = None, *, folder: str = "build"
) -> int:
    """Write each file that `make` gives for the built site, by its name below the output folder; return the exit status."""
    parser = argparse.ArgumentParser(prog=f"python -m scripts.editions.{command}", description=about)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--output-dir", type=Path, default=ROOT / folder, help="where the result goes")
    options = parser.parse_args(arguments)
    os.umask(0o022)  # whoever makes it, a server can read it
    try:
        if not (options.site_dir / "index.html").is_file():
            raise DataError([Problem.at(options.site_dir.name, 1, command, "site-missing")])
        for name, content in make(options.site_dir):
            replace(options.output_dir / name, content)
            print(options.output_dir / name)
    except DataError as error:
        return report(error.problems, "Nothing was written. / 没有写入任何文件。")
    return 0


def site_address(site: Path) -> str:
    """Return the address that a built site was built for, with a slash at its end; empty when it was built without one."""
    found = _CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    return found[1] if found else ""


def is_reachable(address: str) -> bool:
    """Whether readers elsewhere can reach a web address: it is none of this machine, nor one that only stands for an example."""
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return "." in host and not _RESERVED.search(host)


def say_address(site: Path, command: str) -> None:
    """Say loudly when what is made for readers names no address of the site, or one that they cannot reach."""
    address = site_address(site)
    if not is_reachable(address):
        message = messages()["edition-at-no-address" if not address else "edition-unreachable"]
        print("\n".join(f"*** {text}".format(address=address, command=command) for text in message.values()), file=sys.stderr)
