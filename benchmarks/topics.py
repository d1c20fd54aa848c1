"""How well a topic works that an editor spells out: `python -m benchmarks.topics [WEEK …]`.

Three questions, all of the labelled weeks, none of which anything here was trained on:

cold start    AI and media from a sentence and one example: ap2, p20 (the shared scoring script), and what is above
              the floor. Then the same in other words, and with fewer of them.
more          the same topic with 1, 3, 5, 10 and 20 examples, drawn from the shipped topic's lists.
others        games, space, security, climate and e-commerce, each a sentence and five examples: average precision
              of the publishers' own tags, beside BM25 and TF-IDF with the same words as their query.

The tags are weak labels: publishers tag by section and habit, and a story without the tag may well be on topic. Only
entries of outlets that use a topic's tags at all are counted.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.choose_weeks import entries_of, rows_of, scorer, window_of
from benchmarks.measure import DATA, machine
from digest.choose import HashedTerms, choose, relevance, shipped_topic, text_of
from digest.choose.cluster import voices_of
from digest.choose.embedder import Minilm
from digest.choose.terms import STOP_STEMS, words
from digest.choose.tfidf import Rows, Space, cosines, space
from digest.types import Entry, Example, Limits, Topic

SORA = Example(
    title="OpenAI shares first music clip made by Sora",
    text="The video for an indie musician's song was generated from text prompts with an unreleased text-to-video "
    "model. The artist, who directed it, says that it let him show scenes he could never have paid for. It comes as "
    "musicians ask AI companies in an open letter to stop devaluing their work, after Hollywood's writers went on "
    "strike over the technology and authors and newspapers sued over training on their work.",
)
ONE_SENTENCE = (
    "Artificial intelligence and media: how generative AI is used in, and changes, music, film, art, games, books, "
    "journalism and other creative work."
)
COLD = Topic(name="AI and media, spelled out", describe=ONE_SENTENCE, like=(SORA,))
#: The same wish, told otherwise.
OTHERWISE = {
    "few words": replace(COLD, describe="Stories about AI and the media."),
    "industries": replace(COLD, describe="AI and creative industries."),
    "lawsuits named": replace(
        COLD,
        describe="News about generative AI in creative work and media, from tools that make video, images and music "
        "to copyright lawsuits, deals and deepfakes.",
    ),
    "title only": replace(COLD, like=(Example(title=SORA.title),)),
    "no example": replace(COLD, like=()),
    "no description": replace(COLD, name="main", describe=""),
}
EXAMPLES = (1, 3, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Weak:
    """A topic, and the publishers' tags that mean it."""

    topic: Topic
    tags: frozenset[str]


def _weak(name: str, describe: str, like: Sequence[str], tags: str) -> Weak:
    return Weak(
        Topic(name=name, describe=describe, like=tuple(Example(title=title) for title in like)),
        frozenset(tag.strip() for tag in tags.split(",")),
    )


