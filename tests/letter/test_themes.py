"""Three looks, any accent, templates with data of their own: readable in both modes, and broken ones are named."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.errors import LetterError
from digest.letter.colour import contrast, readable
from digest.letter.dress import dress, script_of
from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.paths import shipped
from digest.types import Letter, Look
from tests.letter import golden_files

SHIPPED = shipped("templates")
TEMPLATES = Templates(None, SHIPPED)
colours = st.from_regex(r"\A#[0-9A-F]{6}\Z")


@pytest.mark.parametrize("name", list(golden_files.CASES))
def test_golden(name: str) -> None:
    """What readers get changes only when somebody meant it: `python -m tests.letter.golden_files` writes them anew."""
    for ending, text in golden_files.texts(golden_files.letter(name)).items():
        kept = golden_files.FOLDER / f"{name}.{ending}"
        assert text == kept.read_text("utf-8"), f"{kept.name} has changed"


@pytest.mark.parametrize("theme", golden_files.THEMES)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_contrast_of_every_theme(theme: str, mode: str) -> None:
    """WCAG 2.2, 1.4.3: every text colour on both grounds at 4.5 or more, and the name on its band."""
    palette = dress(TEMPLATES, Look(theme=theme), "en").tokens[mode]
    for ground in ("card", "page"):
        for colour in ("headline", "text", "meta", "link", "accent"):
            assert contrast(palette[colour], palette[ground]) >= 4.5, (colour, ground)
    assert contrast(palette["onband"], palette["band"]) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#FFFFFF", "#000000", 21.0), ("#767676", "#FFFFFF", 4.54), ("#777777", "#FFFFFF", 4.48), ("#0000FF", "#FFFFFF", 8.59)],
)  # fmt: skip
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """The known pairs: black on white, the greys at the limit, blue."""
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


@given(colours)
def test_any_accent_is_readable(accent: str) -> None:
    """Law: whatever colour an editor likes, what is set in it can be read, and one that can be is left as it is."""
    for theme in golden_files.THEMES:
        worn = dress(TEMPLATES, Look(theme=theme, accent=accent), "en")
        kept = 0
        for mode in ("light", "dark"):
            palette = worn.tokens[mode]
            assert min(contrast(palette["accent"], palette[name]) for name in ("card", "page")) >= 4.5
            kept += palette["accent"] == accent
        assert len(worn.findings) == 2 - kept


@given(colours)
def test_a_corrected_colour_keeps_its_hue(colour: str) -> None:
    """Law: of a hue, not of another: the strongest of red, green and blue stays the strongest."""
    parts = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    made = readable(colour, ("#FFFFFF",))
    if max(parts) - min(parts) > 60 and made != "#000000":
        strongest = max(range(3), key=parts.__getitem__)
        changed = [int(made[n : n + 2], 16) for n in (1, 3, 5)]
        assert changed[strongest] >= max(changed) - 1


def test_a_changed_accent_is_told() -> None:
    """A pale yellow is fine in the dark; in the light the editor is told what stands in its place."""
    (finding,) = dress(TEMPLATES, Look(accent="#FFD400"), "en").findings
    assert (finding.severity, finding.rule, finding.place) == ("warning", "accent", "letter.accent")
    assert re.match(r"#FFD400 has 1\.3:1 in light mode, text needs 4\.5:1; #[0-9A-F]{6} ", finding.message)
    html = render(sample_issue(), TEMPLATES, Look(accent="#FFD400")).html
    assert "#FFD400 !important" in html
    assert "#B3261E" not in html
    assert dress(TEMPLATES, Look(), "en").findings == ()


def test_themes_differ_and_say_the_same() -> None:
    """A look changes nothing of what is told: the text part is the same in all, the HTML tells the same stories."""
    letters = [render(sample_issue(), TEMPLATES, Look(theme=theme)) for theme in golden_files.THEMES]
    assert len({letter.text for letter in letters}) == 1
    assert len({letter.html for letter in letters}) == 3

    def told(letter: Letter) -> list[str]:
        return [n.text() for n in LexborHTMLParser(letter.html).css("h1, h2, h3, p.sum, p.by, p.src")]

    assert told(letters[0]) == told(letters[1]) == told(letters[2])


@pytest.mark.parametrize("theme", golden_files.THEMES)
def test_the_date_line_ends_where_it_may(theme: str) -> None:
    """No dot begins a line, and no line ends inside "View online" or between a number and what it counts."""
    html = LexborHTMLParser(render(sample_issue(), TEMPLATES, Look(theme=theme)).html)
    (told,) = (n.text() for n in html.css("p.m") if "26 November" in n.text())
    assert told.split(" ") == [
        "Issue\u00a012\u00a0·",
        "Thursday,",
        "26",
        "November",
        "2026\u00a0·",
        "2\u00a0min\u00a0read\u00a0·",
        "View\u00a0online",
    ]


def test_a_theme_that_is_not_there(tmp_path: Path) -> None:
    """The known ones are named; a folder of one's own is a theme too, and changes what its files say."""
    with pytest.raises(LetterError, match=r"letter\.theme: there is no theme 'neon'") as caught:
        render(sample_issue(), TEMPLATES, Look(theme="neon"))
    assert "journal, plain, wire" in caught.value.mend
    partials = tmp_path / "themes" / "neon" / "partials"
    partials.mkdir(parents=True)
    (partials / "tokens.mjml").write_text('{% set light = {"headline": "#123456"} %}')
    html = render(sample_issue(), Templates(tmp_path, SHIPPED), Look(theme="neon")).html
    assert "#123456" in html
    assert "#24292F" in html


