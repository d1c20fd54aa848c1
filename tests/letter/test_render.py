"""Issue -> Letter: the structure readers and mail clients need, and errors that an editor can act upon."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.errors import LetterError
from digest.letter.compose import introduction
from digest.letter.gate import lint
from digest.letter.render import Templates, render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.paths import shipped
from digest.types import TOKEN, Issue, Letter, Look, Section, Sentence, Summary
from tests.letter.languages import issue_in
from tests.makers import entry, issue, item, newsletter

SHIPPED = shipped("templates")


def rendered(made: Issue | None = None, user: Path | None = None) -> Letter:
    return render(made or sample_issue(), Templates(user, SHIPPED))


@pytest.fixture(scope="module")
def letter() -> Letter:
    return rendered()


@pytest.fixture(scope="module")
def page(letter: Letter) -> LexborHTMLParser:
    return LexborHTMLParser(letter.html)


def test_the_sample_passes_the_gate(letter: Letter) -> None:
    """What we ship has nothing to say of itself."""
    assert lint(letter, NEWSLETTER) == ()


def test_rendering_twice_gives_the_same_letter(letter: Letter) -> None:
    """A draft that is rendered again is the same to the byte."""
    assert rendered() == letter


def test_structure(page: LexborHTMLParser) -> None:
    """One h1, a section's stories under its heading, each headline a link, in rank order."""
    made = sample_issue()
    assert [n.text() for n in page.css("h1")] == ["The Frame"]
    headings = [" ".join(n.text().split()) for n in page.css("h2, h3")]
    told = [i.headline for i in made.items]
    assert [h for h in headings if h in told] == told
    assert [h for h in headings if h not in told] == ["More stories", "The number of the week", "In brief"]
    links = [n.css_first("a") for n in page.css("h2:not(.section), h3")]
    assert [n.attributes["href"] for n in links if n] == [i.lead.url for i in made.items]


def test_language_direction_and_roles(page: LexborHTMLParser) -> None:
    """A screen reader is told the language, and that the tables are layout."""
    root = page.css_first("html")
    assert root is not None
    assert (root.attributes["lang"], root.attributes["dir"]) == ("en", "ltr")
    assert {n.attributes.get("role") for n in page.css("table")} == {"presentation"}
    arabic = dataclasses.replace(sample_issue(), newsletter=newsletter(language="ar"))
    html = rendered(arabic).html
    assert 'dir="rtl"' in html
    assert 'align="right"' in html
    assert 'align="left"' not in html


def test_styles_are_inlined_and_the_adaptive_ones_kept(letter: Letter) -> None:
    """Gmail may drop the head, dark mode and phones need it, Outlook its conditional comments."""
    headline = re.search(r"<h2 class=\"h\"[^>]*>", letter.html)
    assert headline
    assert "font-size: 26px" in headline[0]
    assert "Georgia" in headline[0]
    for kept in ("@media (prefers-color-scheme: dark)", "@media only screen and (max-width: 480px)"):
        assert kept in letter.html
    for kept in ("[data-ogsc] .h", "[data-ogsb] .card", "<!--[if mso | IE]>", "<!--[if mso]>"):
        assert kept in letter.html
    assert "data-css-inline" not in letter.html
    assert "&#39;" not in "".join(re.findall(r"<style.*?</style>", letter.html, re.DOTALL))


def test_the_tokens_place_is_in_both_parts(letter: Letter) -> None:
    """The recipient's own unsubscribe address, in the HTML once and in the text once."""
    for part in (letter.html, letter.text):
        assert part.count(TOKEN) == 1
        assert f"https://news.frame.example/unsubscribe/{TOKEN}" in part
        assert "https://news.frame.example/issues/2026-11-26" in part


def test_without_a_site_readers_leave_by_mail() -> None:
    """No site: no view-online line, and unsubscribing is a mail to the editor."""
    made = dataclasses.replace(
        sample_issue(), newsletter=newsletter(site_url="", reply_to="ed@frame.example")
    )
    letter = rendered(made)
    for part in (letter.html, letter.text):
        assert "mailto:ed@frame.example?subject=unsubscribe" in part
        assert "online" not in part
        assert TOKEN not in part


