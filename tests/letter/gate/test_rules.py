"""The gate: each rule catches what it is for, and nothing else is said."""

from __future__ import annotations

import dataclasses
import re

import pytest

from digest.letter.gate import judge, lint
from digest.letter.gate.readable import read_file
from digest.letter.gate.registry import RULES
from digest.letter.render import render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.net.box import Box
from digest.types import Finding, Newsletter
from tests.letter.gate.faults import FILES, LETTERS, MAILS, SENDERS
from tests.letter.gate.passing import GOOD, GOOD_MAIL, TEMPLATES, Change, MailChange, add

#: Files of rules whose faults are in test_access.py, test_contrast.py, test_clients.py …
ELSEWHERE = ("access", "clients", "contrast", "legible")


def test_the_passing_letter_passes() -> None:
    """The faults below are faults because without them nothing is said: of the letter, and of its mail."""
    assert lint(GOOD, NEWSLETTER) == ()
    assert judge(GOOD_MAIL, mail=True).findings == ()


@pytest.mark.parametrize(("rule", "severity", "change"), LETTERS)
def test_a_fault_in_a_letter_is_caught(rule: str, severity: str, change: Change) -> None:
    """A letter broken on purpose: that rule speaks, and no other one does."""
    found = lint(change(GOOD), NEWSLETTER)
    assert (rule, severity) in {(f.rule, f.severity) for f in found}
    assert {f.rule for f in found} == {rule}
    assert all(f.message and f.mend for f in found)


@pytest.mark.parametrize(("rule", "severity", "change"), MAILS)
def test_a_fault_in_a_mail_is_caught(rule: str, severity: str, change: MailChange) -> None:
    """The same for a mail's bytes, as `digest check FILE` reads them."""
    found = judge(change(GOOD_MAIL), mail=True).findings
    assert (rule, severity) in {(f.rule, f.severity) for f in found}
    assert {f.rule for f in found} == {rule}
    assert all(f.message and f.mend for f in found)


@pytest.mark.parametrize(("rule", "severity", "changes"), SENDERS)
def test_a_fault_in_the_newsletter_is_caught(rule: str, severity: str, changes: dict[str, str]) -> None:
    """A newsletter that is being tried out may be drafted and looked at: warnings. What no mail can say: an error."""
    sender: Newsletter = dataclasses.replace(NEWSLETTER, **changes)
    letter = render(dataclasses.replace(sample_issue(), newsletter=sender), TEMPLATES)
    assert [(f.rule, f.severity) for f in lint(letter, sender)] == [(rule, severity)]


@pytest.mark.parametrize(("rule", "data", "mail"), FILES)
def test_a_fault_in_a_file_is_caught(rule: str, data: bytes, mail: bool) -> None:
    """Nothing in it, too much of it, or more than the box has memory or time for."""
    with Box() as box:
        assert [(f.rule, f.severity) for f in read_file(box, data, mail=mail).findings] == [(rule, "error")]


def test_every_rule_has_two_faults() -> None:
    """A rule without faults that it catches is no rule. Those of ELSEWHERE have a table beside their own tests."""
    caught = [rule for rule, *_ in (*LETTERS, *MAILS, *SENDERS, *FILES)]
    ours = [rule.name for rule in RULES if rule.check.__module__.rpartition(".")[2] not in ELSEWHERE]
    assert {name: caught.count(name) for name in ours if caught.count(name) < 2} == {}
    assert len(ours) > 30


def test_a_rule_is_told_apart_by_its_name() -> None:
    """Names are unique, and each rule says where it comes from, what it wants and how to mend it."""
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.source and rule.wants and rule.mend for rule in RULES)


#: What only a newsletter of ours has.
OURS = re.compile(
    r"templates?\b|feeds\.yaml|site\.url|newsletter\.(?!example)|\b(?:letter|issue)\.[a-z]|`digest|<mj-|\{\{"
)


def test_a_file_is_mended_by_its_own_means() -> None:
    """Whoever checks a mail from elsewhere has no template of ours and no feeds.yaml: no mend speaks of them; in our own
    letter they do."""
    for rule in RULES:
        if "newsletter" not in rule.needs:
            assert not OURS.search(rule.mend_file or rule.mend), rule.name
    bare = judge(b"<p>The tide came in.</p>", mail=False).findings
    told = {f.rule: f for f in bare}
    assert {"title", "unsubscribe", "preheader"} <= set(told)
    assert not any(OURS.search(finding.mend) for finding in bare)
    own = dataclasses.replace(GOOD, html="<p>The tide came in.</p>")
    assert {f.rule: f.mend for f in lint(own, NEWSLETTER)}["title"] == "keep <mj-title> in the template"


def test_a_stranger_may_do_without_a_preheader() -> None:
    """A list then shows how the mail begins: to know of, not to mend. Ours is composed, so that none is a mistake."""

    def severity(findings: tuple[Finding, ...]) -> str:
        return next(f.severity for f in findings if f.rule == "preheader")

    assert severity(judge(b"<p>The tide came in.</p>", mail=False).findings) == "warning"
    assert severity(lint(dataclasses.replace(GOOD, preheader=""), NEWSLETTER)) == "error"


def test_an_address_that_leads_nowhere_is_told_once() -> None:
    """Behind a picture and behind words it is one mistake, named by the words."""
    html = b'<a href="/issues/8"><img src="cid:a" alt=""></a><a href="/issues/8">Tide</a><a href="/x">Ebb</a>'
    told = [(f.place, f.message) for f in judge(html, mail=False).findings if f.rule == "link"]
    assert told == [
        ("Tide", "expected an http(s) address, got '/issues/8'"),
        ("Ebb", "expected an http(s) address, got '/x'"),
    ]


def test_errors_come_first() -> None:
    """Whoever reads the first line reads the worst."""
    found = lint(add("<h5>x</h5><script></script>")(GOOD), NEWSLETTER)
    assert [f.severity for f in found] == sorted((f.severity for f in found), key=lambda s: s != "error")


def test_local_links_of_a_trial_are_warnings() -> None:
    """Feeds on loopback are for trying out; with a public site the same link forbids sending."""
    trial = dataclasses.replace(NEWSLETTER, site_url="")
    made = render(dataclasses.replace(sample_issue(), newsletter=trial), TEMPLATES)
    found = lint(add('<a href="http://127.0.0.1:9/x">A</a>')(made), trial)
    assert [(f.severity, f.rule) for f in found] == [("warning", "local-link")]