def test_one_token_is_changed(tmp_path: Path) -> None:
    """A tokens.mjml of one line changes one colour, in the theme that is chosen."""
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "tokens.mjml").write_text('{% set light = {"link": "#00519E"} %}')
    html = render(sample_issue(), Templates(tmp_path, SHIPPED), Look(theme="wire")).html
    assert "#00519E" in html
    assert "#0B57D0" not in html
    assert "#B54708" in html


def test_masthead_is_set_in_the_configuration() -> None:
    """What stands over the letter, in both parts; the sender and the footer keep the newsletter's title."""
    letter = render(sample_issue(), TEMPLATES, Look(masthead="Frame & Friends"))
    assert [n.text() for n in LexborHTMLParser(letter.html).css("h1")] == ["Frame & Friends"]
    assert letter.text.startswith("FRAME & FRIENDS\n")
    assert "subscribed to The Frame" in letter.text


# -- data of one's own ------------------------------------------------------------------------------

JOBS = """{% extends "default:issue.mjml" %}
{% block after %}
{% if data.jobs %}
<mj-section><mj-column><mj-text>
<h2 class="section h">Jobs</h2>
{% for job in data.jobs %}<p class="t"><a class="l" href="{{ job.url|web }}">{{ job.title }}</a></p>
{% endfor %}
</mj-text></mj-column></mj-section>
{% endif %}
{% endblock %}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "issue.mjml").write_text(JOBS)
    (folder / "sample.yaml").write_text(
        "jobs:\n  - {title: Editor <half-time>, url: https://frame.example/jobs}\n"
    )
    return folder


def test_a_template_carries_its_sample(own: Path) -> None:
    """Looked at with its sample; a letter that is sent has what data.yaml says, and without it no block at all."""
    templates = Templates(own, SHIPPED)
    assert "Editor &lt;half-time&gt;" in render(sample_issue(), templates, sample=True).html
    assert "Jobs" not in render(sample_issue(), templates).html
    (own / "data.yaml").write_text("jobs:\n  - {title: Reporter, url: https://frame.example/r}\n")
    sent = render(sample_issue(), templates).html
    assert "Reporter" in sent
    assert "Editor" not in sent


def test_an_address_that_is_none_is_named(own: Path) -> None:
    """A link of one's own data that would lead nowhere stops the letter, with its line and key; no address at all is
    nothing to speak of, and a publisher's that is none is left out."""
    templates = Templates(own, SHIPPED)
    (own / "data.yaml").write_text("jobs:\n  - title: Reporter\n    url: harbourpost.example/r\n")
    said = r"^templates/data\.yaml:3: jobs\[0\]\.url: expected an http\(s\) address, got 'harbourpost\.example/r'$"
    with pytest.raises(LetterError, match=said) as caught:
        render(sample_issue(), templates)
    assert "https://" in caught.value.mend
    (own / "data.yaml").write_text("jobs:\n  - {title: Reporter, url: ''}\n")
    assert "Reporter" in render(sample_issue(), templates).html
    lead = sample_issue().sections[0].items[0]
    report = dataclasses.replace(lead.reports[0], url="concertledger.example/x")
    item = dataclasses.replace(lead, reports=(report, *lead.reports[1:]))
    made = dataclasses.replace(
        sample_issue(), sections=(dataclasses.replace(sample_issue().sections[0], items=(item,)),)
    )
    assert "concertledger.example/x" not in render(made, templates).html