OTHERS = (
    _weak(
        "games",
        "Video games: new releases, the studios and publishers that make them, consoles and players.",
        [
            "Studio announces a sequel to its hit role-playing game",
            "Console maker raises the price of its machine and its online subscription",
            "Indie developer's puzzle game sells a million copies in a week",
            "Publisher delays its big shooter until next spring",
            "Review: a platform game that rewards patience",
        ],
        "gaming, pc gaming, video games, console gaming, games review, handheld gaming, gaming industry, retro gaming, "
        "mobile gaming, games, nintendo, playstation, xbox, nintendo switch, steam deck, steam",
    ),
    _weak(
        "space",
        "Space: rockets, satellites, crewed missions and astronomy.",
        [
            "Rocket lifts a crew of four to the space station",
            "Telescope finds water vapour around a distant planet",
            "Launch company's new booster explodes during a test",
            "Agency postpones its return to the Moon by a year",
            "Start-up raises money to build a constellation of radar satellites",
        ],
        "space, nasa, spacex, astronomy, commercial space, rockets, rocket report, rocket lab, space & astronomy, "
        "international space station, astrophysics, satellites, blue origin",
    ),
    _weak(
        "security",
        "Computer security: breaches, malware, vulnerabilities and those who find or abuse them.",
        [
            "Ransomware gang publishes files stolen from a hospital group",
            "Browser maker patches a flaw that was used in attacks",
            "Phishing campaign takes over company accounts with fake log-in pages",
            "Retailer says that data of ten million customers leaked",
            "Researchers find a backdoor in a popular software package",
        ],
        "security, cybersecurity, data and security, computing security, cyber security, cyber-crime, data breach, "
        "cyberattack, hackers, cyber crime, cybercrime, hacking, vulnerabilities, cyberattacks, malware, ransomware, "
        "phishing",
    ),
    _weak(
        "climate",
        "Climate change and clean energy: emissions, renewables, carbon removal and policy.",
        [
            "Study finds that the oceans warmed faster than expected",
            "Offshore wind farm gets its permit after years of dispute",
            "Start-up opens a plant that takes carbon dioxide out of the air",
            "Country misses its target for cutting emissions",
            "Grid operator orders giant batteries to store solar power",
        ],
        "climate, climate change, climate change and energy, sustainability, environment, nature & environment, "
        "renewable energy, clean energy, energy",
    ),
    _weak(
        "e-commerce",
        "E-commerce: online shops, marketplaces, payments and delivery.",
        [
            "Marketplace raises the fees that it takes from its sellers",
            "Online fashion shop files for a stock market listing",
            "Retailer lets shoppers pay at its checkout with a digital wallet",
            "Grocery delivery service expands to thirty cities",
            "Customs duty on small parcels hits cheap online stores",
        ],
        "commerce, fintech and ecommerce, online shopping, e-commerce, ecommerce, retail",
    ),
)


@dataclass(frozen=True, slots=True)
class Week:
    """A week's entries, read once for all topics."""

    name: str
    entries: tuple[Entry, ...]  #: by id
    tags: tuple[frozenset[str], ...]
    terms: tuple[bytes, ...]
    meanings: tuple[bytes, ...]
    vocabulary: Space
    rows: Rows


def week_of(name: str) -> Week:
    entries = tuple(sorted(entries_of(name), key=lambda entry: entry.id))
    lines = (DATA / "weeks" / f"{name}.jsonl").read_text("utf-8").splitlines()
    tags = {item["id"]: frozenset(item.get("tags") or ()) for item in map(json.loads, lines)}
    texts = [text_of(entry) for entry in entries]
    terms = tuple(HashedTerms().embed(texts))
    vocabulary = space(terms)
    meanings = tuple(Minilm().embed(texts))
    rows = vocabulary.rows(terms)
    return Week(name, entries, tuple(tags[e.id] for e in entries), terms, meanings, vocabulary, rows)


def end_to_end(week: Week, topic: Topic, score: object) -> dict[str, float]:
    """The scoring script's figures of the whole decision, and how right the floor is."""
    ids = [entry.id for entry in week.entries]
    choice = choose(
        week.entries,
        topic=topic,
        limits=Limits(),
        window=window_of(week.name),
        vectors=dict(zip(ids, week.terms, strict=True)),
        meanings=dict(zip(ids, week.meanings, strict=True)),
    )
    figures = score.score(week.name, rows_of(choice), DATA / "weeks")  # type: ignore[attr-defined] # a script
    gold = score.gold(DATA / "weeks" / f"{week.name}.gold.tsv")  # type: ignore[attr-defined]
    above = [v.entry.id for v in choice.verdicts if v.score >= 0.5]
    return {
        "ap2": figures["ap2"],
        "p20": figures["p20"],
        "ndcg20": figures["ndcg20"],
        "above": len(above),
        "graded": sum(one in gold for one in above) / max(1, len(above)),
        "grade2": figures["issue"]["grade2"],
    }


def scores(week: Week, topic: Topic) -> list[float]:
    """Each entry's own relevance, without its story's."""
    voices = voices_of(week.terms)
    judged = relevance.judge(
        week.entries, week.terms, week.meanings, week.rows, week.vocabulary, topic, voices
    )
    return [one.score for one in judged]


