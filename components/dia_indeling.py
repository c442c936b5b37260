"""
What stands where on a slide: title, map, legend, source line, and a logo.

On a template the placeholders that carry one of our names decide; what has none shares the largest
room that is left.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from components.afdruk_blad import INKT_2, INKT_3, Vak
from components.dia_sjabloon import choose_layout, fonts_of
from components.dia_vorm import Alinea, Dia, clean, picture_ratio, prepare
from components.huisstijl import Huisstijl

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.shapes.placeholder import SlidePlaceholder

T = TypeVar("T")

TITEL, ONDERTITEL, KAART, LEGENDA, BRON = "titel", "ondertitel", "kaart", "legenda", "bron"
_HEEL: Final = "kaart en legenda"
_VERKLEININGEN: Final = (
    *(1.0, 0.95, 0.9, 0.85, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5),
    *(0.44, 0.38, 0.33, 0.28),
)
_NAMEN: Final = (TITEL, ONDERTITEL, KAART, LEGENDA, BRON)
_VORMNAAM: Final = {TITEL: "Titel", ONDERTITEL: "Ondertitel", BRON: "Bron"}
_RAND: Final = 48.0
_BOVEN: Final = 34.0
_ONDER: Final = 26.0
_BAND: Final = 10.0
_GOOT: Final = 36.0
_WIT: Final = 10.0
# the most room of a logo: its top, width and height
_LOGO: Final = Vak(0, 30, 240, 76)
_LOGO_WIT: Final = 28.0
# a slide is this high in units, or this wide where it stands upright
_HOOG: Final = 900.0
_BREED: Final = 1200.0
# less than this is no room for a map or a legend
_SMALSTE: Final = 260.0
_LAAGSTE: Final = 260.0
_HOOGSTE_TITEL: Final = 112.0
_HOOGSTE_ONDERTITEL: Final = 56.0
_HOOGSTE_BRON: Final = 92.0
# how many times as wide as ours the letters of a machine may be: Arial is as wide, its bold wider
_WIJD: Final = 1.1
_WIJD_BREED: Final = 1.3
_WIJD_SMAL: Final = 1.0
_BREDE_LETTERS: Final = frozenset(
    {
        "bookman old style",
        "century gothic",
        "consolas",
        "courier new",
        "dejavu sans",
        "lucida sans unicode",
        "verdana",
    }
)
_SMALLE_LETTERS: Final = frozenset({"arial narrow", "calibri", "calibri light"})
# room within a placeholder that PowerPoint leaves free: at both sides, and above and below
_INZET: Final = (28.0, 16.0)
# what is smaller than this part of a slide is a logo or a line; larger is a ground to stand on
_GROND: Final = 0.25
_TITELS: Final = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_MET_TEKST: Final = {
    *_TITELS,
    PP_PLACEHOLDER.SUBTITLE,
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.OBJECT,
}
_TITELVORM: Final = (
    f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr><p:cNvPr id='%d' name='Titel'/><p:cNvSpPr>"
    "<a:spLocks noGrp='1'/></p:cNvSpPr><p:nvPr><p:ph type='title'/></p:nvPr></p:nvSpPr><p:spPr/>"
    "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
)


@dataclass(frozen=True, kw_only=True)
class Teksten:
    """What every slide says beside its map or chart; of `bron` the first paragraph is largest."""

    titel: str
    ondertitel: str
    bron: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Kop:
    """What title and source line are put with: the slide, its texts and its placeholders."""

    dia: Dia
    teksten: Teksten
    houders: dict[str, "SlidePlaceholder"]
    logo: float

    def alineas(self, naam: str) -> list[Alinea]:
        """Answer the paragraphs of a part, as large as they may be."""
        if naam == TITEL:
            alineas = [Alinea(tekst=self.teksten.titel, grootte=40, is_vet=True)]
        elif naam == ONDERTITEL:
            alineas = [Alinea(tekst=self.teksten.ondertitel, grootte=20, kleur=INKT_2)]
        else:
            alineas = [
                Alinea(tekst=tekst, grootte=12.5, kleur=INKT_3)
                if nummer
                else Alinea(tekst=tekst, grootte=14.5, kleur=INKT_2)
                for nummer, tekst in enumerate(self.teksten.bron)
            ]
        return [alinea for alinea in alineas if clean(alinea.tekst)]


@dataclass(frozen=True, kw_only=True)
class Opzet:
    """
    A slide that was begun: where map and legend go, and what is put when they stand.

    `heel` is the room of both, where neither has a place of its own in the template.
    """

    dia: Dia
    kaart: Vak
    legenda: Vak
    heel: Vak | None
    kop: _Kop
    bron: Vak
    is_bron_los: bool
    stijl: Huisstijl


def begin_dia(presentatie: "Presentation", stijl: Huisstijl, teksten: Teksten) -> Opzet:
    """Add a slide with title and subtitle; answer it with room for map and legend."""
    slide = presentatie.slides.add_slide(choose_layout(presentatie))
    breed, hoog = presentatie.slide_width or 0, presentatie.slide_height or 0
    eenheid = min(hoog / _HOOG, breed / _BREED)
    dia = Dia(
        slide=slide,
        breed=breed / eenheid,
        hoog=hoog / eenheid,
        eenheid=eenheid,
        wijd=_width_of_letters(fonts_of(presentatie)),
        is_eigen=stijl.dia is None,
    )
    houders = _take_named(dia)
    vakken = {} if dia.is_eigen else _frames(dia, houders)
    mist = {naam for naam in _NAMEN if naam not in vakken}
    vrij = _free_room(dia, vakken, mist)
    for naam in (KAART, LEGENDA):
        if naam in houders:
            _remove(houders.pop(naam))
    logo = _logo_box(dia, stijl)
    breed_logo = logo.breed + _LOGO_WIT if logo else 0.0
    kop = _Kop(dia=dia, teksten=teksten, houders=houders, logo=breed_logo)
    delen = vakken | _share(kop, vrij, mist)
    for naam in (TITEL, ONDERTITEL):
        _put_part(kop, naam, delen.get(naam), is_los=naam in mist)
    return Opzet(
        dia=dia,
        kaart=delen[KAART],
        legenda=delen[LEGENDA],
        heel=delen.get(_HEEL),
        kop=kop,
        bron=delen[BRON],
        is_bron_los=BRON in mist,
        stijl=stijl,
    )


def whole_of(opzet: Opzet) -> Vak:
    """Answer the room of map and legend together."""
    kaart, legenda = opzet.kaart, opzet.legenda
    x, y = min(kaart.x, legenda.x), min(kaart.y, legenda.y)
    rechts, onder = max(kaart.rechts, legenda.rechts), max(kaart.onder, legenda.onder)
    return Vak(x, y, rechts - x, onder - y)


def end_dia(opzet: Opzet) -> None:
    """Put source line, logo and colour: what is read last stands last."""
    dia, bron, stijl = opzet.dia, opzet.bron, opzet.stijl
    _put_part(opzet.kop, BRON, bron, is_los=opzet.is_bron_los)
    if not dia.is_eigen:
        return
    dia.put_lijn(bron.x, bron.y - 6, bron.breed, naam="Lijn")
    logo = _logo_box(dia, stijl)
    if logo and stijl.logo:
        dia.put_beeld(logo, stijl.logo, naam="Logo", alt="Logo")
    if stijl.kleur:
        dia.put_band(Vak(0, 0, dia.breed, _BAND), stijl.kleur, naam="Kleurband")


def shrink(dia: Dia, alineas: Sequence[Alinea], breed: float, hoog: float) -> list[Alinea]:
    """Answer paragraphs in the largest letters with which they fit in a box."""
    return largest_fit(
        lambda factor: [replace(a, grootte=a.grootte * factor) for a in alineas],
        lambda kleiner: dia.height_of(kleiner, breed) <= hoog,
    )


def largest_fit(make: Callable[[float], T], is_fit: Callable[[T], bool]) -> T:
    """
    Answer what is made at the largest size that fits, else at the smallest.

    >>> largest_fit(lambda factor: 20 * factor, lambda grootte: grootte < 18)
    17.0
    >>> largest_fit(lambda factor: factor, lambda _: False) == _VERKLEININGEN[-1]
    True
    """
    for factor in _VERKLEININGEN:
        poging = make(factor)
        if is_fit(poging):
            break
    return poging


def _width_of_letters(namen: set[str]) -> float:
    if namen & _BREDE_LETTERS:
        return _WIJD_BREED
    return _WIJD_SMAL if namen <= _SMALLE_LETTERS else _WIJD


def _take_named(dia: Dia) -> dict[str, "SlidePlaceholder"]:
    """Answer the placeholders of the slide by our names, and take away the others."""
    namen = {
        vorm.placeholder_format.idx: vorm.name.strip().casefold()
        for vorm in list(dia.slide.slide_layout.shapes)
        if vorm.is_placeholder
    }
    houders: dict[str, SlidePlaceholder] = {}
    over: list[SlidePlaceholder] = []
    for vorm in list(dia.slide.placeholders):
        naam = namen.get(vorm.placeholder_format.idx, "")
        if naam in _NAMEN and naam not in houders:
            houders[naam] = vorm
        else:
            over.append(vorm)
    for vorm in over:
        if TITEL not in houders and vorm.placeholder_format.type in _TITELS:
            houders[TITEL] = vorm
        else:
            _remove(vorm)
    return houders


def _remove(vorm: "SlidePlaceholder") -> None:
    vorm.element.getparent().remove(vorm.element)


def _frames(dia: Dia, houders: dict[str, "SlidePlaceholder"]) -> dict[str, Vak]:
    """Answer where placeholders lie on the slide; of one beside it nothing."""
    vakken = {naam: _box(dia, vorm) for naam, vorm in houders.items()}
    return {naam: vak for naam, vak in vakken.items() if vak.breed > 0 and vak.hoog > 0}


def _box(dia: Dia, vorm: Any) -> Vak:  # noqa: ANN401 - a shape of any kind
    """Answer where a shape lies, as far as that is on the slide."""
    links, boven, breed, hoog = (
        (maat or 0) / dia.eenheid for maat in (vorm.left, vorm.top, vorm.width, vorm.height)
    )
    x, y = max(links, 0.0), max(boven, 0.0)
    return Vak(x, y, min(links + breed, dia.breed) - x, min(boven + hoog, dia.hoog) - y)


def _free_room(dia: Dia, vakken: dict[str, Vak], mist: set[str]) -> Vak:
    """
    Answer the largest room that nothing takes, for the parts that have no place.

    Where that is too small, they share the place of the map, or of the legend.
    """
    binnen = Vak(_RAND, _BOVEN, dia.breed - 2 * _RAND, dia.hoog - _BOVEN - _ONDER)
    if dia.is_eigen or not mist:
        return binnen
    vrij = _largest(binnen, [*vakken.values(), *_fixed(dia)])
    if _is_enough(vrij, mist):
        return vrij
    for naam in (KAART, LEGENDA):
        if naam in vakken:
            mist.add(naam)
            return vakken.pop(naam)
    return _largest(binnen, list(vakken.values()))


def _is_enough(vrij: Vak, mist: set[str]) -> bool:
    groot = len({KAART, LEGENDA} & mist)
    hoog = _LAAGSTE * bool(groot) + 50.0 * len(mist - {KAART, LEGENDA})
    return vrij.breed >= _SMALSTE * max(groot, 1) and vrij.hoog >= hoog


def _fixed(dia: Dia) -> Iterator[Vak]:
    """Answer where the design itself put something small: a logo, a line, a footer."""
    indeling = dia.slide.slide_layout
    vormen = list(indeling.shapes)
    if indeling.element.get("showMasterSp") not in {"0", "false"}:
        vormen += indeling.slide_master.shapes
    for vorm in vormen:
        vak = _box(dia, vorm)
        if not vorm.is_placeholder and vak.breed * vak.hoog < _GROND * dia.breed * dia.hoog:
            yield vak


def _largest(binnen: Vak, bezet: Sequence[Vak]) -> Vak:
    """Answer the largest room in a box that leaves some white to what is taken."""
    om = [
        Vak(v.x - _WIT, v.y - _WIT, v.breed + 2 * _WIT, v.hoog + 2 * _WIT)
        for v in bezet
        if min(v.breed, v.hoog) >= 0
    ]
    randen = {binnen.x, binnen.rechts, *(x for v in om for x in (v.x, v.rechts))}
    xs = sorted(x for x in randen if binnen.x <= x <= binnen.rechts)
    beste = Vak(binnen.x, binnen.y, 0, 0)
    for x, rechts in combinations(xs, 2):
        y = binnen.y
        tegen = sorted((v.y, v.onder) for v in om if v.x < rechts and x < v.rechts)
        for boven, onder in (*tegen, (binnen.onder, binnen.onder)):
            vak = Vak(x, y, rechts - x, min(boven, binnen.onder) - y)
            if vak.hoog > 0 and vak.breed * vak.hoog > beste.breed * beste.hoog:
                beste = vak
            y = max(y, onder)
    return beste


def _share(kop: _Kop, vrij: Vak, mist: set[str]) -> dict[str, Vak]:
    """Share a room: title on top, source line below, between them the map beside the legend."""
    dia = kop.dia
    delen: dict[str, Vak] = {}
    boven, onder, breed = vrij.y, vrij.onder, vrij.breed - kop.logo
    for naam, hoogste in ((TITEL, _HOOGSTE_TITEL), (ONDERTITEL, _HOOGSTE_ONDERTITEL)):
        alineas = kop.alineas(naam)
        if naam in mist and alineas:
            hoog = dia.height_of(shrink(dia, alineas, breed, hoogste), breed)
            delen[naam] = Vak(vrij.x, boven, breed, hoog)
            boven += hoog + 4
    if kop.logo:
        boven = max(boven, _LOGO.onder)
    if delen:
        boven += 12
    if BRON in mist:
        alineas = shrink(dia, kop.alineas(BRON), vrij.breed, _HOOGSTE_BRON)
        hoog = dia.height_of(alineas, vrij.breed)
        delen[BRON] = Vak(vrij.x, onder - hoog, vrij.breed, hoog)
        onder -= hoog + 16
    return delen | _split(Vak(vrij.x, boven, vrij.breed, onder - boven), mist)


def _split(vak: Vak, mist: set[str]) -> dict[str, Vak]:
    """Put the map beside the legend, or above it where there is no width for both."""
    if not {KAART, LEGENDA} <= mist:
        return dict.fromkeys({KAART, LEGENDA} & mist, vak)
    delen = {_HEEL: vak}
    kolom = min(444.0, max(_SMALSTE, vak.breed * 0.337))
    if vak.breed < 2 * kolom + _GOOT:
        hoog = vak.hoog * 0.55
        return delen | {
            KAART: Vak(vak.x, vak.y, vak.breed, hoog),
            LEGENDA: Vak(vak.x, vak.y + hoog + 12, vak.breed, vak.hoog - hoog - 12),
        }
    return delen | {
        KAART: Vak(vak.x, vak.y, vak.breed - kolom - _GOOT, vak.hoog),
        LEGENDA: Vak(vak.rechts - kolom, vak.y, kolom, vak.hoog),
    }


def _put_part(kop: _Kop, naam: str, vak: Vak | None, *, is_los: bool) -> None:
    """Write a text in its placeholder, or in a box of its own; `is_los`: the place is ours."""
    dia, houder, alineas = kop.dia, kop.houders.get(naam), kop.alineas(naam)
    if houder is not None and (not alineas or houder.placeholder_format.type not in _MET_TEKST):
        _remove(houder)
        houder = None
    if vak is None or not alineas:
        return
    if houder is None and naam != TITEL:
        dia.put_tekst(vak, shrink(dia, alineas, vak.breed, vak.hoog), naam=_VORMNAAM[naam])
        return
    houder = houder or _add_title(dia)
    houder.name = _VORMNAAM[naam]
    if naam == BRON:
        dia.slide.shapes.element.append(houder.element)
    kader = houder.text_frame
    breed, hoog = vak.breed - _INZET[0], vak.hoog - _INZET[1]
    if is_los:
        breed, hoog = vak.breed, vak.hoog
        houder.left, houder.top, houder.width, houder.height = dia.corners(vak)
        prepare(kader)
        kader.vertical_anchor = MSO_ANCHOR.TOP
    passend = shrink(dia, alineas, breed, hoog)
    if not dia.is_eigen:
        # it is measured as bold, and drawn as the template draws it
        passend = [replace(alinea, is_vet=False) for alinea in passend]
    dia.fill(kader, passend)
    if houder.placeholder_format.type not in _TITELS:
        _remove_bullets(kader)


def _add_title(dia: Dia) -> "SlidePlaceholder":
    """Add a title that the layout does not have: a screen reader and an outline look for one."""
    boom = dia.slide.shapes.element
    nummers = [int(element.get("id")) for element in boom.iter(qn("p:cNvPr"))]
    vorm = parse_xml(_TITELVORM % (max(nummers) + 1))
    boom.find(qn("p:grpSpPr")).addnext(vorm)
    return next(v for v in dia.slide.placeholders if v.placeholder_format.type in _TITELS)


def _remove_bullets(kader: Any) -> None:  # noqa: ANN401 - XML beneath
    for regel in kader._txBody.iter(qn("a:p")):  # noqa: SLF001 - a frame has no public element
        eigenschappen = regel.get_or_add_pPr()
        eigenschappen.set("marL", "0")
        eigenschappen.set("indent", "0")
        eigenschappen.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _logo_box(dia: Dia, stijl: Huisstijl) -> Vak | None:
    """Answer where the logo stands at the right top; a template has its own."""
    if stijl.logo is None or not dia.is_eigen:
        return None
    ratio = picture_ratio(stijl.logo)
    breed = min(_LOGO.breed, _LOGO.hoog * ratio)
    # of a line there is a dot to see
    breed, hoog = max(breed, 1.0), max(breed / ratio, 1.0)
    return Vak(dia.breed - _RAND - breed, _LOGO.y, breed, hoog)
