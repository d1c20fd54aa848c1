"""robots.txt: RFC 9309 as far as it concerns one polite reader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from digest.errors import BudgetError
from digest.feeds.robots import LARGEST, LONGEST_DELAY, Robots, evaluated, origin_of
from digest.net.box import Box
from digest.net.client import Client, Policy
from digest.types import RobotsFile
from tests.makers import NOW
from tests.net.servers import Reply, serve


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as made:
        yield made


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(Policy(allow_private=True, deadline=5)) as made:
        yield made


def robots(client: Client, box: Box, *known: RobotsFile) -> Robots:
    return Robots(client, box, {file.origin: file for file in known}, now=NOW)


PAGE = "https://paper.example/culture/symphony?id=7"


@pytest.mark.parametrize(
    ("text", "allowed", "delay"),
    [
        ("", True, 0),
        ("User-agent: *\nDisallow: /", False, 0),
        ("User-agent: *\nDisallow:", True, 0),
        (
            "User-agent: *\nDisallow: /culture/\nAllow: /culture/symphony",
            True,
            0,
        ),  # the longest match wins (§ 2.2.2)
        ("User-agent: *\nAllow: /\nDisallow: /culture", False, 0),
        (
            "User-agent: *\nDisallow: /\n\nUser-agent: DIGEST\nDisallow: /private",
            True,
            0,
        ),  # the own group alone (§ 2.2.1)
        ("User-agent: digest\nDisallow: /\n\nUser-agent: *\nAllow: /", False, 0),
        ("User-agent: other\nDisallow: /", True, 0),
        ("User-agent: *\nDisallow: /*?id=", False, 0),
        ("User-agent: *\nDisallow: /culture$", True, 0),
        ("User-agent: *\nDisallow: /c%75lture", False, 0),  # octets are compared decoded
        ("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x", True, 2.5),
        ("User-agent: *\nCrawl-delay: soon", True, 0),
        ("<html><body>Not found</body></html>", True, 0),
        ("\ufeffUser-agent: *\r\nDisallow: / # all\r\n", True, 0),  # a BOM is taken off before, see below
    ],
)
def test_what_a_robots_txt_says(text: str, allowed: bool, delay: float) -> None:
    """Groups, the longest match, wildcards, and what is no robots.txt at all."""
    assert evaluated(text, PAGE) == (allowed, delay)


@pytest.mark.parametrize(
    ("reply", "allowed", "known"),
    [
        (Reply(body=b"User-agent: *\nDisallow: /a"), False, True),
        (Reply(body=b"\xef\xbb\xbfUser-agent: *\nDisallow: /a"), False, True),
        (Reply(404), True, True),
        (Reply(403), True, True),  # "unavailable": may be asked (§ 2.3.1.3)
        (Reply(429), False, False),  # a server in trouble, whatever the first digit says
        (Reply(500), False, False),  # "unreachable": left alone (§ 2.3.1.4)
        (
            Reply(body=b"#" * LARGEST + b"\nUser-agent: *\nDisallow: /a"),
            True,
            True,
        ),  # beyond the limit (§ 2.5)
        (Reply(body=b"\xff\x00User-agent: *\nDisallow: /a"), True, True),
    ],
)
def test_what_an_answer_means(client: Client, box: Box, reply: Reply, allowed: bool, known: bool) -> None:
    """By status, and never an exception."""
    with serve({"/robots.txt": reply}) as site:
        rule = robots(client, box).rule(f"{site.url}/a")
    assert (rule.allowed, rule.known) == (allowed, known)
    assert rule.allowed or rule.detail


def test_a_site_is_asked_once(client: Client, box: Box) -> None:
    """For all its pages in a run; and not at all while the store's copy is less than a day old."""
    with serve({"/robots.txt": Reply(body=b"User-agent: *\nDisallow: /a")}) as site:
        first = robots(client, box)
        assert [first.rule(f"{site.url}/{name}").allowed for name in "abc"] == [False, True, True]
        assert site.paths == ["/robots.txt"]
        (copy,) = first.fresh
        again = robots(client, box, copy)
        assert not again.rule(f"{site.url}/a").allowed
        assert (site.paths, again.fresh) == (["/robots.txt"], ())
        old = RobotsFile(origin=copy.origin, fetched=NOW - timedelta(hours=25), body=copy.body)
        assert len([robots(client, box, old).rule(f"{site.url}/a"), *site.paths]) == 3


def test_a_site_that_cannot_be_reached_is_left_alone_and_asked_again_later(client: Client, box: Box) -> None:
    """Nothing of it is kept for the next run."""
    with serve() as site:
        pass
    desk = robots(client, box)
    rule = desk.rule(f"{site.url}/a")
    assert (rule.allowed, rule.known, desk.fresh) == (False, False, ())


def test_a_run_without_time_learns_nothing(box: Box) -> None:
    """BudgetError is no site's fault and is not remembered as its answer."""
    with (
        serve({"/robots.txt": Reply(404)}) as site,
        Client(Policy(allow_private=True, budget=0.0)) as client,
        pytest.raises(BudgetError),
    ):
        robots(client, box).rule(f"{site.url}/a")


def test_a_crawl_delay_is_kept_to_ten_seconds(client: Client, box: Box) -> None:
    """A site that asks for a day would stop every run."""
    with serve({"/robots.txt": Reply(body=b"User-agent: *\nCrawl-delay: 86400")}) as site:
        assert robots(client, box).rule(f"{site.url}/a").delay == LONGEST_DELAY


@pytest.mark.parametrize(
    "body",
    [
        b"User-agent: *\nDisallow: /" + b"*a" * 200_000,
        b"User-agent: *\n" + b"Disallow: /*a*a*a*a*a*b$\n" * 20_000,
        b"User-agent: d\n" * 35_000,
        b"User-agent: *\nDisallow: /" + b"%" * 400_000,
        b"Disallow\n" * 55_000,
    ],
)
def test_hostile_patterns_cost_an_answer_at_most(client: Client, box: Box, body: bytes) -> None:
    """Wildcards that would be exponential as a regular expression; whatever happens in the box, a rule comes out."""
    with serve({"/robots.txt": Reply(body=body)}) as site:
        rule = robots(client, box).rule(f"{site.url}/{'a' * 2000}")
    assert rule.allowed or rule.detail


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Paper.example/a/b?c", "https://paper.example"),
        ("https://paper.example:443/", "https://paper.example"),
        ("http://paper.example:8080/", "http://paper.example:8080"),
        ("http://[2001:db8::1]:80/x", "http://[2001:db8::1]"),
    ],
)
def test_the_origin_of_an_address(url: str, origin: str) -> None:
    """Scheme, host and port; the usual port is not named."""
    assert origin_of(url) == origin
