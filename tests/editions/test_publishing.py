"""What publishes the site: locked packages, addresses that readers can reach, a release that can be checked."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from scripts.editions.artefacts import is_reachable, say_address
from scripts.editions.release_files import main
from scripts.editions.sbom import with_licences
from scripts.ground.problems import messages
from scripts.publish.host_files import host_files
from tests.helpers.sources import ROOT, program, spawn


def test_every_locked_package_has_a_hash_and_no_host() -> None:
    for path in ROOT.glob("requirements/*.txt"):
        text = path.read_text(encoding="utf-8")
        packages = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
        blocks = [block for block in re.split(r"\n(?=[\w.-]+==)", text) if "==" in block.split("\n")[0] or block.startswith("#")]
        assert packages
        assert [block[:40] for block in blocks[1:] if "--hash=sha256:" not in block] == []
        assert "://" not in text


VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
GOOD = {"SITE_URL": "https://site.cn/", "REPO_URL": "https://code.cn/you/fork", "TAG": f"v{VERSION}"}
RELEASES = {
    "sound": ({}, ""),
    "no-address": ({"SITE_URL": ""}, "Makefile:1: artefacts: SITE_URL is “”, which no reader can reach"),
    "this-machine": ({"SITE_URL": "http://127.0.0.1:8000/"}, "SITE_URL is “http://127.0.0.1:8000/”, which no reader can reach"),
    "example": ({"REPO_URL": "https://example.com/repository"}, "REPO_URL is “https://example.com/repository”, which no reader"),
    "tag": ({"TAG": "v9.0.0"}, "pyproject.toml:1: artefacts: the tag is v9.0.0, but the version is"),
}


@pytest.mark.parametrize("name", RELEASES)
def test_release_begins_in_an_empty_folder_or_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changed, said = RELEASES[name]
    for key, value in (GOOD | changed).items():
        monkeypatch.setenv(key, value)
    (tmp_path / "old.zip").touch()
    assert main(["--begin", "--folder", str(tmp_path)]) == bool(said)
    assert said in capsys.readouterr().err
    assert (tmp_path / "old.zip").exists() == bool(said)


@pytest.mark.parametrize(
    ("address", "reachable"),
    [
        ("https://site.cn/", True), ("http://10.0.0.7/site/", True), ("https://myexample.com/", True), ("", False),
        ("http://localhost:8000/", False), ("http://[::1]/", False), ("https://www.example.org/", False), ("https://site.test/", False),
    ],
)  # fmt: skip
def test_address_that_readers_can_reach(address: str, reachable: bool) -> None:
    assert is_reachable(address) is reachable


@pytest.mark.parametrize(("address", "key"), [("", "edition-at-no-address"), ("http://127.0.0.1:8000/", "edition-unreachable")])
def test_edition_that_sends_readers_nowhere_says_so(
    address: str, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = f'<link rel="canonical" href="{address}">' if address else ""
    (tmp_path / "index.html").write_text(home, encoding="utf-8")
    say_address(tmp_path, "handbook")
    english, chinese = capsys.readouterr().err.splitlines()
    assert english.startswith(f"*** {messages()[key]['en'].format(address=address, command='handbook')}")
    assert "make handbook SITE_URL=https://…" in chinese


def test_host_files_follow_from_addresses_and_the_last_commit() -> None:
    files = {
        name: text.decode() for name, text in host_files("https://site.cn/", "https://github.com/you/fork", "2026-11-25").items()
    }
    assert files["robots.txt"] == "User-agent: *\nAllow: /\n\nSitemap: https://site.cn/sitemap.xml\n"
    assert files[".well-known/security.txt"].splitlines() == [
        "Contact: https://github.com/you/fork/security/advisories/new",
        "Contact: https://github.com/you/fork/issues",
        "Expires: 2027-11-24T00:00:00Z",
        "Preferred-Languages: zh, en",
        "Canonical: https://site.cn/.well-known/security.txt",
    ]
    assert (
        "advisories"
        not in host_files("https://site.cn/", "https://code.cn/you/fork", "2026-11-25")[".well-known/security.txt"].decode()
    )
    assert list(host_files("https://site.cn/", "", "2026-11-25")) == ["robots.txt"]
    assert host_files("", "https://code.cn/you/fork", "2026-11-25") == {}


AUDITS = {
    "sound": ("No known vulnerabilities found", 0, True),
    "vulnerable": ("Name Version ID Fix Versions", 1, False),
    "not-asked": ("No known vulnerabilities found\nName Skip Reason\nnowhere not found", 0, False),
}


@pytest.mark.parametrize("name", AUDITS)
def test_audit_is_strict_and_covers_every_lock(name: str, tmp_path: Path) -> None:
    said, status, passes = AUDITS[name]
    program(tmp_path / "pip-audit", f'echo "$@"\necho "{said}"\nexit {status}')
    command = ["make", "audit", f"BIN={tmp_path}", "-o", ".venv/.release"]
    done = spawn(command)
    assert (done.returncode == 0) is passes, done.stderr
    assert {f"requirements/{path.name}" for path in ROOT.glob("requirements/*.txt")} == set(
        re.findall(r"requirements\S*\.txt", done.stdout)
    )
    assert said in done.stdout


def test_parts_list_has_hashes_and_licences() -> None:
    hashes = [{"hashes": [{"alg": "SHA-256", "content": "00"}]}]
    locked = {"components": [{"name": "pyyaml", "externalReferences": hashes}, {"name": "zopfli"}], "version": 1}
    installed = {"components": [{"name": "PyYAML", "licenses": [{"license": {"id": "MIT"}}]}, {"name": "ruff", "licenses": []}]}
    first, second = with_licences(locked, installed)["components"]
    assert first == {"name": "pyyaml", "externalReferences": hashes} | {"licenses": [{"license": {"id": "MIT"}}]}
    assert second == {"name": "zopfli"}


def test_checksums_are_those_that_a_reader_can_check(tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_bytes(b"1")
    (tmp_path / "two.pdf").write_bytes(b"2")
    assert main(["--folder", str(tmp_path)]) == 0
    assert main(["--folder", str(tmp_path)]) == 0  # the list does not list itself
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{hashlib.sha256(b'1').hexdigest()}  one.zip", f"{hashlib.sha256(b'2').hexdigest()}  two.pdf"]
    assert spawn(["sha256sum", "--check", "SHA256SUMS"], tmp_path).returncode == 0
    (tmp_path / "one.zip").write_bytes(b"x")
    assert spawn(["sha256sum", "--check", "SHA256SUMS"], tmp_path).returncode == 1
