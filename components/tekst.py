"""Sentences of ours as HTML."""

import re
from html import escape


def bold(zin: str) -> str:
    """
    Make **words** of a sentence bold, as HTML.

    >>> bold("**3 van de 10** in <Dorp>")
    '<strong>3 van de 10</strong> in &lt;Dorp&gt;'
    """
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(zin))
