"""Everything that lasts, in SQLite (or PostgreSQL by URL). One class a noun; `Store` holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.store.articles import Articles
from digest.store.drafts import Draft, Drafts
from digest.store.embeddings import Embeddings
from digest.store.engine import BUSY_TIMEOUT, open_engine
from digest.store.examples import Examples, Lesson, Sign, decisive
from digest.store.feeds import Feeds
from digest.store.issues import Issues, Published
from digest.store.migrate import migrate
from digest.store.notes import Notes
from digest.store.pictures import Pictures
from digest.store.replies import Replies
from digest.store.rows import Kept, Seen
from digest.store.runs import Run, Runs
from digest.store.slots import SlotRow, Slots
from digest.store.subscribers import Deliveries, Subscribers

if TYPE_CHECKING:
    from types import TracebackType

    from sqlalchemy import URL

__all__ = ["Draft", "Kept", "Lesson", "Published", "Run", "Seen", "Sign", "SlotRow", "Store", "decisive"]


class Store:
    """An open database at the present schema. A context manager."""

    def __init__(self, url: URL | str, newsletter: str, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """Open `url` for one newsletter, making or migrating it. StoreError says what is wrong with it."""
        self._engine = open_engine(url, busy_timeout=busy_timeout)
        try:
            migrate(self._engine)
        except BaseException:
            self._engine.dispose()
            raise
        self.feeds = Feeds(self._engine)
        self.articles = Articles(self._engine)
        self.pictures = Pictures(self._engine)
        self.embeddings = Embeddings(self._engine)
        self.replies = Replies(self._engine)
        self.drafts = Drafts(self._engine, newsletter)
        self.examples = Examples(self._engine, newsletter)
        self.slots = Slots(self._engine, newsletter)
        self.issues = Issues(self._engine, newsletter)
        self.subscribers = Subscribers(self._engine, newsletter)
        self.deliveries = Deliveries(self._engine, newsletter)
        self.runs = Runs(self._engine, newsletter)
        self.notes = Notes(self._engine, newsletter)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
