"""Characters that a reader cannot see, and cuts that a reader can bear."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_STACKED = re.compile(f"({_MARKS}{{4}}){_MARKS}+")
_ZWNJ, _ZWJ = "\u200c", "\u200d"
#: Unicode's categories Cc, Cf, Cs and Co, noncharacters, the special-purpose plane (tags, rare variation
#: selectors) and the fillers; but for \n, \t, the two joiners and the number signs of Arabic, Syriac and
#: Kaithi. Spelled out, because looking at 1.1 million characters takes 0.3 s; a test compares it with unicodedata.
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180e\u200b\u200e-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff9-\ufffc\ufffe-\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001fffe-\U0001ffff\U0002fffe-\U0002ffff\U0003fffe-\U0003ffff\U0004fffe-\U0004ffff"
    "\U0005fffe-\U0005ffff\U0006fffe-\U0006ffff\U0007fffe-\U0007ffff\U0008fffe-\U0008ffff"
    "\U0009fffe-\U0009ffff\U000afffe-\U000affff\U000bfffe-\U000bffff\U000cfffe-\U000cffff"
    "\U000dfffe-\U000e0fff\U000efffe-\U0010ffff"
    "]"
)


#: Those of them that Python calls printable, and marks that could be stacked.
_SUSPECT = re.compile(
    f"[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\U000e0100-\U000e01ef{_MARKS[1:-1]}]"
)


def visible(text: str) -> str:
    """NFC without characters that are not seen; line breaks and tabs stay. Idempotent.

    A zero-width joiner stays between emoji, and both joiners between letters of scripts that need them
    (Arabic to Hangul's edge, U+0600 to U+10FF); elsewhere they only make two equal words differ.
    """
    bare = text.replace("\n", "")
    if bare.isprintable() and (bare.isascii() or not _SUSPECT.search(bare)):
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = _INVISIBLE.sub("", text)
    if _ZWJ in text or _ZWNJ in text:
        text = _joined(text)
    return _STACKED.sub(r"\1", unicodedata.normalize("NFC", text))


def mended(text: str) -> str:
    """UTF-8 that somebody read as windows-1252 ("darÃ¼ber"), read anew: only when all of it comes out well.

    A sound text that holds such letters holds others too, which are no UTF-8, and stays as it is.
    """
    if text.isascii() or not any(sign in text for sign in ("Ã", "â€", "Â", "Ð", "Ñ")):
        return text
    try:
        return text.encode("cp1252", "read_as_latin1").decode("utf-8")
    except UnicodeError:
        return text


def _read_as_latin1(error: UnicodeError) -> tuple[bytes, int]:
    """The five bytes that windows-1252 does not know are passed through, as its readers do (WHATWG Encoding)."""
    if isinstance(error, UnicodeEncodeError):
        missing = error.object[error.start : error.end]
        if all("\x80" <= character <= "\x9f" for character in missing):
            return missing.encode("latin-1"), error.end
    raise error


codecs.register_error("read_as_latin1", _read_as_latin1)


def _joined(text: str) -> str:
    kept: list[str] = []
    for position, character in enumerate(text):
        if character in (_ZWJ, _ZWNJ):
            before = kept[-1] if kept else ""
            after = text[position + 1 : position + 2]
            shaped = _shaping(before) and _shaping(after)
            if not shaped and not (character == _ZWJ and _emoji(before) and _emoji(after)):
                continue
        kept.append(character)
    return "".join(kept)


def _shaping(character: str) -> bool:
    return "\u0600" <= character <= "\u10ff"


def _emoji(character: str) -> bool:
    return bool(character) and (
        character == "\ufe0f"
        or unicodedata.category(character) == "So"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def one_line(text: str) -> str:
    """Visible characters on one line, white space single. Idempotent."""
    line = " ".join(text.split())
    seen = visible(line)
    return line if seen == line else " ".join(seen.split())


def lines(text: str) -> str:
    """Visible characters, each line for itself as `one_line`, without empty lines at its ends. Idempotent."""
    seen = visible(text)
    if seen == text:
        return text
    return "\n".join(" ".join(line.split()) for line in seen.split("\n")).strip("\n")


def cut(text: str, characters: int) -> str:
    """At most so many characters, cut after a word, with an ellipsis that counts as one of them."""
    if len(text) <= characters:
        return text
    head = text[: characters - 1]
    words = head.rsplit(None, 1)
    if not text[characters - 1].isspace() and len(words) == 2 and len(words[0]) >= characters // 2:
        head = words[0]
    return head.rstrip(" \n\t.,;:–—-\u200c\u200d") + "…"


def cut_bytes(text: str, size: int) -> str:
    """At most `size` bytes of UTF-8, cut after a word, with an ellipsis."""
    body = text.encode("utf-8")
    if len(body) <= size:
        return text
    head = body[: size - 3].decode("utf-8", "ignore")
    return cut(head + " …", len(head)) if head else "…"
