"""The card of one area: its figure, its place, its years, and where all of it comes from."""

import re
from dataclasses import replace
from html import escape

import streamlit as st

from components.grafiek import build_trend
from components.lijst import show_lijsten
from components.tekst import bold
from data.bronnen import FICTIEF
from data.opslag import VOORBEELD, read_paspoort
from layers.aanbod import ligging, opslag_of
from layers.buurt import Profiel, build_profiel
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import STAATWOORDEN, Kaartbeeld, Staat
from layers.lijsten import say_on_map
from layers.link import Keuze, write_parameters
from layers.mogelijk import MET_PAAR, STAND
from layers.opmaak import format_met
from layers.soorten import build_kaartbeeld
from layers.stand import build_stand, build_zin

_UITLEG = {
    Staat.NIET_BESCHIKBAAR: "Voor deze buurt is er in dit jaar geen cijfer.",
    Staat.ONDERDRUKT: (
        "Er is een cijfer, maar het gaat over zo weinig mensen dat het niet getoond wordt."
    ),
}
_MODEL = "Geschat met een model: kleine verschillen tussen buurten en jaren zeggen niets."
_KLEIN = (
    "Klein aantal: hier wonen zo weinig mensen dat toeval meetelt. Daarom staat er geen plaats "
    "onder de buurten en geen verandering bij."
)


def show_profiel(keuze: Keuze) -> bool:
    """Draw the card, or what to do while nothing is chosen; answer whether it was closed."""
    op_kaart = build_kaartbeeld(keuze)
    if keuze.buurt is None:
        show_lijsten(op_kaart)
        st.html(
            '<div class="sk-leeg"><strong>Kies een buurt</strong>'
            '<p>Klik op de kaart<span class="sk-toets"> of typ <kbd>/</kbd> om te zoeken</span>.'
            "</p></div>"
        )
        return False
    kaartbeeld = build_stand(level_of(keuze))
    profiel = build_profiel(kaartbeeld, keuze.buurt)
    plek = kaartbeeld.gebieden.index(keuze.buurt)
    gezegd = (*say_on_map(op_kaart, plek), *_second_level(keuze, plek))
    waar = " · ".join(filter(None, (ligging(kaartbeeld)[plek], _weight(kaartbeeld, plek))))
    with st.container(key="sk-kop", horizontal=True, wrap=False, gap="small"):
        st.html(f'<div class="sk-naam"><h2>{escape(profiel.naam)}</h2><p>{escape(waar)}</p></div>')
        gesloten = st.button(
            "Sluiten", key="sk-sluit", icon=":material/close:", type="tertiary", help="Sluiten"
        )
    # st.html takes the drawing out; markdown keeps it, and every text in it is escaped
    if gezegd:
        regels = "".join(f"<p>{bold(zin)}</p>" for zin in gezegd)
        st.markdown(f'<div class="sk-opkaart">{regels}</div>', unsafe_allow_html=True)
    st.markdown(_card(kaartbeeld, profiel), unsafe_allow_html=True)
    if st.button("Deze buurt op één blad", key="sk-naarblad", width="stretch"):
        st.switch_page("buurt.py", query_params=write_parameters(keuze))
    with st.popover("Wat meet dit?", width="stretch"):
        st.markdown(_explanation(kaartbeeld, profiel), unsafe_allow_html=True)
    with st.popover("Verloop als tabel", width="stretch"):
        st.markdown(build_tabel(profiel), unsafe_allow_html=True)
    return gesloten


def _weight(kaartbeeld: Kaartbeeld, plek: int) -> str:
    """Say how many dwellings or households an area has."""
    for gewicht in kaartbeeld.moment.gewichten[1:]:
        aantal = gewicht.waarden[plek]
        if aantal is not None:
            return f"{aantal:,.0f} {gewicht.label}".replace(",", ".")
    return ""


def _second_level(keuze: Keuze, plek: int) -> tuple[str, ...]:
    """Say how high the second indicator of a pair is; of the first the card tells everything."""
    if keuze.soort not in MET_PAAR or keuze.met is None or keuze.mettot is None:
        return ()
    ander = replace(level_of(keuze), indicator=keuze.met, jaar=keuze.mettot)
    beeld = build_stand(ander, jaren=(keuze.mettot,))
    waarde = beeld.moment.waarden[plek]
    if waarde is None:
        return ()
    woord = f"{beeld.woord[0].upper()}{beeld.woord[1:]}"
    return (f"{woord} in {keuze.mettot}: **{format_met(beeld.opmaak, waarde)}**",)


def level_of(keuze: Keuze) -> Keuze:
    """Answer the level map of the last year of a view, on the same borders: what a card tells."""
    if keuze.soort == STAND:
        return keuze
    return Keuze(
        gebied=keuze.gebied,
        grens=keuze.grens,
        indicator=keuze.indicator,
        jaar=keuze.jaar,
        buurt=keuze.buurt,
    )


