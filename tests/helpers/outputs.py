"""The texts that readers and programs find in what is published, whatever the form: a page, data, a table, a drawing, a feed."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from lxml import html as lxml_html

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def hashes(folder: Path) -> dict[str, str]:
    """Return path -> hash of every file below `folder`."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def texts(site: Path, form: str) -> list[str]:
    """Return every text in the files of `site` whose names end with `form`."""
    return [text for path in sorted(site.rglob(f"*{form}")) for text in _READERS[form](path)]


def _of_page(path: Path) -> Iterator[str]:
    root = lxml_html.parse(str(path)).getroot()
    for element in root.iter("td", "th", "dd", "dt", "h1", "h2", "h3", "p", "li", "title", "desc", "text", "figcaption"):
        yield "".join(element.itertext())


def _of_json(path: Path) -> Iterator[str]:
    yield from _strings(json.loads(path.read_text(encoding="utf-8")))


def _of_script(path: Path) -> Iterator[str]:
    """Yield the strings of a search index, which is data in a script; other scripts hold none."""
    if path.parent.name == "search":
        _, _, data = path.read_text(encoding="utf-8").partition(" = ")
        yield from _strings(json.loads(data.strip().rstrip(";")))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _of_table(path: Path) -> Iterator[str]:
    """Cells of a table, as a spreadsheet shows them; one that it would run as a formula is a fault."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            for cell in row:
                is_number = cell.replace(".", "", 1).removeprefix("-").isdecimal()
                assert is_number or not cell.startswith(_FORMULA), f"{path.name}: {cell!r} would run"
                yield from (cell, cell.removeprefix("'"))  # what keeps a cell from being a formula is not its text


def _of_workbook(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                root = ElementTree.fromstring(archive.read(name))
                assert not [one for one in root.iter() if one.tag.endswith("}f")], f"{path.name}/{name} holds a formula"
                yield from root.itertext()


def _of_xml(path: Path) -> Iterator[str]:
    yield from ("".join(element.itertext()) for element in ElementTree.parse(path).getroot().iter())


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".html": _of_page,
    ".json": _of_json,
    ".js": _of_script,
    ".csv": _of_table,
    ".xlsx": _of_workbook,
    ".svg": _of_xml,
    ".atom": _of_xml,
}
