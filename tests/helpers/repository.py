"""A clone to change and commit in, with the commands of the Makefile at hand and nothing installed anew."""

import atexit
import io
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

from scripts import check, generate, stamp
from tests.helpers.sources import ROOT, editor_environment, spawn

_WHO = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


def git(root: Path, *arguments: str, **environment: str) -> str:
    """Run git below `root` and return what it prints."""
    done = spawn(["git", *_WHO, *arguments], root, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def clone(root: Path) -> Path:
    """Copy the files that git knows of into a repository of its own, one commit on `main`; tools are those of this test run."""
    shutil.copytree(_first(), root, symlinks=True, dirs_exist_ok=True)
    return root


@cache
def _first() -> Path:
    """Return the repository that clones are copied from, deleted at the end of this process."""
    folder = Path(tempfile.mkdtemp(prefix="first-"))
    atexit.register(shutil.rmtree, folder)
    _commit(folder)
    return folder


def _commit(root: Path) -> None:
    listed = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    git(root, "init", "-q", "-b", "main", "--template=")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "start")
    git(root, "repack", "-adq")  # one file to copy in place of one for each object
    (root / ".venv").symlink_to(sys.prefix)
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/exclude").write_text(".venv\n", encoding="utf-8")  # a link is not the folder that .gitignore names
    for name in ("requirements/site.txt", "requirements/test.txt"):
        os.utime(root / name, (0, 0))  # older than the installation, so that make installs nothing


def say(root: Path, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command as an editor would, both outputs in one."""
    environment = editor_environment() | variables
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip


_MODULES = {"check": check, "generate": generate, "stamp": stamp}


def here(root: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as `say` does; the quick ones of the Makefile run in this process."""
    _, name, *given = command.split() if command.startswith("make ") else ("", "")
    if name not in _MODULES:
        return say(root, command)
    values = dict(word.split("=", 1) for word in given)
    arguments = [values["PAGE"]] if "PAGE" in values else []
    arguments += ["--other-unchanged"] if values.get("OTHER") == "unchanged" else []
    with io.StringIO() as output, redirect_stdout(output), redirect_stderr(output):
        status = _MODULES[name].main([*arguments, "--root", str(root)])
        return subprocess.CompletedProcess(command, status, output.getvalue())
