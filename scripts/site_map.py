"""Dates in the site map: those that git knows. MkDocs would write the day of the build, here and into the compressed copy."""

import re

UNKNOWN = "1980-01-01"  # the first day that an archive can hold; MkDocs needs some date for each page


def without_unknown(site_map: str) -> str:
    """Return the site map without the dates that git could not tell."""
    return re.sub(rf"\s*<lastmod>{UNKNOWN}</lastmod>", "", site_map)
