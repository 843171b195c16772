"""The events of MkDocs, each with the one function that answers it; nothing is decided here."""

import sys
from pathlib import Path

from mkdocs.plugins import CombinedEvent

# The `mkdocs` command, unlike `python -m mkdocs`, does not look for modules in the folder it runs in.
sys.path.insert(0, str(Path(__file__).parent.parent))

from scripts.engine.building import Building

_building = Building()

on_startup = _building.serve_in_our_way
on_config = _building.settle
on_pre_build = _building.prepare
on_files = CombinedEvent(_building.pass_over_strays, _building.add_made)
on_page_markdown = _building.complete_source
on_page_content = _building.complete_text
on_env = _building.keep_templates
on_post_template = _building.pass_over_site_map
on_post_build = CombinedEvent(_building.end_language, _building.end_site)
on_build_error = _building.fail