def test_text_part(letter: Letter) -> None:
    """Written, not stripped: 76 columns but for addresses, which stand alone; the same stories, numbered."""
    for row in letter.text.splitlines():
        assert len(row) <= 76 or row.startswith("https://"), row
    assert not re.search(r"\n{3,}|[ \t]\n|</?\w+>", letter.text)
    numbers = [int(n) for n in re.findall(r"(?m)^(\d+)\. ", letter.text)]
    assert numbers == list(range(1, len(sample_issue().items) + 1))
    assert "Also: The Morning Wire, Soundings" in letter.text


def test_meta_names_the_outlets(page: LexborHTMLParser) -> None:
    """`Concert Ledger · 24 November · also covered by 5`, then the others, each link named after its publisher."""
    byline, also = page.css_first("p.by"), page.css_first("p.src")
    assert byline is not None
    assert also is not None
    assert " ".join(byline.text().split()) == "Concert Ledger · 24 November · also covered by 5"
    assert (
        " ".join(also.text().split())
        == "Also: The Morning Wire, Soundings, Stagecraft, Harbour Post and one other"
    )
    link = byline.css_first("a")
    assert link is not None
    assert (link.attributes["aria-label"] or "").startswith("Concert Ledger: Orchestra union")


def test_updates_point_to_the_earlier_issue(page: LexborHTMLParser) -> None:
    """A reader of the last issue sees what is new about an old story."""
    assert "https://news.frame.example/issues/2026-11-12" in [n.attributes["href"] for n in page.css("a")]
    assert "Update · Music" in [n.text() for n in page.css("p.k")]


def test_how_it_was_made_is_true_of_the_issue() -> None:
    """Only a letter of quotations says that it quotes."""
    lead = sample_issue().items[0]
    written = Summary(sentences=lead.summary.sentences, by="llm")
    assert "taken from its source" in rendered(issue(lead)).html
    untold = dataclasses.replace(lead, summary=Summary(sentences=(), by="headline"))
    assert "Chosen from 100 entries of ten feeds. Found" in rendered(issue(untold)).html
    letter = rendered(issue(dataclasses.replace(lead, summary=written)))
    assert "taken from its source" not in letter.html
    assert "a language model" in " ".join(letter.text.split())


def test_a_story_without_an_address_is_told_without_a_link() -> None:
    """Nothing but http(s) is ever linked; the story stays."""
    for url in ("", "javascript:alert(1)", f"https://a.example/{TOKEN}", "http://127.0.0.1/private"):
        letter = rendered(issue(item(entry("A story without an address", url=url))))
        assert "A story without an address" in letter.html
        hrefs = [n.attributes["href"] or "" for n in LexborHTMLParser(letter.html).css("a")]
        assert not [
            h for h in hrefs if not h.startswith(("https://frame.example/", "mailto:", "https://a.example/"))
        ]
        assert [h for h in hrefs if TOKEN in h] == [f"https://frame.example/unsubscribe/{TOKEN}"]


def test_no_third_party_request(letter: Letter) -> None:
    """No web font, no image, no import: opening the letter tells nobody."""
    assert not re.search(r"@import|url\(|<link|<img|\ssrc=|fonts\.g", letter.html)


# -- templates of one's own -------------------------------------------------------------------------


