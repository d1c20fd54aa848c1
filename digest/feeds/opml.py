"""OPML 2.0 in and out: how feed readers exchange lists of feeds. A folder is a section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from digest.errors import ConfigError
from digest.feeds.characters import one_line
from digest.types import Feed

#: With a host, without white space.
_WEB = re.compile(r"https?://[^\s/?#]+\S*\Z", re.IGNORECASE)
_EXPECTED = "export the list from the feed reader again, as OPML"


class _Reader:
    """Collects feeds from expat's events. A DTD is refused: it is where XML's bombs and file reads begin."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.feeds: dict[str, Feed] = {}
        self.root = ""
        self.wrong: list[ConfigError] = []  #: addresses that are none; the other feeds are read
        self._folders: list[str] = []  #: of each open outline, "" where it is a feed itself

    def error(self, what: str, line: int | None = None) -> ConfigError:
        at = self.parser.CurrentLineNumber if line is None else line
        return ConfigError(f"OPML line {at}: {what}", mend=_EXPECTED)

    def _doctype(self, *_: object) -> None:
        raise self.error("a document type declaration, which is not read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or name.lower()
        if self.root != "opml":
            raise self.error(f"expected <opml>, got <{name[:40]}>")
        if name.lower() != "outline":
            return
        fields = {key.lower(): value for key, value in attributes.items()}
        title = one_line(fields.get("title") or fields.get("text") or "")
        url = fields.get("xmlurl", "").strip()
        if url:
            self._feed(url, title)
        self._folders.append("" if url else title)

    def _feed(self, url: str, title: str) -> None:
        try:
            url = self._address(url)
        except ConfigError as error:
            self.wrong.append(error)
            return
        section = next((folder for folder in reversed(self._folders) if folder), "")
        self.feeds.setdefault(url, Feed(url=url, title="" if title == url else title, section=section))

    def _end(self, name: str) -> None:
        if name.lower() == "outline":
            self._folders.pop()

    def _address(self, url: str) -> str:
        """feed://host and feed:https://host are old spellings of a feed's address."""
        lower = url.lower()
        if lower.startswith("feed:"):
            url = url[5:] if lower.startswith(("feed:http:", "feed:https:")) else f"http:{url[5:]}"
        if not _WEB.match(url) or one_line(url) != url:
            raise self.error(f"xmlUrl: expected http(s) address, got {url[:100]!r}")
        return url


def read_opml(data: bytes, left_out: list[str] | None = None) -> tuple[Feed, ...]:
    """The feeds of an OPML document, each address once, in its order; the innermost folder is the section.

    ConfigError with the line when it is not well-formed, not OPML or has a DTD; also for an address that is none,
    unless `left_out` takes what is wrong with such.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise reader.error(f"not well-formed XML ({expat.ErrorString(error.code)})", error.lineno) from None
    except (LookupError, ValueError) as error:  # an encoding that Python does not have
        raise reader.error(str(error)) from None
    if reader.wrong and left_out is None:
        raise reader.wrong[0]
    if left_out is not None:
        left_out += map(str, reader.wrong)
    return tuple(reader.feeds.values())


def write_opml(feeds: Iterable[Feed], title: str) -> str:
    """An OPML 2.0 document. Feeds without a section first, then a folder for each section. Weights stay here."""
    sections: dict[str, list[Feed]] = {"": []}
    for feed in feeds:
        sections.setdefault(feed.section, []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>"]
    lines += [f"    <title>{_attribute(title)[1:-1]}</title>", "  </head>", "  <body>"]
    for section, members in sections.items():
        indent = "      " if section else "    "
        if section:
            lines.append(f"    <outline text={_attribute(section)} title={_attribute(section)}>")
        for feed in members:
            name = _attribute(feed.title or feed.url)
            lines.append(
                f'{indent}<outline type="rss" text={name} title={name} xmlUrl={_attribute(feed.url)}/>'
            )
        if section:
            lines.append("    </outline>")
    return "\n".join((*lines, "  </body>", "</opml>", ""))


def _attribute(text: str) -> str:
    return quoteattr(one_line(text), {'"': "&quot;"})
