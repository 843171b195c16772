"""The scripts lie in rooms that import one way, as their map says: no way back, no circle, no file that is too long to read."""

import ast
import re
import sys
from graphlib import TopologicalSorter
from importlib.metadata import distributions

import pytest

from tests.helpers.sources import ROOT
from tests.helpers.subjects import FILES

MAP = (ROOT / "scripts/README.md").read_text(encoding="utf-8")
ROOMS = re.findall(r"^\| `(\w+)/` \|", MAP, re.MULTILINE)
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in (ROOT / "scripts").rglob("*.py")}


def imported(text: str) -> set[str]:
    """Return the modules of scripts that a text imports, within functions too."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "scripts":
            found |= {name if (name := f"{node.module}.{one.name}") in MODULES else node.module for one in node.names}
    return found


def room(module: str) -> str:
    """Return the room of a module; none for the commands at the top."""
    return module.split(".")[1] if module.count(".") > 1 else ""


def ways_back(modules: dict[str, str]) -> list[str]:
    """Return each import from a room that comes later, or from a command."""
    return [
        f"{module} imports {other}"
        for module, text in sorted(modules.items())
        for other in sorted(imported(text))
        if room(module) and other.count(".") and (not room(other) or ROOMS.index(room(other)) > ROOMS.index(room(module)))
    ]


def test_rooms_import_one_way_and_in_no_circle() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    assert ways_back(texts) == []
    tuple(TopologicalSorter({name: imported(text) for name, text in texts.items()}).static_order())  # raises on a circle


@pytest.mark.parametrize(
    "line", ["from scripts.checks.run import problems", "from scripts import check", "def f():\n    from scripts.built import gate"]
)
def test_way_back_is_found(line: str) -> None:
    assert ways_back({"scripts.records.load": line}) != []


def test_map_names_every_room_and_each_says_what_it_is() -> None:
    rooms = {path.name for path in (ROOT / "scripts").iterdir() if (path / "__init__.py").is_file()}
    assert set(ROOMS) == rooms
    assert [
        name for name in rooms if not ast.get_docstring(ast.parse((ROOT / f"scripts/{name}/__init__.py").read_text("utf-8")))
    ] == []


def test_map_leads_to_files_that_exist() -> None:
    named = {name for row in MAP.splitlines() if row.startswith("| ") for name in re.findall(r"`([\w./-]+)`", row)}
    places = (ROOT / "scripts", ROOT, ROOT / "tests")
    assert [name for name in named if not any((place / name).exists() or (place / f"{name}.py").exists() for place in places)] == []


def test_recipes_name_what_the_files_hold() -> None:
    named = re.findall(r"`([\w.]+)` of `([\w/]+\.py)`", MAP)
    assert len(named) >= 4
    texts = {path: (ROOT / "scripts" / path).read_text(encoding="utf-8") for _, path in named}
    assert [name for name, path in named if not re.search(rf"\b{name.rpartition('.')[2]}\b", texts[path])] == []


def test_tests_lie_in_rooms_of_the_same_names() -> None:
    beside = re.findall(r"^\| `(\w+)/` \|", (ROOT / "tests/README.md").read_text(encoding="utf-8"), re.MULTILINE)
    lie = {path.parent.name for path in FILES.values()}
    assert lie | {"helpers"} == {*ROOMS, *beside, "tests"}
    assert {path.stem.removeprefix("test_") for path in FILES.values() if path.parent == ROOT / "tests"} <= {
        path.stem for path in (ROOT / "scripts").glob("*.py")
    }


def test_top_holds_little_and_no_file_is_long() -> None:
    assert len([path for path in (ROOT / "scripts").iterdir() if path.is_file()]) <= 14
    files = [path for folder in ("scripts", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert [path.relative_to(ROOT) for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 250] == []


def reached(module: str) -> set[str]:
    """Return a module of scripts with all that it imports of them."""
    found, left = set[str](), [module]
    while left:
        name = left.pop()
        if name in MODULES and name not in found:
            found.add(name)
            left += imported(MODULES[name].read_text(encoding="utf-8"))
    return found


def packages(module: str) -> set[str]:
    """Return the packages that a module imports from elsewhere, within functions too."""
    nodes = list(ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))))
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in named} - sys.stdlib_module_names - {"scripts"}


def test_commands_import_nothing_that_is_not_installed_for_them() -> None:
    """Whoever builds a new clone has what the site needs, and nothing that is there for the tests."""
    makefile, locked = ((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "requirements/site.txt"))
    recipes = re.findall(r"^[a-z-]+: (?:build|\$\(VENV\)/\.site) ##.*((?:\n\t.*)+)", makefile, re.MULTILINE)
    commands = {name for recipe in recipes for name in re.findall(r"-m (scripts[\w.]*)", recipe)}
    assert {"scripts.build", "scripts.check", "scripts.editions.offline"} <= commands
    inside = set[str]().union(*map(reached, commands | {"scripts.hooks"}))
    assert "scripts.built.site" in inside
    locked_names = set(re.findall(r"^([\w.-]+)==", locked, re.MULTILINE))
    installed = [one for one in distributions() if re.sub(r"[-_.]+", "-", one.name).lower() in locked_names]
    given = {file.parts[0].removesuffix(".py") for one in installed for file in one.files or ()}
    assert {name for module in inside for name in packages(module)} - given == set()