def bm25(week: Week, topic: Topic) -> list[float]:
    """Okapi BM25 (k1 1.2, b 0.75) with description and examples as the query."""
    query = {word for text in _told(topic) for word in words(text)} - STOP_STEMS
    documents = [Counter(words(text_of(entry))) for entry in week.entries]
    held = Counter(word for document in documents for word in document)
    mean = statistics.fmean(document.total() for document in documents)
    out = []
    for document in documents:
        norm = 1.2 * (0.25 + 0.75 * document.total() / mean)
        rare = {
            w: math.log(1 + (len(documents) - held[w] + 0.5) / (held[w] + 0.5))
            for w in document.keys() & query
        }
        out.append(math.fsum(sorted(rare[w] * document[w] * 2.2 / (document[w] + norm) for w in rare)))
    return out


def tfidf(week: Week, topic: Topic) -> list[float]:
    """Cosine with the description, and the mean of those with the examples."""
    queries = week.vocabulary.rows(HashedTerms().embed([f"{text}\n\n" for text in _told(topic)]))
    near = cosines(week.rows, queries, len(week.vocabulary.hashes))
    out: list[float] = (near[:, 0] + near[:, 1:].mean(axis=1)).tolist()
    return out


def _told(topic: Topic) -> list[str]:
    return [f"{topic.name}. {topic.describe}", *(f"{one.title} {one.text}" for one in topic.like)]


def average_precision(values: Sequence[float], right: Sequence[bool]) -> float:
    hit = np.array(right)[np.argsort(-np.array(values), kind="stable")]
    return float((np.cumsum(hit) / np.arange(1, len(hit) + 1))[hit].mean()) if hit.any() else math.nan


def by_tags(weeks: Sequence[Week], weak: Weak, ranked: Callable[[Week, Topic], list[float]]) -> float:
    """Mean average precision of the tags, among the outlets that use them."""
    using = Counter(
        e.source for w in weeks for e, tags in zip(w.entries, w.tags, strict=True) if tags & weak.tags
    )
    all_of = Counter(e.source for w in weeks for e in w.entries)
    outlets = {source for source, n in using.items() if n >= 0.005 * all_of[source]}
    out = []
    for week in weeks:
        rows = zip(week.entries, week.tags, ranked(week, weak.topic), strict=True)
        kept = [(value, bool(tags & weak.tags)) for entry, tags, value in rows if entry.source in outlets]
        out.append(average_precision(*zip(*kept, strict=True)) if kept else math.nan)
    return statistics.fmean(value for value in out if not math.isnan(value))


def taught_with(count: int) -> Topic:
    """The spelled-out topic with so many like and unlike examples; one is the Sora story alone."""
    shipped, draw = shipped_topic("ai-and-media"), random.Random(1)
    if count == 1:
        return COLD
    return replace(
        COLD,
        like=(SORA, *draw.sample(shipped.like, count - 1)),
        unlike=tuple(draw.sample(shipped.unlike, count)),
    )


def show(name: str, rows: Sequence[dict[str, float]]) -> None:
    means = {key: statistics.fmean(row[key] for row in rows) for key in rows[0]}
    print(f"  {name:16}", "  ".join(f"{key} {value:6.3f}" for key, value in means.items()), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weeks", nargs="*", help="such as 2026-W18; default: all")
    names = parser.parse_args().weeks or sorted(path.stem for path in (DATA / "weeks").glob("*.jsonl"))
    score = scorer()
    weeks = [week_of(name) for name in names]
    print(f"{machine()}\ncold start, mean of {len(weeks)} weeks")
    show("as in the issue", [end_to_end(week, COLD, score) for week in weeks])
    for name, topic in OTHERWISE.items():
        show(name, [end_to_end(week, topic, score) for week in weeks])
    print("more examples")
    for count in EXAMPLES:
        show(f"{count} like, unlike", [end_to_end(week, taught_with(count), score) for week in weeks])
    print("other topics: average precision of the publishers' tags (weak labels)")
    for weak in OTHERS:
        ours, plain, cosine = (by_tags(weeks, weak, ranked) for ranked in (scores, bm25, tfidf))
        print(f"  {weak.topic.name:16} ours {ours:.3f}  BM25 {plain:.3f}  TF-IDF {cosine:.3f}", flush=True)


if __name__ == "__main__":
    main()