def _card(kaartbeeld: Kaartbeeld, profiel: Profiel) -> str:
    moment = kaartbeeld.moment
    delen = []
    if profiel.staat in _UITLEG:
        delen.append(f'<p class="sk-staat">{STAATWOORDEN[profiel.staat]}</p>')
    else:
        delen.append(f'<p class="sk-getal">{_split_eenheid(profiel.waarde)}</p>')
    delen.append(f'<p class="sk-wat"><strong>{escape(moment.titel)}</strong>, {profiel.jaar}</p>')
    delen += [
        f'<p class="sk-bij">{escape(v.verschil)}</p>' for v in profiel.vergelijkingen if v.verschil
    ]
    if profiel.plaats:
        delen.append(f'<p class="sk-plaats">{escape(profiel.plaats)}.</p>')
    if profiel.klasse:
        delen.append(f'<p class="sk-plaats">{escape(profiel.klasse)}.</p>')
    if profiel.staat in _UITLEG:
        delen.append(f'<p class="sk-zin">{_UITLEG[profiel.staat]}</p>')
    if profiel.staat is Staat.KLEIN_AANTAL:
        delen.append(f'<p class="sk-klein">{_KLEIN}</p>')
    if trend := build_trend(profiel):
        delen.append(f"{trend}{_key(profiel)}")
    if profiel.verloop:
        delen.append(f'<p class="sk-verloop">{bold(_sentence(profiel.verloop))}</p>')
    delen += _small_print(kaartbeeld, profiel)
    if zin := build_zin(kaartbeeld, profiel.gebiedscode):
        delen.append(f'<p class="sk-zin">{bold(zin)}</p>')
    # a line break of a name would end the block, and with it the promise that nothing is markdown
    inhoud = " ".join("".join(delen).split())
    return f'<div class="sk-profiel" data-jaar="{profiel.jaar}">{inhoud}</div>'


def _small_print(kaartbeeld: Kaartbeeld, profiel: Profiel) -> list[str]:
    """Write what makes the figure less sure, and of how many it is."""
    delen = [
        f'<p class="sk-klein">Vanaf {breuk.jaar} anders gemeten: {escape(breuk.reden)}</p>'
        for breuk in profiel.breuken
        if any(c.jaar < breuk.jaar for c in profiel.trend)
    ]
    if INDICATOR_PER_SLEUTEL[kaartbeeld.indicator].is_modelschatting:
        delen.append(f'<p class="sk-klein">{_MODEL}</p>')
    if profiel.marge:
        delen.append(f'<p class="sk-klein">Met 95% zekerheid {escape(profiel.marge)}.</p>')
    if profiel.noemer:
        delen.append(f'<p class="sk-klein">Noemer: {escape(profiel.noemer)}.</p>')
    return delen


def _sentence(delen: tuple[str, ...]) -> str:
    """
    Join parts to a sentence.

    >>> _sentence(("ongewijzigd sinds 2012", "**+1 punten** sinds 2019"))
    'Ongewijzigd sinds 2012; **+1 punten** sinds 2019.'
    """
    zin = "; ".join(delen)
    return f"{zin[:1].upper()}{zin[1:]}."


def _key(profiel: Profiel) -> str:
    groot = f'<i class="groot"></i>{escape(profiel.namen[0])}' if profiel.namen else ""
    return f'<p class="sk-sleutel"><i class="buurt"></i>{escape(profiel.naam)} {groot}</p>'


def build_tabel(profiel: Profiel) -> str:
    """Write the trend as a table, with the state where there is no value."""
    koppen = "".join(
        f'<th scope="col" class="sk-rechts">{escape(naam)}</th>'
        for naam in ("Buurt", *profiel.namen)
    )
    rijen = []
    for cijfer in profiel.trend:
        tekst = cijfer.tekst or STAATWOORDEN[cijfer.staat]
        cellen = [tekst, *(groot or "\N{EN DASH}" for groot in cijfer.referentieteksten)]
        rij = "".join(f'<td class="sk-rechts">{escape(cel)}</td>' for cel in cellen)
        rijen.append(f'<tr><th scope="row">{cijfer.jaar}</th>{rij}</tr>')
    return (
        f'<div class="sk-tabel"><table><caption>Verloop van {escape(profiel.naam)}</caption>'
        f'<thead><tr><th scope="col">Jaar</th>{koppen}</tr></thead>'
        f"<tbody>{''.join(rijen)}</tbody></table></div>"
    )


def _explanation(kaartbeeld: Kaartbeeld, profiel: Profiel) -> str:
    """Write definition, whole, remark, source and passport of what the map shows."""
    indicator = INDICATOR_PER_SLEUTEL[kaartbeeld.indicator]
    opslag = opslag_of(kaartbeeld.gebied)
    bron = FICTIEF if opslag == VOORBEELD else indicator.bron
    regels = [
        ("Wat", indicator.toelichting),
        ("Ten opzichte van", indicator.noemer),
        ("Let op", indicator.kanttekening or ""),
        ("Staat voor", indicator.proxy_voor or ""),
        ("Bron", f"{bron.naam}, {bron.uitgever}"),
        ("Licentie", bron.licentie),
        ("Peiljaar", str(profiel.jaar)),
        ("Grenzen van", str(kaartbeeld.grensjaar)),
        ("Klassenindeling", kaartbeeld.klassenversie),
    ]
    for tabel in indicator.formule.tabellen:
        paspoort = read_paspoort(tabel, peiljaar=profiel.jaar, opslag=opslag)
        for bestand in paspoort["bestanden"]:
            namen = ", ".join(deel["naam"] for deel in bestand["delen"])
            regels.append(("Bestand", f"{namen}, ingelezen op {bestand['geimporteerd_op'][:10]}"))
    tekst = "".join(f"<dt>{kop}</dt><dd>{escape(inhoud)}</dd>" for kop, inhoud in regels if inhoud)
    return f'<dl class="sk-uitleg">{tekst}</dl>'


def _split_eenheid(tekst: str) -> str:
    """
    Set the number of a value apart from its unit, as HTML.

    >>> _split_eenheid("1.204,5 per 1.000")
    '1.204,5<span>per 1.000</span>'
    """
    gevonden = re.fullmatch(r"([+\u2212-]?[\d.,]+)\s*(.*)", tekst)
    if gevonden is None:
        return escape(tekst)
    getal, eenheid = gevonden.groups()
    return f"{escape(getal)}<span>{escape(eenheid)}</span>" if eenheid else escape(getal)
