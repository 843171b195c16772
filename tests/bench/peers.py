"""Other search engines over the same pages, for the bench: stock Material, and Pagefind’s extended edition."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from scripts.records.languages import Language
from tests.bench.stock import write_settings
from tests.helpers.sources import ROOT, copy_sources, run

PAGEFIND = "pagefind@1.6.0"
_NODE = ROOT / "build/peers"

# The theme’s own worker, asked as the theme asks it: 0 sets up, 1 is ready, 2 asks, 3 answers.
_ASK_STOCK = """async (queries) => {
  const { config, docs } = await (await fetch("/search/search_index.json")).json();
  const worker = new Worker(JSON.parse(document.getElementById("__config").textContent).search);
  const send = (type, data) => new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data.data);
    worker.postMessage({ type, data });
  });
  await send(0, { config, docs, options: { suggest: false } });
  const answers = [];
  for (const query of queries) {
    const { items } = await send(2, query);
    answers.push(items.map(([best]) => best.location.split("#")[0]));
  }
  return answers;
}"""

_ASK_PAGEFIND = """async (queries) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const answers = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const pages = await Promise.all(results.map((result) => result.data()));
    answers.push(pages.map((page) => page.raw_url ?? page.url));
  }
  return answers;
}"""


def build_stock(folder: Path) -> Path:
    """Build the same pages with the theme’s search in its default settings, below `folder`; return the site."""
    settings = write_settings(copy_sources(folder), "stock")
    done = run("mkdocs", "build", "--config-file", str(settings), "--site-dir", str(folder / "site"), cwd=folder)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return folder / "site"


def index_with_pagefind(site: Path) -> str:
    """Index a built site with Pagefind; return what is missing, or nothing."""
    if not shutil.which("npm"):
        return "Pagefind’s row needs Node.js with npm, which is not installed. / 缺 Node.js 和 npm，没有 Pagefind 一行。"
    _NODE.mkdir(parents=True, exist_ok=True)
    options = {"site": str(site), "root-selector": "article", "glob": "**/index.html", "exclude-selectors": ".headerlink"}
    steps = [
        ["npm", "install", "--silent", "--no-save", "--prefix", str(_NODE), PAGEFIND],
        [str(_NODE / "node_modules/.bin/pagefind"), *(part for name, value in options.items() for part in (f"--{name}", value))],
    ]
    for step in steps:
        done = subprocess.run(step, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            return f"Pagefind’s row is missing, because this failed: {' '.join(step)}\n{done.stdout}{done.stderr}"
    return ""


def ask_stock(page: Page, root: str, language: Language, queries: list[str]) -> list[list[str]]:
    """Return the pages that the theme’s worker lists for each query; it has one index for both languages."""
    page.goto(root + ("en/" if language == "en" else ""))
    return _addresses(page.evaluate(_ASK_STOCK, queries))


def ask_pagefind(page: Page, root: str, language: Language, queries: list[str]) -> list[list[str]]:
    """Return the pages that Pagefind lists for each query, in the language of the page that asks."""
    page.goto(root + ("en/" if language == "en" else ""))
    return _addresses(page.evaluate(_ASK_PAGEFIND, queries))


def _addresses(answers: Any) -> list[list[str]]:
    return [[re.sub(r"^\./?|^/", "", address) for address in pages] for pages in answers]


def compressed(*paths: Path) -> int:
    """Return the bytes of files, each compressed with gzip as a server would send it."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def pagefind_bytes(site: Path) -> int:
    """Return the bytes of Pagefind’s index and fragments, which it has compressed already."""
    return sum(path.stat().st_size for path in (site / "pagefind").rglob("*.pf_*"))
