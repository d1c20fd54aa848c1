"""The tables. A change here needs a migration beside it in `migrations/versions` (a test compares the two)."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from digest.store.engine import Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: What is remembered of a feed. A feed that left feeds.yaml keeps its row: it may come back.
feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("title", Text, nullable=False, default=""),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("body_hash", String(64), nullable=False, default=""),
    Column("fetches", Integer, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
    Column("failing_since", Moment),
    Column("first_success", Moment),
    Column("last_attempt", Moment),
    Column("last_success", Moment),
    Column("last_error", Text, nullable=False, default=""),
    Column("answered", Boolean, nullable=False, default=True),
    Column("retry_at", Moment),
    Column("address", Text, nullable=False, default=""),
    Column("moved_to", Text, nullable=False, default=""),
    Column("moved_seen", Integer, nullable=False, default=0),
    Column("final_url", Text, nullable=False, default=""),
    Column("site", Text, nullable=False, default=""),
    Column("disabled", Text, nullable=False, default=""),
    Column("quarantine", Text, nullable=False, default=""),
    Column("quarantined_at", Moment),
)

#: What the editor was told of a feed by a note: a row a fact, gone when it is a fact no more.
note = Table(
    "note",
    metadata,
    Column("newsletter", String(40), primary_key=True),
    Column("feed_url", Text, primary_key=True),
    Column("fact", String(16), primary_key=True),  # quarantined, disabled, failing, silent
    Column("told", Moment, nullable=False),
)

#: Every entry ever seen. `first_seen`, `published` and `backlog` are what they were at the first sight.
entry = Table(
    "entry",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("feed_url", Text, nullable=False),
    Column("guid", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("published", Moment),
    Column("first_seen", Moment, nullable=False),
    Column("edited", Moment),  # when title or text were last seen to change
    Column("backlog", Boolean, nullable=False),  # the feed held it when it was read for the first time
    Column("language", Text, nullable=False),
    Column("extra", JSON, nullable=False),  # image, tags, notes
    Index(None, "published"),
    Index(None, "first_seen"),
    # These two hold all that the survey of the feeds asks for, so that it reads no entry.
    Index(None, "canonical_url", "feed_url", "first_seen"),
    Index(None, "feed_url", "published", "first_seen"),
)

#: What became of asking for an entry's page. All newsletters of a store share it, as they do the entries.
article = Table(
    "article",
    metadata,
    Column("url", Text, primary_key=True),  # canonical
    Column("status", String(16), nullable=False),  # ok, blocked, paywalled, empty, failed, not-html
    Column("fetched", Moment, nullable=False),
    Column("retry_at", Moment, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("image", JSON(none_as_null=True)),
    Column("detail", Text, nullable=False),
)

#: What became of asking for a picture, by its address; a draft names the bytes by their hash.
picture = Table(
    "picture",
    metadata,
    Column("url", Text, primary_key=True),
    Column("fetched", Moment, nullable=False),
    Column("retry_at", Moment, nullable=False),
    Column("hash", String(64), nullable=False),  # sha256 of `data`; "" when there is none
    Column("data", LargeBinary, nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "hash"),
)

#: A site's robots.txt, so that it is asked for once a day.
robots = Table(
    "robots",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("fetched", Moment, nullable=False),
    Column("body", Text, nullable=False),  # "" when there is none
)

#: Vectors by what was embedded and by which model, so that nothing is computed twice.
embedding = Table(
    "embedding",
    metadata,
    Column("text_hash", String(32), primary_key=True),
    Column("model", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

#: What a model answered, by all that it was asked: a draft that is made again costs nothing and is the same.
reply = Table(
    "reply",
    metadata,
    Column("key", String(64), primary_key=True),  # sha256 of endpoint, model, messages and parameters
    Column("text", Text, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("created", Moment, nullable=False),
)

#: One row an appointment with the readers. Unique, and leased by whoever works on it.
slot = Table(
    "slot",
    metadata,
    Column("newsletter", String(40), primary_key=True),
    Column("name", String(32), primary_key=True),
    Column("state", String(16), nullable=False),  # open, drafted, published, done, skipped, empty
    Column("held", Boolean, nullable=False),
    Column("reviewed", Moment),  # when feeds were read and the draft was made after the window's end
    Column("plan", Text, nullable=False, default=""),  # `schedule.every` when the appointment was made
    Column("lease_owner", Text, nullable=False, default=""),
    Column("lease_until", Moment),
    Column("changed", Moment, nullable=False),
)

#: Every version of every draft.
draft = Table(
    "draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newsletter", String(40), nullable=False),
    Column("slot", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("inputs", String(64), nullable=False),  # sha256 of all it was made from
    Column("created", Moment, nullable=False),
    Column("issue", Text, nullable=False),  # JSON
    UniqueConstraint("newsletter", "slot", "version"),
)

#: What the editor asked for, in order.
edit = Table(
    "edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newsletter", String(40), nullable=False),
    Column("slot", String(32), nullable=False),
    Column("kind", String(16), nullable=False),  # pin, drop, subject
    Column("target", Text, nullable=False),  # a canonical URL; an entry id; the words
    Column("at", Moment, nullable=False),
    UniqueConstraint("newsletter", "slot", "kind", "target"),
)

#: What the editor has taught of a topic, and nobody else's texts than those that were taught by. A row that was taken
#: back stays, `undone`.
example = Table(
    "example",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newsletter", String(40), nullable=False),
    Column("topic", Text, nullable=False),  # its name
    Column("sign", String(8), nullable=False),  # like, unlike
    Column("by", String(16), nullable=False),  # teach, pin, drop, vote
    Column("slot", String(32), nullable=False),  # where it was pinned or dropped; "" for what holds for all
    Column("story", Text, nullable=False),  # canonical URL, else title: what is taught twice is one example
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone", Moment),
    UniqueConstraint("newsletter", "topic", "by", "slot", "story"),
)

#: What was published, for good: triggers refuse to change or delete a row.
issue = Table(
    "issue",
    metadata,
    Column("newsletter", String(40), primary_key=True),
    Column("slot", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("published", Moment, nullable=False),
    Column("drafted", Moment, nullable=False),
    Column("issue", Text, nullable=False),  # JSON
    Column("subject", Text, nullable=False),
    Column("preheader", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("newsletter", "number"),
)

subscriber = Table(
    "subscriber",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newsletter", String(40), nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False),  # casefolded: one person, one row
    Column("status", String(16), nullable=False),
    Column("since", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    UniqueConstraint("newsletter", "email_key"),
)

#: The ledger: who gets which issue, and what is known of it. Rows are made when the issue is published.
delivery = Table(
    "delivery",
    metadata,
    Column("newsletter", String(40), primary_key=True),
    Column("slot", String(32), primary_key=True),
    Column("subscriber_id", Integer, ForeignKey("subscriber.id"), primary_key=True),
    Column("email", Text, nullable=False),  # as it was when the issue went out
    Column("state", String(16), nullable=False),
    Column("detail", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("at", Moment),
    Column("retry_at", Moment),
    ForeignKeyConstraint(["newsletter", "slot"], ["issue.newsletter", "issue.slot"]),
    Index(None, "newsletter", "slot", "state"),
)

#: The account of every run.
run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newsletter", String(40), nullable=False),
    Column("command", String(32), nullable=False),
    Column("slot", String(32), nullable=False),
    Column("started", Moment, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("outcome", String(16), nullable=False),  # done, failed, again
    Column("account", JSON, nullable=False),
)
