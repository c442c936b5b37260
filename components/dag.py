"""The day a file was made, and how it is written."""

from datetime import UTC, date, datetime
from typing import Final

_MAANDEN: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def today() -> date:
    """Answer the day where the app runs."""
    return datetime.now(tz=UTC).astimezone().date()


def format_dag(dag: date) -> str:
    """
    Write a day in words.

    >>> format_dag(date(2026, 3, 1))
    '1 maart 2026'
    """
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"
