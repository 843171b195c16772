"""What publishes the site: workflows that pin and bound what they run, commands that exist, a release that can be checked."""

import hashlib
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.checksums import main
from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
OURS = {"pages", "release", "vulnerabilities", "links", "test-all"}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def jobs(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"])


def ours(name: str) -> Path:
    return ROOT / f".github/workflows/{name}.yml"


@pytest.mark.parametrize("name", sorted(OURS))
def test_action_is_pinned_by_commit_and_says_its_version(name: str) -> None:
    used = re.findall(r"uses: (.+)", ours(name).read_text(encoding="utf-8"))
    assert used
    assert [line for line in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_one_commit_for_each_action() -> None:
    pins: dict[str, set[str]] = {}
    for name in OURS:
        for action, commit in re.findall(r"uses: ([\w./-]+)@(\w+)", ours(name).read_text(encoding="utf-8")):
            pins.setdefault(action, set()).add(commit)
    assert {action: found for action, found in pins.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", sorted(OURS))
def test_workflow_may_only_read_unless_a_job_says_why(name: str) -> None:
    text = ours(name).read_text(encoding="utf-8")
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    for job in jobs(ours(name)).values():
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            assert "checkout@" not in step.get("uses", "") or step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", "")  # text from outside reaches a script through its environment alone


@pytest.mark.parametrize("name", sorted(OURS))
def test_workflow_runs_commands_that_people_have(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    runs = "\n".join(step.get("run", "") for job in jobs(ours(name)).values() for step in job["steps"])
    assert [word for word in re.findall(r"\bmake (?:--silent )?([a-z-]+)", runs) if word not in targets] == []


def test_pages_workflow_builds_for_the_address_that_pages_gives() -> None:
    steps = jobs(ours("pages"))["build"]["steps"]
    (build,) = [step for step in steps if "make build" in step.get("run", "")]
    assert build["env"]["BASE_URL"] == "${{ steps.pages.outputs.base_url }}"
    assert next(step for step in steps if step.get("id") == "pages")["uses"].startswith("actions/configure-pages@")
    assert steps[0]["with"]["fetch-depth"] == 0


def test_links_are_looked_at_apart_from_the_build() -> None:
    (check,) = [step for step in jobs(ours("links"))["links"]["steps"] if step.get("id") == "lychee"]
    assert check["with"]["fail"] is False
    assert "lychee" not in ours("pages").read_text(encoding="utf-8")


def test_every_locked_package_has_a_hash_and_no_host() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        packages = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
        blocks = [block for block in re.split(r"\n(?=[\w.-]+==)", text) if "==" in block.split("\n")[0] or block.startswith("#")]
        assert packages
        assert [block[:40] for block in blocks[1:] if "--hash=sha256:" not in block] == []
        assert "://" not in text


def test_checksums_are_those_that_a_reader_can_check(tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_bytes(b"1")
    (tmp_path / "two.pdf").write_bytes(b"2")
    assert main(["--folder", str(tmp_path)]) == 0
    assert main(["--folder", str(tmp_path)]) == 0  # the list does not list itself
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{hashlib.sha256(b'1').hexdigest()}  one.zip", f"{hashlib.sha256(b'2').hexdigest()}  two.pdf"]
    done = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    (tmp_path / "one.zip").write_bytes(b"x")
    assert subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False).returncode == 1
