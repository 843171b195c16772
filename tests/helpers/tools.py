"""Programs beside Chromium that the tests run: `python -m tests.helpers.tools` installs from Debian those that are missing."""

import os
import shutil
import sys

import pytest

from scripts.ground.browser import from_debian

_PACKAGES = {"nginx": "nginx", "caddy": "caddy", "openssl": "openssl", "faketime": "faketime", "pdffonts": "poppler-utils"}
_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))  # where servers are, which not everybody has on the path


def tool(name: str) -> str:
    """Return the path of a program; a missing one is a failure that says how to install it, not a skip."""
    found = shutil.which(name, path=_PATH)
    if found is None:
        pytest.fail(f"There is no {name}; run: apt-get install -y {_PACKAGES[name]} (make test does so)", pytrace=False)
    return found


def install() -> int:
    """Install what is missing; return the exit status."""
    missing = sorted({package for name, package in _PACKAGES.items() if not shutil.which(name, path=_PATH)})
    if not missing:
        return 0
    if not shutil.which("apt-get"):
        print(f"Install these programs for the tests: {', '.join(missing)} 请安装测试用的程序", file=sys.stderr)
        return 1
    return from_debian(missing, "for the tests 安装测试用的程序", () if os.geteuid() == 0 else ("sudo", "-n"))


if __name__ == "__main__":
    sys.exit(install())
