"""What was found of one thing (the feed, an entry, a source), under the names that feedparser has for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from digest.feeds.markup import LARGEST_HTML, plain
from digest.types import Image, RawEntry

_NEVER = 1 << 30
#: A category: term, scheme, label.
Tag = tuple[str | None, str | None, str | None]


class Context:
    """The values of one feed, entry or source. None is "not there", which is not the same as empty.

    `*_at` is the depth of the element that a value came from: in an entry a deeper one does not replace it.
    `level` is the depth of the thing's own children.
    """

    id = title = author = language = image = published = updated = created = ""
    link: str | None = None
    alternate = ""  #: the first link that could be it
    title_kind = "text/plain"
    summary: str | None = None
    summary_kind = "text/html"
    title_at = summary_at = id_at = author_at = _NEVER

    def __init__(self, kind: Literal["feed", "entry", "source"], level: int) -> None:
        self.kind = kind
        self.level = level
        self.contents: list[tuple[str, str]] = []  #: value, media type
        self.tags: list[Tag] = []
        self.known_tags: set[Tag] = set()
        self.media: list[Mapping[str, str]] = []
        self.thumbnails: list[Mapping[str, str]] = []
        self.enclosures: list[tuple[str, Mapping[str, str]]] = []  #: address, all attributes

    def add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tag = (term, scheme, label)
        if tag not in self.known_tags and (term or scheme or label):
            self.known_tags.add(tag)
            self.tags.append(tag)

    def name_tag(self, term: str) -> None:
        """A category's text: the term of the last one that has none yet, else one more."""
        if self.tags and not self.tags[-1][0]:
            last = self.tags[-1]
            self.known_tags.discard(last)
            self.tags[-1] = (term, *last[1:])
            self.known_tags.add(self.tags[-1])
        else:
            self.add_tag(term, None, None)

    def entry(self) -> RawEntry:
        return RawEntry(
            guid=self.id.strip(),
            url=(self.link or "").strip() or self.alternate,
            title=markup(self.title, self.title_kind),
            html=self._longest(),
            author=self.author.strip(),
            published=self.published or self.created,
            updated=self.updated,
            tags=self._terms() if self.tags else (),
            image=self._image() if self.media or self.thumbnails or self.enclosures or self.image else None,
        )

    def _longest(self) -> str:
        if not self.contents:
            return markup(self.summary, self.summary_kind)[:LARGEST_HTML] if self.summary else ""
        found = markup(self.summary, self.summary_kind) if self.summary else ""
        for value, kind in self.contents:
            content = markup(value, kind)
            if len(content) > len(found):
                found = content
        return found[:LARGEST_HTML]

    def _terms(self) -> tuple[str, ...]:
        found = [term.strip()[:200] for term, _, _ in self.tags if term]
        return tuple(dict.fromkeys(filter(None, found)))[:30]

    def _image(self) -> Image | None:
        pictures = [m for m in self.media if _is_picture(m)]
        if len(pictures) > 1:
            pictures.sort(key=lambda m: -(_pixels(m.get("width")) or 0))
        for media in (*pictures, *self.thumbnails):
            if url := media.get("url", "").strip() or media.get("href", "").strip():
                return Image(url=url, width=_pixels(media.get("width")), height=_pixels(media.get("height")))
        for url, link in self.enclosures:
            if url and _is_picture(link):
                return Image(url=url, width=_pixels(link.get("width")), height=_pixels(link.get("height")))
        return Image(url=self.image.strip()) if self.image.strip() else None


def markup(value: str, kind: str) -> str:
    """A text construct as HTML, stripped (mending may have brought white space to its ends)."""
    value = value.strip()
    if kind != "text/plain" or ("&" not in value and "<" not in value and ">" not in value):
        return value
    return plain(value)


def _is_picture(media: Mapping[str, str]) -> bool:
    return media.get("medium", "").strip() == "image" or media.get("type", "").lower().strip().startswith(
        "image/"
    )


def _pixels(value: str | None) -> int | None:
    text = value.strip().removesuffix("px") if value else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) > 0 else None
