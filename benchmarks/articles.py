"""Full texts: what is taken of recorded pages, against the text that belongs to the article.

    python -m benchmarks.articles

Mean precision, recall and F1 of the tokens, each page through the box as a run reads it. The baseline in the same
run is all text that a page shows.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from html import unescape
from pathlib import Path

from benchmarks.measure import DATA, machine, median
from digest.feeds.article import Page, read_page
from digest.net.box import Box

URL = "https://paper.example/a/b"
_HIDDEN = re.compile(r"(?is)<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->")


def main() -> None:
    folders = sorted((DATA / "articles").glob("*/source.html"))
    if not folders:
        sys.exit("the recorded pages are not here ($DIGEST_DATA, or ../shared/data)")
    pages = [path.read_bytes() for path in folders]
    expected = [_shown(path.with_name("expected.html").read_text("utf-8")) for path in folders]
    with Box() as box:
        begin = time.perf_counter()
        _read(box, pages[0])  # starts the child and imports what it needs
        started = time.perf_counter() - begin
        found, seconds = [], []
        for body in pages:
            begin = time.perf_counter()
            found.append(_read(box, body))
            seconds.append(time.perf_counter() - begin)
        peak = _peak_mb(box.pid)
    print(f"{len(pages)} pages; {machine()}")
    _row("digest", [page.text for page in found], expected)
    _row("all that is shown", [_shown(body.decode("utf-8", "replace")) for body in pages], expected)
    short = sum(page.status == "empty" for page in found)
    print(f"  too short to be used as an article: {short} (toy pages)")
    print(
        f"  {median(seconds) * 1000:.0f} ms a page in the box (median), {max(seconds) * 1000:.0f} ms at most; "
        f"the first {started * 1000:.0f} ms; the child's peak {peak:.0f} MB"
    )


def _read(box: Box, body: bytes) -> Page:
    return read_page(box, body, content_type="text/html", url=URL)


def _shown(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", _HIDDEN.sub(" ", html)))


def _row(label: str, found: list[str], expected: list[str]) -> None:
    rows = [_score(_tokens(left), _tokens(right)) for left, right in zip(found, expected, strict=True)]
    precision, recall, f1 = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    print(f"  {label:<20} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def _score(found: Counter[str], expected: Counter[str]) -> tuple[float, float, float]:
    common = (found & expected).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / found.total(), common / expected.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def _tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def _peak_mb(pid: int | None) -> float:
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
