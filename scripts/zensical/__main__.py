"""Build the site with Zensical, in place only when it is whole: `python -m scripts.zensical --site-dir site-zensical`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from click import ClickException

from scripts import ROOT
from scripts.built.gate import refuse_site, refuse_sources
from scripts.pages.addresses import read_redirects
from scripts.site.command import run
from scripts.site.in_place import staged
from scripts.site.ready import prepared
from scripts.site.stylesheet import finish_assets
from scripts.zensical.complete import assemble, complete_site
from scripts.zensical.stage import read_config, stage

_OUTPUTS = ".zensical-i18n/site"  # one folder a language, before zensical-i18n puts its own marks on pages that have ours


def build(target: Path) -> None:
    """Build the site into `target`; raise ClickException with what the gate or Zensical said when it found a fault."""
    config = read_config(ROOT)
    ready = prepared(ROOT, config["site_url"], config["repo_url"])
    refuse_sources(ROOT)
    with staged(target) as folder, tempfile.TemporaryDirectory() as name:
        sources = Path(name).resolve()
        stage(ROOT, sources, config, ready)
        _run(sources)
        assemble(sources / _OUTPUTS, folder)
        complete_site(folder, ready, read_redirects(ROOT), config["site_url"])
        finish_assets(folder)
        refuse_site(ROOT, folder, config["site_url"], config["repo_url"])


def _run(sources: Path) -> None:
    command = [sys.executable, "-m", "zensical_i18n", "build", "--strict", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=sources, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    if done.returncode:
        raise ClickException(done.stdout)


if __name__ == "__main__":
    sys.exit(run("zensical", __doc__, build))
