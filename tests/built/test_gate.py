"""The gate in the build: what would mislead readers is refused by every command that builds, and the last good site stays."""

import shutil
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from scripts.built import gate
from scripts.checks.run import problems
from scripts.ground.problems import Problem, messages
from tests.helpers.cases import plant
from tests.helpers.last_site import is_untouched, leftovers, put_good_site
from tests.helpers.repository import clone, git, say
from tests.helpers.sources import ROOT, copy_sources, run

# What is planted, all of it at once, and the start of the one line that must come of each.
PLANTED = {
    "docs/use.zh.md": {"old": "{#hand-over}", "new": "{#handover}"},
    "docs/use.en.md": {"old": "{#hand-over}", "new": "{#handover}"},
    "docs/corrections.zh.md": "{old}\n[436 人](figures.md#recruited-total)\n\n![图](https://example.org/a.png)\n",
    "docs/corrections.en.md": "{old}\n[437 people](figures.md#recruited-total)\n\n![Drawing](https://example.org/a.png)\n",
    "docs/style.zh.md": '{old}\n<a href="nowhere/">文</a>\n\n<meta http-equiv="refresh" content="0">\n',
    "docs/style.en.md": '{old}\n<script>window.hostile = 1</script>\n\n<iframe src="https://example.org/"></iframe>\n',
}
SAID = [
    "corrections: “436 人” links to recruited-total",
    "corrections: the image “https://example.org/a.png” would be fetched from another site",
    "use: the published place “hand-over” has gone from this page",
    "style: a link is not written as <a>",
    "style: <meta> is not allowed in a page",
    "style: <script> is not allowed in a page",
    "style: <iframe> would bring another site into the page",
]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_sources(tmp_path_factory.mktemp("faulty"))
    plant({"files": PLANTED}, root)
    put_good_site(root)
    return root


@pytest.mark.parametrize("command", ["scripts.build", "mkdocs build", "mkdocs build --no-strict"])
def test_every_way_to_build_refuses(command: str, faulty: Path) -> None:
    done = run(*command.split(), cwd=faulty)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    if command == "scripts.build":
        assert done.stderr.splitlines()[-1].startswith(
            "site:1: build: the site was not built, and the one that was here is unchanged;"
        )
    lines = [line for line in done.stderr.splitlines() if line.startswith("docs/")]
    for said in SAID:
        assert len([line for line in lines if said in line]) == (2 if "the image" in said else 1), (said, lines)
    assert [line for line in lines if line.count(": ") < 2] == []
    assert is_untouched(faulty / "site")
    assert leftovers(faulty) == []


def test_gh_deploy_refuses_and_then_publishes_the_finished_site(tmp_path: Path) -> None:
    (tmp_path / "clone").mkdir()
    root = clone(tmp_path / "clone")
    git(tmp_path, "init", "-q", "--bare", "remote")
    git(root, "remote", "add", "origin", str(tmp_path / "remote"))
    deploy = ".venv/bin/python -m mkdocs gh-deploy"
    who = {f"GIT_{role}_{name}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for name in ("NAME", "EMAIL")}
    page = root / "docs/corrections.en.md"
    sound = page.read_text(encoding="utf-8")
    page.write_text(f"{sound}\n[436 people](figures.md#recruited-total)\n", encoding="utf-8")
    assert say(root, f"{deploy} || echo refused", **who).stdout.endswith("refused\n")
    assert git(tmp_path / "remote", "branch", "--list") == ""
    page.write_text(sound, encoding="utf-8")
    done = say(root, deploy, **who)
    assert done.returncode == 0, done.stdout
    published = git(tmp_path / "remote", "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert {"index.html", "en/use/index.html", "404.html"} <= set(published)
    assert [name for name in published if name.startswith("assets/script.")] != ["assets/script.js"]  # named by its content


def test_fault_of_the_built_site_names_its_source(warm: Path) -> None:
    """A script and a style in a template, and a navigation without its translation, show in the built pages alone."""
    plant(
        {
            "files": {
                "overrides/partials/actions.html": '{old}\n<script>window.hostile = 1</script>\n<p style="color:red">x</p>\n',
                "mkdocs.yml": {"old": "            关于: About\n", "new": ""},
            }
        },
        warm,
    )
    put_good_site(warm)
    done = run("mkdocs", "build", cwd=warm)
    assert done.returncode == 1
    assert "overrides/partials/actions.html:" in done.stderr
    assert "the script “window.hostile = 1” is none that the templates write" in done.stderr
    assert 'the element “<p style="color:red"” is, or holds, what the security policy blocks' in done.stderr
    assert "mkdocs.yml:" in done.stderr
    assert "the English navigation shows “关于”" in done.stderr
    assert len([line for line in done.stderr.splitlines() if "window.hostile" in line]) == 1  # not one for each page
    assert is_untouched(warm / "site")
    assert leftovers(warm) == []


def test_lost_download_is_refused(site: Path, address: str, tmp_path: Path) -> None:
    damaged = tmp_path / "site"
    shutil.copytree(site, damaged)
    gate.refuse_site(ROOT, damaged, address)
    for name in ("figures.xlsx", "pipeline.yml"):
        (damaged / "data" / name).unlink()
        with pytest.raises(PluginError, match=rf"data/{name}: this published address is not in the built site"):
            gate.refuse_site(ROOT, damaged, address)


def test_wording_does_not_hold_up_a_build(warm: Path) -> None:
    plant(
        {"files": {"docs/corrections.en.md": "{old}\nA remarkable recieve .\n", "docs/corrections.zh.md": "{old}\n亮眼。\n"}}, warm
    )
    assert {problem.key for problem in problems(warm)} >= {"tone", "spelling"}
    gate.refuse_sources(warm)


def test_sound_sources_are_read_once(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until one of them changes: a page, a picture, a rule, the navigation."""
    read: list[Path] = []

    def problems(root: Path, **_: bool) -> list[Problem]:
        read.append(root)
        return []

    monkeypatch.setattr("scripts.checks.run.problems", problems)
    for path in ("docs/use.en.md", "docs/assets/favicon.svg", "scripts/words/words.yml", "mkdocs.yml", "docs/data/redirects.yml"):
        gate.refuse_sources(copy)
        gate.refuse_sources(copy)
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write("\n")
    assert len(read) == 5


def test_every_problem_is_of_one_of_two_kinds() -> None:
    assert {message.get("kind", "fault") for message in messages().values()} == {"fault", "style"}
