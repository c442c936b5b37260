"""What the page Gegevens says of fetching and of dropped files: in words, and never too green."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from components import ophaalverslag
from components.adreslijst import build_adressen
from components.inleesverslag import (
    build_herzien,
    name_fields,
    tell_bijwerking,
    tell_came,
    tell_refused,
)
from components.kolomwoorden import in_words, name_kolommen
from components.ophaalverslag import (
    Toon,
    build_kaartlinks,
    build_stappen,
    build_uitkomst,
    summarise,
)
from components.overzicht import build_bronnen, build_jaren, name_all
from data.adressen import KERNCIJFERS_TABELLEN, OMTREKKEN_VAN_NEDERLAND
from data.bijwerking import Bijwerking, Herziening
from data.errors import GrensjaarGevraagdError
from data.gemeenten import GEMEENTEN
from data.importeren import Leegte, Verslag
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.opbrengst import Opbrengst
from data.ophalen.stand import Staat, Stand, Stapstand
from data.opslag import Opslag

EINDHOVEN, BEST, GRONINGEN = "GM0772", "GM0753", "GM0014"
NU = datetime(2026, 11, 3, tzinfo=UTC)


def step(  # noqa: PLR0913 - what a test says of a step
    bron: str,
    titel: str,
    *gemeenten: str,
    staat: Staat = Staat.KLAAR,
    jaar: int = 2025,
    leeg: Leegte | None = None,
    regels: tuple[str, ...] = (),
) -> Stapstand:
    opbrengst = Opbrengst(
        gemeenten=gemeenten,
        jaren=(jaar,) if gemeenten else (),
        leegtes=(leeg,) if leeg else (),
        is_veranderd=True,
    )
    return Stapstand(bron=bron, titel=titel, staat=staat, opbrengst=opbrengst, regels=regels)


def task(*stappen: Stapstand, voor: tuple[str, ...] = (EINDHOVEN,), is_klaar: bool = True) -> Stand:
    return Stand(
        gevraagd=Gevraagd(gemeenten=voor), begin=NU, hervat=NU, stappen=stappen, is_klaar=is_klaar
    )


KWB = step("kwb", "Kerncijfers 2025", EINDHOVEN)
GRENZEN = step("omtrekken", "Buurtgrenzen van Eindhoven", EINDHOVEN)
GEEN_JAAR = Leegte(tabel="overlast", peiljaar=2025, kolommen=("overlast_totaal",), is_geheel=True)
OVERLAST = step("overlast", "Overlast", EINDHOVEN, leeg=GEEN_JAAR)


# Fetching


def test_year_without_any_figure_is_told_in_one_line_and_beside_the_green() -> None:
    stand = task(KWB, GRENZEN, OVERLAST)
    kwb, grenzen, overlast = summarise(stand)
    assert (kwb.meldingen, grenzen.meldingen) == ((), ())
    assert overlast.meldingen == ("2025: nog geen jaar compleet, dus geen cijfers",)
    uitkomst = build_uitkomst(stand)
    assert uitkomst.toon is Toon.GOED
    assert uitkomst.zin == (
        "De cijfers van Eindhoven zijn binnen. Wat een bron nog niet heeft, staat erbij."
    )
    assert build_uitkomst(task(KWB, GRENZEN)).zin == "De cijfers van Eindhoven zijn binnen."


def test_newest_year_says_which_subjects_it_lacks_and_an_older_one_does_not() -> None:
    def lacking(jaar: int) -> Stapstand:
        kolommen = ("personen_per_soort_uitkering_bijstand", "havo_vwo", "hbo_wo")
        leeg = Leegte(tabel="kwb", peiljaar=jaar, kolommen=kolommen, is_geheel=False)
        return step("kwb", f"Kerncijfers {jaar}", EINDHOVEN, jaar=jaar, leeg=leeg)

    (regel,) = summarise(task(lacking(2025), lacking(2024)))
    assert regel.meldingen == ("2025: nog geen cijfers over bijstand en 2 andere onderwerpen",)


def test_gemeente_that_no_source_has_is_said_once_per_source() -> None:
    jaren = [
        step("kwb", f"Kerncijfers {jaar}", staat=Staat.LEEG, regels=(f"Tabel {jaar}0NED …",))
        for jaar in range(2025, 2012, -1)
    ]
    lbm = step("leefbaarometer", "Leefbaarometer, scores", staat=Staat.LEEG)
    grenzen = step(
        "omtrekken", "Buurtgrenzen van Groningen", staat=Staat.MISLUKT, regels=("niet gevonden",)
    )
    nergens = task(*jaren, lbm, grenzen, voor=(GRONINGEN,))
    assert build_uitkomst(nergens).zin.startswith("Van Groningen kwam niets binnen.")
    regels = summarise(nergens)
    assert [r.tekst for r in regels] == ["geen cijfers", "geen cijfers", "mislukt"]
    assert [r.meldingen for r in regels[:2]] == [("geen buurten van Groningen",)] * 2
    # beside one that all of it came of
    beide = task(KWB, GRENZEN, grenzen, voor=(GRONINGEN, EINDHOVEN))
    assert build_uitkomst(beide) == ophaalverslag.Uitkomst(
        Toon.LET_OP, "De cijfers van Eindhoven zijn binnen. Van Groningen kwam niets binnen."
    )
    assert summarise(beide)[0].meldingen == ("geen buurten van Groningen",)


def test_some_years_without_a_gemeente_are_named_by_the_first_and_counted() -> None:
    zonder = [step("kwb", f"Kerncijfers {jaar}", EINDHOVEN, jaar=jaar) for jaar in (2025, 2024)]
    met = step("kwb", "Kerncijfers 2023", EINDHOVEN, BEST, jaar=2023)
    (regel,) = summarise(task(*zonder, met, voor=(BEST, EINDHOVEN)))
    assert regel.meldingen == ("Kerncijfers 2025 en nog 1: geen buurten van Best",)


def test_failures_that_differ_in_their_table_alone_are_said_once() -> None:
    stappen = [
        step("kwb", f"Kerncijfers {jaar}", staat=Staat.MISLUKT, regels=(f"tabel {n}NED is weg",))
        for jaar, n in ((2025, 86165), (2024, 85984))
    ]
    (regel,) = summarise(task(*stappen))
    assert regel.meldingen == ("Kerncijfers 2025 en nog 1: de tabel is weg",)


def test_stopped_task_says_how_much_is_kept() -> None:
    wacht = step("kwb", "Kerncijfers 2024", staat=Staat.WACHT)
    half = replace(wacht, staat=Staat.BEZIG)
    grenzen = step("omtrekken", "Buurtgrenzen", staat=Staat.WACHT)
    stand = task(KWB, half, wacht, grenzen, is_klaar=False)
    assert [r.tekst for r in summarise(stand)] == ["1 van 3 bewaard", "nog niet"]
    bezig = summarise(stand, is_bezig=True)
    assert bezig[0].tekst == "bezig, 1 van 3: Kerncijfers 2024"
    assert bezig[1].tekst == "wacht"
    assert "Kerncijfers 2024: nog niet" in build_stappen(stand)


def test_nothing_new_is_said_where_every_step_says_so() -> None:
    zelfde = replace(KWB, opbrengst=replace(KWB.opbrengst, is_veranderd=False))
    assert build_uitkomst(task(zelfde)).zin == "Niets nieuws van Eindhoven: alles was er al."
    assert build_uitkomst(task(zelfde, GRENZEN)).toon is Toon.GOED


def test_map_is_offered_where_there_is_one_and_else_the_reason(opslag: Path) -> None:
    gebieden = [("GM9901", "Veldermonde", True)]
    stand = task(KWB, is_klaar=False)
    plek = Opslag(opslag)
    zonder = build_kaartlinks(stand, gebieden, plek)
    assert "<a" not in zonder
    assert "De buurtgrenzen van Eindhoven zijn nog niet binnen" in zonder
    met = build_kaartlinks(stand, [*gebieden, (EINDHOVEN, "Eindhoven", False)], plek)
    assert met.count("<a") == 1
    assert "nog niet binnen" not in met
    # nothing came at all: that is said above
    niets = step("kwb", "Kerncijfers 2025", staat=Staat.MISLUKT)
    assert not build_kaartlinks(task(niets), gebieden, plek)


def test_each_gemeente_that_was_asked_has_its_link(opslag: Path) -> None:
    gebieden = [(EINDHOVEN, "Eindhoven", False), (BEST, "Best", False)]
    stand = task(step("kwb", "Kerncijfers", BEST, EINDHOVEN), voor=(BEST, EINDHOVEN))
    assert build_kaartlinks(stand, gebieden, Opslag(opslag)).count("Naar de kaart van") == 2


def test_step_names_columns_and_gemeenten() -> None:
    regel = "86165NED GM0772.json: 1 kolom zonder één cijfer: geboorte_relatief_per_duizend."
    html = build_stappen(task(replace(KWB, regels=(regel, "Tabel 1NED heeft niets van GM0772."))))
    assert "86165NED GM0772.json: 1 kolom zonder één cijfer: geboorte relatief per duizend." in html
    assert "heeft niets van Eindhoven." in html


def test_columns_are_subjects_where_people_know_them() -> None:
    assert in_words("kwb 2020: nu met cijfers: in_bezit_woningcorporatie_pct.").endswith(
        "nu met cijfers: corporatiewoningen."
    )
    assert name_kolommen("kwb", ["havo_vwo"]) == "1 onderwerp"
    assert name_kolommen("rivm", ["rookt_pct", "drinkt_pct"]) == "2 onderwerpen"
    assert name_kolommen("ses", ["ses_score"]) == "sociaaleconomische score"


# Dropped files


def test_refusal_names_the_field_of_the_page() -> None:
    zin = name_fields(str(GrensjaarGevraagdError("lvb.csv")))
    assert "--" not in zin
    assert zin.endswith("bijvoorbeeld 2020 bij 'Jaar van de buurtgrenzen'.")
    assert name_fields("Laat `--peiljaar` weg.") == "Laat 'Jaar van de cijfers' weg."
    assert name_fields("zoals `--indicator lvb`.") == (
        "zoals licht verstandelijke beperking bij 'Onderwerp van eigen cijfers'."
    )
    assert name_fields("Zie `--help`.") == "Zie `--help`."


@pytest.mark.parametrize(
    ("aantal", "zin"),
    [
        (1, "Het bestand is niet ingelezen."),
        (4, "Geen van de 4 bestanden is ingelezen."),
    ],
)
def test_refusal_is_of_all_files(aantal: int, zin: str) -> None:
    assert tell_refused(aantal) == zin


def test_import_says_what_came_or_would() -> None:
    verslag = Verslag(
        kern=(),
        tabellen=(("kwb", 2021), ("kwb", 2020), ("eigen_lvb", 2024)),
        kaarten=(2024,),
        is_veranderd=True,
    )
    wat = (
        "Kerncijfers wijken en buurten 2020, 2021; Eigen bestand (licht verstandelijke beperking) "
        "2024; buurtgrenzen van 2024"
    )
    assert tell_came(verslag) == f"Ingelezen: {wat}."
    assert tell_came(replace(verslag, is_veranderd=False)) == (
        f"Niets nieuws: alles was er al ({wat})."
    )
    wacht = replace(verslag, is_veranderd=False, wacht_op_akkoord=True)
    assert tell_came(wacht).startswith("Er is nog niets veranderd.")


def test_changes_are_told_in_subjects_and_counts() -> None:
    bijwerking = Bijwerking(
        tabel="rivm",
        peiljaar=2020,
        gevuld=("eenzaam_pct", "rookt_pct", "drinkt_pct"),
        nieuwe_codes=("BU07721110",),
        verdwenen_codes=("BU07721111", "BU07721112"),
        herzien=1,
        vervallen=2,
    )
    assert list(tell_bijwerking(bijwerking)) == [
        f"Gezondheid per wijk en buurt 2020: {wat}"
        for wat in (
            "nu ook cijfers over eenzaamheid en 2 andere onderwerpen.",
            "1 nieuw gebied.",
            "2 gebieden staan niet meer in de tabel; de eerdere cijfers blijven.",
            "1 cijfer wordt een ander.",
            "2 cijfers vervallen.",
        )
    ]
    weg = Herziening(gebiedscode="BU07721110", kolom="eenzaam_pct", oud=1250.0, nieuw=None)
    anders = replace(weg, oud=12.5, nieuw=13.0)
    html = build_herzien([(bijwerking, weg), (bijwerking, anders)])
    assert "eenzaamheid, 2020" in html
    for getal in ("1.250", "leeg", "12,5", ">13<"):
        assert getal in html


# What there is


def test_what_there_is_names_the_gemeenten_of_a_source() -> None:
    def row(jaar: int, *gemeenten: str) -> dict[str, object]:
        return {
            "naam": "kwb",
            "bron": "Kerncijfers",
            "jaar": jaar,
            "rijen": 9,
            "grensjaren": [jaar],
            "gemeenten": list(gemeenten),
            "geimporteerd_op": f"{jaar}-11-03",
            "bestanden": [f"{jaar}.json"],
            "licentie": "CC BY 4.0",
        }

    rijen = [row(jaar, EINDHOVEN, "NL00") for jaar in (2023, 2024, 2025)]
    html = build_bronnen(rijen)
    assert "<td>2023 tot en met 2025</td><td>Eindhoven</td><td>3-11-2025</td>" in html
    assert html.count("<tr>") == 2
    assert build_jaren(rijen).count("<tr>") == 4
    alle = [gemeente.code for gemeente in GEMEENTEN]
    assert name_all(alle) == "heel Nederland"
    assert name_all(alle[:7]).endswith(" en nog 2")


def test_addresses_by_hand_are_of_every_source_and_year() -> None:
    tekst = build_adressen()
    for tabel in KERNCIJFERS_TABELLEN:
        assert f"[{tabel.peiljaar}](" in tekst
    for jaar, adressen in OMTREKKEN_VAN_NEDERLAND.items():
        assert f"[{jaar}]({adressen[-1]})" in tekst
    for nummer in ("86296NED", "50150NED", "47018NED", "47024NED"):
        assert nummer in tekst
