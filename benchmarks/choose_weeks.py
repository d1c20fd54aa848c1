"""How well choosing does on the labelled weeks, and how fast: `python -m benchmarks.choose_weeks [WEEK …]`.

Entries are built straight from the recorded items (no HTTP) and scored by the shared scoring script, both found
beside $DIGEST_DATA (default: ../shared/data). The shipped weights were trained on all twelve weeks; with
`--weights FOLDER` (what `python -m training parts` and `mix` left there) each week is chosen from with weights that
never saw it or its neighbours. The lexicon was written with W17-22 in view. With --background the counts of
digest/choose/background.tsv are made anew.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.util
import json
import math
import os
import re
import resource
import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

from benchmarks.measure import DATA, ROOT, machine
from digest.choose import choose, embedders, shipped_topic, text_of
from digest.choose.embedder import WEIGHTS
from digest.choose.terms import STOP_STEMS, words
from digest.types import Choice, Entry, Limits, Window

#: Three weeks in a row are left out together.
FOLDS = [[f"2026-W{n + k}" for k in range(3)] for n in range(17, 29, 3)]
#: The feeds room takes this out of feed text; here it has to be done by hand.
BOILERPLATE = re.compile(r"submitted by\s+/u/\S+(\s+to\s+r/\S+)?(\s+\[link\])?(\s+\[comments\])?")
HEAD = "week      ap2   ndcg20 p20   b3-f1  issue g2    any   twice mixed top   cold s  warm s"


def scorer() -> ModuleType:
    """The shared scoring script, as a module."""
    path = DATA.parent / "tools" / "score_week.py"
    spec = importlib.util.spec_from_file_location("score_week", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not found; set DIGEST_DATA")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def window_of(week: str) -> Window:
    begin = datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=UTC)
    return Window(begin, begin + timedelta(days=7))


def entries_of(week: str) -> list[Entry]:
    """The recorded items of a week as entries; the recorded id is guid and id."""
    lines = (DATA / "weeks" / f"{week}.jsonl").read_text("utf-8").splitlines()
    return [_entry(json.loads(line)) for line in lines]


def _entry(item: dict[str, str]) -> Entry:
    published = datetime.fromtimestamp(float(item["published_ts"]) / 1000, UTC)
    return Entry(
        id=item["id"],
        guid=item["id"],
        feed_url=f"https://feeds.example/{item['source']}",
        url=item["url"],
        canonical_url=item["url"].split("?utm_")[0].rstrip("/"),
        title=item["title"],
        text=BOILERPLATE.sub("", item["summary"] or "").strip(),
        source=item["source"],
        published=published,
        first_seen=published,
    )


def rows_of(choice: Choice) -> list[dict[str, object]]:
    """As `digest explain --jsonl` prints them."""
    return [
        {"guid": v.entry.guid, "score": v.score, "story": v.story, "chosen": v.chosen}
        for v in choice.verdicts
    ]


def measure(week: str, score: ModuleType) -> dict[str, float]:
    """One week: the scoring script's figures, seconds with vectors missing (cold) and given (warm)."""
    entries = entries_of(week)
    topic, limits, window = shipped_topic("ai-and-media"), Limits(), window_of(week)
    begin = time.perf_counter()
    choose(entries, topic=topic, limits=limits, window=window)
    cold = time.perf_counter() - begin
    vectors, meanings = (
        dict(zip((e.id for e in entries), one.embed([text_of(e) for e in entries]), strict=True))
        for one in embedders(topic)
    )
    begin = time.perf_counter()
    choice = choose(entries, topic=topic, limits=limits, window=window, vectors=vectors, meanings=meanings)
    warm = time.perf_counter() - begin
    figures = score.score(week, rows_of(choice), DATA / "weeks")
    return {
        **{name: figures[name] for name in ("ap2", "ndcg20", "p20")},
        "b3": figures["b3"][2],
        **figures["issue"],
        "cold": cold,
        "warm": warm,
    }


