"""What became of asking for a picture."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from digest.store.engine import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fetched", Moment(), nullable=False),
        sa.Column("retry_at", Moment(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_picture")),
    )
    op.create_index(op.f("ix_picture_hash"), "picture", ["hash"])
