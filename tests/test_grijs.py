"""Maps in greys: every class told apart without a hue, on the sheet as well."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from components.afdruk import draw_png, paper_settings, read_vormen
from components.afdruk_blad import Maat, Opdracht
from components.afdruk_indeling import build_blad
from components.afdruk_stijl import lightness
from layers.grijs import build_grijs
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.link import SOORTEN
from layers.openen import open_link
from layers.soorten import build_kaartbeeld


def beeld_of(soort: str) -> Kaartbeeld:
    geopend = open_link({"gebied": "GM9901", "soort": soort})
    assert geopend is not None
    return build_kaartbeeld(geopend.keuze)


@pytest.mark.parametrize("soort", SOORTEN)
def test_any_two_classes_differ_in_lines_or_in_lightness(soort: str) -> None:
    beeld = beeld_of(soort)
    grijs = build_grijs(beeld)
    for klasse in grijs.klassen:
        rood, groen, blauw = klasse.kleur[1:3], klasse.kleur[3:5], klasse.kleur[5:7]
        assert rood == groen == blauw
    for een, ander in combinations(grijs.klassen, 2):
        verschil = abs(lightness(een.kleur) - lightness(ander.kleur))
        assert een.streping != ander.streping or verschil >= 10
    assert replace(grijs, klassen=beeld.klassen) == beeld
    assert [k.label for k in grijs.klassen] == [k.label for k in beeld.klassen]


def test_fewer_classes_use_the_whole_range() -> None:
    beeld = beeld_of("stand")
    for aantal in (1, 2, 3, 4):
        kort = build_grijs(replace(beeld, klassen=beeld.klassen[:aantal]))
        licht = [lightness(klasse.kleur) for klasse in kort.klassen]
        assert licht == sorted(licht, reverse=True)
        assert aantal == 1 or licht[0] - licht[-1] > 70


@pytest.mark.parametrize("soort", SOORTEN)
def test_sheet_has_no_colour_and_the_areas_of_their_class(soort: str) -> None:
    beeld = build_grijs(beeld_of(soort))
    opdracht = Opdracht(maat=Maat.A4, gemaakt_op=date(2026, 11, 26))
    with paper_settings():
        blad = build_blad(beeld, read_vormen(beeld), opdracht)
    vullingen = {
        vorm.get_gid(): to_hex(vorm.get_facecolor()).upper()
        for vorm in blad.figuur.get_children()
        if isinstance(vorm, PathPatch) and vorm.get_gid()
    }
    moment = beeld.moment
    geteld: Counter[int] = Counter()
    for code, klasse, staat in zip(beeld.gebieden, moment.klassen, moment.staten, strict=True):
        if (
            staat is Staat.OK
            and klasse is not None
            and not (moment.onzeker and moment.onzeker[beeld.gebieden.index(code)])
        ):
            assert vullingen[code] == beeld.klassen[klasse].kleur
            geteld[klasse] += 1
    assert geteld


def test_lines_are_drawn_over_a_class() -> None:
    beeld = beeld_of("verandering")
    opdracht = Opdracht(maat=Maat.VIERKANT, gemaakt_op=date(2026, 11, 26), dpi=60)
    glad = replace(
        build_grijs(beeld),
        klassen=tuple(
            replace(k, streping=type(k.streping).GEEN) for k in build_grijs(beeld).klassen
        ),
    )
    assert draw_png(build_grijs(beeld), opdracht) != draw_png(glad, opdracht)
