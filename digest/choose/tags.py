"""What happens in a story: launch, lawsuit, deal, policy, labour, work or research, told from its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from digest.choose.terms import words
from digest.types import Entry

#: Words of the text that are looked at, and what they count for beside the title's.
LEDE, BESIDE = 40, 0.4
#: An act that hardly anything speaks for is not named.
ENOUGH = 0.5
#: What the lead's words count for beside those of each other report.
LEADS = 2.0

#: For each act, what says so surely (1) and what only hints at it (½). Endings do not matter (`terms.stem`).
_WORDS: Mapping[str, tuple[str, str]] = {
    "lawsuit": (
        """sue, sues, sued, suing, lawsuit, lawsuits, class action, court, judge, jury, trial, verdict, settlement,
        settles, settle, plaintiffs, infringement, infringed, infringing, appeals court, injunction, sanctions,
        legal action, liable, arrested, arrest, charged with, pleads guilty, convicted, prosecutors, copyright case""",
        """copyright, ruling, rules that, ruled, legal, lawyers, attorney, accused, accuses, alleges, alleged, alleging,
        complaint, damages, appeal, trademark, filing, discovery, evidence, infringe""",
    ),
    "labour": (
        """union, unions, strike, strikes, layoffs, lays off, laid off, job cuts, guild, sag aftra, wga, picket,
        collective bargaining, walkout, replaced by ai, replacing workers""",
        """jobs, workers, employees, staff, contract, wages, pay, hiring, freelancers, writers room, replace, replaces,
        actors, journalists protest, labor, labour, workforce""",
    ),
    "deal": (
        """partnership, partners with, partner with, teams up, licensing deal, licensing agreement, acquires, acquire,
        acquisition, buys, to buy, takes over, merger, invests, investment, raises, raised, funding, valuation, stake,
        deal, series a, series b, series c, series d, inks, signs with, ipo, joint venture""",
        """license, licenses, licence, licensed, agreement, partner, backed, talks, investors, billion, joins forces,
        spinoff, spins off""",
    ),
    "policy": (
        """bill, law, laws, regulation, regulator, regulators, legislation, senate, congress, lawmakers, parliament,
        commission, ban, bans, banned, banning, prohibits, policy, policies, guidelines, eligibility, mandate,
        mandatory, moratorium, antitrust, executive order, watchdog, oversight board, ftc, cma, ofcom, opt out,
        must label, ai labels, labeling, labelling, disclosure, disclose, crackdown, cracks down""",
        """labels, rules, rule, require, requires, required, standard, standards, government, minister, governor,
        takedown, takedowns, remove, removes, removed, restrict, restricts, block, blocks, verified, verification,
        watermark, watermarks, moderation, consent, petition, open letter, eu, allow, limits,
        detection, protect, protection""",
    ),
    "launch": (
        """launch, launches, launched, launching, unveil, unveils, unveiled, release, releases, released, introduces,
        introduced, introducing, debuts, rolls out, rolling out, rolled out, roll out, now available, open sources,
        announces, announced, is testing, starts testing, gets an, new tool, new feature, new model, new app""",
        """adds, adding, new, expands, expanding, brings, coming, arrives, beta, preview, update, updates,
        upgrade, upgraded, lets you, can now, will let, testing, tests, feature, features, rollout, available, tool""",
    ),
    "research": (
        """study, studies, researchers, research, survey, poll, paper, scientists, experiment, peer reviewed, dataset,
        datasets, data shows, new data, percent of, investigation, benchmark""",
        """report finds, finds, found that, analysis, university, percent, statistics, third of, half of, majority of,
        per cent, growing share, tested, data""",
    ),
    "work": (
        """film festival, premiere, premieres, trailer, short film, documentary, exhibition, music video, soundtrack,
        feature film, biopic, box office, gallery, animated film, feature length, web series, microdrama""",
        """film, films, movie, movies, song, songs, album, book, books, episode, series, show, artwork, festival,
        director, filmmaker, artist, musician, novelist, actor, actress, commercial, video, videos, novels""",
    ),
}
ACTS = tuple(_WORDS)


def act_of(reports: Iterable[Entry]) -> str:
    """The act that the words of a story's reports speak for, the lead's (the first) twice; "" when hardly any do.

    Where two speak equally loud, the more particular one: a lawsuit is also a piece of policy, and most news is
    the launch of something.
    """
    total = dict.fromkeys(ACTS, 0.0)
    voices = 0.0
    for n, report in enumerate(reports):
        share = 1.0 if n else LEADS
        voices += share
        for act, value in _said(report).items():
            total[act] += share * value
    best = max(ACTS, key=lambda act: round(total[act], 9))  # the first of equals
    return best if total[best] >= ENOUGH * voices else ""


def _said(report: Entry) -> dict[str, float]:
    """How loudly a report's words speak for each act: in the title whole, in the first words of its text less."""
    out = dict.fromkeys(ACTS, 0.0)
    for run, share in ((words(report.title), 1.0), (words(report.text)[:LEDE], BESIDE)):
        joined = f" {' '.join(run)} "
        for act, phrases in _table().items():
            out[act] += share * min(2.0, sum(value for phrase, value in phrases if f" {phrase} " in joined))
    return out


@cache
def _table() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each act's phrases, stemmed, once each with the stronger value."""
    out = {}
    for act, (surely, maybe) in _WORDS.items():
        found = dict.fromkeys(_phrases(maybe), 0.5) | dict.fromkeys(_phrases(surely), 1.0)
        out[act] = tuple(sorted(found.items()))
    return out


def _phrases(text: str) -> list[str]:
    return [" ".join(words(phrase)) for phrase in re.split(r",", text) if phrase.strip()]
