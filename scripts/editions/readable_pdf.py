"""Text that can be found and copied: Chromium’s PDFs name some characters by the radical or ligature that they are drawn like.

A reader who searches for 干部 would not find it written with the radical ⼲, though both look the same.
"""

import io
import re
import unicodedata
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, StreamObject, TextStringObject

# Radicals of Unicode’s supplement (2E80–2EF3) that stand for whole characters; Unicode gives them no plain form of their own.
_RADICALS = dict(
    zip(
        "⺁⺄⺇⺒⺓⺛⺝⺠⺩⺪⺫⺬⺮⺶⺼⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻲",
        "厂乙几巳幺旡月民王疋目示竹羊月虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙亀",
        strict=True,
    )
)
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_RANGE = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]{4})>")
_ONE = re.compile(rb"(?<=> )<([0-9A-F]{4})>(?=\s)")


def readable(data: bytes, title: str, author: str, language: str) -> bytes:
    """Return the PDF with plain characters behind its glyphs, its links described, and what it is in both kinds of metadata."""
    reader = PdfReader(io.BytesIO(data))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    seen: set[int] = set()
    for number in range(1, len(writer._objects) + 1):
        font = writer.get_object(number)
        if isinstance(font, DictionaryObject) and "/ToUnicode" in font:
            stream = font["/ToUnicode"]
            if isinstance(stream, StreamObject) and id(stream) not in seen:
                seen.add(id(stream))
                stream.set_data(plain_names(stream.get_data()))
    for page in writer.pages:
        for link in page.annotations or []:
            _describe(link.get_object())
    writer.add_metadata({"/Producer": "Skia/PDF", "/Title": title, "/Author": author})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    packet = StreamObject()
    packet.set_data(_XMP.format(title=escape(title), author=escape(author), language=language).encode("utf-8"))
    packet.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    root[NameObject("/Metadata")] = writer._add_object(packet)
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