def own(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return tmp_path / "templates"


def test_one_block_is_changed(tmp_path: Path) -> None:
    """`default:` names the shipped template, so that an own one of the same name can extend it."""
    text = '{% extends "default:issue.mjml" %}{% block after %}<mj-section><mj-column><mj-text><h2>Jobs</h2></mj-text></mj-column></mj-section>{% endblock %}'
    letter = rendered(user=own(tmp_path, "issue.mjml", text))
    assert "Jobs</h2>" in letter.html
    assert "Orchestra union" in letter.html


def test_one_partial_is_changed(tmp_path: Path) -> None:
    """An own partial is taken by the shipped template too."""
    user = own(tmp_path, "partials/kicker.mjml", '<p class="k">Own</p>')
    assert rendered(user=user).html.count(">Own</p>") == 6


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("issue.mjml", "{% if %}", r"templates/issue\.mjml:1: Expected an expression"),
        ("issue.mjml", "\n\n{{ isue.intro }}", r"templates/issue\.mjml:3: 'isue' is undefined"),
        ("issue.mjml", '{% include "partials/nope.mjml" %}', r"template partials/nope\.mjml: not found in templates/issue\.mjml:1"),
        ("issue.mjml", "{{ 1 / 0 }}", r"templates/issue\.mjml:1: division by zero"),
        ("issue.txt", "{{ issue.intro.nope }}", r"templates/issue\.txt:1: .*no attribute 'nope'"),
        ("partials/lead.mjml", "\n{{ item.hedline }}", r"templates/partials/lead\.mjml:2 \(while rendering “Orchestra union .*”\): .*no attribute 'hedline'"),
        ("partials/story.mjml", "<mj-section><p>", r"templates/partials/story\.mjml:1: .*<p>"),
        ("partials/styles.mjml", "<p>" * 200, r"templates/partials/styles\.mjml:1: <p> is no MJML"),
    ],
)  # fmt: skip
def test_a_broken_template_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    """File, line and story: what an editor needs to mend it."""
    with pytest.raises(LetterError) as caught:
        rendered(user=own(tmp_path, name, text))
    assert re.match(said, str(caught.value)), str(caught.value)
    assert caught.value.mend


def test_missing_templates_are_named(tmp_path: Path) -> None:
    """An installation that lost its templates says where it looked."""
    with pytest.raises(LetterError, match=r"template partials/tokens\.mjml: not found") as caught:
        render(sample_issue(), Templates(None, tmp_path))
    assert str(tmp_path) in caught.value.mend


def test_an_empty_issue_and_a_long_one_render() -> None:
    """Nothing on topic is still a letter to look at; thirty stories stay below Gmail's limit."""
    assert lint(rendered(issue(sections=())), newsletter()) == ()
    told = tuple(
        dataclasses.replace(
            sample_issue().items[n % 6], story_id=str(n), headline=f"{n} says so in a headline"
        )
        for n in range(30)
    )
    kinds = (
        Section(kind="lead", title="", items=told[:1]),
        Section(kind="stories", title="More", items=told[1:7]),
    )
    brief = Section(kind="brief", title="In brief", items=told[7:])
    letter = rendered(dataclasses.replace(sample_issue(), sections=(*kinds, brief)))
    assert len(letter.html.encode()) < 102_400


def test_the_samples_introduction_is_what_compose_would_say() -> None:
    """The sample must not promise words that a real issue never has."""
    made = sample_issue()
    assert made.intro == introduction(made.items, considered=made.considered, sources=made.sources)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_contrast(mode: str) -> None:
    """WCAG 2.2, 1.4.3: every text colour on both grounds at 4.5 or more, in both modes."""
    palette = getattr(Templates(None, SHIPPED).environment.get_template("partials/tokens.mjml").module, mode)
    for ground in ("card", "page"):
        for colour in ("headline", "text", "meta", "link", "accent"):
            assert contrast(palette[colour], palette[ground]) >= 4.5, (colour, ground)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2's relative luminances."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def two_sources() -> Issue:
    """One story, told by a sentence of each of two outlets."""
    first = entry("A", source="The Reel", text="It sued.")
    second = entry("B", source="Court Notes", text="It wants 5 million.")
    sentences = tuple(
        Sentence(text=one.text, entry_id=one.id, start=0, end=len(one.text)) for one in (first, second)
    )
    made = item(first, summary=Summary(sentences=sentences, by="extractive"))
    reports = (made.lead, *(item(second).reports))
    return issue(dataclasses.replace(made, reports=reports))


