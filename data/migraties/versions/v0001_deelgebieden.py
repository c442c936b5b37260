"""Deelgebieden: named sets of areas."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "deelgebied",
        sa.Column("sleutel", sa.String(32), primary_key=True),
        sa.Column("naam", sa.String(60), nullable=False),
        sa.Column("naam_gelijk", sa.String(180), nullable=False, unique=True),
        sa.Column("grensjaar", sa.Integer, nullable=False),
        sa.Column("versie", sa.Integer, nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "deelgebied_deel",
        sa.Column(
            "deelgebied",
            sa.String(32),
            sa.ForeignKey("deelgebied.sleutel", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("gebiedscode", sa.String(10), primary_key=True),
    )
