"""How well the extractive summaries meet references, beside lead and sumy's summarisers in one run, and how fast.

    pip install --group bench --editable .
    python -m benchmarks.summarise_quality [--data DIR] [--limit N]

The data is not part of the project ($DIGEST_DATA, or ../shared/data beside the checkout). Scores are F1 of ROUGE-1,
ROUGE-2 and ROUGE-L by rouge-score with its stemmer. The rule of length is one for all: whole sentences, up to the
first sentence end past so many words, never above four thirds of them (words are what stands between blanks). Lead
tells from the beginning, `digest` in its own order; a ranking of sumy's takes the best sentence that still fits
until it is past, and tells them in the order of the text. All get the sentences that our splitter finds (sumy's own
needs NLTK's data, which is fetched at run time).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from time import perf_counter
from typing import Any

from digest.summarise import summarise
from digest.summarise.split import split
from digest.summarise.words import WORD
from digest.types import Entry, Story

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DATA = Path(os.environ.get("DIGEST_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SETS = ("bbc_extractive", "inshorts_60_words")
STRETCH = 4 / 3
#: How many stories an issue has: what the whole of them takes is printed too.
ISSUE = 12

Row = dict[str, str]
Method = Callable[[Row, int], list[str]]


def story(title: str, text: str) -> Story:
    entry = Entry(
        id="0" * 16, feed_url="", guid="", url="", canonical_url="", title=title, text=text, first_seen=NOW
    )
    return Story(id="s", entries=(entry,), score=0.0, relevance=0.0)


def sentences(text: str) -> list[str]:
    return [" ".join(text[one.start : one.end].split()) for one in split(text)]


def up_to(told: Iterable[str], words: int, *, skip: bool = False) -> list[str]:
    """The sentences of `told` up to the first end past `words`; what does not fit ends it, or is skipped."""
    kept: list[str] = []
    length = 0
    for sentence in told:
        more = len(sentence.split())
        if length + more > words * STRETCH:
            if skip:
                continue
            break
        kept.append(sentence)
        length += more
        if length >= words:
            break
    return kept


def lead(row: Row, words: int) -> list[str]:
    return up_to(sentences(row["text"]), words)


def digest(row: Row, words: int) -> list[str]:
    return up_to(
        (one.text for one in summarise(story(row["title"], row["text"]), words=words).sentences), words
    )


class _Words:
    """What sumy asks of a tokenizer."""

    def to_sentences(self, text: str) -> list[str]:
        return sentences(text)

    def to_words(self, sentence: str) -> list[str]:
        return WORD.findall(sentence)


def ranking(summarizer: Any) -> Method:
    """A summariser of sumy's under our rule of length: the order in which it would take the sentences."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    words_of = _Words()

    def told(row: Row, words: int) -> list[str]:
        plain = [one for one in sentences(row["text"]) if words_of.to_words(one)]
        document = ObjectDocumentModel([Paragraph([Sentence(one, words_of) for one in plain])])
        ranked = _by_rating(summarizer, document)
        kept = set(up_to((str(one) for one in ranked), words, skip=True))
        return [one for one in plain if one in kept]

    return told


def _by_rating(summarizer: Any, document: Any) -> list[Any]:
    """All sentences of `document`, the best first; sumy itself only gives the best n in the order of the text."""
    order: list[Any] = []

    def every(found: Iterable[Any], _count: int, rating: Any, *args: Any, **more: Any) -> tuple[Any, ...]:
        rate = (
            (lambda one: rating[one])
            if isinstance(rating, dict)
            else (lambda one: rating(one, *args, **more))
        )
        order.extend(sorted(found, key=rate, reverse=True))
        return tuple(order)

    summarizer._get_best_sentences = every
    summarizer(document, len(document.sentences))
    return order


def methods() -> dict[str, Method]:
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.sum_basic import SumBasicSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer
    from sumy.utils import get_stop_words

    found: dict[str, Method] = {"lead": lead}
    for kind in (LexRankSummarizer, TextRankSummarizer, LuhnSummarizer, SumBasicSummarizer):
        summarizer = kind(Stemmer("english"))
        summarizer.stop_words = get_stop_words("english")
        found[kind.__name__.removesuffix("Summarizer")] = ranking(summarizer)
    return {**found, "digest": digest}


def measure(rows: Sequence[Row], method: Method, scorer: Any, *, words: int | None) -> str:
    """One line of the table; `words=None` asks for as many as the reference has."""
    scores, lengths, seconds = [], [], []
    for row in rows:
        wanted = words or len(row["reference"].split())
        begin = perf_counter()
        told = " ".join(method(row, wanted))
        seconds.append(perf_counter() - begin)
        scores.append([one.fmeasure for one in scorer.score(row["reference"], told).values()])
        lengths.append(len(told.split()))
    one, two, longest = (mean(score) for score in zip(*scores, strict=True))
    slow = sorted(seconds)[int(len(seconds) * 0.99)]
    times = f"{1000 * median(seconds):8.2f} {1000 * slow:8.2f}"
    return f"{one:8.3f} {two:8.3f} {longest:8.3f} {mean(lengths):8.1f} {times}"


def an_issue(rows: Sequence[Row]) -> float:
    """Milliseconds for an issue of twelve stories with three full texts each, the first texts of `rows`."""
    stories = []
    for number in range(ISSUE):
        told = rows[3 * number : 3 * number + 3]
        entries = [
            replace(story(row["title"], row["text"]).lead, id=f"{place:016}")
            for place, row in enumerate(told)
        ]
        stories.append(replace(story("", ""), entries=tuple(entries)))
    begin = perf_counter()
    for one in stories:
        summarise(one)
    return 1000 * (perf_counter() - begin)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, default=None, help="rows of each set")
    args = parser.parse_args()
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, one run")
    for name in SETS:
        path = args.data / "summaries" / f"{name}.jsonl"
        if not path.exists():
            print(f"{name}: not found at {path}; set DIGEST_DATA", file=sys.stderr)
            return 1
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()][: args.limit]
        for words in (60, None) if name == "bbc_extractive" else (60,):
            print(f"\n{name}, {len(rows)} rows, {words or 'reference'} words")
            print(f"{'method':10} {'R-1':>8} {'R-2':>8} {'R-L':>8} {'words':>8} {'ms':>8} {'ms p99':>8}")
            for label, method in methods().items():
                print(f"{label:10} {measure(rows, method, scorer, words=words)}")
        if len(rows) >= 3 * ISSUE:
            print(f"\n{ISSUE} stories of three full texts each: {an_issue(rows):.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
