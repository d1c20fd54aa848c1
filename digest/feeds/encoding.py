"""Bytes of a page -> text, as a browser would (WHATWG Encoding; HTML § 13.2.3.2), without guessing machines."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(
    rb"""<meta\b[^>]{0,400}?\bcharset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{1,40})""", re.IGNORECASE
)
_PARAMETER = re.compile(r"""charset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s{0,100}<\?xml[^>]{0,200}?\bencoding\s{0,20}=\s{0,20}["']([\w.:-]{1,40})""")
#: How far a declaration is looked for. The standard says 1,024 bytes; pages that put it later are read right.
_PRESCAN = 8192
#: Labels that stand for a larger set than their name says (WHATWG Encoding § 4.2).
_WIDER = {
    "ascii": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "big5": "big5hkscs",
    "unicode": "utf-16-le", "utf-16": "utf-16-le",
}  # fmt: skip
#: Python has codecs that are none of the web's, and slow (punycode, idna) or not text at all (zlib, rot13).
_KNOWN = re.compile(
    r"utf-?8|utf-16-?[lb]e|(?:iso-?8859|iso_8859)-\d{1,2}|windows-\d{3,4}|cp\d{3,5}|koi8-[ru]|gb18030"
    r"|big5(?:-?hkscs)?|euc-jp|iso-2022-jp|mac(?:intosh|roman|-cyrillic)"
)
_SINGLE_BYTE = re.compile(r"iso(?!2022)|windows|cp(?!932|949)|koi8|mac")


def decoded(body: bytes, content_type: str) -> str:
    """The text of a page: by byte order mark, Content-Type, meta element, else UTF-8, else windows-1252.

    What a declaration gets wrong is read all the same: a page that is valid UTF-8 with more than ASCII in it is
    UTF-8 whatever single-byte set it claims to be in. Never raises; what cannot be decoded is U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    name = _declared(body, content_type)
    if not name.startswith("utf-16") and (not name or name == "utf-8" or _SINGLE_BYTE.match(name)):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return body.decode(name or "cp1252", "replace")


def _declared(body: bytes, content_type: str) -> str:
    """The codec that is declared, "" when none of the web's is."""
    start = body[:_PRESCAN]
    inside = _CHARSET.search(start) or _XML.match(start)
    header = _PARAMETER.search(content_type[:1000])
    for label, outside in ((header and header[1], True), (inside and inside[1].decode("ascii"), False)):
        name = _codec(label or "")
        if name.startswith("utf-16") and not outside:
            return "utf-8"  # a declaration that could be read as ASCII is no UTF-16 (HTML § 13.2.3.2)
        if name:
            return name
    return ""


def _codec(label: str) -> str:
    label = label.strip().lower()
    name = _WIDER.get(label, label)
    if not _KNOWN.fullmatch(name):
        return ""
    try:
        return "utf-8" if name in ("utf8", "utf-8") else codecs.lookup(name).name
    except LookupError:
        return ""
