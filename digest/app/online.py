"""Whether a letter's links lead anywhere: asked through the one client, with its guard and its limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from digest.errors import BudgetError, FeedError, RefusedError, UnreachableError
from digest.letter.plain import line
from digest.types import TOKEN, Finding

if TYPE_CHECKING:
    from digest.net.client import Client, Policy

RULE: Final = "reachable"
SOURCE: Final = "RFC 9110 § 15.5.5 (404) and § 15.5.11 (410)"
#: Links that are asked for; a letter of 30 stories has about as many.
MOST: Final = 150
_THREADS: Final = 8
_GONE: Final = (404, 410)
_MEND: Final = "open it in a browser; when it is gone, drop the story or name another report"


def policy(base: Policy) -> Policy:
    """A minute and a half for all links, twelve seconds for one."""
    from dataclasses import replace

    return replace(base, deadline=12.0, connect_timeout=6.0, budget=90.0, max_body=5 * 2**20)


def unreachable(addresses: Iterable[str], client: Client) -> list[Finding]:
    """What is wrong with links, in their order. A site that turns programs away (403, 429 …) is not found fault with.

    An address that holds a reader's token is not asked for: what it does is the reader's to do.
    """
    from concurrent.futures import ThreadPoolExecutor

    asked = [url for url in dict.fromkeys(addresses) if url[:4].lower() == "http" and TOKEN not in url]
    with ThreadPoolExecutor(_THREADS) as pool:
        answers = list(pool.map(lambda url: _asked(url, client), asked[:MOST]))
    if len(answers) > 1 and all(isinstance(answer, UnreachableError) for answer in answers):
        return [_finding("warning", f"none of {len(answers)} links answers; is this machine online?", "")]
    found = [one for url, answer in zip(asked, answers, strict=False) if (one := _judged(url, answer))]
    if len(asked) > MOST:
        found.append(_finding("warning", f"{len(asked) - MOST} more links were not asked for", ""))
    return found


def _asked(url: str, client: Client) -> int | FeedError:
    try:
        return client.get(url).status
    except FeedError as error:
        return error


def _judged(url: str, answer: int | FeedError) -> Finding | None:
    if isinstance(answer, int):
        if answer in _GONE:
            return _finding("error", f"it answers {answer}: the page is gone", url)
        return _finding("warning", f"it answers {answer}", url) if answer >= 500 else None
    said = line(str(answer)).removeprefix(f"{url}: ")
    if isinstance(answer, RefusedError | UnreachableError):
        return _finding("error", said, url)
    if isinstance(answer, BudgetError):
        return _finding("warning", f"not asked for: {said}", url)
    return _finding("warning", said, url)


def _finding(severity: str, message: str, url: str) -> Finding:
    assert severity in ("error", "warning")
    return Finding(
        severity="error" if severity == "error" else "warning",
        rule=RULE,
        message=message,
        place=line(url[:200]),
        mend=_MEND,
    )
