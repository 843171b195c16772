"""Text that can be found and copied: Chromium’s PDFs name some characters by the radical or ligature that they are drawn like.

A reader who searches for 干部 would not find it written with the radical ⼲, though both look the same.
"""

import io
import re
import unicodedata
from typing import cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject
from pypdf.xmp import XmpInformation

# Radicals of Unicode’s supplement (2E80–2EF3) that stand for whole characters; Unicode gives them no plain form of their own.
_RADICALS = dict(
    zip(
        "⺁⺄⺇⺒⺓⺛⺝⺠⺩⺪⺫⺬⺮⺶⺼⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻲",
        "厂乙几巳幺旡月民王疋目示竹羊月虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙亀",
        strict=True,
    )
)
_RANGE = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]{4})>")
_ONE = re.compile(rb"(?<=> )<([0-9A-F]{4})>(?=\s)")


def readable(data: bytes, title: str, author: str, language: str, date: str) -> bytes:
    """Return the PDF with plain characters behind its glyphs, its links described, and what it is, on an ISO `date`, in both kinds of metadata."""
    reader = PdfReader(io.BytesIO(data))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    for font in writer._objects:
        if isinstance(font, DictionaryObject) and isinstance(stream := font.get("/ToUnicode", font).get_object(), StreamObject):
            stream.set_data(plain_names(stream.get_data()))
    for page in writer.pages:
        for link in page.annotations or []:
            _describe(link.get_object())
    made = f"D:{date.replace('-', '')}000000+00'00'"  # in place of the moment of printing
    writer.add_metadata(
        {"/Producer": "Skia/PDF", "/Title": title, "/Author": author, "/CreationDate": made, "/ModDate": made},
    )
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.create_viewer_preferences().display_doctitle = True  # type: ignore[assignment] # pypdf makes the property late
    packet = XmpInformation.create()
    packet.dc_title, packet.dc_rights = {"x-default": title}, {"x-default": "CC BY 4.0"}
    packet.dc_creator, packet.dc_language = [author], [language]
    writer.xmp_metadata = packet
    kind = {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
    cast(StreamObject, writer.root_object["/Metadata"]).update(kind)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _describe(link: DictionaryObject) -> None:
    """Say where a link leads: outside by its address, inside by the name of the place."""
    action = link.get("/A")
    target = action.get_object().get("/URI") if action else link.get("/Dest")
    if target is not None:
        link[NameObject("/Contents")] = TextStringObject(str(target).lstrip("/").rpartition("--")[2] or str(target))


def plain_names(table: bytes) -> bytes:
    """Return a table of character names (PDF 9.10.3) with compatibility forms replaced by plain characters."""
    table = _RANGE.sub(_spelled_out, table)
    return _ONE.sub(lambda found: _name(int(found[1], 16)), table)


def _spelled_out(found: re.Match[bytes]) -> bytes:
    """Return a range whose names stay in sequence as it is, and any other with each of its names."""
    first, last, start = (int(part, 16) for part in found.groups())
    codes = range(start, start + last - first + 1)
    if all(_plain(code) == chr(code) for code in codes):
        return found[0]
    return b"<%s> <%s> [%s]" % (found[1], found[2], b" ".join(_name(code) for code in codes))


def _plain(code: int) -> str:
    """Return the plain form of a radical or ligature; full-width punctuation and the like stay."""
    is_form = 0x2E80 <= code <= 0x2FDF or 0xFB00 <= code <= 0xFB06 or 0xF900 <= code <= 0xFAFF
    return _RADICALS.get(chr(code)) or (unicodedata.normalize("NFKC", chr(code)) if is_form else chr(code))


def _name(code: int) -> bytes:
    return b"<%s>" % _plain(code).encode("utf-16-be").hex().upper().encode("ascii")
