"""Tails that publishing systems add, and sentences that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.boilerplate import habits, tidied, without_boilerplate
from digest.feeds.prose import Paragraph

BODY = "The label sued on Monday."


@pytest.mark.parametrize(
    "tail",
    [
        "The post A title: with, marks! appeared first on The Outlet.",
        "The article A title first appeared on Outlet.",
        "Der Beitrag Ein Titel erschien zuerst auf Blatt.",
        "La entrada Un título se publicó primero en Diario.",
        "Read more", "Read more »", "Read more...", "Continue reading", "Continue reading A title at The Outlet",
        "[Read the full story]", "Comments", "Comments (12)", "12 comments", "Read the full story at The Outlet.",
        "Sign up for our newsletter.", "Subscribe to The Weekly and get our best stories in your inbox!",
        "Follow us on Mastodon and Bluesky.", "This article was originally published on Outlet.",
        "© 2026 Outlet. All rights reserved.", "Article URL: https://x.example/a",
        "Comments URL: https://x.example/c", "Points: 12", "# Comments: 3", "[…]", "Advertisement",
        "submitted by /u/someone [link] [comments]", "(Image credit: Jo Doe)",
    ],
)  # fmt: skip
def test_a_last_paragraph_of_boilerplate_goes(tail: str) -> None:
    """Alone, and stacked upon another one."""
    assert without_boilerplate(f"{BODY}\n\n{tail}") == BODY
    assert without_boilerplate(f"{BODY}\n\n{tail}\n\nRead more") == BODY


@pytest.mark.parametrize(
    "tail",
    [
        # de
        "Der Beitrag Ein Titel erschien zuerst auf Blatt.", "Weiterlesen", "Lesen Sie hier weiter", "Zum Artikel",
        "12 Kommentare", "Foto: Jo Doe", "Newsletter abonnieren", "Folgen Sie uns auf Mastodon", "Alle Rechte vorbehalten",
        "Diese E-Mail im Browser ansehen", "Vom Newsletter abmelden", "Anzeige",
        # fr
        "L’article Un titre est apparu en premier sur La Feuille.", "Lire la suite", "En savoir plus", "3 commentaires",
        "Crédit photo : Jo Doe", "Abonnez-vous à notre lettre", "Suivez-nous sur Mastodon", "Tous droits réservés",
        "Voir cet e-mail dans votre navigateur", "Se désabonner",
        # es
        "La entrada Un título se publicó primero en Diario.", "Leer más", "Seguir leyendo", "5 comentarios",
        "Suscríbete a nuestro boletín", "Síguenos en Mastodon", "Ver en el navegador", "Darse de baja",
        # it
        "L’articolo Un titolo proviene da Il Foglio.", "Leggi tutto", "Continua a leggere", "Condividi su Mastodon",
        "Iscriviti alla newsletter", "Tutti i diritti riservati", "Visualizza questa mail nel browser",
        # nl
        "Het bericht Een titel verscheen eerst op Krant.", "Lees verder", "Lees meer over dit onderwerp", "4 reacties",
        "Schrijf je in voor de nieuwsbrief", "Volg ons op Mastodon", "Bekijk deze mail in de browser", "Uitschrijven",
        # pt
        "O post Um título apareceu primeiro em Folha.", "Leia mais", "Continue lendo", "2 comentários",
        "Assine a nossa newsletter", "Siga-nos no Mastodon", "Ver este e-mail no navegador", "Cancelar inscrição",
        # newsletters and services
        "View this email in your browser", "You're receiving this because you signed up.", "Unsubscribe | Preferences",
        "Was this email forwarded to you? Sign up here.", "Thanks for reading The Kite!", "5 min read", "Photo by Jo Doe",
        "Read more at outlet.example", "https://outlet.example/a", "Website: https://outlet.example", "***", "—",
        "A title was originally published in Pixels on Medium, where people are continuing the conversation.",
    ],
)  # fmt: skip
def test_tails_in_other_languages_and_of_newsletters(tail: str) -> None:
    """Seven languages; each goes whole."""
    assert without_boilerplate(f"{BODY}\n\n{tail}") == BODY


def test_links_at_the_end_go_with_their_heading() -> None:
    """A list of links elsewhere is no part of the text; one that the text is about is, and so is one link."""
    said, related = Paragraph(BODY), Paragraph("Related posts")
    links = [Paragraph(f"• Link {n}", item=True, linked=True) for n in range(3)]
    assert tidied([said, related, *links[:1]]) == [said]
    assert tidied([said, *links]) == [said]
    assert tidied([said, *links[:2]]) == [said, *links[:2]]
    assert tidied(links) == links


def test_what_ends_nearly_every_entry_of_a_feed_goes_whatever_it_says() -> None:
    """A signature in any language, with its date; a feed of few entries has no habits."""
    bodies = [[Paragraph(f"Text {n}."), Paragraph(f"Aus der Werkstatt, {n}. Mai")] for n in range(6)]
    known = habits(bodies)
    assert [tidied(body, known) for body in bodies] == [body[:1] for body in bodies]
    assert habits(bodies[:4]) == frozenset()
    assert habits([*bodies, *([Paragraph("a"), Paragraph("b")] for _ in range(3))]) == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BODY} The post A title appeared first on Outlet.", BODY),
        (f"{BODY} submitted by /u/a-b [link] [comments]", BODY),
        (f"{BODY} Read more", BODY),
        ("The label sued […]", "The label sued…"),
        ("The label sued [...] The post A title appeared first on Outlet.", "The label sued…"),
        ("The label sued on… Continue reading A title at Outlet", "The label sued on…"),
        ("The label sued. […] This story continues at The Outlet", "The label sued."),
        ("submitted by /u/someone [link] [comments]", ""),
        ("Comments", ""),
    ],
)
def test_the_end_of_a_paragraph_goes(text: str, expected: str) -> None:
    """Plain-text summaries have it on the same line; what is before it stays."""
    assert without_boilerplate(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Copyright law is unsettled, and the court said so.",
        "Comments by the minister made it worse.",
        "The post was deleted within an hour.",
        "Subscribers left in numbers.",
        "People read more books than ever.",
        "She said that the film first appeared on television.",
        "Share prices fell.",
        "Points of law remain open.",
        "Read more carefully, the contract says the opposite, and the judge said so twice in her ruling of this morning,"
        " which runs to forty pages.",
        "Follow the money: that is what the auditors did.",
        "Photo agencies have asked for the same terms.",
        "Subscribe is the button that nobody presses, the study found.",
        "Der Beitrag wurde gelöscht.",
        "Teilen wollten die Erben nicht.",
        "La entrada cuesta doce coronas.",
        "Il post è stato cancellato dopo un’ora.",
    ],
)
def test_sentences_stay(text: str) -> None:
    """A word of boilerplate does not make a sentence one; wrongly cut text is worse than a tail."""
    assert without_boilerplate(text) == text
    assert without_boilerplate(f"{BODY}\n\n{text}") == f"{BODY}\n\n{text}"


@given(
    st.lists(st.sampled_from(["a.", "Read more", "[…]", "The post x appeared first on y", " ", "\n\n", "b"]))
)
def test_it_is_idempotent_and_only_shortens(parts: list[str]) -> None:
    """Law: twice is once, and nothing but an ellipsis is ever added."""
    text = " ".join(parts)
    once = without_boilerplate(text)
    assert without_boilerplate(once) == once
    assert len(once) <= len(text) + 1
