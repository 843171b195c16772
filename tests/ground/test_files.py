"""Files are written whole, and a site takes over from the one before it what did not change."""

from pathlib import Path

from scripts.ground.files import write_all


def test_what_did_not_change_is_a_link(tmp_path: Path) -> None:
    before, after, third = (tmp_path / name for name in ("before", "after", "third"))
    write_all(before, {"a/same": b"1", "a/other": b"2", "gone": b"3"})
    write_all(after, {"a/same": b"1", "a/other": b"4", "a/new": b"5"}, before)
    assert (after / "a/same").samefile(before / "a/same")
    assert {path.name: path.read_bytes() for path in after.rglob("*") if path.is_file()} == {
        "same": b"1",
        "other": b"4",
        "new": b"5",
    }
    assert (before / "a/other").read_bytes() == b"2"
    write_all(third, {"a/same": b"1"}, tmp_path / "nothing")
    assert (third / "a/same").read_bytes() == b"1"
