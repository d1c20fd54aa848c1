"""What is remembered of a feed's health: where it moved, what it belongs to, why it waits; notes to the editor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from digest.store.engine import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("address", "moved_to", "final_url", "site", "disabled", "quarantine"):
        op.add_column("feed", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("feed", sa.Column("moved_seen", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("feed", sa.Column("answered", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("feed", sa.Column("failing_since", Moment(), nullable=True))
    op.add_column("feed", sa.Column("quarantined_at", Moment(), nullable=True))
    # Since when a feed fails was not kept; its last success is what is known of it.
    op.execute("UPDATE feed SET failing_since = coalesce(last_success, last_attempt) WHERE failures > 0")
    op.drop_index(op.f("ix_entry_canonical_url"), table_name="entry")
    for columns in (["canonical_url", "feed_url", "first_seen"], ["feed_url", "published", "first_seen"]):
        op.create_index(op.f(f"ix_entry_{'_'.join(columns)}"), "entry", columns, unique=False)
    op.create_table(
        "note",
        sa.Column("newsletter", sa.String(length=40), nullable=False),
        sa.Column("feed_url", sa.Text(), nullable=False),
        sa.Column("fact", sa.String(length=16), nullable=False),
        sa.Column("told", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("newsletter", "feed_url", "fact", name=op.f("pk_note")),
    )
