"""Questions for the bestuurder: when each is asked, and how it reads."""

import re
from dataclasses import replace
from typing import Any

import pytest

from layers.blootstelling import Deel, Kerndelen
from layers.vragen import VRAAGREGELS, Feiten, Vraagregel, build_vragen

NIETS = Deel(0.0, 0.0, 0.0)
LEEG = Kerndelen(concentratie=NIETS, zwak=NIETS, overlast_stijgt=NIETS, tegen_de_trend=NIETS)
STIL = Feiten(
    woord="onze woningen",
    inkomens="het aandeel laagste inkomens",
    overlast="overlast",
    stijgt_overlast="stijgt overlast",
    nu=LEEG,
    eerder=None,
    wanneer="een jaar eerder",
    aandacht=(),
    alleen_overlast=(),
    goed=(),
    zwak=0,
    onbekend=0,
)
NAMEN = ("Merelhof", "Duinzicht", "'t Hool", "De Kade", "Zuidrand")


def concentratie(pct: float) -> Kerndelen:
    return replace(LEEG, concentratie=Deel(pct, 100.0, 0.0))


def asked(**velden: Any) -> dict[str, str]:  # noqa: ANN401 - fields of Feiten
    return {v.regel.sleutel: v.tekst for v in build_vragen(replace(STIL, **velden))}


def test_nothing_to_ask() -> None:
    assert build_vragen(STIL) == ()


@pytest.mark.parametrize(
    ("sleutel", "veld", "tekst"),
    [
        (
            "beleid",
            "aandacht",
            (
                "Werken ons portefeuillebeleid, huurbeleid en sociaal beleid mee of tegen waar het "
                "samenkomt: {}?"
            ),
        ),
        (
            "voorkomen",
            "alleen_overlast",
            ("In {} stijgt overlast, zonder de andere signalen. Zijn we er vroeg bij, en met wie?"),
        ),
        (
            "goed",
            "goed",
            (
                "In {} stijgt het aandeel laagste inkomens, maar overlast niet. Wat doen we daar, "
                "en kan dat ook ergens anders?"
            ),
        ),
    ],
)
@pytest.mark.parametrize(
    ("aantal", "namen"),
    [
        (1, "Merelhof"),
        (2, "Merelhof en Duinzicht"),
        (3, "Merelhof, Duinzicht en 't Hool"),
        (4, "Merelhof, Duinzicht, 't Hool en nog 1 buurt"),
        (5, "Merelhof, Duinzicht, 't Hool en nog 2 buurten"),
    ],
)
def test_from_one_buurt_on_it_is_asked_by_name(
    sleutel: str, veld: str, tekst: str, aantal: int, namen: str
) -> None:
    assert asked(**{veld: NAMEN[:aantal]}) == {sleutel: tekst.format(namen)}


@pytest.mark.parametrize(
    ("nu", "eerder", "is_gevraagd"),
    [(11.0, 10.0, True), (10.99, 10.0, False), (9.0, 10.0, False), (1.0, 0.0, True)],
)
def test_growth_is_asked_from_one_percentage_point_on(
    nu: float, eerder: float, *, is_gevraagd: bool
) -> None:
    vragen = asked(nu=concentratie(nu), eerder=concentratie(eerder))
    assert ("groei" in vragen) == is_gevraagd


def test_growth_names_both_measurements() -> None:
    assert asked(nu=concentratie(64.6), eerder=concentratie(56.2)) == {
        "groei": "Van onze woningen staat 65% in een buurt waar het aandeel laagste inkomens hoog "
        "is en stijgt; een jaar eerder was dat 56%. Wat verwacht u de komende jaren?"
    }


@pytest.mark.parametrize(
    ("nu", "eerder"), [(concentratie(50), None), (concentratie(50), LEEG), (LEEG, concentratie(1))]
)
def test_growth_is_not_asked_where_a_measurement_is_not_known(
    nu: Kerndelen, eerder: Kerndelen | None
) -> None:
    assert asked(nu=nu, eerder=eerder) == {}


@pytest.mark.parametrize(
    ("aantal", "begin"),
    [
        (1, "In 1 buurt met 1.240 woningen is de leefbaarheid zwak of onvoldoende. Wat"),
        (12, "In 12 buurten met 1.240 woningen is de leefbaarheid zwak of onvoldoende. Wat"),
    ],
)
def test_weak_liveability_is_asked_by_number_alone(aantal: int, begin: str) -> None:
    nu = replace(LEEG, zwak=Deel(1240.0, 8000.0, 0.0))
    (tekst,) = asked(zwak=aantal, nu=nu).values()
    assert tekst.startswith(begin)


@pytest.mark.parametrize(
    ("aantal", "begin"), [(1, "Van 1 buurt zijn er"), (2, "Van 2 buurten zijn er")]
)
def test_unknown_is_asked_by_number_alone(aantal: int, begin: str) -> None:
    (tekst,) = asked(onbekend=aantal).values()
    assert tekst.startswith(begin)


def test_every_rule_can_be_asked_and_reads_whole() -> None:
    vragen = build_vragen(
        replace(
            STIL,
            nu=concentratie(50),
            eerder=concentratie(40),
            aandacht=NAMEN,
            alleen_overlast=NAMEN[:1],
            goed=NAMEN[:2],
            zwak=3,
            onbekend=3,
        )
    )
    assert [vraag.regel for vraag in vragen] == list(VRAAGREGELS)
    for vraag in vragen:
        assert vraag.tekst.endswith("?")
        assert not re.search(r"None|nan|  |, ,| en \?| in \?", vraag.tekst)
        assert vraag.regel.bron


@pytest.mark.parametrize("regel", VRAAGREGELS, ids=lambda regel: regel.sleutel)
def test_threshold_of_every_rule_is_one(regel: Vraagregel) -> None:
    assert (regel.maat(STIL) or 0) < regel.drempel
    assert regel.drempel == 1


def test_a_score_has_words_of_its_own() -> None:
    vragen = asked(
        stijgt_overlast="wordt overlast en onveiligheid ongunstiger",
        overlast="overlast en onveiligheid",
        alleen_overlast=("Merelhof",),
    )
    assert vragen["voorkomen"].startswith(
        "In Merelhof wordt overlast en onveiligheid ongunstiger, zonder de andere"
    )
