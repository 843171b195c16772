"""Draw with Chromium the images that are out of date: `python -m scripts.draw`."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from scripts import ROOT
from scripts.ground import browser
from scripts.ground.files import replace
from scripts.ground.problems import DataError, report
from scripts.pages.read import read_pages
from scripts.publish.generated import build
from scripts.render.images import SCREENSHOT, stale_images, with_source

_SCALE = 2  # pixels of the image for one of the drawing


def draw(root: Path, files: dict[str, str], started: Browser) -> list[str]:
    """Draw the images that are out of date in a started browser, and return their paths."""
    stale = stale_images(root, files)
    page = started.new_page(device_scale_factor=_SCALE)
    for path, drawing in stale.items():
        if path == SCREENSHOT:
            image = _screenshot(root, started)
        else:
            page.set_content(f"<!doctype html><style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
            image = page.locator("body > svg").screenshot()
        replace(root / path, with_source(image, drawing))
    page.close()
    return list(stale)


def _screenshot(root: Path, started: Browser) -> bytes:
    """Return the English home page as a laptop shows it, from a build of its own."""
    with TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "scripts.build", "--site-dir", folder], cwd=root, check=True, capture_output=True)
        page = started.new_page(viewport={"width": 1280, "height": 800})
        page.goto((Path(folder) / "en/index.html").as_uri())
        image = page.screenshot()
        page.close()
    return image


def main() -> int:
    """Draw what is out of date; return the exit status."""
    chromium = browser.needed()
    try:
        files = build(ROOT, read_pages(ROOT))
    except DataError as error:
        return report(error.problems, "Nothing was drawn. / 没有画任何图。")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        drawn = draw(ROOT, files, started)
        started.close()
    print("\n".join(drawn) if drawn else "Images are up to date. / 图片已是最新。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
