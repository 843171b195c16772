"""Write the recipes for hosts and servers, with the policy of the built site: `python -m scripts.editions.hosting`."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.editions.artefacts import site_address, write_artefacts
from scripts.ground.problems import DataError, Problem
from scripts.pages.policy import policy, style_hashes
from scripts.site.stylesheet import fingerprinted

_TEMPLATES = Path(__file__).parent / "hosts"
_TYPES = {
    "text/html": ["html"],
    "text/css": ["css"],
    "text/javascript": ["js"],
    "text/plain": ["txt"],
    "text/csv": ["csv"],
    "text/markdown": ["md"],
    "application/json": ["json"],
    "application/yaml": ["yml"],
    "application/xml": ["xml", "tbx"],
    "application/atom+xml": ["atom"],
    "application/x-bibtex": ["bib"],
    "application/x-research-info-systems": ["ris"],
    "image/svg+xml": ["svg"],
    "image/png": ["png"],
    "image/jpeg": ["jpg", "jpeg"],
    "image/webp": ["webp"],
    "application/pdf": ["pdf"],
    "application/gzip": ["gz"],
    "application/zip": ["zip"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
}
_TEXT = re.compile(r"^text/|json|yaml|[/+]xml$|bibtex|research-info")  # in UTF-8, and smaller when compressed
_FEATURES = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")


def headers(site: Path) -> dict[str, str]:
    """Return the security headers of a built site: the policies of all its pages and drawings as one."""
    return {
        "Content-Security-Policy": f"{site_policy(site)}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-site",
    }


def site_policy(site: Path) -> str:
    """Return the policy of the pages, with the hashes of the style element of every drawing."""
    return policy(sorted({found for path in site.rglob("*.svg") for found in style_hashes(path.read_text(encoding="utf-8"))}))


def recipes(site: Path) -> dict[str, str]:
    """Return file name -> text of every recipe for a built site, at the address that it was built for."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # the files are settings, and what they hold comes from here
    )
    address = urlsplit(site_address(site))
    is_secure = address.scheme == "https"
    values = {
        "headers": headers(site),
        "fingerprinted": fingerprinted(site),
        "types": _TYPES,
        "texts": [type for type in _TYPES if _TEXT.search(type)],
        "host": address.hostname,
        "origin": address.netloc if is_secure else f"http://{address.netloc}",
        "path": address.path,
        "port": 80,
        "secure": False,
    }

    def filled(name: str, **changed: object) -> str:
        return environment.get_template(f"{name}.j2").render(values | changed)

    found = {
        "nginx.conf": filled("nginx.conf"),
        "Caddyfile": filled("Caddyfile", secure=is_secure),
        "_headers": filled("_headers"),
        "Containerfile": filled("Containerfile"),
        "container-nginx.conf": filled("container-nginx.conf"),
        "container-site.conf": filled("nginx.conf", host="_", port=8080),
    }
    return found | ({"nginx-https.conf": filled("nginx.conf", port=443, secure=True)} if is_secure else {})


def _made(site: Path) -> Iterable[tuple[str, str]]:
    if not site_address(site):
        raise DataError([Problem.at(site.name, 1, "recipes", "site-without-address", command="hosting")])
    return recipes(site).items()


def main(arguments: list[str] | None = None) -> int:
    """Write the recipes; return the exit status."""
    return write_artefacts("recipes", __doc__, _made, arguments, "build/hosting")


if __name__ == "__main__":
    sys.exit(main())
