"""Write the recipes for hosts and servers, with the policy of the built site: `python -m scripts.editions.hosting`."""

import re
import sys
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import FileSystemLoader

from scripts.editions.artefacts import site_address, write_artefacts
from scripts.ground.problems import DataError, Problem
from scripts.pages.policy import policy, style_hashes
from scripts.render.render import environment
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
    drawings = (style_hashes(path.read_text(encoding="utf-8")) for path in site.rglob("*.svg"))
    return {
        "Content-Security-Policy": f"{policy(sorted(set().union(*drawings)))}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-site",
    }


def recipes(site: Path) -> dict[str, str]:
    """Return file name -> text of every recipe for a built site, at the address that it was built for; raise DataError without one."""
    address = urlsplit(site_address(site))
    if not address.netloc:
        raise DataError([Problem.at(site.name, 1, "recipes", "site-without-address", command="hosting")])
    templates = environment().overlay(loader=FileSystemLoader(_TEMPLATES), keep_trailing_newline=True)
    is_secure = address.scheme == "https"
    values = {
        "headers": headers(site),
        "fingerprinted": fingerprinted(site),
        "types": _TYPES,
        "texts": [type for type in _TYPES if _TEXT.search(type)],
        "host": address.hostname,
        "origin": address.netloc if is_secure else f"http://{address.netloc}",
        "path": address.path,
        "secure": is_secure,
    }

    def filled(name: str, **more: object) -> str:
        return templates.get_template(f"{name}.j2").render(values, **more)

    found = {name: filled(name) for name in ("Caddyfile", "_headers", "Containerfile", "container-nginx.conf")}
    found["nginx.conf"] = filled("nginx.conf", port=80, secure=False)
    found["container-site.conf"] = filled("nginx.conf", port=8080, secure=False, host="_")
    return found | ({"nginx-https.conf": filled("nginx.conf", port=443)} if is_secure else {})


main = partial(write_artefacts, "recipes", __doc__, lambda site: recipes(site).items(), folder="build/hosting")

if __name__ == "__main__":
    sys.exit(main())
