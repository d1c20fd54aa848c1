"""The pages that readers meet beside the letter: its issues, leaving, what went wrong. In the letter's words and look.

A page is a template of `templates/public/`, filled with the tokens that the letter is dressed in, so that a theme, an
accent or a language changes both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from digest.letter import plain
from digest.letter.dress import dress
from digest.letter.sample import SUBJECTS
from digest.letter.templates import Templates, is_rtl
from digest.letter.words import Words, spoken, words_of
from digest.letter.words.table import Said
from digest.types import Look, Newsletter

#: What a link to leave by may turn out to be worth.
Problem = Literal["unknown link", "gone link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page: its template in `templates/public/`, without `.html`, and what that names besides what all may name."""

    template: str
    values: Mapping[str, Any]
    root: str = "./"  #: from the page's address to the site's beginning, `../` a step
    private: bool = True  #: for one reader's eyes, and for no search engine's


def filled(
    page: WebPage,
    templates: Templates,
    look: Look,
    newsletter: Newsletter,
    *,
    nonce: str = "",
    sample: bool = False,
) -> str:
    """The page's HTML; its style bears the nonce. LetterError when a template is broken or there is no such theme.

    `sample` shows templates with the data of their sample.yaml, as it does for the letter.
    """
    newsletter = plain.safe(newsletter)
    said, language = words_of(newsletter.language), spoken(newsletter.language)
    worn = dress(templates, look, newsletter.language)
    common = {
        "newsletter": newsletter,
        "masthead": plain.line(look.masthead) or newsletter.title,
        "contact": newsletter.reply_to or newsletter.sender_email,
        "words": said,
        "language": language,
        "count": said.counted,
        "direction": "rtl" if is_rtl(language) else "ltr",
        # Names and subjects are the newsletter's, also where it is written in a language that the page does not speak.
        "own": {"language": newsletter.language},
        "data": templates.data(sample=sample),
        "root": page.root,
        "private": page.private,
        "nonce": nonce,
    }
    context = {**worn.tokens, **common, **plain.safe(dict(page.values))}
    return templates.fill(f"public/{page.template}.html", context, look.theme)


# -- which page ---------------------------------------------------------------------------------------


def archive(issues: Sequence[tuple[str, str]], language: str, *, root: str = "./") -> WebPage:
    """All issues: of each its slot and subject, newest first."""
    said = words_of(language)
    rows = tuple((slot, _day(slot, said), subject) for slot, subject in issues)
    return WebPage(template="archive", values={"issues": rows}, root=root, private=False)


def asking(masked: str, *, root: str = "./") -> WebPage:
    """The button by which a reader leaves, whose address is shown masked."""
    return WebPage(template="unsubscribe", values={"masked": masked}, root=root)


def left(masked: str, *, root: str = "./") -> WebPage:
    """What is said once that is done; "" for an address that is not known."""
    return WebPage(template="unsubscribed", values={"masked": masked}, root=root)


def wrong(what: int | Problem, language: str, *, root: str = "./") -> WebPage:
    """What went wrong: by HTTP status, or by what is the matter with a link to leave by."""
    pages = words_of(language).pages
    said: Said
    if isinstance(what, int):
        said = pages.statuses.get(what, pages.other)
    else:
        said = pages.unknown_link if what == "unknown link" else pages.gone_link
    return WebPage(template="error", values={"heading": said[0], "message": said[1]}, root=root)


def _day(slot: str, said: Words) -> str:
    """`26 November 2026`; "" for a slot that no date names."""
    try:
        found = date.fromisoformat(slot)
    except ValueError:
        return ""
    return said.year.format(day=said.day_of(found), year=found.year)


# -- to look at ---------------------------------------------------------------------------------------


def sample_pages(language: str) -> dict[str, WebPage]:
    """Each page by a name, with an invented reader: what a template of one's own is looked at with."""
    masked = "r•••@harbour.example"
    return {
        "issues": archive(SUBJECTS, language),
        "leaving": asking(masked),
        "left": left(masked),
        "unknown-link": wrong("unknown link", language),
        "gone-link": wrong("gone link", language),
        "not-found": wrong(404, language),
        "broken": wrong(500, language),
    }
