"""Contrast: as written, in dark mode, and where a client turns the colours itself."""

from __future__ import annotations

import re

import pytest

from digest.letter.colour import contrast as ratio
from digest.letter.gate import contrast
from digest.letter.gate.hues import BLACKEST, OUTLOOK_BLACK, WHITE, Hue, hue, turned
from digest.letter.gate.painted import DARK, HALF, LIGHT, NARROW, runs
from digest.letter.render import render
from digest.letter.sample import sample_issue
from digest.types import Look
from tests.letter.gate.passing import TEMPLATES, add, both, html
from tests.letter.gate.reading import Fault, said, said_of

DARKER = "<style>@media (prefers-color-scheme: dark) { %s }</style></head>"

FAULTS: list[Fault] = [
    ("contrast", "error", add('<p style="color:#aaa">Grey words on a light ground</p>')),
    ("contrast", "error", add('<p style="color:#00000040">Faint words</p>')),
    ("contrast", "error", add('<p style="opacity:.3">Faint words</p>')),
    ("contrast", "error", add('<table role="presentation" bgcolor="#222222"><tr><td style="color:#111">Night</td></tr></table>')),
    ("contrast", "error", both(html("</head>", DARKER % ".x { color: #333 !important; }"), add('<p class="x" style="color:#24292F">Words</p>'))),
    ("contrast", "error", both(html("</head>", DARKER % ".y { background: #111 !important; }"), add('<p class="y" style="color:#111;background:#eee">Words</p>'))),
    ("contrast", "warning", add('<p style="color:#767676">Words on the page’s grey</p>')),
    ("inversion", "warning", both(html("</head>", "<style>[data-ogsc] .z { color: #444 !important; }</style></head>"), add('<p class="z">Words</p>'))),
    ("inversion", "warning", add('<p style="color:#000;background:#7a7a7a">Words on a middle grey</p>')),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "severity", "change"), FAULTS)
def test_a_fault_is_caught(rule: str, severity: str, change: object) -> None:
    """A letter broken on purpose: that rule speaks, and of all the gate's rules no other does."""
    found = said(change)  # type: ignore[arg-type]
    assert (rule, severity) in {(f.rule, f.severity) for f in found}
    assert {f.rule for f in found} == {rule}


def test_every_rule_has_two_faults() -> None:
    """A rule without faults that it catches is no rule."""
    names = [rule for rule, *_ in FAULTS]
    assert [rule.name for rule in contrast.RULES if names.count(rule.name) < 2] == []


def test_a_finding_names_colours_ratio_place_and_a_colour_that_will_do() -> None:
    """An editor can mend it from the finding alone: the colour it proposes has the ratio."""
    (found,) = [f for f in said_of('<p style="color:#999">Grey words</p>') if f.rule == "contrast"]
    assert found.message == "#999999 on #FFFFFF has 2.84:1 in light mode, needs 4.5:1"
    assert found.place == "<p> Grey words"
    (mended,) = re.findall(r"#[0-9A-F]{6}", found.mend)
    assert 4.5 <= ratio(mended, "#FFFFFF") < 4.8
    assert "contrast" not in {f.rule for f in said_of(f'<p style="color:{mended}">Grey words</p>')}


@pytest.mark.parametrize(
    ("style", "needs"),
    [
        ("color:#949494;font-size:24px", 3.0), ("color:#949494;font-size:18pt", 3.0), ("color:#949494;font:bold 19px Arial", 3.0),
        ("color:#949494;font-size:23px", 4.5), ("color:#949494;font-size:18px;font-weight:700", 4.5), ("color:#949494", 4.5),
    ],
)  # fmt: skip
def test_large_text_needs_less(style: str, needs: float) -> None:
    """3:1 from 24 px, or 18.66 px in bold (WCAG 2.2, 1.4.3)."""
    found = [f for f in said_of(f'<p style="{style}">Words</p>') if f.rule == "contrast"]
    assert [f.message.endswith(f"needs {needs}:1") for f in found] == ([] if needs == 3.0 else [True])


@pytest.mark.parametrize("theme", ["journal", "wire", "plain"])
@pytest.mark.parametrize("accent", ["", "#FFD400", "#1A1A1A"])
def test_the_shipped_looks_pass_in_every_light(theme: str, accent: str) -> None:
    """Every theme, with a light accent and with a dark one: light, dark, Outlook's own dark mode, and inverted."""
    letter = render(sample_issue(), TEMPLATES, Look(theme=theme, accent=accent, marks=True))
    assert [f for f in said_of(letter.html) if f.rule in ("contrast", "inversion")] == []


def paint(html: str, words: str = "Words", reading: object = LIGHT) -> tuple[str, str]:
    (run,) = [run for run in runs(html, reading) if run.text == words]  # type: ignore[arg-type]
    assert run.paint.ground
    return run.paint.colour.hex, run.paint.ground.hex


def test_the_cascade_is_a_browsers() -> None:
    """Inline beats a sheet, !important beats inline, an id beats classes, the later one wins, and a parent hands down."""
    sheet = "<style>p { color: red } .a { color: blue } #b { color: green } .a.c { color: navy !important } p { color: lime }</style>"
    assert paint(f"{sheet}<p>Words")[0] == "#00FF00"
    assert paint(f"{sheet}<p class=a>Words")[0] == "#0000FF"
    assert paint(f"{sheet}<p class=a id=b>Words")[0] == "#008000"
    assert paint(f'{sheet}<p class=a style="color: teal">Words')[0] == "#008080"
    assert paint(f'{sheet}<p class="a c" style="color: teal">Words')[0] == "#000080"
    assert paint(f"{sheet}<p><b><span>Words")[0] == "#00FF00"
    assert paint(f'{sheet}<p style="background: url(x.png) no-repeat #123456"><b>Words')[1] == "#123456"


