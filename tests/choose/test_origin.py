"""Where a story comes from: credits are read, houses are told apart, and the origin leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.choose.origin import alike, credited, drawn_on, forms, pointed_to, site
from digest.choose.outlets import houses, independent, is_aggregator
from digest.choose.rank import order_reports
from digest.types import Entry
from tests.makers import MIDWEEK, entry


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Label sues (Jane Doe/The Paper)", "", "The Paper"),
        ("Label sues", "Jane Doe / The Paper: A label sues the maker.", "The Paper"),
        ("Label sues", "An anonymous reader quotes a report from Music Wire: A label sues.", "Music Wire"),
        ("Label sues", "The suit is large. The Paper reports: A label sues.", "The Paper"),
        ("Label sues", "The suit was first reported by Music Wire.", "Music Wire"),
        ("Label sues", "Ana Lee, writing for Music Wire: they sue.", "Music Wire"),
        ("Label sues", "The singer told The Paper that it hurts.", "The Paper"),
        ("Label sues", "Lawyers met in court, according to a report from Music Wire.", "Music Wire"),
    ],
)  # fmt: skip
def test_a_report_names_whom_it_has_it_from(title: str, text: str, expected: str) -> None:
    """Bylines of aggregators and the phrases of papers."""
    assert expected in credited(entry(title, text=text))


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("The New York Times", "nytimes.com", True),
        ("Wall Street Journal", "wsj.com", True),
        ("The Verge", "theverge.com", True),
        ("Ars Technica AI", "Ars Technica", True),
        ("Financial Times", "The New York Times", False),
        ("The Times", "Times of India", False),
        ("The Guardian", "Guardian Nigeria", False),
        ("BBC News", "bbc.co.uk", True),
        ("Music Wire UK", "Music Wire", True),
        ("The Register", "The Verge", False),
        ("", "", False),
    ],
)  # fmt: skip
def test_a_house_is_known_by_its_name_and_by_its_site(name: str, other: str, same: bool) -> None:
    """Credits spell a paper out, links abbreviate it."""
    assert alike(forms(name), forms(other)) is same


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://www.bbc.co.uk/x", "bbc.co.uk"), ("https://a.b.example.org", "example.org"), ("", ""), ("https://[", "")],
)  # fmt: skip
def test_a_site_is_what_was_registered(url: str, expected: str) -> None:
    """Subdomains are of one house; an address that cannot be read is of none."""
    assert site(url) == expected


def reports() -> list[Entry]:
    """The paper had it first; two others say so, and one quotes the same words later."""
    quote = '"We never asked for any of this and nobody at the company ever called us back," she said.'
    made = [
        ("Wire", f"The Paper reports that singers were copied. {quote}", 3),
        ("Paper", f"Singers tell how their voices were copied. {quote}", 1),
        ("Courier", "Voices of singers were copied without a word, according to The Paper.", 0),
        ("Herald", f"A singer is angry. {quote}", 5),
    ]
    return [
        entry(f"Voices copied, says {source}", text=text, source=source, guid=source,
              feed_url=f"https://{source.lower()}.example/feed", published=MIDWEEK + timedelta(hours=hours))
        for source, text, hours in made
    ]  # fmt: skip


def test_the_origin_leads_though_it_is_neither_first_nor_nearest() -> None:
    """Readers are sent to the paper that did the work."""
    found = reports()
    relevance = {one.id: 0.5 + 0.1 * n for n, one in enumerate(found)}
    assert order_reports(found, relevance, {})[0].source == "Paper"
    assert order_reports(found[::-1], relevance, {})[0].source == "Paper"


def test_drawing_on_a_report_is_counted_by_house() -> None:
    """Two name the paper, one quotes it later; a second post of a house says nothing more."""
    wire, paper, courier, herald = reports()
    again = entry("Again", text=wire.text, source="Wire", guid="again", feed_url=wire.feed_url)
    assert drawn_on([wire, paper, courier, herald])[paper.id] == 2.5
    assert drawn_on([wire, paper, courier, herald, again])[paper.id] == 2.5
    assert drawn_on([wire])[wire.id] == 0


def test_a_pointer_says_whose_report_it_points_to() -> None:
    """By its link, or by its credit when the link is the aggregator's own page."""
    linked = entry(source="Hacker News", url="https://www.ft.com/content/1")
    signed = entry("Label sues (Jane Doe/The Paper)", source="Techmeme", url="https://techmeme.com/1")
    silent = entry(source="Reddit r/music", url="https://www.reddit.com/1", text="")
    own = frozenset({"techmeme.com", "reddit.com"})
    assert pointed_to(linked, own) == forms("ft.com")
    assert pointed_to(signed, own) == forms("The Paper")
    assert pointed_to(silent, own) == frozenset()


