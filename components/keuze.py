"""
What the visitor chose: the only owner of that state, and the controls that change it.

The first run of a visit reads the address; every later change is written back to it, so that the
address is the view. What an address asks for and is not there, is replaced by the nearest that is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import streamlit as st

from data.errors import SocialeKaartError
from data.gebieden import FICTIEVE_GEMEENTEN
from layers import aanbod
from layers.indicatoren import INDICATOREN

# names in addresses never change meaning
_PARAMETERS: Final = ("gebied", "indicator", "jaar", "grens", "buurt")
_KEUZE: Final = "keuze"
_GEMIST: Final = "keuze_gemist"
_GRENS_VAN_LINK: Final = "keuze_grens"
# per field of a Keuze the name of its control, and its width: the longest label fits
_BEDIENING: Final = {
    "indicator": ("Onderwerp", 460),
    "peiljaar": ("Peiljaar", 100),
    "gebied": ("Gebied", 210),
}
_Optie = TypeVar("_Optie", str, int)
_LABELS: Final = {indicator.sleutel: indicator.label for indicator in INDICATOREN}


@dataclass(frozen=True, kw_only=True)
class Keuze:
    """The view of a visitor; `buurt` is the code of the area on the card, if any."""

    gebied: str
    indicator: str
    peiljaar: int
    buurt: str | None = None


class GeenKaartError(SocialeKaartError):
    """Nothing can be drawn: there are no outlines, or no figures for them."""

    def __init__(self) -> None:
        super().__init__(
            "Er is nog geen kaart te tekenen: er zijn geen buurtgrenzen met cijfers. Haal ze "
            "binnen met `python -m data importeer PAD`; de pagina Gegevens zegt hoe."
        )


def current_keuze() -> Keuze:
    """
    Answer what is chosen; the first time, what the address asks for or else the first there is.

    Raises
    ------
    GeenKaartError
        If there is nothing to choose from.
    """
    if _KEUZE not in st.session_state:
        gevraagd = {naam: st.query_params[naam] for naam in _PARAMETERS if naam in st.query_params}
        st.session_state[_KEUZE], st.session_state[_GEMIST] = nearest_keuze(gevraagd)
        st.session_state[_GRENS_VAN_LINK] = gevraagd.get("grens")
    keuze: Keuze = st.session_state[_KEUZE]
    return keuze


def nearest_keuze(gevraagd: Mapping[str, str]) -> tuple[Keuze, list[str]]:
    """Answer the view nearest to what an address asks for, and what of it is not there."""
    gemist: list[str] = []
    gebieden = _gebieden(gevraagd.get("gebied"))
    if not gebieden:
        raise GeenKaartError
    gebied = _pick(gevraagd.get("gebied"), list(gebieden), "gebied", gemist)
    sleutels = aanbod.indicatoren_van(gebied)
    if not sleutels:
        raise GeenKaartError
    indicator = _pick(gevraagd.get("indicator"), sleutels, "indicator", gemist)
    jaren = aanbod.peiljaren(indicator, gebied)
    peiljaar = _nearest_jaar(gevraagd.get("jaar"), jaren)
    if "jaar" in gevraagd and gevraagd["jaar"] != str(peiljaar):
        gemist.append(f"jaar {_quote(gevraagd['jaar'])}")
    buurt = gevraagd.get("buurt")
    return Keuze(gebied=gebied, indicator=indicator, peiljaar=peiljaar, buurt=buurt), gemist


def _gebieden(gevraagd: str | None = None) -> dict[str, str]:
    """Answer name per area that has a map; the fictional town too where it is asked for."""
    wil_voorbeeld = bool(gevraagd and FICTIEVE_GEMEENTEN.match(gevraagd))
    return {code: naam for code, naam, _ in aanbod.gebieden_met_kaart(voorbeeld=wil_voorbeeld)}


def _pick(gevraagd: str | None, keuzes: Sequence[str], wat: str, gemist: list[str]) -> str:
    if gevraagd is None or gevraagd in keuzes:
        return gevraagd or keuzes[0]
    gemist.append(f"{wat} {_quote(gevraagd)}")
    return keuzes[0]


def _nearest_jaar(gevraagd: str | int | None, jaren: Sequence[int]) -> int:
    """
    Answer the year nearest to what is asked; the newest where that is no year.

    >>> _nearest_jaar("2019", [2012, 2016, 2020]), _nearest_jaar("ooit", [2012, 2016])
    (2020, 2016)
    """
    try:
        jaar = int(gevraagd or jaren[-1])
    except ValueError:
        return jaren[-1]
    return min(jaren, key=lambda ander: (abs(ander - jaar), -ander))


def _quote(tekst: str) -> str:
    return f"'{tekst[:40]}'"


def pop_let_op() -> str | None:
    """Answer, once, what of the link that was opened is not there."""
    gemist: list[str] = st.session_state.pop(_GEMIST, [])
    if not gemist:
        return None
    return (
        f"Deze link vroeg om {' en '.join(gemist)}; dat is er niet. "
        "De kaart toont wat er het dichtst bij ligt."
    )


def is_fictief(keuze: Keuze) -> bool:
    """Tell whether the figures of the chosen area are made up."""
    return FICTIEVE_GEMEENTEN.match(keuze.gebied) is not None


def choose(**velden: str | int | None) -> None:
    """Change fields of the choice; what does not go together with them follows."""
    keuze: Keuze = replace(st.session_state[_KEUZE], **velden)
    if "gebied" in velden:
        keuze = replace(keuze, buurt=None)
    sleutels = aanbod.indicatoren_van(keuze.gebied)
    if keuze.indicator not in sleutels:
        keuze = replace(keuze, indicator=sleutels[0])
    jaren = aanbod.peiljaren(keuze.indicator, keuze.gebied)
    st.session_state[_KEUZE] = replace(keuze, peiljaar=_nearest_jaar(keuze.peiljaar, jaren))


def settle_buurt(keuze: Keuze, gebieden: Sequence[str], *, grensjaar: int) -> Keuze:
    """
    Drop a chosen area that is not on the map.

    A code alone is no key: with a link on other borders it may name another place, so it is
    dropped as well.
    """
    grens_van_link = st.session_state.pop(_GRENS_VAN_LINK, None)
    andere_grens = grens_van_link not in {None, str(grensjaar)}
    if keuze.buurt is None or (keuze.buurt in gebieden and not andere_grens):
        return keuze
    waarom = f" op de grenzen van {grens_van_link[:10]}" if andere_grens else ""
    st.session_state[_GEMIST] = [
        *st.session_state.get(_GEMIST, []),
        f"buurt {_quote(keuze.buurt)}{waarom}",
    ]
    st.session_state[_KEUZE] = replace(keuze, buurt=None)
    return replace(keuze, buurt=None)


def write_adres(keuze: Keuze, *, grensjaar: int) -> None:
    """Write the view into the address of the page, where it is not there yet."""
    adres = {
        "gebied": keuze.gebied,
        "grens": str(grensjaar),
        "indicator": keuze.indicator,
        "jaar": str(keuze.peiljaar),
    }
    if keuze.buurt:
        adres["buurt"] = keuze.buurt
    if st.query_params.to_dict() != adres:
        st.query_params.from_dict(adres)


def select_keuze() -> Keuze:
    """Draw the controls of subject, year and area, and answer what is chosen."""
    keuze = current_keuze()
    gebieden = _gebieden(keuze.gebied)
    sleutels = aanbod.indicatoren_van(keuze.gebied)
    jaren = aanbod.peiljaren(keuze.indicator, keuze.gebied)
    _select("indicator", sleutels, chosen=keuze.indicator, label=_LABELS.__getitem__)
    _select("peiljaar", jaren[::-1], chosen=keuze.peiljaar, label=str)
    _select("gebied", list(gebieden), chosen=keuze.gebied, label=gebieden.__getitem__)
    return keuze


def _select(
    veld: str, opties: Sequence[_Optie], *, chosen: _Optie, label: Callable[[_Optie], str]
) -> None:
    naam, breedte_px = _BEDIENING[veld]
    sleutel = f"keuze_{veld}"
    # the choice leads and the control follows, also when a link or another control changed it
    st.session_state[sleutel] = chosen
    st.selectbox(
        naam,
        opties,
        key=sleutel,
        format_func=label,
        label_visibility="collapsed",
        width=breedte_px,
        on_change=lambda: choose(**{veld: st.session_state[sleutel]}),
    )


def search_buurt(namen: Mapping[str, str]) -> None:
    """Draw the search box over the areas of the map; `namen` gives a name per code."""

    def pick() -> None:
        if code := st.session_state["keuze_zoek"]:
            choose(buurt=code)
        # searching is an act, not a state: the card says which area is chosen
        st.session_state["keuze_zoek"] = None

    st.selectbox(
        "Zoek een buurt",
        list(namen),
        index=None,
        key="keuze_zoek",
        format_func=lambda code: namen[code],
        placeholder="Zoek een buurt",
        label_visibility="collapsed",
        width=240,
        on_change=pick,
    )


def distinct_namen(
    gebieden: Sequence[str], namen: Sequence[str], liggingen: Sequence[str]
) -> dict[str, str]:
    """
    Answer a name per code for people; two areas with one name also say where they lie.

    >>> distinct_namen(["BU1", "BU2", "BU3"], ["Dorp", "Dorp", "Rand"], ["Noord", "Zuid", "Zuid"])
    {'BU1': 'Dorp (Noord)', 'BU2': 'Dorp (Zuid)', 'BU3': 'Rand'}
    """
    gezien: dict[str, int] = {}
    for naam in namen:
        gezien[naam] = gezien.get(naam, 0) + 1
    return {
        code: f"{naam} ({ligging})" if gezien[naam] > 1 else naam
        for code, naam, ligging in zip(gebieden, namen, liggingen, strict=True)
    }
