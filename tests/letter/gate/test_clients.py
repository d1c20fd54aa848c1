"""What mail clients do not support: found where it is used, and told so that an editor can read it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from benchmarks import caniemail
from digest.letter.gate import Page, clients
from digest.letter.gate.clients import lacks, table
from digest.letter.gate.fallbacks import ACCEPTED, BREAKS, GRACEFUL, JUDGED_ELSEWHERE
from digest.letter.gate.uses import UNSEEN, marks_of, used
from digest.letter.render import render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.types import Look
from tests.conftest import ROOT
from tests.letter.gate.passing import TEMPLATES, add, both, html
from tests.letter.gate.reading import Fault, said, said_of

FEATURES = table()["features"]

FAULTS: list[Fault] = [
    ("clients", "warning", add('<p style="border-radius:4px">Words</p>')),
    ("clients", "warning", add('<div style="display:flex"><p>Left</p><p>Right</p></div>')),
    ("clients", "warning", add('<p style="width:calc(100% - 20px)">Words</p>')),
    ("clients", "warning", add('<p style="position:absolute;top:0">Words</p>')),
    ("clients", "warning", html("</head>", "<style>p::before { content: '– '; }</style></head>")),
    ("clients", "warning", both(html("</head>", "<style>:root { --ink: #111; } .v { margin: var(--ink); }</style></head>"))),
    ("clients", "warning", add("<section><p>Words</p></section>")),
]  # fmt: skip

#: What uses a feature, for those that a name alone does not tell.
USES: dict[str, str] = {
    "css-at-font-face": "<style>@font-face { font-family: x; src: url(x.woff) }</style>",
    "css-at-import": "<style>@import 'x.css';</style>",
    "css-at-keyframes": "<style>@keyframes x { from { top: 0 } }</style>",
    "css-at-media": "<style>@media print { p { top: 0 } }</style>",
    "css-at-media-hover": "<style>@media (hover: hover) { p { top: 0 } }</style>",
    "css-at-media-prefers-reduced-motion": "<style>@media (prefers-reduced-motion) { p { top: 0 } }</style>",
    "css-at-supports": "<style>@supports (display: grid) { p { top: 0 } }</style>",
    "css-comments": "<style>/* x */ p { top: 0 }</style>",
    "css-display": '<p style="display: flow-root">',
    "css-display-grid": '<p style="display: inline-grid">',
    "css-function-clamp": '<p style="width: clamp(1px, 2vw, 3px)">',
    "css-function-light-dark": '<p style="color: light-dark(red, blue)">',
    "css-important": '<p style="color: red !IMPORTANT">',
    "css-linear-gradient": '<p style="background: linear-gradient(red, blue)">',
    "css-modern-color": '<p style="color: oklch(40% 0.2 30)">',
    "css-nesting": "<style>p { color: red; b { color: blue } }</style>",
    "css-pseudo-class-nth-child": "<style>p:nth-child(2n) { top: 0 }</style>",
    "css-pseudo-element-first-line": "<style>p::first-line { top: 0 }</style>",
    "css-selector-chaining": "<style>.a.b { top: 0 }</style>",
    "css-selector-child": "<style>p>b { top: 0 }</style>",
    "css-selector-descendant": "<style>p b { top: 0 }</style>",
    "css-selector-general-sibling": "<style>p ~ b { top: 0 }</style>",
    "css-selector-universal": "<style>* { top: 0 }</style>",
    "css-sytem-ui": '<p style="font-family: system-ui">',
    "css-unit-rem": '<p style="margin: 0 -1.5rem">',
    "css-unit-vh": "<style>p { height: 50vh }</style>",
    "css-unit-calc": '<p style="width: calc(1px + 2px)">',
    "css-unit-initial": '<p style="color: initial">',
    "css-variables": "<style>:root { --x: 1px }</style>",
    "html-anchor-links": '<a href="#x">x</a><p id="x">',
    "html-background": '<table background="x.png">',
    "html-button-submit": '<button type="submit">x</button>',
    "html-doctype": "<!DOCTYPE html><p>x",
    "html-h1-h6": "<h4>x</h4>",
    "html-image-maps": '<img usemap="#x" src="x.png">',
    "html-input-checkbox": '<input type="checkbox">',
    "html-lists": "<dl><dt>x</dl>",
    "html-mailto-links": '<a href="mailto:a@b.example">x</a>',
    "html-meta-color-scheme": '<meta name="color-scheme" content="light">',
    "html-semantics": "<time>x</time>",
    "html-srcset": '<img srcset="x.png 2x">',
    "html-target": '<a target="_blank" href="x">x</a>',
    "image-base64": '<img src="data:image/png;base64,x">',
    "image-svg": '<img src="data:image/svg+xml;utf8,x">',
    "image-webp": "<style>p { background-image: url('https://a.example/x.webp?y=1') }</style>",
    "image-mp4": '<img src="https://a.example/x.mp4">',
    "image-jpg": '<img src="https://a.example/x.JPEG">',
}


@pytest.mark.parametrize(("rule", "severity", "change"), FAULTS)
def test_a_fault_is_caught(rule: str, severity: str, change: object) -> None:
    """A letter broken on purpose: that rule speaks, and of all the gate's rules no other does."""
    found = said(change)  # type: ignore[arg-type]
    assert {(f.rule, f.severity) for f in found} == {(rule, severity)}


