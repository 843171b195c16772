"""Build and check the site: data file -> typed records -> Markdown fragments; checks on sources and on the built site. See README.md."""

import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent  # of the repository

for _stream in (sys.stdout, sys.stderr):
    if isinstance(_stream, io.TextIOWrapper):
        _stream.reconfigure(errors="backslashreplace")  # a terminal or pipe that knows no Chinese stops no command