def test_a_mistake_in_data_leads_to_where_data_is_told_of(own: Path) -> None:
    """docs/configuration.md says nothing of data.yaml; docs/letter.md does."""
    (own / "data.yaml").write_text("jobs: [\n")
    with pytest.raises(LetterError) as caught:
        render(sample_issue(), Templates(own, SHIPPED))
    assert caught.value.mend == "see docs/letter.md"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("issue.mjml", '{% extends "default:issue.mjml" %}{% block after %}{{ data.jbos }}{% endblock %}', "templates/issue.mjml:1: .*jbos"),
        ("data.yaml", "jobs: [\n", "templates/data.yaml:2: "),
        ("sample.yaml", "- a list", "templates/sample.yaml:1: expected keys such as `jobs:`, got list"),
        ("data.yaml", "\na: &a [*a]", "templates/data.yaml:2: an alias stands in what it names"),
        ("partials/tokens.mjml", "\n{% set light = nothing %}", "partials/tokens.mjml: light: set to a name that is not defined"),
        ("partials/tokens.mjml", '{% set light = "white" %}', "partials/tokens.mjml: light: expected {…}, got 'white'"),
        ("partials/tokens.mjml", '{% set dark = {"card": "black"} %}', "partials/tokens.mjml: dark.card: expected a colour"),
        ("partials/tokens.mjml", "\n{% set light = ", "templates/partials/tokens.mjml:2: "),
        ("partials/tokens.mjml", '{% set size = {"h1": "big"} %}', "partials/tokens.mjml: size.h1: expected a number such as 40, got 'big'"),
        ("partials/tokens.mjml", '{% set bar = "thick" %}', "partials/tokens.mjml: bar: expected a number such as 4, got 'thick'"),
        ("partials/tokens.mjml", "{% set room = true %}", "partials/tokens.mjml: room: expected a number such as 28, got True"),
        ("partials/tokens.mjml", "{% set sans = {} %}", "partials/tokens.mjml: sans: expected words, got {}"),
        ("partials/tokens.mjml", "{% set size = 12 %}", "partials/tokens.mjml: size: expected {…}, got 12"),
    ],
)  # fmt: skip
def test_broken_data_and_tokens_are_named(own: Path, name: str, text: str, said: str) -> None:
    """File and line, as for every template."""
    (own / name).parent.mkdir(exist_ok=True)
    (own / name).write_text(text)
    with pytest.raises(LetterError) as caught:
        render(sample_issue(), Templates(own, SHIPPED))
    assert re.match(said, str(caught.value)), str(caught.value)


# -- scripts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "script", "direction"),
    [
        ("en", "latn", "ltr"), ("pt-BR", "latn", "ltr"), ("ar-EG", "arab", "rtl"), ("he", "hebr", "rtl"),
        ("fa", "arab", "rtl"), ("ja", "jpan", "ltr"), ("zh", "hans", "ltr"), ("zh-TW", "hant", "ltr"),
        ("zh-Hant-HK", "hant", "ltr"), ("ko", "kore", "ltr"), ("az-Arab", "arab", "rtl"),
    ],
)  # fmt: skip
def test_script_and_direction(language: str, script: str, direction: str) -> None:
    """Each language is set in families that have its letters, and from its own side."""
    assert script_of(language) == script
    made = dataclasses.replace(
        sample_issue(), newsletter=dataclasses.replace(sample_issue().newsletter, language=language)
    )
    html = render(made, TEMPLATES).html
    assert f'<html lang="{language}" dir="{direction}"' in html
    assert ("direction:ltr" in html, "direction:rtl" in html) == (direction == "ltr", direction == "rtl")
    assert ("letter-spacing: 1px" in html) == (script == "latn")
    family = {"arab": "Noto Sans Arabic", "jpan": "Hiragino Sans", "hant": "PingFang TC"}.get(script)
    assert family is None or family in html
