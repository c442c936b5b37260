"""The strip: every area a dot at its value over the colours of the classes, to true scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from components.afdruk_blad import INKT, INKT_2, RAND, WIT, Blad, Blok, Vak, baseline
from components.letters import GEWOON, MIDDEL, breedte, clean_tekst
from data.gebieden import LAND
from layers.kaartbeeld import Kaartbeeld, Opmaak, Referentie, Staat
from layers.opmaak import format_grens, format_met

_BALK: Final = 14.0
_GROOTSTE_STIP: Final = 6.8
_KLEINSTE_STIP: Final = 3.0
_STAPEL: Final = 62.0
# dots in a stack may overlap this far before all of them become smaller
_OVERLAP: Final = 0.4
_LAAGSTE_STAPEL: Final = 24.0
_TUSSEN: Final = 12.0
_STREEP_LAND: Final = (2.4, 1.6)


@dataclass(frozen=True)
class _As:
    """From a value to a place on the strip, counted from its left."""

    laag: float
    hoog: float
    breed: float
    grenzen: tuple[float, ...]

    def place(self, waarde: Any) -> Any:  # noqa: ANN401 - a number or many
        return (waarde - self.laag) / (self.hoog - self.laag) * self.breed

    @property
    def randen(self) -> tuple[float, ...]:
        """Where the colours of the classes begin and end."""
        return (0.0, *map(self.place, self.grenzen), self.breed)


@dataclass(frozen=True)
class _Stip:
    plek: int
    waarde: float
    klasse: int
    is_klein: bool


@dataclass(frozen=True)
class Strip:
    """The strip as a block, and whether some dots lie on its edge instead of beyond it."""

    blok: Blok
    heeft_rand: bool


@dataclass(frozen=True)
class _Label:
    """What is said of a larger area: the row and middle of its text, and where its line stands."""

    tekst: str
    rij: int
    x: float
    lijn_x: float
    is_land: bool


def strip_blok(
    blad: Blad, kaartbeeld: Kaartbeeld, *, ruimte: float, grootte: float, gekozen: int | None
) -> Strip | None:
    """Answer the strip; nothing where no area has a value."""
    moment = kaartbeeld.moment
    stippen = [
        _Stip(plek, waarde, klasse, staat is Staat.KLEIN_AANTAL)
        for plek, (waarde, klasse, staat, is_water) in enumerate(
            zip(moment.waarden, moment.klassen, moment.staten, kaartbeeld.water, strict=True)
        )
        if waarde is not None and klasse is not None and not is_water
    ]
    if not stippen or kaartbeeld.strook is None:
        return None
    waarden = [stip.waarde for stip in stippen]
    grenzen = tuple(k.ondergrens for k in kaartbeeld.klassen if k.ondergrens is not None)
    as_ = _As(*kaartbeeld.strook, ruimte, grenzen)
    straal, plaatsen = _stack(stippen, as_)
    labels = _labels(kaartbeeld, as_, grootte)
    regel = grootte * 1.35
    boven = (max((label.rij for label in labels), default=-1) + 1) * regel
    stapel = max(float(plaatsen[:, 1].max()) + straal + 6, _LAAGSTE_STAPEL)

    def teken(x: float, y: float) -> None:
        balk = Vak(x, y + boven + stapel, ruimte, _BALK)
        _draw_balk(blad, kaartbeeld, as_, balk)
        _draw_stippen(blad, stippen, plaatsen, straal, balk, gekozen)
        for label in labels:
            _draw_label(blad, label, balk, y + label.rij * regel, y + boven, grootte)
        _draw_bounds(blad, kaartbeeld.opmaak, as_, balk, grootte)

    return Strip(
        Blok(boven + stapel + _BALK + regel, teken),
        heeft_rand=min(waarden) < as_.laag or max(waarden) > as_.hoog,
    )


def _stack(stippen: Sequence[_Stip], as_: _As) -> tuple[float, np.ndarray[Any, Any]]:
    """
    Answer the radius of the dots, and of each its middle: from the left, and above the bar.

    A dot stays over the colour of its own class, however small its distance to the bound. Where
    they do not fit on top of each other they overlap, and then become smaller.
    """
    klassen = np.array([stip.klasse for stip in stippen])
    x = np.clip(as_.place(np.array([stip.waarde for stip in stippen])), 0, as_.breed)
    randen = np.array(as_.randen)
    links, rechts = randen[klassen], randen[klassen + 1]
    volgorde = np.argsort(x, kind="stable")
    breed = _GROOTSTE_STIP
    while True:
        aantal = np.maximum(1, (rechts - links) // breed)
        stap = np.maximum(rechts - links, 1e-9) / aantal
        vak = np.clip((x - links) // stap, 0, aantal - 1)
        midden = links + (vak + 0.5) * stap
        hoogtes = _ranks(np.stack([klassen, vak], axis=1)[volgorde])
        if (hoogtes.max() + 1) * breed * _OVERLAP <= _STAPEL or breed <= _KLEINSTE_STIP:
            break
        breed *= 0.93
    stapel = min(breed, _STAPEL / (hoogtes.max() + 1))
    hoog = np.empty(len(x))
    hoog[volgorde] = (hoogtes + 0.5) * stapel + 1
    return breed * 0.46, np.stack([midden, hoog], axis=1)


def _ranks(groepen: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """
    Answer of each row how many rows before it are the same.

    >>> _ranks(np.array([[0, 1], [0, 2], [0, 1]])).tolist()
    [0, 0, 1]
    """
    _, groep = np.unique(groepen, axis=0, return_inverse=True)
    volgorde = np.argsort(groep.ravel(), kind="stable")
    gesorteerd = groep.ravel()[volgorde]
    begin = np.searchsorted(gesorteerd, gesorteerd)
    rangen = np.empty(len(groepen), dtype=int)
    rangen[volgorde] = np.arange(len(groepen)) - begin
    return rangen


def _labels(kaartbeeld: Kaartbeeld, as_: _As, grootte: float) -> list[_Label]:
    """Place the names of the larger areas over their lines: beside each other where that fits."""
    bekend = sorted(
        ((r.waarde, r) for r in kaartbeeld.moment.referenties if r.waarde is not None),
        key=lambda paar: paar[0],
    )
    teksten = [
        clean_tekst(f"{_name(r)} {format_met(kaartbeeld.opmaak, waarde)}") for waarde, r in bekend
    ]
    lijnen = [float(np.clip(as_.place(waarde), 0, as_.breed)) for waarde, _ in bekend]
    breedtes = [breedte(tekst, MIDDEL) * grootte for tekst in teksten]
    is_naast = sum(breedtes) + _TUSSEN * max(len(breedtes) - 1, 0) <= as_.breed
    midden = [
        min(max(lijn, breed / 2), max(as_.breed - breed / 2, breed / 2))
        for lijn, breed in zip(lijnen, breedtes, strict=True)
    ]
    if is_naast:
        _push_apart(midden, breedtes, as_.breed)
    return [
        _Label(
            tekst,
            0 if is_naast else rij,
            x,
            lijn,
            is_land=r.gebiedscode == LAND,
        )
        for rij, (tekst, x, lijn, (_, r)) in enumerate(
            zip(teksten, midden, lijnen, bekend, strict=True)
        )
    ]


def _name(referentie: Referentie) -> str:
    """Name a larger area over its line; only of the country the whole word fits as well."""
    return referentie.naam if referentie.gebiedscode == LAND else referentie.kort


def _push_apart(midden: list[float], breedtes: Sequence[float], ruimte: float) -> None:
    """Move texts that overlap away from each other, and back where the strip ends."""
    for nummer in range(1, len(midden)):
        nodig = (breedtes[nummer - 1] + breedtes[nummer]) / 2 + _TUSSEN
        tekort = nodig - (midden[nummer] - midden[nummer - 1])
        if tekort > 0:
            midden[nummer - 1] -= tekort / 2
            midden[nummer] += tekort / 2
    stand = 0.0
    for nummer, breed in enumerate(breedtes):
        midden[nummer] = max(midden[nummer], stand + breed / 2)
        stand = midden[nummer] + breed / 2 + _TUSSEN
    stand = ruimte
    for nummer in reversed(range(len(midden))):
        midden[nummer] = min(midden[nummer], stand - breedtes[nummer] / 2)
        stand = midden[nummer] - breedtes[nummer] / 2 - _TUSSEN


def _draw_balk(blad: Blad, kaartbeeld: Kaartbeeld, as_: _As, balk: Vak) -> None:
    for klasse, links, rechts in zip(
        kaartbeeld.klassen, as_.randen[:-1], as_.randen[1:], strict=True
    ):
        blad.put_vlak(Vak(balk.x + links, balk.y, rechts - links, balk.hoog), vulling=klasse.kleur)
    blad.put_vlak(balk, lijn=INKT_2, dikte=0.8, hoogte=6)


def _draw_stippen(  # noqa: PLR0913, PLR0917 - dots, their places and what they stand on
    blad: Blad,
    stippen: Sequence[_Stip],
    plaatsen: np.ndarray[Any, Any],
    straal: float,
    balk: Vak,
    gekozen: int | None,
) -> None:
    op_blad = plaatsen * (1, -1) + (balk.x, balk.y)
    for is_klein, vulling in ((False, RAND), (True, WIT)):
        punten = op_blad[[stip.is_klein is is_klein for stip in stippen]]
        dikte = min(1.0, straal * 0.35)
        blad.put_stippen(
            punten,
            straal=straal - dikte / 2,
            vulling=vulling,
            lijn=RAND,
            dikte=dikte,
            hoogte=7,
        )
    for plaats, stip in zip(op_blad, stippen, strict=True):
        if stip.plek == gekozen:
            blad.put_stippen(
                plaats.reshape(1, 2),
                straal=max(straal * 1.5, 4.5),
                vulling=INKT,
                lijn=WIT,
                dikte=1.2,
                hoogte=10,
            )


def _draw_label(  # noqa: PLR0913, PLR0917 - a text and its line
    blad: Blad, label: _Label, balk: Vak, y: float, onder: float, grootte: float
) -> None:
    blad.put_tekst(
        label.tekst,
        balk.x + label.x,
        baseline(y, grootte * 1.25, grootte),
        grootte=grootte,
        letter=MIDDEL,
        lijn="center",
    )
    blad.put_lijn(
        [(balk.x + label.lijn_x, onder), (balk.x + label.lijn_x, balk.onder)],
        kleur=INKT,
        dikte=1.5,
        streep=_STREEP_LAND if label.is_land else None,
        hoogte=9,
    )


def _draw_bounds(blad: Blad, opmaak: Opmaak, as_: _As, balk: Vak, grootte: float) -> None:
    """Write the bounds under the bar; one for which there is no room is left out."""
    vrij = 0.0
    for nummer, grens in enumerate(as_.grenzen, start=1):
        tekst = bound_text(grens, opmaak, is_laatste=nummer == len(as_.grenzen))
        half = breedte(tekst, GEWOON) * grootte / 2
        x = min(max(as_.place(grens), half), as_.breed - half)
        if x - half >= vrij:
            vrij = x + half + grootte * 0.4
            blad.put_tekst(
                tekst,
                balk.x + x,
                baseline(balk.onder + 2, grootte * 1.25, grootte),
                grootte=grootte,
                kleur=INKT_2,
                lijn="center",
            )


def bound_text(grens: float, opmaak: Opmaak, *, is_laatste: bool) -> str:
    """
    Write a bound; the last one with the sign of its unit.

    >>> bound_text(2.5, Opmaak(decimalen=1, achter="%"), is_laatste=True)
    '2,5%'
    """
    # longer units stand in the subtitle
    achter = opmaak.achter if is_laatste and len(opmaak.achter) == 1 else ""
    return f"{format_grens(opmaak, grens)}{achter}"
