"""The one door out: titles, greys, what is sensitive, and files with hostile names."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from components.afdruk_blad import Maat, Opdracht
from components.errors import GevoeligError, NaastVormError
from components.uitvoer import (
    CIJFERS,
    MIME,
    VELLEN,
    Formaat,
    Wensen,
    clean_titel,
    make_bestand,
    make_grafiek,
    make_kaart,
    with_titel,
)
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.link import Keuze
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from layers.trends import build_lijngrafiek
from tests.openmaken import VIJANDIG, check_archive, check_inert

pytestmark = pytest.mark.ongemeten

DAG = date(2026, 11, 26)
MARKT = "BU99010101"


def view(**velden: str) -> Keuze:
    geopend = open_link({"gebied": "GM9901", **velden})
    assert geopend is not None
    return geopend.keuze


def make(formaat: Formaat, keuze: Keuze | None = None, **wensen: Any) -> bytes:  # noqa: ANN401
    velden = {"dpi": 60, **wensen}
    return make_kaart(keuze or view(), Wensen(formaat=formaat, gemaakt_op=DAG, **velden))


@pytest.mark.parametrize("formaat", Formaat)
def test_hostile_names_and_titles_do_nothing_in_a_file(formaat: Formaat) -> None:
    beeld = build_kaartbeeld(view(soort="samen"))
    namen = tuple(VIJANDIG[plek % len(VIJANDIG)] for plek in range(len(beeld.namen)))
    opdracht = Opdracht(maat=Maat.A4, gemaakt_op=DAG, dpi=50)
    titel = " ".join((VIJANDIG[0], VIJANDIG[5], VIJANDIG[12]))
    ruw = make_bestand(replace(beeld, namen=namen), formaat, opdracht, titel=titel)
    check_inert(ruw, formaat)


@pytest.mark.parametrize("formaat", Formaat)
def test_everything_missing_can_be_exported(formaat: Formaat) -> None:
    beeld = build_kaartbeeld(view(indicator="bijstand", jaar="2024"))
    check_inert(
        make_bestand(empty(beeld), formaat, Opdracht(maat=Maat.DIA, gemaakt_op=DAG, dpi=50)),
        formaat,
    )


def empty(beeld: Kaartbeeld) -> Kaartbeeld:
    moment, aantal = beeld.moment, len(beeld.gebieden)
    leeg = replace(
        moment,
        klassen=(None,) * aantal,
        staten=(Staat.NIET_BESCHIKBAAR,) * aantal,
        waarden=(None,) * aantal,
        noemers=(None,) * aantal,
        marges=(None,) * aantal,
        referenties=(),
        tellingen=tuple(
            replace(t, klassen=(0,) * len(t.klassen), klein_aantal=0, onderdrukt=0)
            for t in moment.tellingen
        ),
    )
    return replace(beeld, momenten=(leeg,), gekozen=0)


def test_title_of_ones_own_stands_on_the_chosen_moment_alone() -> None:
    beeld = build_kaartbeeld(view(indicator="bijstand", jaar="2020"))
    anders = with_titel(beeld, "  Meer **rust**\nin Noord ")
    assert anders.moment.titel == "Meer rust in Noord"
    overig = [m.titel for n, m in enumerate(anders.momenten) if n != anders.gekozen]
    assert set(overig) == {beeld.moment.titel}
    assert with_titel(beeld, " \n** ") is beeld
    assert len(clean_titel("x" * 500)) == 200
    assert b"Meer rust in Noord" in make(Formaat.SVG, titel="Meer rust in Noord")


def test_greys_leave_numbers_as_they_are() -> None:
    keuze = view(indicator="bijstand", jaar="2024")
    for formaat in (Formaat.SVG, Formaat.PPTX, Formaat.GEOJSON):
        assert make(formaat, keuze, is_grijs=True) != make(formaat, keuze)
    for formaat in CIJFERS:
        assert make(formaat, keuze, is_grijs=True) == make(formaat, keuze)
    assert b"#4a205c" not in make(Formaat.SVG, keuze, is_grijs=True).lower()


def test_plain_csv_is_asked_for() -> None:
    kaal = make(Formaat.CSV, is_kaal=True)
    assert kaal.startswith(b"gebiedscode,")
    assert make(Formaat.CSV).startswith(b"\xef\xbb\xbfgebiedscode;")


@pytest.mark.parametrize("formaat", Formaat)
def test_sensitive_map_leaves_when_it_is_asked_for_in_every_form(formaat: Formaat) -> None:
    beeld = replace(build_kaartbeeld(view(indicator="lvb", jaar="2024")), merken=())
    opdracht = Opdracht(maat=Maat.DIA, gemaakt_op=DAG, dpi=50)
    with pytest.raises(GevoeligError):
        make_bestand(beeld, formaat, opdracht)
    assert make_bestand(beeld, formaat, opdracht, met_gevoelig=True)


def test_every_form_has_a_type_for_the_browser() -> None:
    assert set(MIME) == set(Formaat)


def test_same_view_gives_the_same_slide_and_workbook() -> None:
    keuze = view(soort="stand-verandering")
    for formaat in (Formaat.PPTX, Formaat.XLSX, Formaat.GEOJSON):
        assert make(formaat, keuze) == make(formaat, keuze)


@pytest.mark.parametrize("formaat", [Formaat.PPTX, Formaat.DOCX, Formaat.XLSX, Formaat.PDF])
def test_chart_comes_in_the_same_forms(formaat: Formaat) -> None:
    beeld = build_kaartbeeld(view(indicator="bijstand", jaar="2024"))
    grafiek = build_lijngrafiek(beeld, [MARKT], is_index=False)
    ruw = make_grafiek(grafiek, formaat, DAG)
    assert make_grafiek(grafiek, formaat, DAG) == ruw
    if formaat is Formaat.PDF:
        check_inert(ruw, formaat)
    else:
        check_archive(ruw)


@pytest.mark.parametrize("formaat", sorted(set(Formaat) - VELLEN))
def test_second_map_is_refused_where_it_would_be_left_out(formaat: Formaat) -> None:
    keuze = view(indicator="bijstand", jaar="2024")
    with pytest.raises(NaastVormError, match=f"als {formaat.value}. Kies png, pdf of svg"):
        make(formaat, keuze, naast=2018)
