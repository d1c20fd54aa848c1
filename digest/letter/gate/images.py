"""Pictures: of a kind that every client shows, sized, light, and from somewhere safe."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from digest.letter.gate.page import Page
from digest.letter.gate.rule import Fault, rule

#: Bytes of all pictures that travel with the letter.
HEAVY = 2**20
_KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}
_SUFFIX = re.compile(r"\.(jpe?g|png|gif)$", re.IGNORECASE)
_OTHER = re.compile(r"\.(webp|avif|svgz?|bmp|tiff?|heic|ico|jxl)$", re.IGNORECASE)
_DATA = re.compile(r"data:([^;,]{0,100})((?:;[^;,]{0,100}){0,5}),", re.IGNORECASE)


def embedded(page: Page, source: str) -> tuple[str, bytes] | None:
    """The kind, as declared, and the bytes of a picture that travels with the letter; None for any other."""
    if found := _DATA.match(source):
        body = source[found.end() :]
        try:
            data = base64.b64decode(body) if "base64" in found[2].lower() else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            data = b""
        return found[1].strip().lower(), data
    if source[:4].lower() == "cid:" and page.mail:
        parts = (part for part in page.mail.parts if part.cid and part.cid == source[4:])
        return next(((part.kind, part.data) for part in parts), None)
    return None


@rule(
    "image-source",
    source="RFC 2392; RFC 9110 § 4.2.2",
    wants="A picture is embedded, or comes over https; one that is named by its cid: is in the mail.",
    mend="embed it, or give an https address",
)
def image_source(page: Page) -> Iterator[Fault]:
    for source in _sources(page):
        scheme = source.partition(":")[0].lower()
        if scheme == "cid" and page.mail and embedded(page, source) is None:
            yield Fault("the mail holds no such part", place=source[:120])
        elif scheme not in ("https", "data", "cid"):
            yield Fault("expected https: or an embedded picture", place=source[:120])


@rule(
    "image-type",
    source="caniemail.com, image formats (webp, avif, svg)",
    wants="JPEG, PNG or GIF, and what it is declared to be: Outlook on Windows shows no other.",
    mend="convert it to JPEG or PNG",
)
def image_type(page: Page) -> Iterator[Fault]:
    for source in _sources(page):
        found = embedded(page, source)
        if found is None:
            path = re.split(r"[?#]", source, maxsplit=1)[0]
            if other := _OTHER.search(path[-12:]):
                yield Fault(f"{other[1].lower()} is not shown by every client", place=source[:120])
            continue
        declared, data = found
        real = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), "")
        if declared.replace("image/jpg", "image/jpeg") != real or not real:
            what = real or "no JPEG, PNG or GIF"
            yield Fault(f"declared as {declared or 'nothing'}, and it is {what}", place=source[:60])


@rule(
    "image-weight",
    source="house rule: 1 MiB, as the design allows",
    wants="At most 1 MiB of pictures travel with the letter.",
    mend="make them smaller, or turn letter.images off",
    mend_file="make them smaller, or fewer",
)
def image_weight(page: Page) -> Iterator[Fault]:
    sources = dict.fromkeys(_sources(page))  # one named twice travels once, if by its cid
    weighed = [(len(found[1]), source) for source in sources if (found := embedded(page, source))]
    total = sum(weight for weight, _ in weighed)
    if total > HEAVY:
        weight, source = max(weighed)
        message = f"{total:,} bytes of pictures, expected at most {HEAVY:,}; the largest has {weight:,}"
        yield Fault(message, place=source[:60])


@rule(
    "image-size",
    severity="warning",
    source="HTML Standard, dimension attributes; Outlook on Windows reads these alone",
    wants="Every picture has width and height, as whole numbers of pixels, no wider than the letter's 600.",
    mend='add width="…" height="…"',
)
def image_size(page: Page) -> Iterator[Fault]:
    for image in page.images:
        place = (image.attributes.get("src") or "").strip()[:120]
        for side in ("width", "height"):
            value = (image.attributes.get(side) or "").strip()
            if side == "height" and value == "auto":
                continue  # as MJML writes it, who knows the width
            if not re.fullmatch(r"\d{1,5}", value):
                yield Fault(f"its {side} is {value or 'missing'}", place=place)
            elif side == "width" and int(value) > 600:
                yield Fault(f"it is {value} pixels wide, and the letter 600", place=place)


def _sources(page: Page) -> list[str]:
    return [(image.attributes.get("src") or "").strip() for image in page.images]


RULES = (image_source, image_type, image_weight, image_size)
