"""The pages beside the letter: in its words, in its look, and harmless whatever the newsletter is called."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.errors import LetterError
from digest.letter import webpage
from digest.letter.dress import dress
from digest.letter.sample import NEWSLETTER
from digest.letter.templates import Templates
from digest.letter.webpage import WebPage, filled, sample_pages
from digest.letter.words import ENGLISH, words_of
from digest.paths import shipped
from digest.types import Look, Newsletter

TEMPLATES = Templates(None, shipped("templates"))
PAGES = tuple(sample_pages("en"))
PLAIN = Look()


def shown(
    page: WebPage, newsletter: Newsletter = NEWSLETTER, look: Look = PLAIN, templates: Templates = TEMPLATES
) -> LexborHTMLParser:
    return LexborHTMLParser(filled(page, templates, look, newsletter, nonce="n"))


def root(parsed: LexborHTMLParser) -> dict[str, str | None]:
    found = parsed.root
    assert found is not None
    return dict(found.attributes)


@pytest.mark.parametrize("language", ["de-AT", "es", "ar", "ja"])
@pytest.mark.parametrize("name", PAGES)
def test_it_speaks_the_newsletters_language(name: str, language: str) -> None:
    """Heading, text and button are its own, none is English, no phrase is left with a hole in it."""
    newsletter = dataclasses.replace(NEWSLETTER, language=language, title="Ö", tagline="", address="")
    parsed = shown(sample_pages(language)[name], newsletter)
    assert root(parsed) == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
    body = parsed.body
    assert body is not None
    said = body.text()
    assert "{" not in said
    english = [text for text in _texts(ENGLISH.pages) if "{" not in text and text not in ("Atom feed",)]
    assert [text for text in [*english, ENGLISH.archive, ENGLISH.unsubscribe] if text in said] == []
    heading = parsed.css_first("h1")
    assert heading is not None
    own = [*_texts(words_of(language).pages), words_of(language).archive]
    assert heading.text() in {text.replace("{title}", "Ö") for text in own}


def _texts(words: object) -> list[str]:
    """Every phrase in a table of words, also those in pairs."""
    if isinstance(words, str):
        return [words]
    if isinstance(words, tuple):
        return [text for part in words for text in _texts(part)]
    if isinstance(words, dict):
        return [text for part in words.values() for text in _texts(part)]
    assert dataclasses.is_dataclass(words)
    return [text for field in dataclasses.fields(words) for text in _texts(getattr(words, field.name))]


def test_a_language_without_words() -> None:
    """The page says that it is in English, and that names are not; its direction is that of what it says."""
    parsed = shown(
        webpage.asking("j•••@example.org"), dataclasses.replace(NEWSLETTER, title="המסגרת", language="he")
    )
    assert root(parsed) == {"lang": "en", "dir": "ltr"}
    assert {bdi.attributes["lang"] for bdi in parsed.css("bdi")} == {"he"}
    name = parsed.css_first("a.masthead bdi")
    assert name is not None
    assert name.text() == "המסגרת"


@pytest.mark.parametrize("theme", ["journal", "wire", "plain"])
def test_it_wears_what_the_letter_wears(theme: str) -> None:
    """Both palettes, the families and the accent, made readable for each mode, are the letter's."""
    look = Look(theme=theme, accent="#FFD400", masthead="The Green Frame")
    tokens = dress(TEMPLATES, look, "en").tokens
    parsed = shown(webpage.wrong(404, "en"), look=look)
    style = parsed.css_first("style")
    assert style is not None
    assert style.attributes == {"nonce": "n"}
    light, _, dark = style.text().partition("prefers-color-scheme: dark")
    for name in ("page", "card", "text", "link", "accent"):
        assert f"--{name}: {tokens['light'][name]};" in light
        assert f"--{name}: {tokens['dark'][name]};" in dark
    assert tokens["light"]["accent"] != tokens["dark"]["accent"]
    assert tokens["nameplate"] in style.text()
    masthead = parsed.css_first("a.masthead")
    assert masthead is not None
    assert masthead.text() == "The Green Frame"


