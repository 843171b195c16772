"""Build the site with MkDocs, say how long each part took, and end with one line when it was not built: `python -m scripts.build`.

That a site is checked and put in place only when it is whole is the work of hooks.py, so it holds for every command of MkDocs.
"""

import logging
import sys
from pathlib import Path

from mkdocs.__main__ import cli

from scripts.site.command import run


def build(target: Path) -> None:
    """Build the site into `target`; raise what MkDocs raises."""
    logging.getLogger("mkdocs.plugins.mkdocs_static_i18n.reconfigure").setLevel(logging.WARNING)  # it repeats each setting
    cli.main(["build", "--strict", "--site-dir", str(target)], standalone_mode=False)


def main(arguments: list[str] | None = None) -> int:
    """Build the site; return the exit status."""
    return run("build", __doc__, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
