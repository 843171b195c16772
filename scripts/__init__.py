"""Build and check the site: data file -> typed records -> Markdown fragments; checks on sources and on the built site. See README.md."""

import gc
import io
import sys
from pathlib import Path

gc.set_threshold(50_000)  # at Python’s 700, a seventh of a first build of a large site looks through what it holds for cycles

ROOT = Path(__file__).resolve().parent.parent  # of the repository

for _stream in (sys.stdout, sys.stderr):
    if isinstance(_stream, io.TextIOWrapper):
        _stream.reconfigure(errors="backslashreplace")  # a terminal or pipe that knows no Chinese stops no command
