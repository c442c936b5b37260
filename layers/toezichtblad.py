"""The page of the supervisor as plain data: figures, two lists, a small map and its questions."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from data.bronnen import LEEFBAAROMETER
from data.gebieden import LAND
from data.grenzen import read_gebieden_op_grens
from data.opslag import VOORBEELD, Opslag
from layers.aanbod import ligging_van, opslag_of
from layers.bezit import CORPORATIE, Woningen, homes_in, main_gemeente
from layers.blootstelling import (
    Kerndelen,
    Metingen,
    build_buurten,
    build_kerndelen,
    choose_metingen,
    is_concentratie,
    is_overlast_op,
    is_tegen_de_trend,
    is_zwak,
)
from layers.deelgebied import name_deelgebied
from layers.gebied import is_deelgebied
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.indicatoren_leefbaarometer import KLASSEN
from layers.link import EIGEN, Keuze
from layers.mogelijk import SAMEN
from layers.ondergrond import FICTIEF_MERK, Ondergrond, build_ondergrond, source_line
from layers.opmaak import format_getal
from layers.toezicht import (
    EIGEN_KEUZE,
    MEESTE,
    RAPPORT,
    Uitspraak,
    asks_attention,
    count_buurten,
    count_signs,
    does,
    explain,
    explain_corporatie,
    goes_well,
    name_of_trend,
    say_attention,
    say_good,
    say_reading,
    say_sure,
    say_trend,
    say_unknown,
)
from layers.toezichtcijfers import Kerncijfer, build_cijfers, say_before, say_since
from layers.verandering import turn
from layers.vragen import Feiten, Vraag, build_vragen

SAMEN_KOP: Final = "Hier komt het samen"


@dataclass(frozen=True, kw_only=True)
class Buurtregel:
    """
    A buurt of a list.

    Its homes and their part of all, level and direction of both trends, its class of liveability,
    how many people it is about and how sure that is. `signalen` counts what asks for attention.
    """

    code: str
    naam: str
    ligging: str
    woningen: int
    aandeel: str
    niveau: int | None
    inkomens: Uitspraak
    overlast: Uitspraak
    leefbaarheid: str
    signalen: int
    zekerheid: str


@dataclass(frozen=True, kw_only=True)
class Buurtenlijst:
    """
    At most ten buurten that a rule holds for, from many homes to few, and how many there are.

    Without `is_bekend` there are no figures for the rule: an empty list says nothing then.
    """

    kop: str
    regel: str
    bron: str
    rijen: tuple[Buurtregel, ...]
    totaal: int
    woningen: int
    is_bekend: bool = True


@dataclass(frozen=True, kw_only=True)
class Toezicht:
    """
    The page of the supervisor.

    `woord` names the homes that are counted; `kort` are both trends in few words, and `kaart` is
    the view of the small map. `alle` are all buurten with homes.
    """

    gebied: str
    gebiedsnaam: str
    grensjaar: int
    is_eigen: bool
    peildatum: date | None
    woord: str
    onder: str
    kort: tuple[str, str]
    cijfers: tuple[Kerncijfer, ...]
    aandacht: Buurtenlijst
    goed: Buurtenlijst
    alle: tuple[Buurtregel, ...]
    kaart: Keuze | None
    vragen: tuple[Vraag, ...]
    samenvatting: str
    leeswijzer: str
    zekerheid: str
    buiten_lijsten: str
    uitleg: tuple[str, ...]
    bron: str
    merken: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Werk:
    """All that the page is made from."""

    gebied: str
    naam: str
    opslag: Opslag
    metingen: Metingen
    woningen: Woningen
    per_buurt: pd.Series
    nu: pd.DataFrame


def build_toezicht(gebied: str, *, met_eigen: bool = True) -> Toezicht | None:
    """
    Build the page of an area; None where no homes are known there.

    With our own homes where somebody brought them, some lie there and they may be told of
    (`met_eigen`), else with those of all corporations. Of more than one gemeente the one with most
    homes decides which years and borders are looked at.
    """
    opslag = opslag_of(gebied)
    hoofd = main_gemeente(gebied, opslag=opslag, met_eigen=met_eigen)
    if hoofd is None:
        return None
    metingen = choose_metingen(hoofd)
    woningen, per_buurt = homes_in(gebied, metingen.grensjaar, opslag=opslag, met_eigen=met_eigen)
    if woningen is None:  # they lie on other borders
        return None
    codes = list(per_buurt.index)
    werk = _Werk(
        gebied=gebied,
        naam=_ground(gebied, metingen).naam,
        opslag=opslag,
        metingen=metingen,
        woningen=woningen,
        per_buurt=per_buurt,
        nu=build_buurten(codes, metingen.nu, grensjaar=metingen.grensjaar, opslag=opslag),
    )
    eerder = None
    if metingen.eerder is not None:
        toen = build_buurten(codes, metingen.eerder, grensjaar=metingen.grensjaar, opslag=opslag)
        eerder = build_kerndelen(toen, per_buurt)
    return _build(werk, build_kerndelen(werk.nu, per_buurt), eerder, hoofd)


def _build(werk: _Werk, nu: Kerndelen, eerder: Kerndelen | None, hoofd: str) -> Toezicht:
    meting, woningen = werk.metingen.nu, werk.woningen
    regels = _rows(werk)
    aandacht = asks_attention(werk.nu, meting)
    goed = goes_well(werk.nu, aandacht)
    uitleg = explain(meting, werk.opslag)
    if woningen.merk:
        uitleg = (*uitleg, f"{woningen.merk}.")
    if not woningen.is_eigen:
        uitleg = (*uitleg, explain_corporatie(woningen.jaar))
    return Toezicht(
        gebied=werk.gebied,
        gebiedsnaam=werk.naam,
        grensjaar=werk.metingen.grensjaar,
        is_eigen=woningen.is_eigen,
        peildatum=woningen.peildatum,
        woord=woningen.woord,
        onder=_under(werk),
        kort=(
            name_of_trend(meting.inkomens, anders="lage inkomens").removeprefix("het "),
            name_of_trend(meting.overlast, anders="overlast").removeprefix("het "),
        ),
        cijfers=_with_double(
            build_cijfers(werk.metingen, nu, eerder, woord=woningen.woord), werk.nu, aandacht
        ),
        aandacht=replace(
            _list(
                SAMEN_KOP,
                say_attention(meting),
                f"{RAPPORT}, kaart 2, kaart 3 en hoofdstuk 2; twee tegelijk: {EIGEN_KEUZE}",
                aandacht,
                regels,
            ),
            is_bekend=any((meting.inkomens, meting.overlast, meting.klassejaar)),
        ),
        goed=replace(
            _list(
                "Hier gaat het goed: overlast stijgt niet",
                say_good(meting),
                f"{RAPPORT}, hoofdstuk 4.8 en 5",
                goed,
                regels,
            ),
            is_bekend=meting.overlast is not None,
        ),
        alle=tuple(regels.values()),
        kaart=_map_of(hoofd, werk.metingen, woningen),
        vragen=build_vragen(_facts(werk, nu, eerder, regels, aandacht)),
        samenvatting=say_since(nu, eerder, woord=woningen.geteld, meting=meting),
        leeswijzer=say_reading(meting),
        zekerheid=say_unknown(meting, werk.nu),
        buiten_lijsten=_outside(werk, aandacht, goed),
        uitleg=uitleg,
        bron=_source(werk),
        merken=(FICTIEF_MERK,) if werk.opslag == VOORBEELD else (),
    )


def _with_double(
    cijfers: tuple[Kerncijfer, ...], buurten: pd.DataFrame, aandacht: pd.Series
) -> tuple[Kerncijfer, ...]:
    """Say of what goes against the trend how many stand in the list of attention all the same."""
    tegen = is_tegen_de_trend(buurten).fillna(value=False).astype(bool)
    dubbel = int((tegen & aandacht).sum())
    if not dubbel:
        return cijfers
    werkwoord = "staat" if dubbel == 1 else "staan"
    erbij = f'Van deze {werkwoord} er {dubbel} ook onder "{SAMEN_KOP}".'
    return tuple(
        replace(c, erbij=" ".join(filter(None, (c.erbij, erbij)))) if c.is_goed else c
        for c in cijfers
    )


def _outside(werk: _Werk, aandacht: pd.Series, goed: pd.Series) -> str:
    """Say how many buurten are in neither list, with their homes."""
    rest = werk.per_buurt[~(aandacht | goed)]
    if rest.empty:
        return ""
    woningen = format_getal(rest.sum(), decimalen=0)
    werkwoord = "staat" if len(rest) == 1 else "staan"
    return (
        f"{count_buurten(len(rest))} met {woningen} woningen {werkwoord} in geen van beide lijsten."
    )


def _ground(gebied: str, metingen: Metingen) -> Ondergrond:
    """Answer what the page stands on: its name, borders and outlines."""
    grens = metingen.grensjaar
    naam = name_deelgebied(gebied, grens) if is_deelgebied(gebied) else ""
    return build_ondergrond(
        Keuze(gebied=gebied, gebiedsnaam=naam, grens=grens, indicator="", jaar=0)
    )


def _under(werk: _Werk) -> str:
    """Say how many homes in how many buurten, and which years are compared."""
    woningen = format_getal(werk.per_buurt.sum(), decimalen=0)
    waar = "" if werk.gebied == LAND else f" van {werk.naam}"
    periode = werk.metingen.nu.een or werk.metingen.nu.ander
    jaren = "" if periode is None else f" Vergeleken: {periode.van} met {periode.tot}."
    return (
        f"{woningen} {werk.woningen.geteld} in {count_buurten(len(werk.per_buurt))}{waar}.{jaren}"
    )


def _rows(werk: _Werk) -> dict[str, Buurtregel]:
    """Answer a row for every buurt with homes, by code, most homes first."""
    codes = tuple(map(str, werk.per_buurt.index))
    meting, grensjaar = werk.metingen.nu, werk.metingen.grensjaar
    plaatsen = ligging_van(codes, grensjaar, met_gemeente=werk.gebied == LAND, opslag=werk.opslag)
    namen = read_gebieden_op_grens(grensjaar, opslag=werk.opslag)["naam"].fillna("")
    som = float(werk.per_buurt.sum())
    regels, signalen = {}, count_signs(werk.nu)
    for code, ligging in zip(codes, plaatsen, strict=True):
        buurt, aantal = werk.nu.loc[[code]].iloc[0], float(werk.per_buurt[code])
        regels[code] = Buurtregel(
            code=code,
            naam=str(namen.get(code, "")).strip() or code,
            ligging=ligging,
            woningen=int(aantal),
            aandeel=f"{format_getal(100 * aantal / som, decimalen=0)}% van "
            f"{'ons' if werk.woningen.is_eigen else 'het'} totaal",
            niveau=None if pd.isna(buurt["niveau"]) else int(buurt["niveau"]),
            inkomens=say_trend(meting.inkomens, buurt, "inkomens"),
            overlast=say_trend(meting.overlast, buurt, "overlast"),
            leefbaarheid="" if pd.isna(buurt["klasse"]) else KLASSEN[int(buurt["klasse"])][2],
            signalen=int(signalen[code]),
            zekerheid=say_sure(meting, buurt),
        )
    return regels


def _list(
    kop: str, regel: str, bron: str, waar: pd.Series, regels: dict[str, Buurtregel]
) -> Buurtenlijst:
    rijen = [regels[code] for code in waar.index[waar]]
    return Buurtenlijst(
        kop=kop,
        regel=regel,
        bron=bron,
        rijen=tuple(rijen[:MEESTE]),
        totaal=len(rijen),
        woningen=sum(rij.woningen for rij in rijen),
    )


def _map_of(gemeente: str, metingen: Metingen, woningen: Woningen) -> Keuze | None:
    """Answer the view of the small map: both trends, counted in these homes."""
    nu = metingen.nu
    if nu.inkomens is None or nu.een is None or nu.ander is None:
        return None
    return Keuze(
        gebied=gemeente,
        grens=metingen.grensjaar,
        indicator=nu.inkomens,
        soort=SAMEN,
        van=nu.een.van,
        jaar=nu.een.tot,
        met=nu.overlast,
        metvan=nu.ander.van,
        mettot=nu.ander.tot,
        tel=EIGEN if woningen.is_eigen else CORPORATIE,
        # the figures are about these buurten alone
        alleen_eigen=woningen.is_eigen,
    )


def _source(werk: _Werk) -> str:
    """Say where the figures and the homes come from."""
    meting = werk.metingen.nu
    reeksen = [
        (INDICATOR_PER_SLEUTEL[sleutel].bron, f"{periode.van} en {periode.tot}")
        for sleutel, periode in ((meting.inkomens, meting.een), (meting.overlast, meting.ander))
        if sleutel is not None and periode is not None
    ]
    if meting.klassejaar is not None:
        reeksen.append((LEEFBAAROMETER, str(meting.klassejaar)))
    if not werk.woningen.is_eigen:
        reeksen.append((INDICATOR_PER_SLEUTEL[CORPORATIE].bron, str(werk.woningen.jaar)))
    return source_line(_ground(werk.gebied, werk.metingen), reeksen)


def _facts(
    werk: _Werk,
    nu: Kerndelen,
    eerder: Kerndelen | None,
    regels: dict[str, Buurtregel],
    aandacht: pd.Series,
) -> Feiten:
    """Gather what the questions follow from; buurten by name, those with most homes first."""
    meting = werk.metingen.nu
    inkomens = name_of_trend(meting.inkomens, anders="het aandeel lage inkomens")
    overlast = name_of_trend(meting.overlast, anders="overlast")

    def names(waar: pd.Series) -> tuple[str, ...]:
        hier = waar.fillna(value=False).astype(bool)
        return tuple(regels[code].naam for code in hier.index[hier])

    alleen = is_overlast_op(werk.nu) & ~is_concentratie(werk.nu).fillna(value=False)
    bekend = werk.nu[["inkomens", "overlast", "klasse"]].notna().any(axis=1)
    return Feiten(
        woord=werk.woningen.woord,
        inkomens=inkomens,
        stijgt_overlast=turn(does(meting.overlast, 1), overlast),
        overlast=overlast,
        nu=nu,
        eerder=eerder,
        wanneer=say_before(werk.metingen)[0].lower(),
        aandacht=names(aandacht),
        alleen_overlast=names(alleen & ~aandacht),
        goed=names(is_tegen_de_trend(werk.nu).fillna(value=False).astype(bool) & ~aandacht),
        zwak=len(names(is_zwak(werk.nu))),
        onbekend=int((~bekend).sum()),
    )
