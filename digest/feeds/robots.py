"""robots.txt (RFC 9309): which pages may be asked for, and how quickly one after the other.

Read once a site for a run, and from the store for up to 24 hours (§ 2.4); evaluated in the box, for its wildcards
are a stranger's patterns. A site whose robots.txt cannot be reached is left alone for this run (§ 2.3.1.4).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from digest.errors import BudgetError, FeedError
from digest.net.box import BoxError
from digest.types import RobotsFile

if TYPE_CHECKING:
    from digest.feeds.read import Caller
    from digest.net.client import Response

#: Our product token (§ 2.2.1), the first word of the User-Agent header.
AGENT = "digest"
#: Bytes that are read of a robots.txt; the standard says at least 500 KiB (§ 2.5).
LARGEST = 500 * 1024
#: How long a robots.txt is trusted (§ 2.4).
FRESH = timedelta(hours=24)
#: Seconds that a Crawl-delay may ask for. It is no part of the standard; longer ones are kept to this.
LONGEST_DELAY = 10.0


class Getter(Protocol):
    """The one client, or what stands before it."""

    def get(self, url: str, *, accept: str = "", hop: Callable[[str], None] | None = None) -> Response: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Whether a page may be asked for. `known`: that is what the site says; else it could not be asked."""

    allowed: bool
    delay: float = 0.0  #: seconds between two requests
    known: bool = True
    detail: str = ""  #: why not, in words


@dataclass(slots=True)
class _Site:
    """One origin's robots.txt in this run; `file` is None while it could not be read, and `detail` says why."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: bool = False
    file: RobotsFile | None = None
    detail: str = ""


class Robots:
    """The rules of every site that a run meets. Thread-safe.

    `known`: copies from the store, by origin; those older than `FRESH` are read again. `fresh`: what was read now.
    """

    def __init__(
        self, client: Getter, boxes: Caller, known: Mapping[str, RobotsFile], *, now: datetime
    ) -> None:
        self._client = client
        self._boxes = boxes
        self._known = {origin: file for origin, file in known.items() if now - file.fetched < FRESH}
        self._now = now
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    @property
    def fresh(self) -> tuple[RobotsFile, ...]:
        with self._lock:
            files = [site.file for site in self._sites.values() if site.file]
        return tuple(file for file in files if self._known.get(file.origin) is not file)

    def rule(self, url: str) -> Rule:
        """What the site of `url` says about this page. Only BudgetError is raised, when the run's time is used up."""
        origin = origin_of(url)
        with self._lock:
            site = self._sites.setdefault(origin, _Site())
        with site.lock:
            if not site.asked:
                self._ask(site, origin)
                site.asked = True
        if site.file is None:
            return Rule(allowed=False, known=False, detail=site.detail)
        if not site.file.body:
            return Rule(allowed=True)
        return self._judged(site, url)

    def _ask(self, site: _Site, origin: str) -> None:
        site.file = self._known.get(origin)
        if site.file:
            return
        try:
            answer = self._client.get(f"{origin}/robots.txt", accept="text/plain,*/*;q=0.5")
        except BudgetError:
            raise
        except FeedError as error:
            site.detail = f"its robots.txt could not be read: {error}"
            return
        if 200 <= answer.status < 300:
            body = answer.body[:LARGEST].decode("utf-8-sig", "replace")
            site.file = RobotsFile(origin=origin, fetched=self._now, body=body.replace("\x00", ""))
        elif 400 <= answer.status < 500 and answer.status != 429:  # there is none: all is allowed (§ 2.3.1.3)
            site.file = RobotsFile(origin=origin, fetched=self._now)
        else:
            site.detail = f"the site answered {answer.status} for its robots.txt; it is left alone for now"

    def _judged(self, site: _Site, url: str) -> Rule:
        assert site.file
        try:
            found = self._boxes.call("digest.feeds.robots:boxed", {"url": url}, site.file.body.encode())
            allowed, delay = bool(found["allowed"]), min(max(float(found["delay"]), 0.0), LONGEST_DELAY)
        except (BoxError, FeedError, TypeError, KeyError, ValueError) as error:
            site.file, site.detail = None, f"its robots.txt could not be evaluated ({error})"
            return Rule(allowed=False, known=False, detail=site.detail)
        return Rule(
            allowed=allowed, delay=delay, detail="" if allowed else "the site's robots.txt asks not to"
        )


def boxed(argument: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """What the box calls: `evaluated`, as plain data."""
    allowed, delay = evaluated(body.decode("utf-8", "replace"), argument["url"])
    return {"allowed": allowed, "delay": delay}


def evaluated(text: str, url: str) -> tuple[bool, float]:
    """Whether a robots.txt lets us ask for `url`, and its Crawl-delay in seconds (0 for none). Pure."""
    from protego import Protego

    rules = Protego.parse(text)
    return rules.can_fetch(url, AGENT), float(rules.crawl_delay(AGENT) or 0.0)


def origin_of(url: str) -> str:
    """`https://example.org:8443` of an http(s) address, without credentials and the usual port."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    usual = port is None or port == {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{host}" + ("" if usual else f":{port}")
