"""An issue to look at a template with, no database needed. Its outlets, people and events are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest.letter.compose import introduction
from digest.letter.words import words_of
from digest.types import Issue, Item, Newsletter, Report, Section, Sentence, Slot, Summary, Told, Window

_AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
_REVIEW = timedelta(hours=24)

NEWSLETTER = Newsletter(
    title="The Frame",
    tagline="What artificial intelligence does to music, film, books and the news",
    timezone="Europe/Berlin",
    sender_name="The Frame",
    sender_email="hello@frame.example",
    address="12 Sample Street, 10115 Berlin, Germany",
    site_url="https://news.frame.example",
)

#: headline; medium; days before the issue; outlets, the lead first; sentences of the summary
_Row = tuple[str, str, int, tuple[str, ...], tuple[str, ...]]

_LEAD: _Row = (
    "Orchestra union wins the right to refuse recordings made for training",
    "music",
    2,
    ("Concert Ledger", "The Morning Wire", "Soundings", "Stagecraft", "Harbour Post", "Northern Review"),
    (
        "Members of the Halden Philharmonic voted 214 to 31 on Tuesday for a contract that lets each player keep a "
        "recording out of any data set used to train a music generator.",
        "The orchestra will pay a fee for every hour that is used, and a refusal may not be held against a player.",
        "Three other houses are negotiating the same clause, said Ines Varga, who led the talks.",
    ),
)
_STORIES: tuple[_Row, ...] = (
    (
        "A small studio dubbed its film into eleven languages with the cast’s own voices",
        "film",
        3,
        ("Reel & Frame", "Cinema Notebook", "The Morning Wire"),
        (
            "Lantern Pictures licensed each actor’s voice for one film and two years, and paid for every language.",
            "The dubbed versions open on 340 screens in December; the actors approved each line before it was locked.",
        ),
    ),
    (
        "Novelists’ guild publishes a register of books that were written without a model",
        "publishing",
        4,
        ("Paper Trail", "Northern Review"),
        (
            "Publishers can list a title when its author signs a declaration, and 1,900 titles were entered in the "
            "first week.",
            "The guild will check one entry in fifty against drafts and notes.",
        ),
    ),
    (
        "Court hears first case over a song that a service removed as machine-made",
        "music",
        1,
        ("Soundings", "Concert Ledger", "Docket Daily"),
        (
            "Mira Tolland, a songwriter, says Wavehouse took her single down when its detector gave it 97 percent.",
            "Wavehouse told the court that it reinstates one such track in twelve after an appeal.",
        ),
    ),
    (
        "Regional papers share one transcription desk, and print who checked each interview",
        "news",
        5,
        ("Harbour Post",),
        (
            "Nine newsrooms on the west coast now send recordings to a shared desk where a model makes the first "
            "transcript and a named editor corrects it.",
            "Corrections fell by a third in the first quarter, by the papers’ own count.",
        ),
    ),
    (
        "Museum shows what an image model learned, one drawing at a time",
        "art",
        6,
        ("The Plinth", "Northern Review"),
        (
            "The exhibition in Aarhus hangs 600 drawings beside the pictures a model made after seeing each of them.",
            "Every artist was asked, and 41 declined; their frames hang empty.",
        ),
    ),
)
_BRIEF: tuple[_Row, ...] = (
    (
        "Radio drama returns with generated crowd scenes and human leads",
        "audio",
        2,
        ("Longwave",),
        ("The six-part serial used a model only for voices that speak fewer than five words.",),
    ),
    (
        "Game writers agree a credit line for dialogue drafted by a model",
        "games",
        3,
        ("Second Player", "Docket Daily"),
        ("Studios must name the tool and the writer who edited the lines.",),
    ),
    (
        "Advertisers ask for a label on synthetic presenters",
        "advertising",
        4,
        ("Media Account",),
        ("Eighteen brands want the mark on screen for the whole spot, not only at its end.",),
    ),
    ("Film archive will not license its newsreels for training", "film", 6, ("Cinema Notebook",), ()),
)
#: Slots and subjects of the last issues, newest first.
SUBJECTS: tuple[tuple[str, str], ...] = (
    ("2026-11-26", "Orchestra union wins the right to refuse recordings"),
    ("2026-11-19", "A festival asks which scenes a machine drew"),
    ("2026-11-12", "Songwriter sues after a detector calls her single machine-made"),
)
_EARLIER = Told(slot=SUBJECTS[2][0], headline=SUBJECTS[2][1])


def sample_issue(newsletter: Newsletter = NEWSLETTER) -> Issue:
    """A full issue of ten stories: a lead with many outlets, an update, a story without a summary.

    The stories are told in English; the words around them are in the newsletter's language, and what leads to an
    earlier issue leads to its site.
    """
    words = words_of(newsletter.language)
    site = newsletter.site_url
    earlier = replace(_EARLIER, url=f"{site}/issues/{_EARLIER.slot}" if site else "")
    lead, *told = (_item(row, earlier) for row in (_LEAD, *_STORIES))
    brief = tuple(_item(row, earlier) for row in _BRIEF)
    return Issue(
        newsletter=newsletter,
        slot=Slot(
            name="2026-11-26",
            window=Window(_AT - _REVIEW - timedelta(days=7), _AT - _REVIEW),
            at=_AT,
            review_at=_AT - _REVIEW,
        ),
        number=12,
        topic="ai-and-media",
        intro=introduction((lead, *told, *brief), considered=1240, sources=31, words=words),
        sections=(
            Section(kind="lead", title="", items=(lead,)),
            Section(kind="stories", title=words.more, items=tuple(told)),
            Section(kind="brief", title=words.brief, items=brief),
        ),
        considered=1240,
        sources=31,
    )


def _item(row: _Row, earlier: Told) -> Item:
    headline, medium, days, outlets, sentences = row
    slug = "-".join(headline.lower().replace("’", "").split()[:5]).strip(",")
    reports = tuple(
        Report(
            entry_id=f"{slug[:12]}-{n}",
            source=outlet,
            title=headline,
            url=f"https://{outlet.lower().replace(' ', '').replace('&', '')}.example/2026/{slug}?ref=feed&n={n}",
            published=_AT - timedelta(days=days),
        )
        for n, outlet in enumerate(outlets)
    )
    matters = "A clause that one house signs tends to become the clause that the next one is asked for."
    return Item(
        story_id=slug,
        headline=headline,
        reports=reports,
        summary=Summary(
            sentences=tuple(
                Sentence(text=s, entry_id=reports[0].entry_id, start=0, end=len(s)) for s in sentences
            ),
            by="extractive" if sentences else "headline",
        ),
        medium=medium,
        why_it_matters=matters if row is _LEAD else "",
        update_of=earlier if headline.startswith("Court hears") else None,
    )