def bm25(week: str, score: ModuleType) -> dict[str, float]:
    """The baseline: Okapi BM25 (k1 1.2, b 0.75) with the topic's description and examples as the query."""
    entries, topic = entries_of(week), shipped_topic("ai-and-media")
    query = Counter(words(" ".join([topic.describe, *(f"{e.title} {e.text}" for e in topic.like)])))
    documents = [Counter(words(text_of(entry))) for entry in entries]
    held = Counter(word for document in documents for word in document)
    mean = statistics.fmean(document.total() for document in documents)
    rows = []
    for entry, document in zip(entries, documents, strict=True):
        norm = 1.2 * (0.25 + 0.75 * document.total() / mean)
        value = 0.0
        for word in document.keys() & (query.keys() - STOP_STEMS):
            rarity = math.log(1 + (len(entries) - held[word] + 0.5) / (held[word] + 0.5))
            value += rarity * document[word] * 2.2 / (document[word] + norm)
        rows.append({"guid": entry.id, "score": value, "story": entry.id, "chosen": False})
    figures = score.score(week, rows, DATA / "weeks")
    return {name: figures[name] for name in ("ap2", "ndcg20", "p20")}


def weights_of(week: str, folder: Path | None) -> str:
    """The folder of weights that never saw the week."""
    return str(folder / next(fold[0] for fold in FOLDS if week in fold)) if folder else ""


def show(name: str, row: dict[str, float]) -> None:
    values = [f"{row[k]:.3f}" for k in ("ap2", "ndcg20", "p20", "b3")] + [f"{row['stories']:5.1f}"]
    values += [f"{row[k]:.3f}" for k in ("grade2", "graded")] + [
        f"{row[k]:5.1f}" for k in ("told_twice", "mixed")
    ]
    print(
        f"{name:9}",
        " ".join([*values, f"{row['top']:.3f}", f"{row['cold']:6.2f} {row['warm']:6.2f}"]),
    )


def background() -> None:
    """Count in how many of 10,000 entries each stem stands (titles and teasers of 2024) and write the table."""
    path = DATA / "news" / "editor_tags.csv"
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        counts.update(set(words(f"{row['title']} {row['summary']}")) - STOP_STEMS)
    per = {w: round(n * 10_000 / len(rows)) for w, n in counts.items() if w.isascii() and w.isalpha()}
    kept = sorted(((w, n) for w, n in per.items() if n >= 8), key=lambda pair: (-pair[1], pair[0]))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    head = f"# documents of 10,000; counted over {len(rows)} entries of {path.name}, sha256 {digest}\n"
    out = ROOT / "digest" / "choose" / "background.tsv"
    out.write_text(head + "".join(f"{word}\t{count}\n" for word, count in kept), "utf-8")
    print(f"{out.relative_to(ROOT)}: {len(kept)} stems")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weeks", nargs="*", help="such as 2026-W18; default: all")
    parser.add_argument("--weights", type=Path, help="of folds that were left out, as `training` makes them")
    parser.add_argument("--background", action="store_true", help="make digest/choose/background.tsv anew")
    args = parser.parse_args()
    if args.background:
        return background()
    score = scorer()
    weeks = args.weeks or sorted(path.stem for path in (DATA / "weeks").glob("*.jsonl"))
    print(
        f"{machine()}\n{'weights that never saw the week' if args.weights else 'weights as shipped'}\n{HEAD}"
    )
    table: dict[str, dict[str, float]] = {}
    for week in weeks:
        os.environ[WEIGHTS] = weights_of(week, args.weights)
        table[week] = measure(week, score)
        show(week, table[week])
    show("mean", {k: statistics.fmean(row[k] for row in table.values()) for k in table[weeks[0]]})
    plain = [bm25(week, score) for week in weeks]
    means = [f"{statistics.fmean(row[k] for row in plain):.3f}" for k in ("ap2", "ndcg20", "p20")]
    print(f"{'BM25':9}", " ".join(means))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")
    return None


if __name__ == "__main__":
    main()
