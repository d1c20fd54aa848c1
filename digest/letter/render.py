"""Issue -> Letter: Jinja2 -> MJML -> HTML with its styles inlined, and the text part. Pure but for the templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from digest.letter import plain as words
from digest.letter.dress import dress
from digest.letter.figure import figure_of
from digest.letter.mjml import compiled, places
from digest.letter.subject import preheader, subject
from digest.letter.templates import Templates, is_rtl
from digest.letter.words import words_of
from digest.types import TOKEN, Entry, Issue, Item, Letter, Look, Newsletter, Sentence

__all__ = ["Templates", "render"]


def render(
    issue: Issue,
    templates: Templates,
    look: Look = Look(),  # noqa: B008 - frozen
    evidence: Mapping[str, Entry] | None = None,
    *,
    earlier: Sequence[Letter] = (),
    sample: bool = False,
) -> Letter:
    """Dress an issue. LetterError when a template is broken, missing, or gives MJML that does not compile.

    With `evidence`, the reports by entry id, each sentence of a summary shows on hover the words that it rests
    on: that is for the editor, and no letter that is sent carries it. `earlier` are the last issues' letters, whose
    subjects and preheaders are not composed again. `sample` shows the templates with the data of their sample.yaml.
    Pictures are named, not held (`cid:`): `digest.dressing` puts their bytes in.
    """
    issue = _followable(words.safe(issue))
    heading = subject(issue, [letter.subject for letter in earlier])
    preview = preheader(issue, heading, [letter.preheader for letter in earlier])
    worn = dress(templates, look, issue.newsletter.language)
    context = {**worn.tokens, **_context(issue, look), "subject": heading, "preheader": preview}
    context |= {
        "data": templates.data(sample=sample),
        "evidence": partial(_evidence, entries=evidence or {}),
    }
    html = _html(templates, context, look.theme)
    text = templates.fill("issue.txt", context, look.theme)
    return Letter(subject=heading, preheader=preview, html=html, text=_tidy(text))


def _html(templates: Templates, context: dict[str, Any], theme: str) -> str:
    """The HTML part. A mistake in the MJML is told with the file and line of the template that it comes from."""
    mjml = templates.fill("issue.mjml", context, theme)
    homes = [home for home in (templates.user_dir, templates.shipped_dir) if home]
    return compiled(mjml, lambda: places(templates.themed(theme), homes, "issue.mjml", context, mjml))


def _followable(issue: Issue) -> Issue:
    """Without links to this machine's own network, unless the site itself is there (someone is trying out)."""
    site = issue.newsletter.site_url
    if not site or words.is_local(site):
        return issue

    def item_of(item: Item) -> Item:
        reports = tuple(replace(r, url="") if words.is_local(r.url) else r for r in item.reports)
        return replace(item, reports=reports)

    return replace(
        issue, sections=tuple(replace(s, items=tuple(map(item_of, s.items))) for s in issue.sections)
    )


def _context(issue: Issue, look: Look) -> dict[str, Any]:
    """All that a template may name, besides the tokens, `data`, `evidence`, `subject` and `preheader`."""
    newsletter = issue.newsletter
    language, sender = newsletter.language, newsletter.reply_to or newsletter.sender_email
    said = words_of(language)
    site = words.web(newsletter.site_url)
    unsubscribe = f"{site}/unsubscribe/{TOKEN}" if site else f"mailto:{sender}?subject=unsubscribe"
    minutes = words.minutes(issue)
    return {
        "issue": issue,
        "newsletter": newsletter,
        "masthead": words.line(look.masthead) or newsletter.title,
        "words": said,
        "direction": "rtl" if is_rtl(language) else "ltr",
        "topic": words.topic_words(issue.topic),
        "date": said.slot_date(issue.slot, newsletter.timezone),
        "minutes": minutes,
        "read": said.read[minutes != 1].format(n=minutes),
        "figure": figure_of(issue),
        "reply": f"mailto:{sender}",
        "unsubscribe": unsubscribe,
        "online": f"{site}/issues/{issue.slot.name}" if site else "",
        "made": words.made(issue, said),
        "imprint": _imprint(issue.newsletter),
        "media": said.media,
        "marks": look.marks,
        "day": partial(words.local_day, timezone=newsletter.timezone, said=said),
        "mark": words.mark,
        "attribution": partial(words.attribution, words=said),
        "slot_day": partial(words.slot_day, said=said),
        "count": said.counted,
    }


def _evidence(sentence: Sentence, *, entries: Mapping[str, Entry]) -> str:
    """`The Verge: “the words that the sentence rests on”`, a line a place; "" for what is not known."""
    places = [(sentence.entry_id, sentence.start, sentence.end)]
    places += [(also.entry_id, also.start, also.end) for also in sentence.also]
    known = [(entries[key], start, end) for key, start, end in places if key in entries]
    return "\n".join(words.plain(f"{e.source}: “{e.text[start:end]}”") for e, start, end in known)


def _imprint(newsletter: Newsletter) -> str:
    """Who sends this and where they live; an address that begins with the name does not say it twice. "Mainzer Straße"
    does not begin with "Main"."""
    named = re.match(rf"{re.escape(newsletter.title)}(?!\w)", newsletter.address)
    if not newsletter.address or named:
        return newsletter.address or newsletter.title
    return f"{newsletter.title}, {newsletter.address}"


def _tidy(text: str) -> str:
    """No blanks at line ends, no two empty lines in a row, one line feed at the end."""
    lines = "\n".join(part.rstrip() for part in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
