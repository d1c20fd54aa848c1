"""MJML made safe: the table of components is true of the compiler, each mistake is told with its place, nothing kills us."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import LetterError
from digest.letter.mjml import compiled, linted, places
from digest.letter.mjml.grammar import REFUSED, grammar
from digest.letter.mjml.kinds import COLOURS, wanted
from digest.letter.mjml.lint import mistakes
from digest.letter.mjml.reader import pieces
from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.paths import shipped
from digest.types import Finding, Look

BODY = "<mjml><mj-body>{}</mj-body></mjml>"
COLUMN = BODY.format("<mj-section><mj-column>{}</mj-column></mj-section>")
HEAD = "<mjml><mj-head>{}</mj-head><mj-body></mj-body></mjml>"


def said(mjml: str) -> list[str]:
    return [f"{m.severity} {m.rule}: {m.message} | {m.mend}" for m in mistakes(mjml)]


# -- the table --------------------------------------------------------------------------------------

#: component -> (around it, inside it, attributes without which others have nothing to act upon)
_TEXT = "<mj-text>x</mj-text>"
_ACCORDION = "<mj-accordion-title>x</mj-accordion-title><mj-accordion-text>y</mj-accordion-text>"
STAGES = {
    "mjml": ("{}", "<mj-body></mj-body>", ""),
    "mj-body": ("<mjml>{}</mjml>", "<mj-section></mj-section>", ""),
    "mj-wrapper": (BODY, "<mj-section></mj-section><mj-section></mj-section>", 'background-url="u"'),
    "mj-section": (BODY, f"<mj-column>{_TEXT}</mj-column>", 'background-url="u"'),
    "mj-group": (BODY.format("<mj-section>{}</mj-section>"), f"<mj-column>{_TEXT}</mj-column>", ""),
    "mj-column": (BODY.format("<mj-section>{}</mj-section>"), _TEXT, 'padding="5px"'),
    "mj-hero": (BODY, _TEXT, 'background-url="u" height="100px"'),
    "mj-text": (COLUMN, "x", ""),
    "mj-table": (COLUMN, "<tr><td>x</td></tr>", ""),
    "mj-button": (COLUMN, "x", 'href="h"'),
    "mj-image": (COLUMN, "", 'src="s" href="h"'),
    "mj-divider": (COLUMN, "", ""),
    "mj-spacer": (COLUMN, "", ""),
    "mj-social": (COLUMN, '<mj-social-element name="github" href="h">x</mj-social-element>', ""),
    "mj-social-element": (COLUMN.format("<mj-social>{}</mj-social>"), "x", 'name="github" href="h" src="s"'),
    "mj-navbar": (COLUMN, '<mj-navbar-link href="h">x</mj-navbar-link>', 'hamburger="hamburger" base-url="b"'),
    "mj-navbar-link": (COLUMN.format("<mj-navbar>{}</mj-navbar>"), "x", 'href="h"'),
    "mj-accordion": (COLUMN, f"<mj-accordion-element>{_ACCORDION}</mj-accordion-element>", ""),
    "mj-accordion-element": (COLUMN.format("<mj-accordion>{}</mj-accordion>"), _ACCORDION, ""),
    "mj-accordion-title": (
        COLUMN.format("<mj-accordion><mj-accordion-element>{}</mj-accordion-element></mj-accordion>"),
        "x",
        "",
    ),
    "mj-accordion-text": (
        COLUMN.format("<mj-accordion><mj-accordion-element>{}</mj-accordion-element></mj-accordion>"),
        "x",
        "",
    ),
    "mj-carousel": (COLUMN, '<mj-carousel-image src="a" /><mj-carousel-image src="b" />', ""),
    "mj-carousel-image": (
        COLUMN.format('<mj-carousel>{}<mj-carousel-image src="b" /></mj-carousel>'),
        "",
        'src="a" href="h"',
    ),
}  # fmt: skip
VALUES = {
    "any": ("zz7", "1px solid red", "facebook"), "colour": ("#123456",), "px": ("7px",), "length": ("7px", "77%"),
    "lengths": ("7px", "1px 2px 3px 4px"), "size": ("7px", "auto"), "height": ("7px",), "spacing": ("7px",),
    "number": ("3",),
}  # fmt: skip


def output(component: str, written: str, instead: str) -> str:
    """What the compiler makes of a component with one more attribute, which the stage then does not give."""
    from mjml import mjml2html

    around, inside, needed = STAGES[component]
    needed = re.sub(rf'(?<!\S){re.escape(instead)}="[^"]*"', "", needed)
    tag = f"<{component} {needed} {written}" + (f">{inside}</{component}>" if inside else " />")
    return re.sub(r"carousel[-\w]*|[0-9a-f]{8,}", "#", mjml2html(around.format(tag), fonts={}))


@pytest.mark.parametrize("component", STAGES)
def test_the_compiler_heeds_what_the_table_says(component: str) -> None:
    """Every attribute changes what the compiler makes, and those that the table calls ignored do not."""
    known = grammar()[component]
    idle = set()
    for attribute, kind in known.attributes.items():
        if attribute == "mj-class":
            continue
        values = VALUES.get(kind, tuple(kind.split("|")))
        made = {output(component, f'{attribute}="{value}"', attribute) for value in values}
        if made == {output(component, "", attribute)}:
            idle.add(attribute)
    assert idle == set(known.ignored)


def test_every_component_can_stand_where_the_table_says() -> None:
    """A letter with everything in it that MJML has: the linter has nothing to say, the compiler takes it."""
    for component, (around, inside, given_) in STAGES.items():
        tag = f"<{component} {given_}>{inside}</{component}>" if inside else f"<{component} {given_} />"
        assert said(around.format(tag)) == [], component
        assert compiled(around.format(tag))
    head = HEAD.format(
        '<mj-title>t</mj-title><mj-preview>p</mj-preview><mj-breakpoint width="480px" /><mj-font name="n" href="h" />'
        '<mj-style>p > a { color: red }</mj-style><mj-style inline="inline">a { color: red }</mj-style>'
        '<mj-raw><meta name="x"></mj-raw><mj-attributes><mj-all font-family="f" /><mj-text color="red" />'
        '<mj-class name="big" font-size="30px" /></mj-attributes>'
    )
    assert said(head) == []
    assert compiled(head)


def test_the_shipped_templates_have_no_mistake() -> None:
    """What we ship is clean, warnings included: each theme's letter is compiled from what the linter passed."""
    seen: list[str] = []

    class Listening(Templates):
        def fill(self, name: str, *arguments: Any, **named: Any) -> str:
            seen.append(super().fill(name, *arguments, **named))
            return seen[-1]

    templates = Listening(None, shipped("templates"))
    for theme in templates.themes():
        render(sample_issue(), templates, Look(theme=theme, marks=True))
    mjml = [filled for filled in seen if filled.lstrip().startswith("<mjml")]
    assert len(mjml) == len(templates.themes())
    assert [linted(one) for one in mjml] == [()] * len(mjml)


