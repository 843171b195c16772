"""Find a Chromium for the browser tests, or install one: `python -m scripts.browser`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DEBIAN = ["chromium", "fonts-noto-cjk"]


def find() -> str | None:
    """Return the path of a Chromium: $CHROMIUM, one on the PATH, or Playwright's own; None when there is none."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        with sync_playwright() as playwright:
            own = playwright.chromium.executable_path
        found = own if Path(own).exists() else None
    return found


def install() -> int:
    """Install Chromium and a Chinese font when they are missing; return the exit status."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if as_root and (find() is None or not _has_chinese_font()):
        print(f"Installing {' and '.join(_DEBIAN)} from Debian for the browser tests 安装浏览器和中文字体 …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *_DEBIAN]):
            if subprocess.run(command, check=False, **quiet).returncode:  # type: ignore[call-overload]
                print(f"That failed. Run it yourself and look at what it says: {' '.join(command)}", file=sys.stderr)
                return 1
    elif find() is None:
        print("Installing Playwright’s Chromium for the browser tests 安装浏览器 …", flush=True)
        if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode:
            print("That failed. Install Chromium or Chrome, or set CHROMIUM to its path, then run: make test", file=sys.stderr)
            return 1
    return 0


def _has_chinese_font() -> bool:
    listing = shutil.which("fc-list")
    return not listing or bool(subprocess.run([listing, ":lang=zh"], capture_output=True, check=False).stdout.strip())


if __name__ == "__main__":
    sys.exit(install())