@pytest.mark.parametrize("slug", USES)
def test_a_use_is_found(slug: str) -> None:
    """Wherever CSS and HTML can write it: a style attribute, the head, an at-rule, an element, an attribute."""
    assert slug in used(Page(html=USES[slug]), FEATURES)
    assert slug not in used(Page(html="<p style='margin:1px'>words</p>"), FEATURES)


def test_every_feature_has_a_detector() -> None:
    """All that caniemail.com knows, but for what no text of HTML or CSS shows; no two are told by the same mark."""
    assert set(FEATURES) > UNSEEN
    told: dict[str, str] = {}
    for slug in (slug for slug in FEATURES if slug not in UNSEEN):
        for mark in marks_of(slug):
            assert told.setdefault(mark, slug) == slug
    assert len({told[mark] for mark in told}) == len(FEATURES) - len(UNSEEN)


def test_a_property_or_an_element_is_found_by_its_name() -> None:
    """The many that need no table: each property by a declaration, each element by itself."""
    for slug in FEATURES:
        for mark in marks_of(slug) if slug not in UNSEEN else ():
            kind, _, name = mark.partition(":")
            if kind == "p":
                assert slug in used(Page(html=f'<p style="{name}: x">'), FEATURES), slug
            elif kind == "e" and name not in ("body", "style"):
                around = {"rt": "ruby", "rp": "ruby"}.get(name, "div")
                assert slug in used(Page(html=f"<{around}><{name}>x</{name}></{around}>"), FEATURES), slug


def test_a_finding_names_clients_and_versions_and_what_shows_instead() -> None:
    """One sentence: the feature, who lacks it, the most read first, and the consequence."""
    (found,) = [f for f in said_of('<p style="border-radius:4px">Words</p>') if f.rule == "clients"]
    assert found.message.startswith("`border-radius` is not supported by Outlook on Windows 2007-2019")
    assert found.message.endswith(": square corners")
    assert found.place == "border-radius: 4px"


def test_what_only_looks_plainer_is_one_finding() -> None:
    """Ten niceties are one warning, each thing that breaks is its own."""
    page = (
        '<p style="border-radius:4px;box-shadow:0 0 1px red;text-shadow:0 0 1px red;transition:all 1s">Words</p>'
        '<p style="display:flex;position:absolute">Words</p>'
    )
    found = [f for f in said_of(page) if f.rule == "clients"]
    assert [f.message.split("`")[1] for f in found] == ["display:flex", "position", "border-radius"]
    assert "box-shadow" in found[-1].message
    assert "text-shadow" in found[-1].message


@pytest.mark.parametrize("theme", ["journal", "wire", "plain"])
def test_the_shipped_letter_uses_nothing_without_a_reason(theme: str) -> None:
    """No finding; and what is accepted is used, is lacked by a client that many read with, and stands in the docs."""
    letter = render(sample_issue(), TEMPLATES, Look(theme=theme, marks=True))
    assert [f for f in said_of(letter.html) if f.rule == "clients"] == []


def test_what_is_accepted_is_needed_and_told() -> None:
    """The list holds no feature that the shipped looks do not use, or that all support; docs/letter.md has its reasons."""
    letters = [render(sample_issue(), TEMPLATES, Look(theme=theme)) for theme in ("journal", "wire", "plain")]
    german = dataclasses.replace(sample_issue(), newsletter=dataclasses.replace(NEWSLETTER, language="de"))
    letters.append(render(german, TEMPLATES, Look()))
    uses = {slug for letter in letters for slug in used(Page(html=letter.html), FEATURES)}
    assert [slug for slug in ACCEPTED if slug not in uses] == []
    assert [slug for slug in ACCEPTED if not any(lack.major and not lack.part for lack in lacks(slug))] == []
    docs = (ROOT / "docs" / "letter.md").read_text("utf-8")
    names = [FEATURES[slug]["name"] for slug in ACCEPTED]
    assert [name for name in names if f"`{name}`" not in docs] == []


def test_the_lists_name_features_that_there_are() -> None:
    """A name that caniemail.com changes is found here; a feature stands in one list."""
    lists = (set(BREAKS), set(GRACEFUL), set(ACCEPTED), set(JUDGED_ELSEWHERE))
    assert [slug for names in lists for slug in sorted(names) if slug not in FEATURES] == []
    assert sum(map(len, lists)) == len(set.union(*lists))


def test_later_versions_count_but_for_outlook_on_windows() -> None:
    """What an update brought is there; Outlook on Windows is bought by the year, so each year's is named."""
    by_client = {lack.client: lack for lack in lacks("css-border-radius")}
    assert by_client["outlook.windows"].versions == "2007-2019"
    assert "outlook.macos" not in by_client
    assert not by_client["outlook.windows"].part
    assert "RoundRect" in by_client["outlook.windows"].note


@pytest.mark.data
def test_the_table_is_what_the_facts_give(data: Path) -> None:
    """clients.json is made, not written by hand: benchmarks/caniemail.py gives it again from the same facts."""
    folder = data / "caniemail" / "features"
    facts = {
        path.stem: caniemail.front_matter(path.read_text("utf-8")) for path in sorted(folder.glob("[!_]*.md"))
    }
    codes = {client: code for code, client in table()["clients"].items()}
    made = {slug: caniemail.feature(told, codes) for slug, told in facts.items()}
    assert json.loads(json.dumps(made)) == FEATURES
    assert len(made) > 300


def test_the_source_is_credited() -> None:
    """MIT asks for its notice."""
    assert "Rémi Parmentier" in table()["source"]
    assert "caniemail" in (ROOT / "NOTICE").read_text("utf-8")
    assert clients.RULES[0].source == "caniemail.com"
