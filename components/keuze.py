"""
What the visitor chose: the only owner of that state, and the controls that change it.

The text form of a view is `layers/link.py`. Here only a choice that makes a step for Back is
written into the address. What replaces a step (year, filter, part in sight) is written by the frame
of the map, at once and in place, and so is the rest of an address that was opened.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

from data.errors import SocialeKaartError
from data.gebieden import FICTIEVE_GEMEENTEN
from layers import aanbod
from layers.deelgebied import list_gebieden
from layers.gebied import is_deelgebied, is_stadsdeel
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.klassenbeheer import choose_grenzen
from layers.link import Keuze, write_parameters
from layers.mogelijk import STAND, possible_indicators, possible_kinds, possible_partners
from layers.openen import MAAT_VAN, open_link
from layers.soorten import SOORTEN, at_year

_KEUZE: Final = "keuze"
_ZIN: Final = "keuze_zin"
_GEZIEN: Final = "keuze_gezien"
_IS_GEKOZEN: Final = "keuze_is_gekozen"
_WIL_DEELGEBIED: Final = "keuze_wil_deelgebied"
# Not the code of any area.
MAAK_DEELGEBIED: Final = "maak"
_OPENING: Final = "keuze_opening"
_STAPVELDEN: Final = ("gebied", "soort", "indicator", "met", "buurt", "tel", "alleen_eigen")
# How often a callback is begun again: nobody asks for more at the same moment.
_MEESTE_KEREN: Final = 5
# What other fields follow from.
_LEIDEND: Final = ("gebied", "soort", "indicator", "met", "van")
# per field of a Keuze the name of its control, and its width: the longest label fits
_BEDIENING: Final = {
    "soort": ("Vraag", 300),
    "indicator": ("Onderwerp", 230),
    "met": ("Samen met", 170),
    "gebied": ("Gebied", 160),
}
_LABELS: Final = {indicator.sleutel: indicator.label for indicator in INDICATOREN}
_KORT: Final = {i.sleutel: f"{i.kort[0].upper()}{i.kort[1:]}" for i in INDICATOREN}
_VRAGEN: Final = {soort.sleutel: soort.vraag for soort in SOORTEN}


@dataclass(frozen=True)
class Opening:
    """How often a view was opened by its address in this visit, and the address in full."""

    nummer: int
    adres: dict[str, str]


class GeenKaartError(SocialeKaartError):
    """Nothing can be drawn: there are no outlines, or no figures for them."""

    def __init__(self) -> None:
        super().__init__(
            "Er is nog geen kaart te tekenen: er zijn geen buurtgrenzen met cijfers. Haal ze "
            "binnen met `python -m data importeer PAD`; de pagina Gegevens zegt hoe."
        )


def current_keuze() -> Keuze:
    """Answer what is chosen, once a page has opened it."""
    keuze: Keuze = st.session_state[_KEUZE]
    return keuze


def open_keuze() -> Keuze:
    """
    Answer what is chosen at the start of a run, or open what the address asks for.

    The address leads on a first visit and when the visitor went back or forward. Otherwise it only
    follows: a browser that has not heard of the last choice yet still sends the address from before
    it. An address without a view keeps the choice.

    Raises
    ------
    GeenKaartError
        If there is nothing to choose from.
    """
    adres = st.query_params.to_dict()
    is_bekend = _KEUZE in st.session_state
    is_zelfde = adres == st.session_state.get(_GEZIEN)
    is_achter = "gebied" in adres and not _is_back_or_forward()
    if is_bekend and (is_zelfde or is_achter or st.session_state.get(_IS_GEKOZEN)):
        return current_keuze()
    st.session_state[_GEZIEN] = adres
    st.session_state[_OPENING] = st.session_state.get(_OPENING, 0) + 1
    if is_bekend and "gebied" not in adres:
        return current_keuze()
    geopend = open_link(adres)
    if geopend is None:
        raise GeenKaartError
    st.session_state[_KEUZE] = geopend.keuze
    st.session_state[_ZIN] = geopend.zin
    return geopend.keuze


def open_view(gevraagd: Mapping[str, str]) -> Keuze:
    """
    Choose the view that parameters ask for, from another page than that of the map.

    Raises
    ------
    GeenKaartError
        If there is nothing to choose from.
    """
    geopend = open_link(gevraagd)
    if geopend is None:
        raise GeenKaartError
    st.session_state[_KEUZE] = geopend.keuze
    return geopend.keuze


def open_area(gevraagd: str | None, *, anders: str) -> str:
    """Answer the area that an address asks for, else another; what is not there is told."""
    if gevraagd is None:
        return anders
    geopend = open_link({"gebied": gevraagd})
    if geopend is None:
        raise GeenKaartError
    st.session_state[_ZIN] = geopend.zin
    return geopend.keuze.gebied


def is_waiting() -> bool:
    """Tell whether a choice was made of which the page has not run yet."""
    return bool(st.session_state.get(_IS_GEKOZEN))


def _is_back_or_forward() -> bool:
    """Tell whether this run was asked for by the Back or Forward of a browser."""
    loop = get_script_run_ctx()
    return loop is not None and loop.is_history_navigation


def opening_of(keuze: Keuze) -> Opening:
    """Answer the opening that the frame of the map has to follow once."""
    return Opening(st.session_state[_OPENING], write_parameters(keuze))


def pop_let_op() -> str | None:
    """Answer, once, what of the link that was opened is not there."""
    zin: str | None = st.session_state.pop(_ZIN, None)
    return zin


def is_fictief(keuze: Keuze) -> bool:
    """Tell whether the figures of the chosen area are made up."""
    return FICTIEVE_GEMEENTEN.match(keuze.gebied) is not None


def choose(**velden: Any) -> None:  # noqa: ANN401 - fields of a Keuze, each of its own type
    """Change fields of the choice; what does not go together with them follows."""
    oud = current_keuze()
    if velden.get("jaar", oud.jaar) != oud.jaar:
        oud = at_year(oud, velden["jaar"])
    nieuw = follow(replace(oud, **velden), oud=oud)
    st.session_state[_KEUZE] = nieuw
    if any(getattr(nieuw, veld) != getattr(oud, veld) for veld in _STAPVELDEN):
        st.session_state[_IS_GEKOZEN] = True


def follow(keuze: Keuze, *, oud: Keuze) -> Keuze:
    """Let years, borders, classes and buurt of a choice go along with what was chosen."""
    if all(getattr(keuze, veld) == getattr(oud, veld) for veld in _LEIDEND):
        return keuze
    gevraagd = write_parameters(keuze)
    weg = {"grens", "klassen", "filter", "buurt"}
    if is_deelgebied(keuze.gebied) and not is_stadsdeel(keuze.gebied):
        weg -= {"grens"}  # the codes of a set of areas are of these borders
    if keuze.soort != oud.soort:
        # another kind begins with the years and the partner that suit it best
        weg |= {"met", "metvan", "mettot", "drempel"}
        weg |= {"van", "tot"} if oud.van is None else set()
    elif (keuze.indicator, keuze.met) != (oud.indicator, oud.met) or keuze.van != oud.van:
        weg |= {"metvan", "mettot"}
    if keuze.gebied != oud.gebied:
        weg |= {"uitsnede", "drempel"}
    geopend = open_link({naam: w for naam, w in gevraagd.items() if naam not in weg})
    if geopend is None:
        raise GeenKaartError
    if geopend.reden:
        st.session_state[_ZIN] = geopend.reden
    nieuw = geopend.keuze
    buurt = keuze.buurt if is_fictief(keuze) == is_fictief(oud) else None
    if buurt and not aanbod.is_same_gebied(buurt, nieuw.gebied, oud.grens, nieuw.grens):
        buurt = None
    return replace(nieuw, buurt=buurt)


def current_klassen(keuze: Keuze) -> str | None:
    """Name the newest class bounds of the kind of map and indicator of a view."""
    maat = MAAT_VAN.get(keuze.soort)
    if maat is None:
        return None
    return choose_grenzen(
        INDICATOR_PER_SLEUTEL[keuze.indicator], opslag=aanbod.opslag_of(keuze.gebied), maat=maat
    ).versie


def renew_klassen() -> None:
    """Let the map that is open follow class bounds that were just revised."""
    if _KEUZE in st.session_state:
        keuze = current_keuze()
        st.session_state[_KEUZE] = replace(keuze, klassen=current_klassen(keuze))


def write_adres() -> None:
    """Write the view into the address of the page, when a choice made it another step."""
    if st.session_state.get(_IS_GEKOZEN, False):
        adres = write_parameters(current_keuze())
        if st.query_params.to_dict() != adres:
            st.query_params.from_dict(adres)
        st.session_state[_GEZIEN] = adres
        # last: a run that is cut off while it writes leaves it to the next
        st.session_state[_IS_GEKOZEN] = False


def select_keuze(keuze: Keuze) -> None:
    """Draw the controls of question, subject and area; of a second subject where there is one."""
    soorten = possible_kinds(keuze.gebied)
    _select("soort", soorten, chosen=keuze.soort, label=_VRAGEN.__getitem__)
    sleutels = possible_indicators(keuze.soort, keuze.gebied)
    labels = _LABELS if keuze.soort == STAND else _KORT
    # one subject has the room of two, and its name in full
    breed = {"breedte_px": _BEDIENING["indicator"][1] + _BEDIENING["met"][1]}
    _select(
        "indicator",
        sleutels,
        chosen=keuze.indicator,
        label=labels.__getitem__,
        **(breed if keuze.soort == STAND else {}),
    )
    if keuze.met is not None:
        anderen = [s for s in possible_partners(keuze) if s != keuze.indicator]
        _select("met", anderen, chosen=keuze.met, label=_KORT.__getitem__)
    _select_gebied(keuze)


def select_onderwerp(keuze: Keuze) -> None:
    """
    Draw the controls of subject and area alone, for a page that is about all years.

    A subject that the kind of map does not know makes the map a level map again.
    """
    sleutels = aanbod.indicatoren_van(keuze.gebied)
    breed = _BEDIENING["indicator"][1] + _BEDIENING["met"][1]
    _select(
        "indicator", sleutels, chosen=keuze.indicator, label=_LABELS.__getitem__, breedte_px=breed
    )
    namen = {gebied.code: gebied.naam for gebied in list_gebieden(keuze)}
    _select("gebied", list(namen), chosen=keuze.gebied, label=namen.__getitem__)


def _select_gebied(keuze: Keuze) -> None:
    """Draw the choice of area: gemeenten, their deelgebieden, and a way to make another."""
    namen = {gebied.code: gebied.naam for gebied in list_gebieden(keuze)} | {
        MAAK_DEELGEBIED: "Deelgebied maken\N{HORIZONTAL ELLIPSIS}"
    }
    _select("gebied", list(namen), chosen=keuze.gebied, label=namen.__getitem__)


def _pick(veld: str, waarde: str) -> None:
    """Follow what was chosen in a control."""
    keuze = current_keuze()
    if veld == "indicator" and waarde not in possible_indicators(keuze.soort, keuze.gebied):
        choose(soort=STAND, indicator=waarde)
    elif veld != "gebied":
        choose(**{veld: waarde})
    elif waarde == MAAK_DEELGEBIED:
        st.session_state[_WIL_DEELGEBIED] = True
    else:
        grenzen = {gebied.code: gebied.grensjaar for gebied in list_gebieden(keuze)}
        choose(gebied=waarde, grens=grenzen.get(waarde) or keuze.grens)


def pop_wil_deelgebied() -> bool:
    """Answer, once, whether somebody asked to make or change a deelgebied."""
    return bool(st.session_state.pop(_WIL_DEELGEBIED, False))


def finish(doe: Callable[[], None]) -> None:
    """
    Do what a callback has to do, to its end.

    Streamlit breaks a callback off, at whatever it asks of the session, when another request of
    the browser waits, and does not call it again: what was chosen would be lost. So it is done
    again, and the other request is passed on after it. What is done twice must end the same.
    """
    ander: RerunException | None = None
    for _ in range(_MEESTE_KEREN):
        try:
            doe()
        except RerunException as fout:
            ander = fout
        else:
            break
    if ander is not None:
        raise ander


def take_gekozen(sleutel: str, doe: Callable[[str], None]) -> bool:
    """
    Follow the code that was chosen in a component of ours, once; tell whether there was one.

    It comes as a state with the time of the choice, and no trigger: a trigger is dropped when
    Streamlit joins two requests. A state is told again when a page is left and comes back.
    """
    is_nieuw = False

    def follow_once() -> None:
        nonlocal is_nieuw
        gekozen = st.session_state[sleutel].get("gekozen")
        gedaan = f"{sleutel}_gedaan"
        if isinstance(gekozen, str) and gekozen != st.session_state.get(gedaan):
            doe(gekozen.partition(" ")[0])
            st.session_state[gedaan] = gekozen
            is_nieuw = True

    finish(follow_once)
    return is_nieuw


def _select(
    veld: str,
    opties: Sequence[str],
    *,
    chosen: str,
    label: Callable[[str], str],
    breedte_px: int | None = None,
) -> None:
    naam, gewoon_px = _BEDIENING[veld]
    sleutel = f"keuze_{veld}"
    # the choice leads and the control follows, also when a link or another control changed it
    st.session_state[sleutel] = chosen
    st.selectbox(
        naam,
        opties,
        key=sleutel,
        format_func=label,
        label_visibility="collapsed",
        width=breedte_px or gewoon_px,
        on_change=lambda: finish(lambda: _pick(veld, st.session_state[sleutel])),
    )
