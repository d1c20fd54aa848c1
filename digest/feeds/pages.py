"""Entry -> Article: its page, asked for as robots.txt lets us, and judged. One bad page never stops the rest."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.errors import BudgetError, FeedError, RefusedError, UnreachableError
from digest.feeds.robots import Robots, Rule, origin_of
from digest.types import Article, ArticleStatus, Entry, RobotsFile, utc

if TYPE_CHECKING:
    from digest.feeds.article import Page
    from digest.feeds.read import Caller
    from digest.net.client import Client, Response

#: When the first so many hosts give no answer at all, it is the network and not they.
HOSTS_UNREACHED = 5
ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
#: When a page is asked for again.
AGAIN: Mapping[ArticleStatus, timedelta] = {
    "ok": timedelta(days=30),
    "blocked": timedelta(hours=24),
    "paywalled": timedelta(days=7),
    "empty": timedelta(hours=24),
    "failed": timedelta(hours=6),
    "not-html": timedelta(days=7),
}
#: How much of an entry's title and of its teaser a page has to hold, in words; a teaser of few is not asked.
TITLE_SHARE, TEASER_SHARE, _FEW = 0.6, 0.3, 8
_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
_WORD = re.compile(r"\w+")
#: Scripts that are written without spaces: compared by pairs of characters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")
_COMMON = frozenset((
    "about", "after", "also", "been", "from", "have", "here", "into", "more", "most", "over", "says",
    "than", "that", "their", "they", "this", "what", "when", "where", "which", "will", "with", "your",
    "dass", "dies", "eine", "einem", "einen", "einer", "nach", "oder", "über", "avec", "dans", "pour",
    "plus", "sont", "como", "para", "pero", "della", "delle", "sono", "voor", "niet", "maar",
))  # fmt: skip


class _ForbiddenError(FeedError):
    """A redirect leads to where the site's robots.txt does not let us."""

    def __init__(self, url: str, rule: Rule) -> None:
        super().__init__(f"it leads to {url}: {rule.detail}")
        self.known = rule.known


