"""Run the steps that a database lacks, within the transaction that was opened for them."""

from alembic import context

from data.aantekeningen import Basis


def run() -> None:
    """Run them; all take effect, or none."""
    context.configure(
        connection=context.config.attributes["verbinding"], target_metadata=Basis.metadata
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # as Alembic calls it
    run()
