"""Several reports of one event: told once, and their figures side by side where they contradict each other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from digest.summarise import holds, summarise
from digest.summarise.words import count
from digest.types import Entry, Evidence, Sentence, Story
from tests.makers import MIDWEEK, entry, story

LETTER = "Some 40 labels joined. In May 200 musicians signed an open letter against song generators, Acme confirmed."
RIVAL = "The open letter against song generators by Acme was signed by 250 musicians. Roe organised it."


def reports(first: str, second: str, **changes: Any) -> Story:
    return story(
        entry("Musicians write to Acme", source="The Reel", guid="1", text=first),
        entry("A letter to Acme", **{"source": "Court Notes", "guid": "2", "text": second} | changes),
    )


def told(any_story: Story, **options: Any) -> list[str]:
    return [sentence.text for sentence in summarise(any_story, **options).sentences]


def test_two_figures_for_one_thing_are_shown_side_by_side() -> None:
    """Nobody decides who is right: both outlets are named, and both places are cited."""
    both = reports(LETTER, RIVAL)
    summary = summarise(both)
    figure = next(sentence for sentence in summary.sentences if sentence.also)
    assert figure.text in (
        "The Reel says 200 musicians, Court Notes 250.",
        "Court Notes says 250 musicians, The Reel 200.",
    )
    texts = {report.id: report.text for report in both.entries}
    own = Evidence(entry_id=figure.entry_id, start=figure.start, end=figure.end)
    cited = " ".join(texts[place.entry_id][place.start : place.end] for place in (own, *figure.also))
    assert "200 musicians" in cited
    assert "250 musicians" in cited
    assert holds(figure, both.entries[0], others=both.entries) == ""
    assert count(summary.text) <= 70


@pytest.mark.parametrize(
    "second",
    [
        RIVAL.replace("250", "more than 200"),
        RIVAL.replace("250", "215"),
        RIVAL.replace("250", "nearly 300"),
        RIVAL.replace("250 musicians", "250 lawyers"),
        RIVAL.replace("250", "“250”"),
        RIVAL.replace("250", "2,000"),
        RIVAL.replace("was signed by 250", "previously had 250"),
        RIVAL + " At first 200 musicians had signed.",
        "Roe hired 250 musicians for a film by Acme about song generators.",
    ],
)
def test_what_may_both_be_true_is_no_contradiction(second: str) -> None:
    """A false contradiction is worse than none: bounds, roundings, other things, other times, one who knows both."""
    assert not any(sentence.also for sentence in summarise(reports(LETTER, second)).sentences)


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "The Reel"},
        {"source": ""},
        {"source": "x.example/feed"},
        {"published": MIDWEEK - timedelta(days=9)},
    ],
)
def test_only_two_outlets_of_the_same_days_contradict_each_other(changes: dict[str, Any]) -> None:
    """One outlet that corrects itself, or a report of the week before, is no second opinion."""
    assert not any(sentence.also for sentence in summarise(reports(LETTER, RIVAL, **changes)).sentences)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The Reel says 250 musicians, Court Notes 200.", 0, 75),
        ("Court Notes says 200 musicians, The Reel 250.", 0, 75),
        ("The Reel says 200 musicians, Court Notes 260.", 0, 75),
        ("The Reel says 200 singers, Court Notes 250.", 0, 75),
        ("The Reel says 200 musicians, Court Notes lies.", 0, 75),
        ("The Reel says 200 musicians, Court Notes 250.", 76, 92),
        ("The Reel says 200 musicians, Court Notes 250.", 0, 9_000),
    ],
)
def test_the_judge_of_two_places_reads_both(text: str, start: int, end: int) -> None:
    """Outlets swapped, a figure changed, a noun changed, a place that does not say it: none ships."""
    both = reports(LETTER, RIVAL)
    first, second = both.entries
    also = (Evidence(entry_id=second.id, start=start, end=end),)
    sentence = Sentence(text=text, entry_id=first.id, start=0, end=len(LETTER), also=also)
    assert holds(sentence, first, others=both.entries) != ""


def test_a_second_place_in_an_unknown_report_is_no_evidence() -> None:
    """Without the other report nobody can check it."""
    both = reports(LETTER, RIVAL)
    figure = next(sentence for sentence in summarise(both).sentences if sentence.also)
    assert "two reports" in holds(figure, both.entries[0])


SAME = [
    (
        "Acme has raised 5.1 million dollars to build a social network for singers.",
        "Acme, founded by two students, raised $5.1M to build its social network for singers.",
    ),
    (
        "Roe Records is bringing its detector of cloned voices to all actors in Europe.",
        "Roe Records expands its detector of cloned voices to actors in Europe.",
    ),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_the_same_news_is_told_once(first: str, second: str) -> None:
    """Each outlet opens with the event in its own words; a reader needs it once."""
    assert told(reports(first, second)) == [first]


def test_what_a_second_report_adds_is_told() -> None:
    """Complementary sentences stay, from whichever outlet."""
    first = "Acme has raised 5.1 million dollars to build a social network for singers."
    second = "The singers' union in Munich has already called for a boycott of Roe's platform over its terms."
    assert told(reports(first, second)) == [first, second]


def german(title: str, source: str, text: str) -> Entry:
    return entry(title, source=source, guid=source, text=text, language="de")


GERMAN = story(
    german(
        "Label Roe verklagt den Anbieter Acme",
        "Der Bogen",
        "Von Jana Roe\n\nDas Label Roe hat am Freitag in München den Anbieter Acme verklagt, weil dessen Modell mit 4.000 "
        "Liedern des Labels trainiert worden sei. Wird das andere Anbieter schrecken?\n\nMehr lesen Sie im Newsletter.",
    ),
    german(
        "Klage gegen Acme",
        "Spätblatt",
        "Dies sei erst der Anfang. Acme wies die Vorwürfe gestern zurück und verwies auf Lizenzen mit 12 Verlagen.",
    ),
    german(
        "Acme vor Gericht",
        "Taktzeitung",
        "Er äußerte sich nicht. Die Gewerkschaft der Musiker fordert von Acme eine Abgabe von 2 Prozent des Umsatzes.",
    ),
)
SPANISH = story(
    entry(
        "El sello Roe demanda a Acme",
        source="El Compás",
        guid="1",
        text="El sello Roe demandó el viernes a Acme en Madrid porque su modelo aprendió de 4.000 canciones sin permiso. "
        "¿Quién será el siguiente?\n\nSuscríbete a nuestro boletín.",
    ),
    entry(
        "Demanda contra Acme",
        source="La Tarde",
        guid="2",
        text="Esto acaba de empezar. Acme rechazó ayer las acusaciones y habló de licencias con 12 editoriales de música.",
    ),
    entry(
        "Acme ante el juez",
        source="Diario Sur",
        guid="3",
        text="Descubre más en nuestra web. El sindicato de músicos pide a Acme un canon del 2 % de sus ingresos en España.",
    ),
)


def test_a_german_story_of_three_reports() -> None:
    """Byline, question, promotion and pronouns stay out; days are dates; each report adds something."""
    assert told(GERMAN, language="de")[0].startswith("Das Label Roe hat")
    assert sorted(told(GERMAN, language="de")) == sorted(
        [
            "Das Label Roe hat am 20. November in München den Anbieter Acme verklagt, weil dessen Modell mit 4.000 Liedern "
            "des Labels trainiert worden sei.",
            "Acme wies die Vorwürfe am 20. November zurück und verwies auf Lizenzen mit 12 Verlagen.",
            "Die Gewerkschaft der Musiker fordert von Acme eine Abgabe von 2 Prozent des Umsatzes.",
        ]
    )


def test_a_spanish_story_of_three_reports() -> None:
    """The same rules with another table."""
    assert told(SPANISH, language="es")[0].startswith("El sello Roe demandó")
    assert sorted(told(SPANISH, language="es")) == sorted(
        [
            "El sello Roe demandó el 20 de noviembre a Acme en Madrid porque su modelo aprendió de 4.000 canciones sin "
            "permiso.",
            "Acme rechazó el 20 de noviembre las acusaciones y habló de licencias con 12 editoriales de música.",
            "El sindicato de músicos pide a Acme un canon del 2 % de sus ingresos en España.",
        ]
    )


def test_german_figures_contradict_each_other_too() -> None:
    """The noun has a capital and the wording is the table's."""
    first = "Im Mai unterzeichneten 200 Musiker einen offenen Brief gegen die Generatoren von Acme in Köln."
    second = "Den offenen Brief gegen die Generatoren von Acme unterzeichneten 250 Musiker."
    both = story(
        german("Musiker schreiben an Acme", "Der Bogen", first), german("Ein Brief", "Spätblatt", second)
    )
    either = {"Der Bogen nennt 200 Musiker, Spätblatt 250.", "Spätblatt nennt 250 Musiker, Der Bogen 200."}
    assert either & set(told(both, language="de"))
