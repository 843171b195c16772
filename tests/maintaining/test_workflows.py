"""What a code host runs: workflows and forms fit their schemas, pin and bound what they run, and use the commands that people have."""

import json
import os
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
from tests.helpers.sources import ROOT, edit, program, spawn

BIN = Path(sys.executable).parent
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / ".github/workflows").glob("*.yml"))}
JOBS: dict[str, dict[str, Any]] = {name: yaml.safe_load(text)["jobs"] for name, text in TEXTS.items()}
WORKFLOW = ".github/workflows/test.yml"
SCHEMAS = {
    "vendor.github-workflows": [f".github/workflows/{name}.yml" for name in TEXTS],
    "vendor.dependabot": [".github/dependabot.yml"],
    "vendor.github-issue-config": [".github/ISSUE_TEMPLATE/config.yml"],
    "vendor.github-issue-forms": [".github/ISSUE_TEMPLATE/mistake.yml", ".github/ISSUE_TEMPLATE/suggestion.yml"],
}


def tool(name: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run an installed linter."""
    return spawn([BIN / name, *arguments], cwd)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_fit_their_schema(schema: str) -> None:
    done = tool("check-jsonschema", "--builtin-schema", schema, *SCHEMAS[schema])
    assert done.returncode == 0, done.stdout


def test_every_file_for_the_code_host_has_a_schema() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github").rglob("*.yml")} == set(chain(*SCHEMAS.values()))


@pytest.mark.parametrize(
    ("linter", "old", "new"),
    [
        ("check-jsonschema", "runs-on:", "run-on:"),
        ("zizmor", re.search(r"checkout@\S+ # \S+", TEXTS["test"]), "checkout@v6"),
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


@pytest.mark.parametrize("name", TEXTS)
def test_workflow_is_bounded_and_runs_commands_that_people_have(name: str) -> None:
    """Beside what zizmor asks for: permissions, pins, triggers, no text from a pull request in a script."""
    used = re.findall(r"uses: (.+)", TEXTS[name])
    assert used
    assert [line for line in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for job in JOBS[name].values():
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            assert "checkout@" not in step.get("uses", "") or step["with"]["persist-credentials"] is False
            run = step.get("run", "")
            assert "${{" not in run, "values reach the shell through the environment"
            assert set(re.findall(r"\bmake (?:--silent )?([a-z-]+)", run)) <= targets


def test_one_commit_for_each_action() -> None:
    pins = {tuple(used) for text in TEXTS.values() for used in re.findall(r"uses: ([\w./-]+)@(\w+)", text)}
    assert len(pins) == len({action for action, _ in pins})


def test_no_step_for_a_pull_request_needs_a_secret() -> None:
    assert "secrets." not in TEXTS["test"]


def test_what_publishes_waits_for_the_tests() -> None:
    assert JOBS["pages"]["build"]["needs"] == "test"
    assert JOBS["pages"]["test"]["steps"][-1]["run"] == "make test"
    assert (JOBS["release"]["make"]["needs"], JOBS["release"]["publish"]["needs"]) == ("test-all", "make")


RUNS = [step for step in JOBS["test"]["test"]["steps"] if "run" in step]


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


def test_pages_workflow_builds_for_the_address_that_pages_gives() -> None:
    steps = JOBS["pages"]["build"]["steps"]
    (build,) = [step for step in steps if "make build" in step.get("run", "")]
    assert build["env"]["BASE_URL"] == "${{ steps.pages.outputs.base_url }}"
    assert next(step for step in steps if step.get("id") == "pages")["uses"].startswith("actions/configure-pages@")
    assert steps[0]["with"]["fetch-depth"] == 0


def test_links_are_looked_at_apart_from_the_build() -> None:
    (check,) = [step for step in JOBS["links"]["links"]["steps"] if step.get("id") == "lychee"]
    assert check["with"]["fail"] is False
    assert "lychee" not in TEXTS["pages"]


def test_only_the_publishing_job_may_write_and_it_installs_nothing() -> None:
    *others, published = JOBS["release"].values()
    assert [job for job in others if "permissions" in job] == []
    assert published["permissions"] == {"contents": "write", "id-token": "write", "attestations": "write"}
    used = [step["uses"].partition("@")[0] for step in published["steps"] if "uses" in step]
    assert used == ["actions/download-artifact", "actions/attest-build-provenance"]
    (run,) = [step["run"] for step in published["steps"] if "run" in step]
    assert run.split()[:3] == ["gh", "release", "create"]


@pytest.mark.parametrize(
    ("repository", "variable", "address"),
    [
        ("Someone/site", "", "https://someone.github.io/site/"),
        ("Someone/someone.github.io", "", "https://someone.github.io/"),
        ("Someone/Someone.GitHub.io", "", "https://someone.github.io/"),
        ("Someone/site", "https://site.cn/", "https://site.cn/"),
    ],
)
def test_release_is_made_for_the_address_of_its_repository(repository: str, variable: str, address: str, tmp_path: Path) -> None:
    (step,) = [step["run"] for step in JOBS["release"]["make"]["steps"] if "make artefacts" in step.get("run", "")]
    program(tmp_path / "make", 'echo "$@"')
    given = {"GITHUB_REPOSITORY": repository, "GITHUB_REPOSITORY_OWNER": repository.partition("/")[0], "SITE_URL": variable}
    done = spawn(["bash", "-eu", "-c", step], ROOT, PATH=f"{tmp_path}:{os.environ['PATH']}", **given)
    assert done.stdout == f"artefacts SITE_URL={address}\n"
