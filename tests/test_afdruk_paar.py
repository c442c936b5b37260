"""Two years of one map on a sheet: both maps, one legend with the counts of each."""

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from components.afdruk import draw_svg, paper_settings, read_vormen
from components.afdruk_blad import Blad, Maat, Opdracht
from components.afdruk_indeling import build_blad
from components.errors import NaastError
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from tests.bladkijken import check_texts
from tests.papierstad import BEELDEN, make_vormen

pytestmark = pytest.mark.ongemeten

DAG = date(2026, 11, 26)


def beeld_of(**velden: str) -> Kaartbeeld:
    geopend = open_link({"gebied": "GM9901", **velden})
    assert geopend is not None
    return build_kaartbeeld(geopend.keuze)


def lay_out(beeld: Kaartbeeld, maat: Maat, naast: int) -> Blad:
    opdracht = Opdracht(maat=maat, gemaakt_op=DAG, naast=naast)
    with paper_settings():
        blad = build_blad(beeld, read_vormen(beeld), opdracht)
        check_texts(blad)
    return blad


@pytest.mark.parametrize("maat", [Maat.DIA, Maat.DIA_SMAL, Maat.A4], ids=lambda maat: maat.naam)
@pytest.mark.parametrize("soort", ["stand", "verandering"])
def test_both_maps_and_their_counts_stand_on_the_sheet(soort: str, maat: Maat) -> None:
    beeld = beeld_of(soort=soort, indicator="laagste_inkomens")
    jaar = beeld.momenten[3].tot
    blad = lay_out(beeld, maat, jaar)
    ander = replace(beeld, gekozen=3)
    per_code: dict[str, list[str]] = {}
    for vorm in blad.figuur.get_children():
        if isinstance(vorm, PathPatch) and (code := vorm.get_gid()):
            per_code.setdefault(code, []).append(to_hex(vorm.get_facecolor()).upper())
    for plek, code in enumerate(beeld.gebieden):
        if beeld.water[plek]:
            continue
        # the older map is drawn first
        for getekend, kaart in zip(per_code[code], (ander, beeld), strict=True):
            moment = kaart.moment
            klasse = moment.klassen[plek]
            is_vast = moment.staten[plek] is Staat.OK and not (
                moment.onzeker and moment.onzeker[plek]
            )
            if is_vast and klasse is not None:
                assert getekend == beeld.klassen[klasse].kleur
    teksten = [tekst.get_text() for tekst in blad.figuur.texts]
    for kaart in (ander, beeld):
        for aantal in kaart.moment.tellingen[0].klassen:
            assert str(aantal) in teksten


def test_older_map_stands_left_whichever_was_asked() -> None:
    beeld = beeld_of(soort="stand", indicator="laagste_inkomens", jaar="2015")
    for naast in (2012, 2024):
        blad = lay_out(beeld, Maat.A4, naast)
        jaren = [t for t in blad.figuur.texts if t.get_text() in {str(naast), "2015"}]
        koppen = sorted(jaren, key=lambda t: t.get_fontsize())[-2:]
        links, rechts = sorted(koppen, key=lambda t: t.get_position()[0])
        assert int(links.get_text()) < int(rechts.get_text())


def test_what_is_too_small_is_counted_for_each_year() -> None:
    beeld = beeld_of(soort="stand", indicator="instroom", jaar="2024")
    blad = lay_out(beeld, Maat.DIA, 2012)
    rijen: dict[float, list[tuple[float, str]]] = {}
    for tekst in blad.figuur.texts:
        x, y = tekst.get_position()
        rijen.setdefault(round(y, 1), []).append((x, tekst.get_text()))
    (rij,) = [sorted(r) for r in rijen.values() if "te klein om te tonen" in {t for _, t in r}]
    verwacht = [beeld.momenten[0].tellingen[0].onderdrukt, beeld.moment.tellingen[0].onderdrukt]
    assert [tekst for _, tekst in rij[1:]] == [str(aantal) for aantal in verwacht]
    assert verwacht[0] != verwacht[1]


@pytest.mark.parametrize("naast", [1999, 2024])
def test_year_that_is_not_there_is_refused(naast: int) -> None:
    beeld = beeld_of(soort="stand", indicator="laagste_inkomens", jaar="2024")
    with pytest.raises(NaastError, match=f"geen kaart van {naast}. Kies uit 2012"):
        draw_svg(beeld, Opdracht(maat=Maat.DIA, gemaakt_op=DAG, naast=naast))


def test_square_legend_has_no_second_map() -> None:
    beeld = beeld_of(soort="samen")
    with pytest.raises(NaastError, match="één onderwerp"):
        draw_svg(beeld, Opdracht(maat=Maat.DIA, gemaakt_op=DAG, naast=2013))


@pytest.mark.parametrize("naam", [n for n, b in BEELDEN.items() if b.vierkant is None])
def test_hostile_maps_fit_as_a_pair(naam: str) -> None:
    beeld = BEELDEN[naam]
    vroeger = replace(beeld.moment, van=1990, tot=1990)
    paar = replace(beeld, momenten=(vroeger, beeld.moment), gekozen=1)
    with paper_settings():
        opdracht = Opdracht(maat=Maat.DIA_SMAL, gemaakt_op=DAG, naast=1990)
        check_texts(build_blad(paar, make_vormen(paar), opdracht))
