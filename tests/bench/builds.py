"""What a command costs its builder: wall time, processor time and peak memory."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.helpers.sources import editor_environment

# Runs a command and says what it cost. A process of its own, because the kernel counts the memory of the one that starts another.
_METER = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
status = subprocess.call(sys.argv[1:], stdout=sys.stderr)
wall, used = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 2**20 if sys.platform == "darwin" else 2**10  # macOS counts bytes, Linux KiB
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit]))
sys.exit(status)
"""


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and processor time, the latter with child processes; peak memory of the largest process in MiB."""

    wall: float
    cpu: float
    memory: float


def cost(root: Path, *arguments: str) -> Cost:
    """Run a Python module below `root` and return what it cost; raise RuntimeError with what it printed when it fails."""
    command = [sys.executable, "-S", "-c", _METER, sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=root, env=editor_environment(), capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}\n{done.stderr[-4000:]}")
    return Cost(*json.loads(done.stdout))


def build_ours(root: Path, site: Path) -> Cost:
    """Build the site as `make build` does, and return what it cost."""
    return cost(root, "scripts.build", "--site-dir", str(site))


def build_other(root: Path, settings: Path, site: Path) -> Cost:
    """Build the same tree with other settings, and return what it cost."""
    return cost(root, "mkdocs", "build", "--config-file", str(settings), "--site-dir", str(site))


def open_gate(root: Path) -> None:
    """Let builds of a copy through without a look, so that they do what plain MkDocs does."""
    nothing = "def refuse_sources(*given):\n    pass\n\n\ndef refuse_site(*given):\n    pass\n"
    (root / "scripts/built/gate.py").write_text(nothing, encoding="utf-8")