def test_marks_lead_to_the_report_each_sentence_rests_on() -> None:
    """Asked for, a number stands where the source changes; by default there is none."""
    made = two_sources()
    templates = Templates(None, SHIPPED)
    marked = LexborHTMLParser(render(made, templates, Look(marks=True)).html).css("a.mark")
    assert [(a.text(), a.attributes["href"], a.attributes["aria-label"]) for a in marked] == [
        ("1", made.items[0].reports[0].url, "Source 1: The Reel"),
        ("2", made.items[0].reports[1].url, "Source 2: Court Notes"),
    ]
    assert not LexborHTMLParser(render(made, templates).html).css("a.mark")


@pytest.mark.parametrize(("language", "said"), [("de", "Quelle "), ("es", "Fuente "), ("ja", "出典")])
def test_marks_are_read_out_in_the_letters_language(language: str, said: str) -> None:
    """A screen reader says them among words of that language; also where the editor sees what a sentence rests on."""
    made = issue_in(language)
    known = {report.entry_id: entry("A", text="x" * 500) for item in made.items for report in item.reports}
    marked = LexborHTMLParser(
        render(made, Templates(None, SHIPPED), Look(marks=True), evidence=known).html
    ).css("a.mark")
    assert marked
    assert all((a.attributes["aria-label"] or "").startswith(said) for a in marked)


@pytest.mark.parametrize(
    ("address", "imprint"),
    [
        ("Mainzer Str. 5, 60311 Frankfurt", "Main, Mainzer Str. 5, 60311 Frankfurt"),
        ("Main, 5 Quay Street", "Main, 5 Quay Street"),
        ("Main", "Main"),
        ("", "Main"),
    ],
)
def test_the_imprint_names_the_sender_once(address: str, imprint: str) -> None:
    """An address that begins with the newsletter's name does not say it twice; one with its letters only is no name."""
    made = dataclasses.replace(issue(item(entry("A"))), newsletter=newsletter(title="Main", address=address))
    assert rendered(made).text.rstrip().endswith(f"\n\n{imprint}")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "no jobs, one job, three jobs, 1,240 jobs"),
        ("de", "0 jobs, 1 job, drei jobs, 1.240 jobs"),
        ("ja", "0 jobs, 1 job, 3 jobs, 1,240 jobs"),
    ],
)
def test_a_template_counts_in_the_letters_language(tmp_path: Path, language: str, said: str) -> None:
    """`count(n, one, many)`, of a noun of its own: digits where the language's word would have to bend with it."""
    counts = ", ".join(f'{{{{ count({n}, "job", "jobs") }}}}' for n in (0, 1, 3, 1240))
    (tmp_path / "issue.mjml").write_text(
        '{% extends "default:issue.mjml" %}{% block after %}<mj-raw><p>'
        + counts
        + "</p></mj-raw>{% endblock %}"
    )
    made = sample_issue() if language == "en" else issue_in(language)
    assert f">{said}</p>" in rendered(made, tmp_path).html


def test_the_editor_sees_what_a_sentence_rests_on() -> None:
    """On hover, in the preview; the letter that is sent says nothing of it, and both read the same."""
    made = two_sources()
    known = {made.items[0].lead.entry_id: entry("A", source='The "Reel"', text="It sued.")}
    templates = Templates(None, SHIPPED)
    shown = LexborHTMLParser(render(made, templates, evidence=known).html)
    assert [span.attributes for span in shown.css("span[title]")] == [{"title": 'The "Reel": “It sued.”'}]
    sent = LexborHTMLParser(render(made, templates).html)
    assert not sent.css("span[title]")
    assert (
        [p.text() for p in sent.css("p.sum")]
        == [p.text() for p in shown.css("p.sum")]
        == ["It sued. It wants 5 million."]
    )


def test_a_feeds_own_description_is_attributed() -> None:
    """When nothing better could be told, the letter says whose words these are."""
    made = two_sources()
    changed = dataclasses.replace(
        made.items[0].summary, by="feed", sentences=made.items[0].summary.sentences[1:]
    )
    letter = render(issue(dataclasses.replace(made.items[0], summary=changed)), Templates(None, SHIPPED))
    assert "Court Notes writes: It wants 5 million." in " ".join(LexborHTMLParser(letter.html).text().split())
    assert "Court Notes writes: It wants 5 million." in letter.text