def test_an_unheard_report_speaks_through_its_pointer_once() -> None:
    """Two links to one paper are one more voice; when the paper itself is read, it is not counted twice."""
    first = entry(source="Hacker News", url="https://www.ft.com/content/1", guid="1")
    second = entry(
        "Suit (Jane Doe/Financial Times)", source="Techmeme", url="https://techmeme.com/1", guid="2"
    )
    paper = entry(source="Financial Times", url="https://www.ft.com/content/1", guid="3")
    one, two = independent([first], {}, {}), independent([first, second], {}, {})
    assert 0 < one < two < 2 * one
    assert independent([first, second, paper], {}, {}) == pytest.approx(2.2)


def test_two_feeds_of_one_house_are_one_outlet() -> None:
    """A paper's section has a feed of its own; another paper whose name begins alike has its own site."""
    whole = entry(source="Ars Nova", url="https://arsnova.example/1", guid="1")
    part = entry(source="Ars Nova AI", url="https://arsnova.example/2", guid="2")
    other = entry(source="Ars Nova Weekly", url="https://weekly.example/1", guid="3", text="")
    assert len(set(houses([whole, part, other]).values())) == 2
    assert independent([whole, part], {}, {}) == 1
    assert independent([whole, other], {}, {}) == 2


def test_a_wire_report_in_two_papers_is_one_text() -> None:
    """Another first line does not make a second reporter."""
    wire = "A label sues the maker of a song generator over four thousand recordings that were used for training."
    a = entry(source="Alpha", text=wire, guid="1")
    b = entry(source="Beta", text=f"NEW YORK: {wire}", guid="2", title="Other words")
    own = entry(source="Gamma", text="The maker of a song generator is in court for what it learned from.", guid="3")  # fmt: skip
    assert independent([a, b], {}, {}) == pytest.approx(1.2)
    assert independent([a, own], {}, {}) == 2


TEXTS = (
    "",
    "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.",
    "A word.",
)
SOURCES = ("Alpha", "Alpha AI", "Beta", "Techmeme", "Hacker News")
LINKS = ("https://theverge.com/1", "https://alpha.example/9", "https://techmeme.com/1")


def page(source: str, n: int, link: str) -> str:
    """Papers point to pages of their own, aggregators to anybody's."""
    own = {"Alpha": "alpha", "Alpha AI": "alpha", "Beta": "beta"}
    return f"https://{own[source]}.example/{n}" if source in own else link


POSTS = st.builds(
    lambda n, source, text, link: entry(
        source=source, text=text, guid=str(n), feed_url=f"https://{n % 3}.example", url=page(source, n, link)
    ),
    st.integers(0, 9), st.sampled_from(SOURCES), st.sampled_from(TEXTS), st.sampled_from(LINKS),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    st.lists(POSTS, min_size=1, max_size=6, unique_by=lambda e: e.id), st.sampled_from(SOURCES), st.randoms()
)
def test_an_exact_copy_never_costs_a_story_a_voice(posts: list[Entry], source: str, random) -> None:  # type: ignore[no-untyped-def]
    """Wherever it appears, and whatever order the feeds answer in."""
    original = random.choice(posts)
    copy = replace(
        original, id="c0" + original.id[2:], guid="copy", source=source, feed_url="https://copy.example",
        url=page(source, 10, original.url),
    )  # fmt: skip
    weights = {
        "https://0.example": 0.2,
        "https://1.example": 2.0,
        "https://copy.example": random.choice((0.1, 1.0)),
    }
    vectors = {post.id: post.text.encode() for post in [*posts, copy]}
    before, after = (independent(found, vectors, weights) for found in (posts, [*posts, copy]))
    assert after >= before - 1e-9
    assert independent([*posts, copy][::-1], vectors, weights) == after


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Techmeme", True), ("Hacker News", True), ("Reddit r/music", True), ("r/music", True), ("Slashdot: Games", True),
        ("Hacker News (best)", True), ("Google News – AI", True), ("Google News Initiative", False),
        ("Reddit Engineering", False), ("MSNBC", False), ("Apple Newsroom", False),
    ],
)  # fmt: skip
def test_an_aggregator_is_known_by_its_whole_name(source: str, expected: bool) -> None:
    """A firm's own blog reports for itself, though its name begins with that of a site which points to others."""
    assert is_aggregator(entry(source=source)) is expected


def test_many_copies_of_one_text_draw_on_the_one_they_name() -> None:
    """Hundreds of papers print a wire's text: each house counts once, and a copy at the same hour quotes nobody."""
    text = 'Angry singers, according to The Paper: "we never asked for any of this and nobody at all ever called us back once".'
    copies = [
        entry("Voices copied", text=text, source=f"House {n}", guid=str(n), published=MIDWEEK)
        for n in range(400)
    ]
    paper = entry(
        "We never asked", text=text[text.index('"') :], source="Paper", published=MIDWEEK - timedelta(hours=2)
    )
    found = drawn_on([*copies, paper])
    assert found[paper.id] == len(copies)
    assert {found[one.id] for one in copies} == {0.0}
