"""Whether there is anything to judge: a file from anywhere, read in a box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from digest.letter.gate.page import Page
from digest.letter.gate.rule import Fault, rule
from digest.net.box import BoxError
from digest.types import Finding

#: Bytes of a file. Gmail takes 25 MB, pictures in base64 and all; a letter with 1 MiB of them has under two.
LARGEST = 8 * 2**20


class Caller(Protocol):
    """A box (`digest.net.box`)."""

    def call(self, function: str, argument: object, blob: bytes = b"") -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What the gate has to say of a file."""

    findings: tuple[Finding, ...]  #: errors first
    unjudged: tuple[tuple[str, str], ...] = ()  #: a rule, and what it needs that the file has not
    links: tuple[str, ...] = ()  #: http(s) addresses, without those by which a reader leaves


@rule(
    "readable",
    source="house rule: within 8 MiB, 512 elements deep as Chromium and WebKit build them, and within the seconds and "
    "the memory of the box",
    wants="A file holds a mail or a page of HTML that can be read within bounds.",
    mend="open it in a mail program, and save it anew",
    needs=(),
)
def readable(page: Page) -> Iterator[Fault]:
    if page.unreadable:
        yield Fault(page.unreadable, place="file")
    elif not page.html and page.text is None:
        yield Fault("there is neither HTML nor text in it", place="file")


def read_file(box: Caller, data: bytes, *, mail: bool) -> FileReport:
    """The gate's word on the bytes of a mail or a page. Never raises, whatever they are."""
    if len(data) > LARGEST:
        return _unread(f"larger than {LARGEST // 2**20} MiB")
    try:
        answer = box.call("digest.letter.gate.readable:boxed", {"mail": mail}, data)
        return FileReport(
            findings=tuple(Finding(**{key: str(row[key]) for key in _KEYS}) for row in answer["findings"]),  # type: ignore[arg-type]  # our own rows, through JSON
            unjudged=tuple((str(name), str(why)) for name, why in answer["unjudged"]),
            links=tuple(map(str, answer["links"])),
        )
    except (BoxError, KeyError, TypeError, ValueError) as error:
        return _unread(f"it cannot be judged: {error}")


_KEYS = ("severity", "rule", "message", "place", "mend")


def boxed(argument: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """What the box calls: parse and judge, as plain data."""
    from digest.letter.gate import examine, page_of_file
    from digest.letter.gate.links import followed

    page = page_of_file(data, mail=bool(argument["mail"]))
    judged = examine(page)
    return {
        "findings": [{key: getattr(finding, key) for key in _KEYS} for finding in judged.findings],
        "unjudged": [(rule.name, _missing(page, rule.needs)) for rule in judged.unjudged],
        "links": list(followed(page)),
    }


def _missing(page: Page, needs: tuple[Any, ...]) -> str:
    """What a rule needs and a page has not, in words."""
    words = {
        "html": "HTML",
        "text": "a text part",
        "subject": "a subject",
        "mail": "the header of a mail",
        "newsletter": "the newsletter's configuration",
    }
    return " and ".join(words[need] for need in needs if not page.has(need))


def _unread(why: str) -> FileReport:
    from digest.letter.gate import examine

    return FileReport(findings=examine(Page(unreadable=why)).findings)


RULES = (readable,)
