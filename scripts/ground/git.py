"""What git says of a checkout."""

import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> str:
    """Return what git prints, nothing when it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
