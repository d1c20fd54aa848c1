"""HTML too deep for any client is told before a tree is built of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.letter.gate import judge, page_of_file
from digest.letter.gate.depth import MOST, too_deep
from digest.letter.gate.readable import read_file
from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.net.box import Box
from digest.paths import shipped

SAID = f"its elements stand over {MOST} deep inside one another, and the HTML is not judged"
HEAD = b"From: a@outlet.example\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n"


@pytest.mark.parametrize("mail", [False, True])
def test_a_hundred_thousand_levels_are_one_finding(mail: bool) -> None:
    """At once, in the box as outside of it; of a mail, the header is judged all the same."""
    data = (HEAD if mail else b"") + b"<div>" * 100_000 + b"x"
    with Box() as box:
        report = read_file(box, data, mail=mail)
    assert [f.message for f in report.findings if f.rule == "readable"] == [SAID]
    assert ("date" in {f.rule for f in report.findings}) == mail
    assert judge(data, mail=mail).findings == report.findings


@pytest.mark.parametrize(
    ("html", "deep"),
    [
        ("<div>" * MOST, False),
        ("<div>" * (MOST + 1), True),
        ("<DIV class='>'>" * (MOST + 1), True),
        ("<b>" * (MOST + 1), True),
        ("<table><tr><td>" * (MOST + 1), True),
        ("<div/>" * (MOST + 1), True),  # HTML knows no such end
        ("<li><dd>" * MOST, True),
        ('<div =">' * (MOST + 1), True),  # no value, so no quote
        ("<!--><div>" * (MOST + 1), True),  # a comment that is over at once
        ("<div></span>" * (MOST + 1), True),
        ("<div>x</div>" * 5000, False),
        ("<li>x" * 5000 + "<p>x" * 5000 + "<br>" * 5000 + "<img src=x>" * 5000, False),
        ("<table>" + "<tr><td>x" * 5000, False),
        ("<svg>" + "<path d=x />" * 5000 + "</svg>", False),
        ("<!-- " + "<div>" * 5000 + " -->", False),
        ("<style>" + "<div>" * 5000 + "</style><title>" + "<div>" * 5000, False),
        ('<div title="' + "<div>" * 5000 + '">', False),
    ],
)
def test_depth_as_browsers_count_it(html: str, deep: bool) -> None:
    """What nests counts; what closes itself, is void, is a comment, a value or raw text does not."""
    assert too_deep(html) == deep
    assert (page_of_file(html.encode(), mail=False).unreadable == SAID) == deep


def test_our_own_letter_is_far_from_it() -> None:
    """A letter of ours has room to spare."""
    assert not too_deep(render(sample_issue(), Templates(None, shipped("templates"))).html, 64)


PIECES = re.split(
    " ",
    "<div> </div> <b> </b> <p> </p> <table> </table> <tr> <td> </td> <span> </span> <ul> </ul> <li> <svg> </svg> <g/> "
    "<div/> <!--<div>--> <!--> <style> </style> <a/href=x> </a> <select> <option> </select> <title> </title> x <dd>",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
def test_no_deeper_tree_gets_through(pieces: list[str]) -> None:
    """Whatever is repeated: a tree that is let through is not deeper than the tables' rows and cells make of it."""
    html = "".join(pieces) * 300
    if not too_deep(html, 60):
        assert depth(LexborHTMLParser(html).root) < 60 * 9


def depth(root: LexborNode | None) -> int:
    """Levels of a tree, counted without recursion."""
    most, rest = 0, [(root, 1)] if root is not None else []
    while rest:
        node, level = rest.pop()
        most = max(most, level)
        rest += [(child, level + 1) for child in node.iter()]
    return most


@pytest.mark.parametrize(
    "scrap",
    ["<", '<a "', '<a x="', "<!--", "<!-- -", "<br ", "<a/", "<a =", "<script>", "<script></", "<p/></svg>", "<p x = ", "</x>"],
)  # fmt: skip
def test_it_looks_at_each_character_a_few_times(scrap: str) -> None:
    """Half a million characters of what makes careless patterns start anew at each: an answer, and it is no."""
    assert not too_deep(scrap * (500_000 // len(scrap)))
