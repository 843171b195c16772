"""Glue for MkDocs: make the generated files fresh before each build. Everything else stands in tested modules."""

import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

# The `mkdocs` command, unlike `python -m mkdocs`, does not look for modules in the folder it runs in.
sys.path.insert(0, str(Path(__file__).parent.parent))

from scripts.generate import ROOT, build, write
from scripts.problems import DataError


def on_pre_build(config: Any) -> None:
    """Re-run the generator; a fault in the data file stops this build and leaves every file as it was."""
    root = Path(config.config_file_path).parent if config.config_file_path else ROOT
    try:
        write(root, build(root))
    except DataError as error:
        raise PluginError("\n" + "\n".join(map(str, error.problems))) from None
