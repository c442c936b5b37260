"""A book of maps as slides: the same cover, contents, method and sheets, all to be edited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from components.afdruk_blad import HAARLIJN, INKT, INKT_2, Maat, Opdracht, Vak
from components.afdruk_boek import Inhoudsregel, explain, say_inhoud
from components.afdruk_legenda import FICTIEF
from components.buurtwoorden import (
    beside_of,
    change_of,
    first_signal,
    name_of,
    number_of,
    short_measure,
    state_of,
)
from components.dag import format_dag
from components.dia import add_kaartdia, begin_presentatie, finish_presentatie
from components.dia_indeling import Teksten, begin_dia, end_dia, shrink, whole_of
from components.dia_tabel import Cel, Rooster, put_rand, put_tabel, row_height
from components.dia_vorm import LINKS, MIDDEN, RECHTS, Alinea, Dia
from components.huisstijl import Huisstijl
from components.kaartenboek import Boek, contents_of, maps_of, order_for, title_of
from components.wachtrij import Melder
from layers.buurtblad import Buurtblad, Rij, build_buurtblad
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.richtingen import Bespreekpunt, build_bespreekpunten
from layers.samenvatting import NIET_TE_ZIEN, build_kopzin, build_opvallend

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_PER_KOLOM: Final = 26
_KOLOMMEN: Final = 3
# of the width of the table: name, value, gemeente, change
_DELEN: Final = (0.42, 0.16, 0.18, 0.24)
_GROOTTEN: Final = (20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)


def make_diaboek(boek: Boek, stijl: Huisstijl, *, meld: Melder) -> bytes:
    """
    Make a book as a presentation; `meld` is told how many of how many sheets are done.

    Raises
    ------
    GevoeligError
        If a map of it is sensitive and nobody asked for that.
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    """
    kaarten = list(maps_of(boek))
    beelden = [beeld for _, beeld in kaarten]
    totaal = len(kaarten) + len(boek.buurten)
    titel = title_of(boek, beelden[0])
    voorop = _slide_order(boek, stijl)
    presentatie = begin_presentatie(voorop)
    _add_omslag(presentatie, titel, beelden, len(boek.buurten), voorop)
    regels = contents_of(boek, beelden)
    per_dia = _PER_KOLOM * _KOLOMMEN
    for van in range(0, len(regels), per_dia):
        _add_inhoud(presentatie, regels[van : van + per_dia], voorop)
    _add_werkwijze(presentatie, explain(beelden, met_buurten=bool(boek.buurten)), voorop)
    gedaan = 0
    for keuze, beeld in kaarten:
        opdracht = replace(voorop, gekozen=keuze.buurt, filter=keuze.filter)
        add_kaartdia(presentatie, beeld, opdracht)
        gedaan += 1
        meld(gedaan, totaal)
    for code in boek.buurten:
        inhoud = build_buurtblad(replace(boek.weergaven[0], buurt=code))
        _add_buurt(presentatie, inhoud, build_bespreekpunten(inhoud), voorop, boek=boek)
        gedaan += 1
        meld(gedaan, totaal)
    return finish_presentatie(presentatie, titel, boek.gemaakt_op)


def _slide_order(boek: Boek, stijl: Huisstijl) -> Opdracht:
    return replace(order_for(boek, boek.weergaven[0], stijl), maat=Maat.DIA)


def _add_omslag(
    presentatie: "Presentation",
    titel: str,
    beelden: Sequence[Kaartbeeld],
    aantal_buurten: int,
    opdracht: Opdracht,
) -> None:
    teksten = Teksten(
        titel=titel,
        ondertitel=say_inhoud(beelden, aantal_buurten),
        bron=(f"Sociale Kaart · gemaakt op {format_dag(opdracht.gemaakt_op)}",),
    )
    opzet = begin_dia(presentatie, opdracht.stijl, teksten)
    if any(FICTIEF in beeld.merken for beeld in beelden):
        merk = Alinea(tekst=FICTIEF.capitalize(), grootte=18, is_vet=True, lijn=MIDDEN)
        vak = Vak(opzet.kaart.x, opzet.kaart.y, 240, 44)
        opzet.dia.put_merk(vak, merk, naam="Fictieve gegevens")
    end_dia(opzet)


def _add_inhoud(
    presentatie: "Presentation", regels: Sequence[Inhoudsregel], opdracht: Opdracht
) -> None:
    teksten = Teksten(titel="Inhoud", ondertitel="", bron=("Sociale Kaart",))
    opzet = begin_dia(presentatie, opdracht.stijl, teksten)
    vak = whole_of(opzet)
    breed = (vak.breed - 2 * 24) / _KOLOMMEN
    for kolom in range(0, len(regels), _PER_KOLOM):
        deel = regels[kolom : kolom + _PER_KOLOM]
        alineas = [Alinea(tekst=regel.woord, grootte=22) for regel in deel]
        plek = Vak(vak.x + kolom // _PER_KOLOM * (breed + 24), vak.y, breed, vak.hoog)
        opzet.dia.put_tekst(
            plek, shrink(opzet.dia, alineas, breed, vak.hoog), naam=f"Inhoud {kolom}"
        )
    end_dia(opzet)


def _add_werkwijze(presentatie: "Presentation", zinnen: Sequence[str], opdracht: Opdracht) -> None:
    teksten = Teksten(titel="Werkwijze", ondertitel="", bron=("Sociale Kaart",))
    opzet = begin_dia(presentatie, opdracht.stijl, teksten)
    vak = whole_of(opzet)
    alineas = [Alinea(tekst=zin, grootte=25) for zin in zinnen]
    opzet.dia.put_tekst(vak, shrink(opzet.dia, alineas, vak.breed, vak.hoog), naam="Werkwijze")
    end_dia(opzet)


def _add_buurt(
    presentatie: "Presentation",
    inhoud: Buurtblad,
    punten: tuple[Bespreekpunt, ...],
    opdracht: Opdracht,
    *,
    boek: Boek,
) -> None:
    waar = ", ".join(filter(None, (inhoud.ligging, inhoud.gemeentenaam)))
    onder = " · ".join(filter(None, (waar, inhoud.woningen, f"grenzen van {inhoud.grensjaar}")))
    bron = " ".join(dict.fromkeys(inhoud.bronnen))
    teksten = Teksten(
        titel=inhoud.naam,
        ondertitel=onder,
        bron=(bron, f"Sociale Kaart · gemaakt op {format_dag(opdracht.gemaakt_op)}"),
    )
    opzet = begin_dia(presentatie, opdracht.stijl, teksten)
    is_fictief = FICTIEF in inhoud.merken
    rijen = [
        rij
        for rij in inhoud.rijen
        if boek.met_gevoelig or is_fictief or not rij.indicator.is_gevoelig
    ]
    vak = opzet.kaart
    rooster = _table(opzet.dia, inhoud, rijen, vak)
    put_tabel(opzet.dia, rooster, vak.x, vak.y, naam="Cijfers", alt=f"De cijfers van {inhoud.naam}")
    legenda = opzet.legenda
    alineas = [
        Alinea(tekst=zin, grootte=22)
        for zin in (build_opvallend(inhoud), build_kopzin(inhoud))
        if zin
    ]
    alineas.append(Alinea(tekst="Bespreekpunten bij deze buurt", grootte=22, is_vet=True))
    for punt in punten:
        signaal = first_signal(punt)
        titel = f"**{punt.richting.nummer} {punt.richting.titel}**"
        alineas.append(Alinea(tekst=f"{titel}  {signaal}".rstrip(), grootte=20))
    alineas.append(Alinea(tekst=NIET_TE_ZIEN, grootte=17, kleur=INKT_2))
    if is_fictief:
        alineas.append(Alinea(tekst=f"**{FICTIEF.capitalize()}**", grootte=16))
    past = shrink(opzet.dia, alineas, legenda.breed, legenda.hoog)
    opzet.dia.put_tekst(legenda, past, naam="Bespreekpunten")
    end_dia(opzet)


def _table(dia: Dia, inhoud: Buurtblad, rijen: Sequence[Rij], vak: Vak) -> Rooster:
    """Answer the figures as a table, in the largest letters with which it fits."""
    breedtes = tuple(deel * vak.breed for deel in _DELEN)
    for grootte in _GROOTTEN:
        cellen = [_head(grootte), *(_row(rij, inhoud, grootte) for rij in rijen)]
        hoogtes = tuple(row_height(dia, rij, breedtes) for rij in cellen)
        if sum(hoogtes) <= vak.hoog:
            break
    randen: dict[tuple[int, int, str], tuple[str, float]] = {}
    for nummer in range(len(cellen)):
        for kolom in range(len(_DELEN)):
            put_rand(randen, (nummer, kolom), "B", (HAARLIJN if nummer else INKT, 1.0))
    return Rooster(
        breedtes=breedtes,
        hoogtes=hoogtes,
        cellen=tuple(cellen),
        randen=randen,
        met_kop=True,
    )


def _head(grootte: float) -> tuple[Cel, ...]:
    woorden = ("cijfer", "nu", "gemeente", "verschil")
    return tuple(
        Cel(
            alineas=(
                Alinea(
                    tekst=woord,
                    grootte=grootte * 0.85,
                    kleur=INKT_2,
                    lijn=RECHTS if nummer else LINKS,
                ),
            )
        )
        for nummer, woord in enumerate(woorden)
    )


def _row(rij: Rij, inhoud: Buurtblad, grootte: float) -> tuple[Cel, ...]:
    is_ok = rij.profiel.staat is Staat.OK
    getal, sinds = change_of(rij)
    klein = grootte * 0.78

    def cel(groot: str, onder: str, *, is_links: bool = False) -> Cel:
        lijn = LINKS if is_links else RECHTS
        alineas = [Alinea(tekst=groot, grootte=grootte, is_vet=True, lijn=lijn)] if groot else []
        if onder:
            alineas.append(Alinea(tekst=onder, grootte=klein, kleur=INKT_2, lijn=lijn))
        return Cel(alineas=tuple(alineas))

    naast = beside_of(rij, inhoud).removeprefix(f"{inhoud.gemeentenaam} ") if is_ok else ""
    return (
        cel(name_of(rij), short_measure(rij), is_links=True),
        cel(number_of(rij), "") if is_ok else cel("", state_of(rij)),
        cel("", naast),
        cel(getal, sinds),
    )
