"""Find a Chromium for the browser tests, or install one: `python -m scripts.ground.browser`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.ground.progress import timed

# The headless shell first: the same engine without the toolbar, which a full browser loads anew for each test, at a quarter
# of the processor time a page.
_SHELL = "chromium-headless-shell"
_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DEBIAN = [_SHELL, "fonts-noto-cjk"]


def find() -> str | None:
    """Return the path of a Chromium: $CHROMIUM, one on the PATH, or Playwright's own; None when there is none."""
    if found := os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None):
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def needed() -> str:
    """Return what `find` does; without a Chromium the command ends and says how to get one."""
    return find() or sys.exit("There is no Chromium; run: make browser / 没有 Chromium；请运行：make browser")


def install() -> int:
    """Install Chromium and a Chinese font when they are missing; return the exit status."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    is_there = bool(os.environ.get("CHROMIUM") or shutil.which(_SHELL))
    if as_root and not (is_there and _has_chinese_font()):
        return from_debian(_DEBIAN, "for the browser tests 安装浏览器和中文字体")
    if find() is None:
        return timed("Installing Playwright’s Chromium for the browser tests 安装浏览器", _from_playwright)
    return 0


def from_debian(packages: list[str], why: str, by: tuple[str, ...] = ()) -> int:
    """Install Debian packages, with the words of `by` before each command; `why` is said. Return the exit status."""
    return timed(f"Installing {' and '.join(packages)} from Debian {why}", lambda: _apt_get(packages, by))


def _apt_get(packages: list[str], by: tuple[str, ...]) -> int:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]):
        if subprocess.run([*by, *command], stdout=subprocess.DEVNULL, env=environment, check=False).returncode:
            print(f"That failed. Run it yourself and look at what it says: {' '.join(command)}", file=sys.stderr)
            return 1
    return 0


def _from_playwright() -> int:
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode:
        print("That failed. Install Chromium or Chrome, or set CHROMIUM to its path, then run: make test", file=sys.stderr)
        return 1
    return 0


def _has_chinese_font() -> bool:
    listing = shutil.which("fc-list")
    return not listing or bool(subprocess.run([listing, ":lang=zh"], capture_output=True, check=False).stdout.strip())


if __name__ == "__main__":
    sys.exit(install())
