"""What publishing systems add to every entry and no reader came for."""

from __future__ import annotations

import re

#: How much of a paragraph's end is looked at. A sentence of boilerplate is short, and a bound keeps it linear.
_REACH = 600
_TAIL_LENGTH = 300

#: A last paragraph that is nothing but this goes.
_WHOLE = re.compile(
    r"""(?ix) ^ (?:
      (?:the\ post|the\ article)\b .{0,400} \bfirst\ appeared\ on\b .*
    | (?:the\ post|the\ article)\b .{0,400} \bappeared\ first\ on\b .*
    | (?:der\ beitrag|l['’]article|la\ entrada|l['’]articolo|het\ bericht|o\ post|o\ artigo)\b .{0,400}
      \b(?:erschien\ zuerst\ auf|est\ apparu\ en\ premier\ sur|se\ public[oó]\ primero\ en|aparece\ primero\ en
         |proviene\ da|verscheen\ eerst\ op|apareceu\ primeiro\ em)\b .*
    | \(?(?:image|photo|picture)s?\ credits?: .{0,200}
    | .{1,300}\bwas\ originally\ published\ in\b .{1,200} \bon\ medium\b .{0,160}
    | view\ full\ coverage\ on\ google\ news
    | submitted\ by\b .{0,200} \[link\] .* | \[link\] \s* \[comments\]
    | (?:article|comments)\ url:\ \S* .{0,80} | points:\ \d+ | \#\ comments:\ \d+
    | comments? (?:\ \(\d+\))? | \d+\ comments? | permalink | share(?:\ this)?
    | (?:[\[(]\s*)? (?:read|see|learn|find\ out|view|show) \ (?:the\ )?(?:more|full\ (?:story|article|post)|rest)
      \b .{0,120}
    | (?:[\[(]\s*)? (?:continue|keep)\ reading \b .{0,120}
    | (?:click|tap)\ here\b .{0,120}
    | (?:sign\ up|subscribe|register|join)\b .{0,120}
      \b(?:newsletters?|mailing\ list|podcast|e-?mails?|updates|inbox)\b .{0,60}
    | follow\ (?:us|me)\b .{0,160}
    | (?:this|the)\ (?:post|article|story|piece)\ (?:was\ |is\ )?
      (?:first|originally)\ (?:appeared|published|posted)\b .{0,160}
    | originally\ published\ (?:at|by|in|on)\b .{0,120}
    | (?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4})) .{0,120} | all\ rights\ reserved\.?
    | (?:\[?\s*(?:…|\.\.\.)\s*\]?)
    | (?:read|more)\ (?:on|at)\ \S+(?:\ \S+){0,4} | advertisement | sponsored
    | (?:→|»|&raquo;|>>)+
    ) \W* $"""
)
#: The end of a paragraph that is this goes, what is before it stays.
_SUFFIX = re.compile(
    r"""(?ix) (?: \s* (?:
      \[\s*(?:…|\.\.\.)\s*\]
    | (?:(?<=^)|(?<=[\s.!?…\]”"'])) (?:the\ post|the\ article)\b
      .{1,300}?\ (?:appeared\ first\ on|first\ appeared\ on)\ .{1,120}
    | \b(?:this|the)\ (?:story|article)\ continues\ (?:at|on)\ .{1,80}
    | \bto\ read\ this\ article\ in\ full,?\ (?:please\ )?click\ here\W*
    | \bsubmitted\ by\s+/?u/\S+ .{0,80} \[link\] (?:\s*\[comments\])?
    | (?:(?<=[.!?…\]”"'])\s* | \s[\[(]) (?:read\ (?:more|the\ full\ (?:story|article))|continue\ reading) \b .{0,100}
    ) \s* ) $"""
)


def without_boilerplate(text: str) -> str:
    """The text without what stands at its end in every entry. Paragraphs are separated by blank lines."""
    paragraphs = text.split("\n\n")
    while paragraphs:
        last = paragraphs[-1].strip()
        if len(last) <= _TAIL_LENGTH + 200 and _WHOLE.match(last):
            paragraphs.pop()
            continue
        shorter = _trimmed(last)
        if shorter == last:
            break
        paragraphs[-1] = shorter
        if not shorter:
            paragraphs.pop()
    return "\n\n".join(paragraphs)


def _trimmed(paragraph: str) -> str:
    head, tail = paragraph[:-_REACH], paragraph[-_REACH:]
    found = _SUFFIX.search(tail)
    if not found:
        return paragraph
    rest = (head + tail[: found.start()]).rstrip()
    cut_off = "…" in found[0][:8] or "..." in found[0][:8]
    return (
        f"{rest.rstrip('.…')}…" if cut_off and rest and not rest.endswith((".", "!", "?", "…", "”")) else rest
    )
