"""An issue in the few elements that every feed reader shows: the letter without what is a mail's. Pure."""

from __future__ import annotations

from html import escape

from digest.letter import plain
from digest.letter.figure import Figure, figure_of
from digest.letter.words import Words, words_of
from digest.types import Issue, Item, Report, Section


def content(issue: Issue) -> str:
    """The issue as HTML without styles or pictures, in the letter's order; nothing of it needs a request to be shown.

    Left out of the letter: reading time, the words over a story, numbers in summaries, and all that is for whoever
    got the mail.
    """
    said, zone = words_of(issue.newsletter.language), issue.newsletter.timezone
    sections, figure = issue.sections, figure_of(issue)
    parts = [_p(issue.intro)] if issue.intro else []
    parts += [one for section in sections if section.kind != "brief" for one in _section(section, said, zone)]
    parts += _figure(figure, said, zone) if figure else []
    parts += [one for section in sections if section.kind == "brief" for one in _section(section, said, zone)]
    return "\n".join([*parts, _p(plain.made(issue, said))])


def _section(section: Section, said: Words, zone: str) -> list[str]:
    parts = [f"<h2>{_words(section.title)}</h2>"] if section.title else []
    return parts + [
        one for item in section.items for one in _story(item, said, zone, brief=section.kind == "brief")
    ]


def _story(item: Item, said: Words, zone: str, *, brief: bool) -> list[str]:
    """Headline, summary, why it matters, what it follows, whose it is, and who else tells it."""
    others = plain.outlets(item)[1:]
    parts = [f"<h3>{_words(item.headline)}</h3>"]
    if item.summary.text:
        parts.append(_p(f"{plain.attribution(item, said)} {item.summary.text}"))
    if item.why_it_matters:
        parts.append(f"<p><strong>{_words(said.why + said.stop)}</strong> {_words(item.why_it_matters)}</p>")
    if item.update_of:
        before = _link(item.update_of.url, item.update_of.headline)
        day = plain.slot_day(item.update_of.slot, said=said)
        parts.append(f"<p>{escape(said.follows).format(story=before, day=escape(day))}</p>")
    parts.append(_by(item.lead, said, zone))
    if others and not brief:
        links = said.comma.join(_link(report.url, report.source) for report in others)
        parts.append(f"<p>{_words(said.also)} {links}</p>")
    return parts


def _figure(figure: Figure, said: Words, zone: str) -> list[str]:
    number = f"<p><strong>{_words(figure.text)}</strong></p>"
    return [f"<h2>{_words(said.figure)}</h2>", number, _p(figure.sentence), _by(figure.report, said, zone)]


def _by(report: Report, said: Words, zone: str) -> str:
    """Source · date."""
    day = plain.local_day(report.published, timezone=zone, said=said)
    return f"<p>{_link(report.url, report.source)} · {escape(day)}</p>"


def _link(url: str, name: str) -> str:
    """A name that leads somewhere, or the name alone where no reader can follow."""
    address = "" if plain.is_local(url) else plain.web(url)
    return f'<a href="{escape(address)}">{_words(name)}</a>' if address else _words(name)


def _p(text: str) -> str:
    return f"<p>{_words(text)}</p>"


def _words(text: str) -> str:
    return escape(plain.line(text))