# -- mistakes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mjml", "expected"),
    [
        (COLUMN.format("<mj-txet>x</mj-txet>"), "error mjml-tag: <mj-txet> is no MJML | did you mean <mj-text>?"),
        (COLUMN.format("<MJ-TEXT>x</MJ-TEXT>"), "error mjml-tag: <MJ-TEXT> is no MJML | did you mean <mj-text>?"),
        (COLUMN.format("<div>x</div>"), "error mjml-tag: <div> is no MJML | HTML stands in mj-text or mj-raw"),
        (BODY.format("<p>x</p>"), "error mjml-tag: <p> is no MJML | HTML stands in mj-raw"),
        (BODY.format("<mj-section><mj-text>x</mj-text></mj-section>"), "error mjml-nesting: <mj-text> cannot stand in <mj-section> | it stands in <mj-column> or <mj-hero>"),
        (COLUMN.format("<mj-section></mj-section>"), "error mjml-nesting: <mj-section> cannot stand in <mj-column> | it stands in <mj-body> or <mj-wrapper>"),
        (COLUMN.format("<mj-text><b><mj-button>x</mj-button></b></mj-text>"), "error mjml-nesting: <mj-button> inside <mj-text>, which holds HTML: readers would be sent the tag as it is | close <mj-text> first"),
        (BODY.format("<mj-section>loose words</mj-section>"), "error mjml-nesting: words in <mj-section>, which holds none: “loose words” | words stand in mj-text"),
        (COLUMN.format("<mj-text><p>x</mj-text>"), "error mjml-nesting: <p> is not closed before </mj-text> | add </p>"),
        (COLUMN.format("<mj-text></p></mj-text>"), "error mjml-nesting: </p> closes nothing | take it out, or open the element first"),
        (COLUMN.format("<mj-text><br></br></mj-text>"), "error mjml-nesting: </br>: a <br> has no end tag | write <br />"),
        ("<mjml><mj-body>", "error mjml-nesting: <mj-body> is not closed | add </mj-body>"),
        ("<mjml></mjml>", "error mjml-nesting: there is no <mj-body> | see templates/issue.mjml"),
        ("<mjml><mj-body></mj-body><mj-body></mj-body></mjml>", "error mjml-nesting: a second <mj-body> | put all into the first"),
        ("x<mjml><mj-body></mj-body></mjml>", "error mjml-nesting: words outside of <mjml>, which holds none: “x” | words stand in mj-text"),
        (HEAD.format('<mj-include path="a.mjml" />'), 'error mjml-tag: <mj-include>: it loads nothing here; write {% include "partials/…" %} | '),
        (COLUMN.format("<mj-text>a < b</mj-text>"), "error mjml-syntax: “< b</mj-text></mj-column></mj-section></” begins no tag | write &lt; for a sign, and values of attributes in quotes"),
        (COLUMN.format("<mj-text><!-- a -- b --></mj-text>"), "error mjml-syntax: a comment with -- in it | the compiler takes only comments without; use {# … #}"),
        (COLUMN.format("<mj-text><p class=x>a</p></mj-text>"), "error mjml-attribute: <p>: “class=x” is no attribute; values stand in quotes, with a space before the next | "),
        (COLUMN.format("<mj-image />"), 'error mjml-attribute: <mj-image> without src | add src="…"'),
        (COLUMN.format('<mj-text colour="red">x</mj-text>'), "warning mjml-attribute: <mj-text>: colour is not known and does nothing | did you mean color?"),
        (COLUMN.format('<mj-text qqq="red">x</mj-text>'), "warning mjml-attribute: <mj-text>: qqq is not known and does nothing | take it out"),
        (COLUMN.format('<mj-text background-color="red">x</mj-text>'), "warning mjml-attribute: <mj-text>: background-color does nothing: this compiler passes it over | take it out"),
        (COLUMN.format('<mj-text padding="5">x</mj-text>'), "warning mjml-attribute: <mj-text>: padding: expected one to four lengths in px or %, such as 0 28px, got “5” | "),
        (COLUMN.format('<mj-text color="grene">x</mj-text>'), "warning mjml-attribute: <mj-text>: color: expected a colour, such as #0B57D0, got “grene” | "),
        (COLUMN.format('<mj-text align="centre">x</mj-text>'), "warning mjml-attribute: <mj-text>: align: expected one of left, right, center, justify, got “centre” | "),
        (COLUMN.format('<mj-text color="red" color="blue">x</mj-text>'), "warning mjml-attribute: <mj-text>: color stands twice | "),
        (COLUMN.format("<mj-text color>x</mj-text>"), 'warning mjml-attribute: <mj-text>: color has no value | write color="…"'),
        (COLUMN.format("<mj-text>\x01</mj-text>"), "error mjml-character: the character U+0001 cannot stand in MJML | take it out"),
        (COLUMN.format("<mj-text>“x” > y</mj-text>"), "error mjml-syntax: “” >”: the compiler cannot read a > so close behind such a character | write &gt;"),
        (COLUMN.format("<mj-text>]]></mj-text>"), "error mjml-syntax: ]]> in words | write ]]&gt;"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(mjml: str, expected: str) -> None:
    """What the compiler would drop, pass through or only refuse: in words, with the way to mend it."""
    assert said(mjml) == [expected]


def test_an_error_is_not_lost_among_warnings() -> None:
    """A loop that repeats one warning a thousand times does not hide the tag behind it."""
    told = mistakes(COLUMN.format("<mj-text colour='red'>x</mj-text>" * 1000 + "<mj-txet></mj-txet>"))
    assert len(told) == 201
    assert told[-1].message == "<mj-txet> is no MJML"
    assert len(mistakes(COLUMN.format("<mj-txet></mj-txet>" * 1000))) == 200


def test_what_is_too_deep_or_too_large_never_reaches_the_compiler() -> None:
    """Ten thousand elements inside one another end the compiler by a signal; a loop without end fills the memory."""
    deep = COLUMN.format(f"<mj-text>{'<b>' * 20000}{'</b>' * 20000}</mj-text>")
    assert said(deep) == ["error mjml-depth: elements are nested over 100 deep | close what is open"]
    assert [m.rule for m in mistakes(COLUMN.format("<mj-text>" + "x" * 2**20))] == ["mjml-size"]
    with pytest.raises(LetterError, match="nested over 100 deep"):
        compiled(deep)


def test_a_compiler_that_dies_is_an_error_and_no_end() -> None:
    """In the box it may crash: the letter fails in words, the next one compiles."""
    from digest.letter.mjml import compile as room

    deep = f"<mjml><mj-body><mj-raw>{'<b>' * 60000}{'</b>' * 60000}</mj-raw></mj-body></mjml>"
    with pytest.raises(LetterError, match="the compiler stopped: its reader died"):
        room._html(deep, None)
    assert compiled(COLUMN.format("<mj-text>still here</mj-text>")).count("still here") == 1


def test_what_only_the_compiler_refuses_has_its_words_and_place() -> None:
    """The linter does not know everything; where the compiler says a place, it is a line of the output."""
    mjml = COLUMN.format(
        '\n<mj-social>\n<mj-divider border-width="1px"><!-- x --></mj-divider>\n</mj-social>'
    )
    from digest.letter.mjml import compile as room

    with pytest.raises(
        LetterError, match=r"^issue\.mjml: line 3 of its output: the MJML does not compile: unexpected"
    ):
        room._html(mjml, None)


# -- places -----------------------------------------------------------------------------------------


def own(tmp_path: Path, **files: str) -> Templates:
    for name, text in files.items():
        file = tmp_path / "templates" / name.replace("__", "/").replace("_mjml", ".mjml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Templates(tmp_path / "templates", shipped("templates"))


def found(templates: Templates, **context: object) -> tuple[Finding, ...]:
    mjml = templates.fill("issue.mjml", context)
    homes = (tmp for tmp in (templates.user_dir, templates.shipped_dir) if tmp)
    return linted(mjml, lambda: places(templates.environment, tuple(homes), "issue.mjml", context, mjml))


def test_places_are_files_and_lines_of_the_templates(tmp_path: Path) -> None:
    """Through includes, loops and comments: where the mistake was written, not where it came out."""
    templates = own(
        tmp_path,
        issue_mjml="<mjml>\n{# a\ncomment #}\n<mj-body>\n{% for n in rows %}\n{% include 'partials/row.mjml' %}\n"
        "{% endfor %}\n<mj-secton></mj-secton></mj-body></mjml>",
        partials__row_mjml="<mj-section>\n<mj-column>{{ n }}\n<mj-text colr='red'>\n{{ n }}</mj-text></mj-column></mj-section>",
    )
    got = [(f.place, f.message) for f in found(templates, rows=["", "\n\n"])]
    row = "<mj-text>: colr is not known and does nothing"
    assert got == [
        ("templates/partials/row.mjml:3", row),
        ("templates/partials/row.mjml:3", row),
        ("templates/issue.mjml:8", "<mj-secton> is no MJML"),
    ]


def test_places_fall_back_to_lines_of_the_output(tmp_path: Path) -> None:
    """A template that counts its own characters comes out otherwise with marks in it: then the output's line is told."""
    text = "{% set x %}word{% endset %}<mjml>\n\n<mj-bdy>{{ x|length }}</mj-bdy></mjml>"
    first, *_ = found(own(tmp_path, issue_mjml=text))
    assert first.place == "issue.mjml: line 3 of its output"


# -- hostile ----------------------------------------------------------------------------------------

scraps = st.lists(
    st.sampled_from(
        ["<", ">", "/", "<mj-text ", "</mj-text>", "<b ", "</b>", '"', "'", "=", "a", " ", "<!--", "-->", "--", "\n",
         "<mjml>", "<mj-body>", "</mj-body>", "</mjml>", "]]>", "<![CDATA[", "é", "中", "🎵", "\x00", "\ud800", "<?x?>"]
    ) | st.text(max_size=3),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(scraps)
def test_the_linter_reads_anything(text: str) -> None:
    """Law: whatever it is given it ends, with places inside of it; what it passes, the compiler takes."""
    for mjml in (text, COLUMN.format(text), COLUMN.format(f"<mj-text>{text}</mj-text>")):
        told = mistakes(mjml)
        assert all(0 <= mistake.at <= len(mjml) for mistake in told)
        if not any(mistake.severity == "error" for mistake in told):
            assert compiled(mjml)


@pytest.mark.parametrize(
    "scrap",
    ["<", "<a ", '<a "', "<a '\"", "<!--", "<!-- --x", "<a b=", "<a x='<b y=\"", "</", "<mj-text a='", "]]>"],
)
def test_the_reader_is_linear(scrap: str) -> None:
    """Ten times as much is read with about ten times the steps: the pieces are counted, not the seconds."""
    short, long = (sum(1 for _ in pieces(scrap * n)) for n in (10_000, 100_000))
    assert long <= 10 * short + 10


def test_kinds_of_values() -> None:
    """Colours by name, number and function; lengths one to four; what is none of it is told as what was expected."""
    assert "rebeccapurple" in COLOURS
    for value in ("#fff", "#FFFFFF80", "rgb(1, 2, 3)", "hsla(1 2% 3% / 4)", "Tomato", "transparent"):
        assert wanted("colour", value) == ""
    assert wanted("colour", "#12345") == wanted("colour", "url(x)") == "a colour, such as #0B57D0"
    assert wanted("lengths", "0 28px 1.5px 3%") == ""
    assert wanted("lengths", "1px 2px 3px 4px 5px").startswith("one to four")
    assert wanted("true|false", "yes") == "one of true, false"
    assert wanted("any", "whatever") == ""


def test_refused_components_are_none_of_the_known() -> None:
    """What we say the compiler does not know is not in the table of what it knows."""
    assert not set(REFUSED) & set(grammar())
