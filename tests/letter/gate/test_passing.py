"""No false alarm: letters of every kind that a newsletter may have, of which the gate says nothing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from digest.evaluate.labelled import names, read
from digest.letter.compose import compose
from digest.letter.gate import lint
from digest.letter.render import render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.letter.trim import trimmed
from digest.summarise import summarise
from digest.types import Choice, Entry, Finding, Issue, Letter, Look, Newsletter, Story
from tests.conftest import data_folder
from tests.letter.gate.passing import TEMPLATES
from tests.makers import SLOT, entry

ENGLISH = (
    "Choir and label agree on a fee for every hour of recordings that a model hears",
    "A publisher prints who checked each chapter that a model had drafted",
    "Court asks a service for the list of songs its detector has taken down",
    "Radio drama returns with generated crowds and human leads in every part",
)
ARABIC = (
    "نقابة الموسيقيين تكسب حق رفض استخدام التسجيلات في تدريب النماذج",
    "استوديو صغير يدبلج فيلمه إلى إحدى عشرة لغة بأصوات الممثلين أنفسهم",
    "متحف يعرض ما تعلمه نموذج الصور رسما بعد رسم في قاعة واحدة",
)
JAPANESE = (
    "オーケストラの組合、学習用の録音を拒む権利を勝ち取る",
    "小さなスタジオ、俳優本人の声で映画を十一の言語に吹き替え",
    "作家組合、機械を使わずに書かれた本の一覧を公開",
)
EMOJI = (
    "🎻 Orchestra 🎺 wins the right to refuse 🙅🏽‍♀️ recordings made for training 🤖",
    "🎬 A small studio 🏳️‍🌈 dubbed its film into eleven languages 🗣️ with the cast’s own voices",
    "📚 Novelists publish a register of books 🖋️ that were written without a model",
)
JOURNAL = Look()
LONG = "A choir that had sung for a film without being asked " + "and was told of it by a listener " * 6


def issue(*titles: str, newsletter: Newsletter = NEWSLETTER, text: str = "", sources: int = 2) -> Issue:
    """An issue of these headlines, composed as any other is, each told by two outlets with a text of its own."""
    stories = []
    for n, title in enumerate(titles):
        reports = [
            entry(
                title, guid=f"{n}-{s}", url=f"https://outlet{s}.example/{n}", source=f"Outlet {s}", text=text
            )
            for s in range(sources)
        ]
        words = text or f"{title}. It was number {n} in the week, and {n + 3} people were asked about it."
        reports = [dataclasses.replace(report, text=words) for report in reports]
        stories.append(Story(id=f"s{n}", entries=tuple(reports), score=1.0, relevance=0.9, medium="music"))
    return composed(stories, newsletter)


def composed(stories: list[Story], newsletter: Newsletter = NEWSLETTER) -> Issue:
    summaries = {story.id: summarise(story, words=60, language=newsletter.language) for story in stories}
    choice = Choice(verdicts=(), stories=tuple(stories))
    return compose(
        choice, summaries, newsletter=newsletter, slot=SLOT, topic="ai-and-media", considered=900, sources=31
    )


def letter_of(made: Issue, look: Look = JOURNAL) -> Letter:
    return trimmed(made, render(made, TEMPLATES, look), lambda i: render(i, TEMPLATES, look)).letter


def said(made: Issue, look: Look = JOURNAL) -> list[Finding]:
    return list(lint(letter_of(made, look), made.newsletter))


def abroad(language: str, title: str) -> Newsletter:
    return dataclasses.replace(NEWSLETTER, language=language, title=title, tagline="", sender_name=title)


LETTERS = {
    "sample": sample_issue(),
    "one story": issue(ENGLISH[0]),
    "two stories": issue(*ENGLISH[:2]),
    "thirty stories": issue(*(f"{ENGLISH[n % 4]}, part {n}" for n in range(30)), sources=5),
    "a headline of 200 characters": issue(LONG[:200].strip(), *ENGLISH),
    "a story with a long text": issue(*ENGLISH, text="The choir was asked again, and it said no. " * 200),
    "Arabic": issue(*ARABIC, newsletter=abroad("ar", "الإطار")),
    "Japanese": issue(*JAPANESE, newsletter=abroad("ja", "額縁")),
    "emoji": issue(*EMOJI, newsletter=abroad("en", "The 🖼️ Frame")),
    "German": issue(*ENGLISH, newsletter=abroad("de", "Der Rahmen")),
    "mail only": issue(*ENGLISH, newsletter=dataclasses.replace(NEWSLETTER, site_url="")),
}


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("theme", ["journal", "wire", "plain"])
def test_a_letter_that_is_fine_passes(name: str, theme: str) -> None:
    """Neither error nor warning, in every shipped theme."""
    assert said(LETTERS[name], Look(theme=theme)) == []


def test_marks_pass() -> None:
    """The numbers behind sentences are links of their own, each with a name of its own."""
    assert said(LETTERS["sample"], Look(marks=True)) == []


def weeks() -> list[str]:
    folder = data_folder() / "weeks"
    return names(folder) if folder.is_dir() else [""]


@pytest.mark.data
@pytest.mark.parametrize("week", weeks())
def test_recorded_weeks_pass(week: str, data: Path) -> None:
    """Real headlines, addresses and texts: the labelled stories of a week, at most twelve, as an issue tells them."""
    read_week = read(data / "weeks", week)
    by_guid = {one.guid: one for one in read_week.entries}
    events: dict[str, list[Entry]] = {}
    for guid, label in read_week.labels.items():
        if label.grade >= 2 and guid in by_guid:
            events.setdefault(label.event or guid, []).append(by_guid[guid])
    ranked = sorted(events.values(), key=lambda entries: (-len(entries), entries[0].id))[:12]
    stories = [
        Story(id=f"s{n}", entries=tuple(entries), score=1.0, relevance=0.9)
        for n, entries in enumerate(ranked)
    ]
    assert len(stories) >= 5
    assert said(composed(stories)) == []
