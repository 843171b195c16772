"""Write the recipes for hosts and servers, with the policy of the built site: `python -m scripts.recipes`."""

import re
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.artefacts import write_artefacts
from scripts.policy import policy, style_hashes
from scripts.stylesheet import fingerprinted

_TEMPLATES = Path(__file__).parent / "hosting"
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
    """Return file name -> text of every recipe for a built site."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # the files are settings, and what they hold comes from here
    )
    values = {"headers": headers(site), "fingerprinted": fingerprinted(site)}
    found = {name.removesuffix(".j2"): environment.get_template(name).render(values) for name in environment.list_templates(["j2"])}
    return found | {"container-site.conf": for_container(found["nginx.conf"])}


def for_container(recipe: str) -> str:
    """Return the nginx recipe at a port that needs no root."""
    return re.sub(r"listen (\[::\]:)?80;", r"listen \g<1>8080;", recipe)


def main(arguments: list[str] | None = None) -> int:
    """Write the recipes; return the exit status."""
    return write_artefacts("recipes", __doc__, lambda site: recipes(site).items(), arguments, "build/hosting")


if __name__ == "__main__":
    sys.exit(main())
