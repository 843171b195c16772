"""What an editor’s tools read: hooks, container and settings run the same commands as people, and a failure says what to run next."""

import json
import re
from pathlib import Path

import pytest

from tests.helpers.repository import clone, say
from tests.helpers.sources import ROOT, edit, program, run
from tests.helpers.tables import table


def test_no_output_is_read_in_the_encoding_of_the_machine() -> None:
    """What files are opened with is a rule of the linter, which knows nothing of subprocesses."""
    for path in sorted(path for folder in ("scripts", "tests") for path in (ROOT / folder).rglob("*.py")):
        assert not re.search(r"\b(?:text|universal_newlines)=(?=True)", path.read_text(encoding="utf-8")), path


def test_data_file_fits_its_schema() -> None:
    done = run("check_jsonschema", "--schemafile", "docs/data/pipeline.schema.json", "docs/data/pipeline.yml")
    assert done.returncode == 0, done.stdout


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


MISHAPS = table("maintaining/mishaps.yml")


@pytest.mark.parametrize("name", MISHAPS)
def test_failure_ends_with_what_to_run_next(name: str, tmp_path: Path) -> None:
    command, says = MISHAPS[name]
    root = clone(tmp_path)
    if name == "no-network":  # an installer that fails as it does without a network
        program(root / "fake/python", '[ "$4" = "" ]')
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