def test_a_band_begins_at_the_edge() -> None:
    """No strip of the ground stands over wire's band, as none does in its letter; a card on a ground keeps its distance."""
    for theme, top in (("wire", 0), ("journal", 24), ("plain", 24)):
        style = shown(webpage.wrong(404, "en"), look=Look(theme=theme)).css_first("style")
        assert style is not None
        assert f"padding: {top}px 0 24px;" in style.text()


@pytest.mark.parametrize("language", ["en", "ar", "pl"])
@pytest.mark.parametrize("name", PAGES)
def test_names_are_shown_as_they_are(name: str, language: str) -> None:
    """A title that is markup, a template, or a format: all of it is text, and the page has no script and no image."""
    evil = "<script>x</script>{0}{title}{{ 7*7 }}%s\"'"
    newsletter = dataclasses.replace(
        NEWSLETTER,
        title=evil,
        tagline=evil,
        address=evil,
        reply_to='"><img src=x>@x.example',
        language=language,
    )
    page = sample_pages(language)[name]
    parsed = shown(page, newsletter)
    assert not parsed.css("script, img, iframe, object, [style], [onclick]")
    masthead = parsed.css_first("a.masthead")
    assert masthead is not None
    assert masthead.text() == evil


def test_only_the_page_for_everyone_may_be_found() -> None:
    """Search engines keep the list of issues; what one reader sees, and what is wrong, they do not."""
    for name, page in sample_pages("en").items():
        robots = [
            meta for meta in shown(page).css('meta[name="robots"]') if meta.attributes["content"] == "noindex"
        ]
        assert len(robots) == (name != "issues")


def test_links_stay_on_the_site_and_hold_no_token() -> None:
    """To issues, feed and mail alone, from wherever the page stands; forms post to the address they stand at."""
    for name in PAGES:
        page = dataclasses.replace(sample_pages("en")[name], root="../../")
        parsed = shown(page)
        links = [str(a.attributes["href"]) for a in parsed.css("a")]
        allowed = ("../../issues/", "../../feed.xml", "mailto:hello@frame.example")
        assert links
        assert [link for link in links if not link.startswith(allowed)] == []
        assert all(form.attributes == {"method": "post"} for form in parsed.css("form"))


def test_an_archive_of_nothing() -> None:
    """It says so; and a slot that no date names has no date."""
    assert "No issue has been published yet." in (shown(webpage.archive([], "en")).html or "")
    parsed = shown(webpage.archive([("special", "A week")], "en"))
    assert [a.text() for a in parsed.css(".issues a")] == ["A week"]
    assert not parsed.css("time")


def test_every_status_has_words() -> None:
    """One that nobody thought of is said in general."""
    heading = shown(webpage.wrong(418, "en")).css_first("h1")
    assert heading is not None
    assert heading.text() == "That did not work"


def test_a_broken_template_is_told_with_its_place(tmp_path: Path) -> None:
    """File and line, as for the letter's templates."""
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "error.html").write_text("\n{{ nothing }}")
    broken = Templates(tmp_path, shipped("templates"))
    with pytest.raises(LetterError, match=r"public/error\.html:2: 'nothing' is undefined"):
        filled(webpage.wrong(404, "en"), broken, Look(), NEWSLETTER)


def test_ones_own_style_and_data(tmp_path: Path) -> None:
    """A block of style that is added stands under the nonce; data.yaml may be named; base.html is shared by all."""
    (tmp_path / "public").mkdir()
    (tmp_path / "data.yaml").write_text("club: Harbour Readers\n")
    (tmp_path / "sample.yaml").write_text("club: A club\n")
    (tmp_path / "public" / "base.html").write_text(
        '{% extends "default:public/base.html" %}{% block style %}h1 { color: var(--accent); }{% endblock %}'
        '{% block head %}<meta name="club" content="{{ data.club }}">{% endblock %}'
    )
    own = Templates(tmp_path, shipped("templates"))
    parsed = shown(webpage.asking("j•••@example.org"), templates=own)
    assert "h1 { color: var(--accent); }" in str([style.text() for style in parsed.css("style[nonce=n]")])
    assert "Harbour Readers" in (parsed.html or "")
    sampled = filled(webpage.left(""), own, Look(), NEWSLETTER, sample=True)
    assert "A club" in sampled
