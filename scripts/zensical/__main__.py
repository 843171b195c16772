"""Build the site with Zensical, in place only when it is whole: `python -m scripts.zensical --site-dir site-zensical`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from click import ClickException

from scripts import ROOT
from scripts.built.gate import refuse_site, refuse_sources
from scripts.site.command import run
from scripts.site.complete import complete_site
from scripts.site.in_place import Staging
from scripts.site.ready import prepared
from scripts.zensical.assemble import assemble
from scripts.zensical.stage import read_config, stage

_OUTPUTS = ".zensical-i18n/site"  # one folder a language, before zensical-i18n puts its own marks on pages that have ours


def build(target: Path) -> None:
    """Build the site into `target`; raise ClickException with what the gate or Zensical said when it found a fault."""
    config = read_config(ROOT)
    site, repository = config["site_url"], config["repo_url"]
    ready = prepared(ROOT, site, repository)
    refuse_sources(ROOT)
    staging = Staging(target)
    with tempfile.TemporaryDirectory() as name:
        sources = Path(name).resolve()
        stage(ROOT, sources, config, ready)
        _run(sources)
        assemble(sources / _OUTPUTS, staging.built, ready)
    complete_site(staging.built, site, ready, target)
    refuse_site(ROOT, staging.built, site, repository)
    staging.put_in_place()


def _run(sources: Path) -> None:
    command = [sys.executable, "-m", "zensical_i18n", "build", "--strict", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=sources, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    if done.returncode:
        raise ClickException(done.stdout)


if __name__ == "__main__":
    sys.exit(run("zensical", __doc__, build))
