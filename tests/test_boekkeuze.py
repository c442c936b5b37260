"""Which maps a book can hold: each is what its name says."""

from collections.abc import Mapping
from pathlib import Path

from layers.boekkeuze import list_voorstellen
from layers.link import SOORTEN, Keuze
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from tests.kleine_opslag import Cel, Omtrek, write_opslag


def opened(gevraagd: Mapping[str, str]) -> Keuze:
    geopend = open_link(gevraagd)
    assert geopend is not None
    return geopend.keuze


def test_suggestions_open_what_they_say() -> None:
    keuze = opened({"gebied": "GM9901", "indicator": "bijstand", "jaar": "2020"})
    voorstellen = list_voorstellen(keuze)
    assert voorstellen[0].keuze == keuze
    assert len({v.naam for v in voorstellen}) == len(voorstellen) > 20
    for voorstel in voorstellen[::5]:
        beeld = build_kaartbeeld(voorstel.keuze)
        assert str(beeld.moment.tot) in voorstel.naam
    assert {v.keuze.soort for v in voorstellen} == set(SOORTEN)


def test_what_has_one_year_alone_is_no_map_of_change(opslag: Path) -> None:
    codes = [f"BU0772{n:04d}" for n in range(6)]
    mensen: dict[str, Cel] = {
        "aantal_inwoners": 900.0,
        "huishoudens_totaal": 400.0,
        "in_bezit_woningcorporatie_pct": 40.0,
    }
    write_opslag(
        opslag,
        {
            ("kwb", 2019): {(2020, code): mensen for code in codes},
            ("kwb", 2020): {
                (2020, code): {**mensen, "gemiddelde_woz_waarde_van_woningen_x1000_euro": 300.0}
                for code in codes
            },
        },
        {2020: [Omtrek(code=code, van=2019, tot=2020) for code in codes]},
    )
    voorstellen = list_voorstellen(opened({"gebied": "GM0772"}))
    gevonden = [(v.keuze.soort, v.keuze.indicator) for v in voorstellen]
    assert ("verandering", "corporatiewoningen") in gevonden
    assert ("stand", "woz") in gevonden
    assert ("verandering", "woz") not in gevonden
