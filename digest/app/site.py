"""What the public pages need of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from digest.deliver import masked_address
from digest.letter import online
from digest.types import Newsletter

if TYPE_CHECKING:
    from digest.deliver import Tokens
    from digest.store import Published, Store


class StoreSite:
    """Unsubscribing and past issues, from the store."""

    def __init__(
        self, store: Store, tokens: Tokens, newsletter: Newsletter, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._tokens = tokens
        self._clock = clock
        self.newsletter = newsletter

    def unsubscribe(self, token: str) -> bool | None:
        """True when the subscriber is (now) unsubscribed, None when the token is nobody's."""
        who = self._tokens.read(token)
        if who is None or not self._store.subscribers.unsubscribe(who, now=self._clock()):
            return None
        return True

    def known(self, token: str) -> str | None:
        """The address behind a token, masked: `j•••@example.org`; "" when its reader is not in the store any more."""
        who = self._tokens.read(token)
        if who is None:
            return None
        found = self._store.subscribers.get(who)
        return masked_address(found.email) if found else ""

    def page(self, slot: str) -> str | None:
        """A published issue as a page for everyone: no one's unsubscribe link is in it."""
        published = self._store.issues.get(slot)
        return online.page(_past(published)) if published else None

    def issues(self) -> Sequence[tuple[str, str]]:
        """(slot, subject) of the last hundred issues, newest first."""
        return self._store.issues.subjects(100)

    def feed(self) -> str:
        """The last twenty issues as Atom."""
        return online.feed(self.newsletter, [_past(one) for one in self._store.issues.recent(20)])


def _past(published: Published) -> online.Past:
    return online.Past(issue=published.issue, letter=published.letter, published=published.published)
