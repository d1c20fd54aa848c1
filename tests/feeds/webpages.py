"""Web pages for tests, told in a line."""

from __future__ import annotations

from collections.abc import Sequence

#: Invented; each is long enough to be an article's paragraph.
PARAGRAPHS = (
    "The orchestra of Harbour City will play a symphony that was finished with the help of a machine, its director "
    "said on Monday, after two years of arguments with its own members about who may call it theirs.",
    "Forty musicians voted for the concert and thirty-one against it, according to minutes of the meeting, which "
    "lasted until two in the morning and ended with a quarrel over the order of the names on the poster.",
    "The program was trained on recordings that the orchestra itself had made since 1961, and on nothing else, so "
    "that no other composer or label has a claim on what it writes, the orchestra's lawyer said.",
    "Tickets for the first evening were sold out within an hour. A second concert is planned for the spring, in the "
    "old shipyard, where the sound engineers hope for an echo that the machine cannot have foreseen.",
)
TITLE = "Harbour City orchestra plays a symphony finished by a machine"


def article(
    *,
    title: str = TITLE,
    paragraphs: Sequence[str] = PARAGRAPHS,
    head: str = "",
    more: str = "",
    lang: str = "en",
) -> str:
    """A page as publishers make it: navigation, an article, boxes beside it, a footer."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | The Paper</title>{head}'
        '</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>'
        f"<main><article><h1>{title}</h1>{body}</article>{more}</main>"
        '<aside><h2>Most read</h2><a href="/x">Ten cats who ran a ferry</a></aside>'
        "<footer><p>© 2026 The Paper. Imprint, privacy, cookies.</p></footer></body></html>"
    )
