"""What a code host and an editor’s tools read: workflows, forms, hooks and settings are sound and run the same commands as people."""

import json
import re
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.repository import clone, here, say
from tests.helpers.sources import ROOT, edit

WORKFLOW = ".github/workflows/test.yml"
BIN = Path(sys.executable).parent
WORKFLOWS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/workflows").glob("*.yml"))
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.dependabot": [".github/dependabot.yml"],
    "vendor.github-issue-config": [".github/ISSUE_TEMPLATE/config.yml"],
    "vendor.github-issue-forms": [".github/ISSUE_TEMPLATE/mistake.yml", ".github/ISSUE_TEMPLATE/suggestion.yml"],
}


def tool(name: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run an installed linter."""
    return subprocess.run([str(BIN / name), *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=False)


def steps() -> list[dict[str, Any]]:
    """Return the steps of the workflow."""
    return list(yaml.safe_load((ROOT / WORKFLOW).read_text(encoding="utf-8"))["jobs"]["test"]["steps"])


RUNS = [step for step in steps() if "run" in step]


def test_no_output_is_read_in_the_encoding_of_the_machine() -> None:
    """What files are opened with is a rule of the linter, which knows nothing of subprocesses."""
    for path in sorted(path for folder in ("scripts", "tests") for path in (ROOT / folder).rglob("*.py")):
        assert not re.search(r"\b(?:text|universal_newlines)=(?=True)", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_fit_their_schema(schema: str) -> None:
    done = tool("check-jsonschema", "--builtin-schema", schema, *SCHEMAS[schema])
    assert done.returncode == 0, done.stdout


def test_data_file_fits_its_schema() -> None:
    done = tool("check-jsonschema", "--schemafile", "docs/data/pipeline.schema.json", "docs/data/pipeline.yml")
    assert done.returncode == 0, done.stdout


def test_every_file_for_the_code_host_has_a_schema() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github").rglob("*.yml")} == set(chain(*SCHEMAS.values()))


@pytest.mark.parametrize(
    ("linter", "old", "new"),
    [
        ("check-jsonschema", "runs-on:", "run-on:"),
        ("zizmor", re.search(r"checkout@\S+ # \S+", (ROOT / WORKFLOW).read_text(encoding="utf-8")), "checkout@v6"),
        ("zizmor", "contents: read", "contents: write"),
        ("zizmor", "  pull_request:", "  pull_request_target:"),
        ("zizmor", '"$BASE"', '"${{ github.event.pull_request.title }}"'),
    ],
)
def test_linters_find_planted_faults(linter: str, old: str | re.Match[str], new: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    assert audit(linter, tmp_path).returncode == 0, audit(linter, tmp_path).stdout
    edit(tmp_path / WORKFLOW, old if isinstance(old, str) else old.group(0), new)
    assert audit(linter, tmp_path).returncode != 0


def audit(linter: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Lint the workflow below `root`; zizmor looks for what a fork’s code could reach, and asks no network."""
    if linter == "zizmor":
        return tool("zizmor", "--offline", "--pedantic", "--no-progress", ".github", cwd=root)
    return tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", WORKFLOW, cwd=root)


@pytest.mark.parametrize("path", WORKFLOWS)
def test_actions_are_pinned_by_commit(path: str) -> None:
    uses = re.findall(r"uses: (\S+)", (ROOT / path).read_text(encoding="utf-8"))
    assert uses
    assert [action for action in uses if not re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", action)] == []


def test_no_step_for_a_pull_request_needs_a_secret() -> None:
    assert "secrets." not in (ROOT / WORKFLOW).read_text(encoding="utf-8")
    assert not any("${{" in step["run"] for step in RUNS), "values reach the shell through the environment"


@pytest.mark.parametrize("step", [step for step in RUNS if ".ci/run" not in step["run"]], ids=lambda step: step["run"][:20])
def test_step_runs_in_a_clean_clone(step: dict[str, Any], tmp_path: Path) -> None:
    """All but `.ci/run`, which is what runs this test."""
    root = clone(tmp_path / "clone")
    done = say(root, step["run"], BASE="main", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    assert done.returncode == 0, done.stdout
    if "summary" in step["run"]:
        assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("# 改动摘要")


def annotations(output: str) -> list[tuple[str, str, int]]:
    """Return severity, path and line of each annotation that the code host would make of an output."""
    matchers = json.loads((ROOT / ".github/problem-matcher.json").read_text(encoding="utf-8"))["problemMatcher"]
    found = []
    for line in output.splitlines():
        for matcher in matchers:
            (pattern,) = matcher["pattern"]
            if match := re.search(pattern["regexp"], line):
                found.append((matcher["severity"], match[pattern["file"]], int(match[pattern["line"]])))
    return found


def test_problems_become_annotations_and_nothing_else_does(tmp_path: Path) -> None:
    root = clone(tmp_path)
    assert annotations(here(root, "make check").stdout) == []
    edit(root / "docs/use.en.md", "what the first three stages lead to", "the aim of the first three stages")
    edit(root / "docs/data/pipeline.yml", "unit: route", "unit: road")
    done = say(root, "make check")
    assert done.returncode
    found = annotations(done.stdout)
    assert [(severity, path) for severity, path, _ in found] == [
        ("warning", "docs/use.en.md"),
        ("error", "docs/data/pipeline.yml"),
    ]
    for _, path, line in found:
        assert 1 <= line <= len((root / path).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("hook", ["check", pytest.param("", marks=pytest.mark.wide)])  # “make test” checks the code before this
def test_hooks_run_the_commands_of_the_makefile(hook: str, tmp_path: Path) -> None:
    root = clone(tmp_path / "clone")
    kept = {"PRE_COMMIT_HOME": str(tmp_path / "store"), "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache")}
    passed = say(root, f".venv/bin/pre-commit run {hook} --all-files", **kept)
    assert passed.returncode == 0, passed.stdout
    assert passed.stdout.count("Passed") == (1 if hook else 2)
    edit(root / "docs/use.en.md", "figures.md#", "figurs.md#")
    failed = say(root, ".venv/bin/pre-commit run check --all-files", **kept)
    assert failed.returncode
    assert "figurs.md" in failed.stdout
    assert "[LINK-1]" in failed.stdout


def test_every_command_of_the_makefile_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = say(ROOT, "make").stdout
    (phony,) = re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    for name in set(phony.split()) - {"browser"}:
        assert re.search(rf"^  make {name} +[A-Z].*[\u4e00-\u9fff]", listed, re.MULTILINE), name


def test_container_ends_in_a_preview() -> None:
    settings = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert settings["postAttachCommand"] == "make serve"
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert settings["postCreateCommand"].removeprefix("make ") in targets
    wanted = settings["customizations"]["vscode"]["extensions"]
    assert json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"] == wanted


def test_data_file_names_the_schema_that_editors_use() -> None:
    first = (ROOT / "docs/data/pipeline.yml").read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=pipeline.schema.json"
    assert (ROOT / "docs/data/pipeline.schema.json").is_file()


# What a person who mistypes, lacks a tool or a free port is told: command, exit status, the words that help.
MISHAPS = {
    "unknown-command": ("make chek", "There is no command “chek”; run: make"),
    "no-page": ("make stamp", "Name the page: make stamp PAGE=select"),
    "mistyped-page": ("make stamp PAGE=selekt", "did you mean “select”?"),
    "unknown-answer": ("make stamp PAGE=select OTHER=no", "OTHER can only be “unchanged”"),
    "no-python": ("rm .venv && make check PYTHON=python0", "on Debian run: apt-get install python3 python3-venv"),
    "old-python": (
        "rm .venv && printf '#!/bin/sh\\nexit 1\\n' > old && chmod +x old && make check PYTHON=./old",
        "run: make check PYTHON=python3.12",
    ),
    "no-network": ("make check BIN=fake VENV=none", "Not installed. With a network run: make check"),
    "broken-page": ("sed -i 's/figures.md#/figurs.md#/' docs/use.en.md && make build", "Correct what is named above and run: make build"),
    "badly-formatted": ("echo 'x=1' >> scripts/check.py && make lint", "Run: .venv/bin/ruff format . and then: make lint"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISHAPS)
def test_failure_ends_with_what_to_run_next(name: str, tmp_path: Path) -> None:
    command, says = MISHAPS[name]
    root = clone(tmp_path)
    if name == "no-network":  # an installer that fails as it does without a network
        (root / "fake").mkdir()
        (root / "fake/python").write_text('#!/bin/sh\n[ "$4" = "" ]\n', encoding="utf-8")
        (root / "fake/python").chmod(0o755)
    done = say(root, command)
    assert done.returncode
    last = [line for line in done.stdout.splitlines() if not line.startswith("make")]
    assert says in "\n".join(last[-3:]), done.stdout
    assert not (root / "site").exists()


def test_port_in_use_names_another(tmp_path: Path) -> None:
    command = (
        'python -c \'import socket, subprocess; taken = socket.create_server(("127.0.0.1", 0)); '
        'subprocess.run(["make", "serve", f"PORT={taken.getsockname()[1]}"], timeout=60)\''
    )
    assert "is in use; run: make serve PORT=8001" in say(clone(tmp_path), command).stdout