class Line:
    """The client, and whether anybody answers at all. Thread-safe."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._unreached: set[str] = set()
        self.reached = False

    @property
    def dead(self) -> bool:
        return not self.reached and len(self._unreached) >= HOSTS_UNREACHED

    def get(self, url: str, *, accept: str = "", hop: Callable[[str], None] | None = None) -> Response:
        """`Client.get`; BudgetError once it is clear that there is no network.

        Only a connection that fails speaks against the network. A bad certificate or no HTTP came over it, and what
        the guard refuses says nothing either way: else a few links to 10.0.0.1 would keep all pages from being read.
        """
        if self.dead:
            raise BudgetError(f"{url}: there is no network")

        def further(following: str) -> None:
            self.reached = True  # the redirect came from somebody
            if hop:
                hop(following)

        try:
            answer = self._client.get(url, accept=accept, hop=further)
        except UnreachableError:
            with self._lock:
                self._unreached.add(urlsplit(url).hostname or "")
            raise
        except (BudgetError, RefusedError):
            raise
        except FeedError:
            self.reached = True
            raise
        self.reached = True
        return answer

    def stop(self) -> None:
        """`Client.stop`."""
        self._client.stop()


class Reader:
    """Asks for pages; thread-safe. A context manager: when it ends, nobody begins or waits any more, and when it
    ends by an exception (Ctrl-C), the client is stopped and what is under way ends too.

    `robots`: what is known of sites, by origin. `budget`: seconds from now in which pages may be begun.
    """

    def __init__(
        self, client: Client, boxes: Caller, robots: Mapping[str, RobotsFile], *, now: datetime, budget: float
    ) -> None:
        self.line = Line(client)
        self.robots = Robots(self.line, boxes, robots, now=now)
        self.alarms: set[str] = set()
        self.late = False
        self._boxes = boxes
        self._now = utc(now)
        self._end = time.monotonic() + budget
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._stop.set()
        if kind is not None:
            self.line.stop()

    def article(self, entry: Entry) -> Article | None:
        """What became of the entry's page; None when it was not asked for, for lack of time or network."""
        if self._stop.is_set():
            return None
        try:
            return self._asked(entry)
        except BudgetError:
            self.late = True
            return None
        except _ForbiddenError as error:
            return self._outcome(entry, "blocked" if error.known else "failed", detail=str(error))
        except FeedError as error:
            return self._outcome(entry, "failed", detail=str(error))
        except Exception as error:  # noqa: BLE001 - one odd page never stops the rest; it is reported
            detail = f"{entry.url}: {type(error).__name__}: {str(error)[:200]}"
            self.alarms.add(detail)
            return self._outcome(entry, "failed", detail=detail)

    def _asked(self, entry: Entry) -> Article:
        rule = self.robots.rule(entry.url)
        if not rule.allowed:
            return self._outcome(entry, "blocked" if rule.known else "failed", detail=rule.detail)
        self._wait(origin_of(entry.url), rule.delay)
        answer = self.line.get(entry.url, accept=ACCEPT, hop=self._hop)
        if refused := _refused(answer):
            return self._outcome(entry, refused[0], answer, detail=refused[1])
        return self._read(entry, answer)

    def _hop(self, url: str) -> None:
        """Before a redirect is followed: its target is a page like the first (RFC 9309 § 2.2)."""
        rule = self.robots.rule(url)
        if not rule.allowed:
            raise _ForbiddenError(url, rule)
        self._wait(origin_of(url), rule.delay)

    def _wait(self, origin: str, delay: float) -> None:
        """Keep the site's Crawl-delay. BudgetError when that would take longer than there is time."""
        with self._lock:
            now = time.monotonic()
            begin = max(now, self._free_at.get(origin, now))
            if begin >= self._end:
                raise BudgetError(f"{origin}: its pages are too slow to come for this run")
            self._free_at[origin] = begin + delay
        if self._stop.wait(begin - now):
            raise BudgetError(f"{origin}: the run was stopped")

    def _read(self, entry: Entry, answer: Response) -> Article:
        from digest.feeds.article import read_page

        try:
            page = read_page(
                self._boxes, answer.body,
                content_type=answer.headers.get("content-type", ""), url=answer.url,
                robots_tag=answer.headers.get("x-robots-tag", ""),
            )  # fmt: skip
        except FeedError as error:
            self.alarms.add(str(error))
            return self._outcome(entry, "failed", answer, detail=str(error))
        if page.alarm:
            self.alarms.add(
                f"{answer.url}: {page.detail}; the feed's own text is used. Look at the page in a browser"
            )
        if page.status == "ok" and not same_thing(entry, page.title, page.text):
            return self._outcome(entry, "empty", answer, detail="the page is about something else")
        return self._outcome(entry, page.status, answer, page=page)

    def _outcome(
        self,
        entry: Entry,
        status: ArticleStatus,
        answer: Response | None = None,
        *,
        detail: str = "",
        page: Page | None = None,
    ) -> Article:
        from digest.feeds.fetch import retry_after

        known = page if page and status == "ok" else None
        wait = retry_after(answer.headers.get("retry-after", ""), self._now) if answer else None
        return Article(
            url=entry.canonical_url,
            status=status,
            fetched=self._now,
            retry_at=self._now + max(AGAIN[status], wait or timedelta()),
            final_url=answer.url if answer else "",
            title=known.title if known else "",
            language=known.language if known else "",
            text=known.text if known else "",
            image=known.image if known else None,
            detail=(detail or (page.detail if page else ""))[:1000],
        )


def _refused(answer: Response) -> tuple[ArticleStatus, str] | None:
    """What an answer is that holds no page; None when it may hold one."""
    if not 200 <= answer.status < 300:
        statuses: dict[int, ArticleStatus] = {
            401: "blocked",
            402: "paywalled",
            403: "blocked",
            451: "blocked",
        }
        return statuses.get(answer.status, "failed"), f"the server answered {answer.status}"
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in _HTML and (kind or answer.body.lstrip()[:1] != b"<"):
        return "not-html", f"no page, but {kind or 'something without a type'}"
    return None


def same_thing(entry: Entry, title: str, text: str) -> bool:
    """Whether a page tells what the entry announces: it has most of the words of the entry's title, and some of its
    teaser's. A consent page, a list of other stories and "page not found" have not.

    The shares are such that of 81,000 pairs of a recorded news title with an unrelated long article 0.5 % pass.
    """
    found = _marks(f"{title}\n{text[:20_000]}")
    announced, teaser = _marks(entry.title), _marks(entry.text[:600])
    if not announced:
        announced, teaser = teaser, frozenset()
    told = len(teaser) < _FEW or _share(teaser, found) >= TEASER_SHARE
    return told and _share(announced, found) >= TITLE_SHARE


def _share(wanted: frozenset[str], found: frozenset[str]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 0.0


def _marks(text: str) -> frozenset[str]:
    """The beginnings of the words that mean something; pairs of characters of scripts without spaces."""
    text = text.casefold()
    words = {
        word[:6]
        for word in _WORD.findall(text)
        if len(word) > 3 and word not in _COMMON and not _UNSPACED.search(word)
    }
    pairs = {run[i : i + 2] for run in _UNSPACED.findall(text) for i in range(len(run) - 1)}
    return frozenset(words | pairs)
