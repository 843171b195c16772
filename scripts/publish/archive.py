"""Archives that are the same bytes on every machine: stored, not compressed, in order of name, with one fixed time.

Compression is left out because zlib and its replacements give different bytes from one system to the next.
"""

import io
import zipfile

# The earliest time that a ZIP file can hold; it has no time zone.
_TIME = (1980, 1, 1, 0, 0, 0)


def pack(files: dict[str, bytes]) -> bytes:
    """Return a ZIP archive of the files, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 3  # Unix, wherever it was made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def repack(archive: bytes) -> bytes:
    """Return the same archive with fixed times and no compression."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return pack({name: opened.read(name) for name in opened.namelist()})
