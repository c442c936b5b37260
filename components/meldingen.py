"""What is told beside the figures: what is wrong, and that figures are made up."""

from html import escape

import streamlit as st

from data.errors import SocialeKaartError


def show_fout(fout: SocialeKaartError) -> None:
    """Show an error as it was worded where it arose: what is missing and what one can do."""
    _show_blok("Dit lukt nu niet.", str(fout))


def show_onverwacht(fout: Exception) -> bool:
    """
    Show what no page caught: an error of ours in one sentence, without a traceback.

    Streamlit has written the traceback to the log of the server by then. What was worded for the
    visitor is shown as it stands; it comes here when a part of a page ran on its own.
    """
    if isinstance(fout, SocialeKaartError):
        show_fout(fout)
    else:
        _show_blok(
            "Er ging iets mis in het programma.",
            "Dat ligt niet aan wat u deed. Herlaad de pagina; blijft het zo, vraag dan de "
            "beheerder om in het logboek van de server te kijken.",
        )
    return True


def show_let_op(zin: str) -> None:
    """Show one sentence about what the visitor asked for and got otherwise."""
    st.html(f'<p class="sk-let-op" role="status">{escape(zin)}</p>')


def show_fictief_merk() -> None:
    """Show in the bar that the figures on the page are made up."""
    st.html('<p class="sk-fictief">Fictieve gegevens</p>')


def _show_blok(kop: str, zin: str) -> None:
    st.html(
        f'<div class="sk-fout" role="alert"><strong>{escape(kop)}</strong>'
        f"<p>{escape(zin)}</p></div>"
    )
