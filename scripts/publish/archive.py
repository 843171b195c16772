"""Archives that are the same bytes on every machine: in order of name, with one fixed time, stored or compressed by Zopfli.

What zlib gives differs from one system to the next; Zopfli is locked with the other packages and brings its own code.
"""

import io
import zipfile
from types import SimpleNamespace

from zopfli.zlib import compress

# The earliest time that a ZIP file can hold; it has no time zone.
_TIME = (1980, 1, 1, 0, 0, 0)


def pack(files: dict[str, bytes], *, is_compressed: bool = False) -> bytes:
    """Return a ZIP archive of the files, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 3  # Unix, wherever it was made
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if is_compressed else zipfile.ZIP_STORED
            with archive.open(entry, "w") as member:
                if is_compressed:  # once through; more turns take long and gain a hundredth
                    packed = compress(content, numiterations=1, blocksplitting=False)[2:-4]  # without the frame of zlib
                    taken = SimpleNamespace(compress=lambda _, packed=packed: packed, flush=bytes)
                    vars(member)["_compressor"] = taken  # in place of zlib’s
                member.write(content)
    return out.getvalue()


def repack(archive: bytes) -> bytes:
    """Return the same archive with fixed times and no compression."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return pack({name: opened.read(name) for name in opened.namelist()})
