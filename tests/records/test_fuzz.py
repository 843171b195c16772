"""Random mutations of the data file, the same ones each time: each brings clean messages or passes, and never a
traceback or half a file. A small file is mutated, since most of the time would go into reading the rest of the real one."""

import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.generate import main
from scripts.records.load import DATA_FILE
from tests.helpers.sources import ROOT

SEED = 20231021
MESSAGE = re.compile(r"docs/data/[\w.]+:[1-9]\d*: [^:]+: .+; .+ / .+；.+")
ODD = [
    "", "~", "null", "[]", "{}", "-1", "0", "437", "1e99", "0.5", "01", "true", "2023-13-45", "p14", "p0", "=1+1", "'", '"', "- x", "&a", "&a [*a]", "&a {zh: *a}",
    "*a", "!!python/object:os.system x", "：", "437人", "\u202e", "🙂", "x" * 300, "person", "more_than", "[a, b]", "{zh: x}", "2019/",
]  # fmt: skip
CHARACTERS = ":-#[]{}&*!|>'\"%@`,?\t\u3000\ufeff\x00\x07：，“”0９aA\n "


def small() -> str:
    """Return a sound data file with a few records of each kind."""
    data: dict[str, Any] = yaml.safe_load((ROOT / DATA_FILE).read_text(encoding="utf-8"))
    cited = {source for event in data["events"][:3] for source in event["sources"]}
    data["sources"] = [source for source in data["sources"] if source["role"] != "context" or source["id"] in cited]
    for kind, number in (("terms", 4), ("events", 3), ("places", 2), ("phrases", 0)):
        data[kind] = data[kind][:number]
    data["corrections"] = [
        {"id": "one", "date": "2026-12-01", "figure": "study-routes", "field": "value", "was": "17", "now": "18", "kind": "revision", "cause": {"zh": "新", "en": "New"}}
    ]  # fmt: skip
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))


# What is replaced, wherever it is found, and by what.
MUTATIONS = [
    (r"(?m)^.*\n", ["", r"\g<0>\g<0>"]),  # a line is lost, or stands twice
    (r"(?m)^(.*\n)((?:.*\n){8})(.*\n)", [r"\3\2\1"]),  # two lines are swapped
    (r"(?<=: ).*", ODD),
    (r"(?m)^[^:\n]+$", ODD),
    (r"(?m)^ *", [" " * width for width in range(7)]),
    (r"\w+(?=:)", ["valeu", "zh", "id", "en", "Value", "值"]),
    (r"\d", list("0123456789")),
    (r"(?<=[a-z])(?= )", ["s"]),  # a word of prose, which is sound
    (r"(?s).", list(CHARACTERS)),
    (r"", list(CHARACTERS)),  # between two characters
    (r"(?s).+\Z", [""]),  # all that follows
]


def mutate(chance: random.Random, text: str) -> str:
    """Return the text with one of these mutations, from a random place on."""
    pattern, replacements = chance.choice(MUTATIONS)
    found = re.compile(pattern).search(text, chance.randrange(len(text)))
    return text[: found.start()] + found.expand(chance.choice(replacements)) + text[found.end() :] if found else text


def state(root: Path) -> dict[str, tuple[int, int]]:
    """Return time of change and size of every file but the data file."""
    files = (path for path in root.rglob("*") if path.is_file() and path != root / DATA_FILE)
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in files}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("docs/data/released.yml", "mkdocs.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / DATA_FILE).write_text(small(), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("mutations", [60, pytest.param(2000, marks=pytest.mark.wide)])
def test_mutations_bring_messages_or_pass(mutations: int, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(root)]) == 0
    text, chance, passed = small(), random.Random(SEED), 0
    before = state(root)
    for number in range(mutations):
        mutated = text
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            mutated = mutate(chance, mutated)
        (root / DATA_FILE).write_bytes(mutated.encode("utf-8"))
        capsys.readouterr()
        status = main(["--root", str(root)])
        errors = capsys.readouterr().err.splitlines()
        if status:
            assert state(root) == before, f"mutation {number} failed and yet changed a file"
            assert errors.pop().endswith("Nothing was written. / 没有写入任何文件。")
            assert [line for line in errors if not MESSAGE.fullmatch(line)] == [], f"mutation {number}"
        else:
            assert errors == []
            passed += mutated != text
            before = state(root)
            assert [path for path in before if "/." in path.removeprefix(str(root))] == []
    assert 0.05 < passed / mutations < 0.95  # both outcomes were tried
