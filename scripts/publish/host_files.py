"""What programs ask a host for by name: robots.txt with the site map, and where to report a hole (security.txt, RFC 9116)."""

from datetime import date, timedelta
from urllib.parse import urlsplit

SECURITY = ".well-known/security.txt"
_GOOD_FOR = timedelta(days=364)  # RFC 9116 wants less than a year, so that a site that nobody looks after says so by itself


def host_files(site: str, repository: str, day: str) -> dict[str, bytes]:
    """Return path -> content for a site at an address, last changed on an ISO `day`; who has no repository cannot be written to."""
    if not site:
        return {}
    robots = {"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {site}sitemap.xml\n".encode()}
    return robots | ({SECURITY: _security(site, repository.rstrip("/"), day).encode()} if repository else {})


def _security(site: str, repository: str, day: str) -> str:
    private = f"Contact: {repository}/security/advisories/new\n" if urlsplit(repository).hostname == "github.com" else ""
    return (
        f"{private}Contact: {repository}/issues\n"
        f"Expires: {date.fromisoformat(day) + _GOOD_FOR}T00:00:00Z\n"
        "Preferred-Languages: zh, en\n"
        f"Canonical: {site}{SECURITY}\n"
    )
