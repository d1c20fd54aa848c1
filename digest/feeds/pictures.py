"""A picture's address -> its bytes, asked for as robots.txt lets us and as its publisher wishes. One bad picture never
stops the rest.

What the bytes are is not judged here but for the declared type; `digest.letter.pictures` reads their header.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from digest.errors import BudgetError, FeedError
from digest.feeds.pages import Line
from digest.feeds.robots import Robots, origin_of
from digest.types import ImageFile, RobotsFile, utc

if TYPE_CHECKING:
    from digest.feeds.read import Caller
    from digest.net.client import Client, Response

#: A server that can choose gives one of these instead of WebP or AVIF.
ACCEPT = "image/jpeg,image/png"
#: What a JPEG or PNG may be declared as; "" is no declaration. The bytes have the last word.
_KINDS = (
    "", "image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/x-png", "application/octet-stream",
    "binary/octet-stream",
)  # fmt: skip
#: Words of X-Robots-Tag by which a publisher asks that a picture be shown nowhere else.
_UNWANTED = frozenset({"noindex", "none", "noimageindex", "max-image-preview:none"})
#: Directives of that header which hold a colon of their own; before any other colon stands the robot that is meant.
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
#: When what brought no picture is asked for again.
SOON, LATER = timedelta(hours=6), timedelta(days=7)


class Asker:
    """Asks for pictures; thread-safe. A context manager: when it ends, nobody begins or waits any more; when that is
    by an exception (Ctrl-C), what is under way ends too.

    `robots`: what is known of sites, by origin. `budget`: seconds from now in which one may be begun.
    """

    def __init__(
        self, client: Client, boxes: Caller, robots: Mapping[str, RobotsFile], *, now: datetime, budget: float
    ) -> None:
        self.robots = Robots(line := Line(client), boxes, robots, now=now)
        self._line = line
        self._now = utc(now)
        self._end = time.monotonic() + budget
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def __enter__(self) -> Asker:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._stop.set()
        if kind is not None:
            self._line.stop()

    @property
    def reached(self) -> bool:
        """Whether anybody answered at all."""
        return self._line.reached

    def picture(self, url: str) -> ImageFile | None:
        """What became of one; None when it was not asked for, for lack of time or network."""
        if self._stop.is_set():
            return None
        try:
            self._allowed(url)
            answer = self._line.get(url, accept=ACCEPT, hop=self._allowed)
        except BudgetError:
            return None
        except FeedError as error:
            return self._none(url, str(error), SOON)
        except Exception as error:  # noqa: BLE001 - one odd picture never stops the letter; it is reported
            return self._none(url, f"{type(error).__name__}: {error}", SOON)
        refused, wait = _refused(answer)
        if refused:
            return self._none(url, refused, wait)
        return ImageFile(url=url, fetched=self._now, retry_at=self._now, data=answer.body)

    def _allowed(self, url: str) -> None:
        """FeedError when the site's robots.txt says no; else wait until it lets the next request come."""
        rule = self.robots.rule(url)
        if not rule.allowed:
            raise FeedError(f"{url}: {rule.detail}")
        origin = origin_of(url)
        with self._lock:
            now = time.monotonic()
            begin = max(now, self._free_at.get(origin, now))
            if begin >= self._end:
                raise BudgetError(f"{origin}: its pictures are too slow to come for this run")
            self._free_at[origin] = begin + rule.delay
        if self._stop.wait(begin - now):
            raise BudgetError(f"{origin}: the run was stopped")

    def _none(self, url: str, detail: str, wait: timedelta) -> ImageFile:
        words = " ".join("".join(c if c.isprintable() else " " for c in detail).split())
        return ImageFile(url=url, fetched=self._now, retry_at=self._now + wait, detail=words[:300])


def _refused(answer: Response) -> tuple[str, timedelta]:
    """Why an answer brings no picture, and when to ask again; "" when it may bring one."""
    if not 200 <= answer.status < 300:
        return f"the server answered {answer.status}", SOON if answer.status >= 500 else LATER
    if unwanted(answer.headers.get("x-robots-tag", "")):
        return "its publisher asks that it be shown nowhere else (X-Robots-Tag)", LATER
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in _KINDS:
        return f"it is {kind[:60]}, and mail clients show JPEG and PNG", LATER
    return ("", timedelta()) if answer.body else ("the answer is empty", SOON)


def unwanted(header: str) -> bool:
    """Whether an X-Robots-Tag header asks every robot, or us, not to show the picture."""
    agent = ""
    for word in header[:4000].lower().split(","):
        name, colon, value = (part.strip() for part in word.partition(":"))
        bare = not colon  # two headers may have been joined: a word without an agent counts for everybody
        if colon and name not in _VALUED:
            agent, name, colon = name, value, ""
        said = f"{name}:{value}" if colon else name
        if (bare or agent in ("", "*", "digest")) and said in _UNWANTED:
            return True
    return False