def test_conditions_hold_where_they_hold() -> None:
    """A rule for telephones, for print, for dark mode: each where it is one."""
    sheet = (
        "<style>@media (max-width: 480px) { p { color: red } } @media print { p { color: blue } }"
        "@media screen and (prefers-color-scheme: dark) { p { color: white } } @media (min-width: 30em) { b { color: lime } }</style>"
    )
    assert paint(f"{sheet}<p>Words")[0] == "#000000"
    assert paint(f"{sheet}<p>Words", reading=NARROW)[0] == "#FF0000"
    assert paint(f"{sheet}<p>Words", reading=DARK)[0] == "#FFFFFF"
    assert paint(f"{sheet}<b>Words")[0] == "#00FF00"
    assert paint("<style media=print>p { color: red }</style><p>Words")[0] == "#000000"


def test_outlooks_own_dark_mode_leaves_our_colours() -> None:
    """What [data-ogsc] and [data-ogsb] say is shown as it is; all else is turned: white becomes #333333."""
    sheet = "<style>[data-ogsc] .a { color: #ABCDEF } [data-ogsb] .b { background: #101010 }</style>"
    assert paint(f"{sheet}<p class=a>Words", reading=HALF) == ("#ABCDEF", "#333333")
    assert paint(f"{sheet}<p class=b>Words", reading=HALF) == ("#FFFFFF", "#101010")


def test_turning_keeps_the_hue() -> None:
    """Black and white change places; a colour keeps its hue, and twice turned it is nearly what it was."""
    assert turned(WHITE, BLACKEST).hex == "#000000"
    assert turned(Hue(0, 0, 0), BLACKEST).hex == "#FFFFFF"
    assert turned(WHITE, OUTLOOK_BLACK).hex == "#333333"
    red = turned(Hue(0xB3, 0x26, 0x1E), BLACKEST)
    assert red.red > red.green + 80
    again = turned(turned(Hue(0x57, 0x60, 0x6A), BLACKEST), BLACKEST)
    assert max(abs(a - b) for a, b in zip(again[:3], (0x57, 0x60, 0x6A), strict=True)) <= 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#abc", "#AABBCC"), ("#AABBCCDD", "#AABBCC"), ("RebeccaPurple", "#663399"), ("rgb(1, 2, 3)", "#010203"),
        ("rgb(100% 0% 50% / 0.5)", "#FF0080"), ("hsl(120, 100%, 25%)", "#008000"), ("hsla(120deg 100% 25% / 1)", "#008000"),
        ("oklch(1 2 3)", None), ("var(--x)", None), ("#12", None), ("#12345", None), ("rgb(a, b, c)", None), ("nocolour", None), ("", None),
    ],
)  # fmt: skip
def test_colours_are_read_as_css_writes_them(text: str, expected: str | None) -> None:
    """Names, hexadecimal digits, rgb() and hsl(), old and new; None for what cannot be told, and nothing is said of it."""
    found = hue(text)
    assert (found.hex if found else None) == expected


def test_what_cannot_be_told_is_not_judged() -> None:
    """Words on a picture or a gradient without a colour below: nobody knows the ground."""
    for ground in ("url(a.png)", "linear-gradient(#000, #fff)"):
        assert "contrast" not in {
            f.rule for f in said_of(f'<p style="background:{ground};color:#777">Words</p>')
        }


#: Each text with its computed colour, the first ground above it that is one, and its size in pixels.
SEEN = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.split(/\\s+/).filter(Boolean).join(" "), node = walker.currentNode.parentElement;
    if (!/[\\p{L}\\p{N}]/u.test(text) || !node.checkVisibility({ checkOpacity: true })) continue;
    let at = node;
    while (at && getComputedStyle(at).backgroundColor === "rgba(0, 0, 0, 0)") at = at.parentElement;
    const style = getComputedStyle(node);
    found.push([text, style.color, getComputedStyle(at).backgroundColor, parseFloat(style.fontSize)]);
  }
  return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["journal", "wire", "plain"])
def test_the_browser_sees_the_same(theme: str, chromium: str) -> None:
    """Colour, ground and size of every text are what Chromium computes: on a desk, on a telephone, and in the dark."""
    from playwright.sync_api import sync_playwright

    letter = render(sample_issue(), TEMPLATES, Look(theme=theme, marks=True))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for reading in (LIGHT, NARROW, DARK):
            tab = browser.new_page(
                viewport={"width": reading.width, "height": 900},
                color_scheme="dark" if reading.dark else "light",
            )
            tab.set_content(letter.html)
            theirs = [
                (text, hue(front), hue(ground), size) for text, front, ground, size in tab.evaluate(SEEN)
            ]
            ours = [
                (r.text, r.paint.colour, r.paint.ground, r.paint.size) for r in runs(letter.html, reading)
            ]
            assert len(ours) > 50
            assert ours == theirs
        browser.close()
