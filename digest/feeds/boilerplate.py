"""What publishing systems add to every entry and no reader came for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from digest.feeds.phrases import APPEARED, ASKS, CREDITS, HEADINGS, LETTER, MORE, SERVICES
from digest.feeds.prose import Paragraph, joined

#: A paragraph with more characters is prose.
LONGEST = 500
#: How much of a paragraph's end is looked at. A sentence of boilerplate is short, and a bound keeps it linear.
_REACH = 500
#: What ends so many of a feed's entries, and so large a share of them, belongs to the feed and not to an entry.
_HABIT, _SHARE = 5, 0.8


#: A first or last paragraph that is nothing but this goes.
_WHOLE = re.compile(
    rf"(?i)^\W{{0,9}}(?:(?:{APPEARED}) .{{1,200}}|{MORE}|{ASKS}|{CREDITS}|{LETTER}|{SERVICES})\W*$"
)
_HEAD = re.compile(
    rf"(?i)^\W{{0,9}}(?:{LETTER}|{CREDITS}|advertisement|anzeige|publicit[eé]|publicidade?)\W*$"
)
_HEADING = re.compile(rf"(?i)^\W{{0,9}}(?:{HEADINGS})\W*$")
#: A line that is an address with at most a label: "Website: https://…".
_ADDRESS = re.compile(r"^[^.!?]{0,60}?(?:https?://|www\.)\S{1,500}\W*$")
_ARROWS = re.compile("[ \\[]*↩[\ufe0e\ufe0f]?\\d*\\]?")
_DIGITS = re.compile(r"\d+")
#: Stands between paragraphs, and is none.
_ANYWHERE = re.compile(
    r"(?i)^\W{0,3}(?:advertisement|advertising|subscribe(?: now)?|sign up now|share(?: this post)?|leave a comment"
    r"|upgrade to paid|read more|anzeige|werbung|publicit[eé]|publicidade?|advertentie|continue reading below"
    r"|(?:story|article) continues below(?: advertisement)?|loading)\W*$"
)
#: The end of a paragraph that is this goes, what is before it stays.
_SUFFIX = re.compile(
    rf"""(?ix) (?: \s* (?:
      \[\s*(?:…|\.\.\.)\s*\]
    | (?:(?<=^)|(?<=[\s.!?…\]”"'])) (?:{APPEARED}) \ .{{1,120}}
    | \b(?:this|the)\ (?:story|article)\ continues\ (?:at|on)\ .{{1,80}}
    | \bto\ read\ this\ article\ in\ full,?\ (?:please\ )?click\ here\W*
    | \bsubmitted\ by\s?\S .{{0,100}} \[link\] (?:\s*\[(?:\d+\ )?comments?\])?
    | \[link\] \s* \[(?:\d+\ )?comments?\]
    ) \s* ) $"""
)
#: One of these is in every ending that `_SUFFIX` finds.
_HINTS = (
    "…]", "… ]", "...]", "... ]", "[link]", "appeared", "originally ", " first ", "erschienen", "erschien ",
    "apparu en premier", "paru en premier", "abord paru", "est paru", "est apparu", "primero en", "originalmente",
    "proviene da", "stato pubblicato", "il primo su", "verscheen", "verschenen op", "apareceu", "publicado primeiro",
    "continues at", "continues on", "click here",
)  # fmt: skip
#: A last "Read more" behind a sentence, a bracket, an arrow or a line break.
_MORE = re.compile(rf"""(?ix) ([.!?…\]”"']|[→»>\n]|[\[(]) \s* [\[(]? (?:{MORE}) \W*$""")
_MORE_REACH = 160
_MEDIUM = re.compile(r"(?i)^.{1,300}\bwas originally published in\b.{1,200}\bon medium\b.{0,160}$")


def without_boilerplate(text: str) -> str:
    """The text without what stands at its head and end in every entry. Paragraphs are separated by blank lines."""
    return joined(tidied([Paragraph(part) for part in text.split("\n\n") if part.strip()]))


def habits(texts: Iterable[Sequence[Paragraph]]) -> frozenset[str]:
    """The last paragraphs that nearly all entries of a feed share: its signature, whatever language it is in."""
    counts: Counter[str] = Counter()
    total = 0
    for paragraphs in texts:
        if len(paragraphs) > 1:
            total += 1
            counts.update({habit(p.text) for p in paragraphs[-4:] if len(p.text) <= LONGEST})
    return frozenset(text for text, count in counts.items() if count >= max(_HABIT, _SHARE * total))


def habit(text: str) -> str:
    """What two paragraphs share that differ in a date or a number."""
    return _DIGITS.sub("0", text)


def tidied(paragraphs: list[Paragraph], known: frozenset[str] = frozenset()) -> list[Paragraph]:
    """The paragraphs without boilerplate; `known` are the habits of the feed."""
    rest = [_without_arrows(p) for p in paragraphs if len(p.text) > 60 or not _is_divider(p.text)]
    head = 0
    while head < len(rest) and len(rest[head].text) <= LONGEST and _HEAD.match(rest[head].text):
        head += 1
    del rest[:head]
    while rest and _shorten(rest, known):
        pass
    return rest


def _is_divider(text: str) -> bool:
    """Whether a short paragraph stands between others and says nothing: asterisks, "Advertisement"."""
    return bool(_ANYWHERE.match(text)) or _is_ornament(text)


def _is_ornament(text: str) -> bool:
    """Whether there is no letter and no number; a lone emoji may be the message."""
    return not any(map(str.isalnum, text)) and not any(character >= "\U0001f000" for character in text)


def _without_arrows(paragraph: Paragraph) -> Paragraph:
    """A footnote without the arrow that leads back."""
    if "↩" not in paragraph.text:
        return paragraph
    return Paragraph(_ARROWS.sub("", paragraph.text), paragraph.item, paragraph.linked)


def _shorten(rest: list[Paragraph], known: frozenset[str]) -> bool:
    """Take one thing from the end; False when nothing there is boilerplate."""
    last = rest[-1]
    if (len(rest) > 1 and habit(last.text) in known) or _is_boilerplate(last):
        rest.pop()
        while rest and _is_heading(rest[-1].text):
            rest.pop()
        return True
    if linked := _links_at_end(rest):
        del rest[-linked:]
        if rest and _is_heading(rest[-1].text):
            rest.pop()
        return True
    text = _trimmed(last.text)
    if text == last.text:
        return False
    rest[-1:] = [Paragraph(text, last.item)] if text else []
    return True


def _is_heading(text: str) -> bool:
    return len(text) <= 60 and _HEADING.match(text) is not None


def _is_boilerplate(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > LONGEST:
        return False
    if _is_ornament(text):
        return True
    medium = "originally published in" in text and _MEDIUM.match(text)
    return bool(medium or _WHOLE.match(text) or all(map(_ADDRESS.match, text.split("\n"))))


def _links_at_end(rest: list[Paragraph]) -> int:
    """How many paragraphs at the end are links and nothing else, when they are a list of links to elsewhere."""
    count = 0
    while count < len(rest) and rest[-1 - count].linked:
        count += 1
    if not count or count == len(rest):
        return 0
    return count if count > 2 or _is_heading(rest[-1 - count].text) else 0


def _trimmed(paragraph: str) -> str:
    tail = paragraph[-_MORE_REACH:]
    if found := _MORE.search(tail):
        kept = found[1] if found[1] in ".!?…]”\"'" else ""
        return (paragraph[:-_MORE_REACH] + tail[: found.start()]).rstrip() + kept
    return _shortened(paragraph)


def _hinted(low: str) -> bool:
    for hint in _HINTS:  # noqa: SIM110 - `any` takes twice as long
        if hint in low:
            return True
    return False


def _shortened(paragraph: str) -> str:
    head, tail = paragraph[:-_REACH], paragraph[-_REACH:]
    found = _SUFFIX.search(tail) if _hinted(tail.lower()) else None
    if not found:
        return paragraph
    rest = (head + tail[: found.start()]).rstrip()
    cut_off = "…" in found[0][:8] or "..." in found[0][:8]
    return (
        f"{rest.rstrip('.…')}…" if cut_off and rest and not rest.endswith((".", "!", "?", "…", "”")) else rest
    )
