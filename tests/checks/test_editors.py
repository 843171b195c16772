"""What editors really write: many small inputs in one process, each with what the checks say of it and what the site shows.

A file under editors/ holds a list of inputs of one kind. An input names itself (`what`) and does any of this to the sources:
`both` and `append` add text to pages, `sub` replaces texts, `files` writes, `saved` writes in another encoding, `raw` writes bytes
given in base64, `link` makes symbolic links, `delete` and `move` do as they say; `accept` then makes the generated files anew.
Right is what stands under `says`, line for line (see cases.relative), or nothing; `besides` names keys of problems that another
test is about. `shown` gives patterns that the rendered page of each language holds.
"""

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from mkdocs.config import load_config

from scripts.checks.run import problems
from scripts.generate import main as generate
from scripts.records.languages import LANGUAGES
from tests.helpers.cases import accept_images, relative
from tests.helpers.sources import ROOT, run
from tests.helpers.tables import table

CASES = ROOT / "tests/checks/editors"
INPUTS = [pytest.param(case, id=f"{path.stem}: {case['what']}") for path in sorted(CASES.glob("*.yml")) for case in table(path)]


def edit(case: dict[str, Any], root: Path) -> dict[str, Any]:
    """Do what `case` says to the sources below `root`; return the pages changed, as cases.relative wants them."""
    added = dict(case.get("append", {}))
    if both := case.get("both"):
        zh, en = both if isinstance(both, list) else (both, both)
        added |= {"docs/corrections.zh.md": zh, "docs/corrections.en.md": en}
    changes: dict[str, Any] = dict(case.get("files", {}))
    for name, text in changes.items():
        _write(root / name, text.encode())
    for name, (source, encoding) in case.get("saved", {}).items():
        text = (root / source).read_text(encoding="utf-8") if (root / source).is_file() else source
        _write(root / name, text.encode(encoding))
    for name, content in case.get("raw", {}).items():
        _write(root / name, base64.b64decode(content))
    for name, text in added.items():
        _write(root / name, (root / name).read_bytes() + b"\n" + text.encode())
        changes[name] = text
    for name, pairs in case.get("sub", {}).items():
        text = (root / name).read_bytes().decode()
        for old, new in pairs:
            assert old in text, f"the input can no longer be written: {old!r}"
            text = text.replace(old, new, 1)
            changes[name] = {"new": new}
        _write(root / name, text.encode())
    for name, target in case.get("link", {}).items():
        (root / name).symlink_to(target)
    for name in case.get("delete", []):
        (root / name).unlink()
    for old, new in case.get("move", {}).items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)
    return changes


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@cache
def renderer() -> Markdown:
    """Return the Markdown of the site as mkdocs.yml sets it up, but for fragments, which stand below a folder of their own."""
    config = load_config(str(ROOT / "mkdocs.yml"), strict=False)
    extensions = [name for name in config.markdown_extensions if name != "pymdownx.snippets"]
    return Markdown(extensions=extensions, extension_configs=config.mdx_configs)


@pytest.mark.parametrize("case", INPUTS)
def test_input_ends_right(case: dict[str, Any], copy: Path) -> None:
    changes = edit(case, copy)
    if case.get("accept"):
        assert generate(["--root", str(copy)]) == 0
        accept_images(copy)
    found = sorted({problem for problem in problems(copy) if problem.key not in case.get("besides", [])})
    assert [relative(str(problem), [changes], copy) for problem in found] == case.get("says", [])
    for language in LANGUAGES:
        if pattern := case.get("shown", {}).get(language):
            page = (copy / f"docs/corrections.{language}.md").read_text(encoding="utf-8").split("\n---\n", 1)[-1]
            html = renderer().reset().convert(page)
            assert re.search(pattern, html, re.DOTALL), html[-2000:]


def test_good_inputs_are_built_and_leavings_are_not(warm: Path) -> None:
    """The checks can say so of sources only; that links, languages and search work, the gate says of the built site."""
    kinds = {path.stem: table(path) for path in sorted(CASES.glob("*.yml"))}
    good = [case["both"] for case in kinds["forms"] if case.keys() <= {"what", "both", "shown"}]
    for case in (kinds["folders"][0], *(case for case in kinds["files"] if "leavings" in case["what"])):
        edit(case, warm)
    for number, both in enumerate(good):
        for language, text in zip(LANGUAGES, both if isinstance(both, list) else (both, both), strict=True):
            page = f"---\ndescription: {language}\n---\n\n# Input {{#page}}\n\n{text}"
            (warm / f"docs/input-{number}.{language}.md").write_text(page, encoding="utf-8")
    settings = (warm / "mkdocs.yml").read_text(encoding="utf-8")
    listed = "".join(f"      - input-{number}.md\n" for number, _ in enumerate(good))
    (warm / "mkdocs.yml").write_text(
        settings.replace("      - contributing.md\n", f"      - contributing.md\n{listed}"), encoding="utf-8"
    )
    done = run("scripts.build", "--site-dir", "site", cwd=warm)
    assert done.returncode == 0, done.stderr
    assert len(list((warm / "site/en").glob("input-*/index.html"))) == len(good) > 20
    assert 'href="../../en/guide/questions/"' in (warm / "site/guide/questions/index.html").read_text(encoding="utf-8")
    assert [path.name for path in (warm / "site").rglob("*corrections*") if not re.fullmatch(r"[\w-]+(\.\w+)?", path.name)] == []
