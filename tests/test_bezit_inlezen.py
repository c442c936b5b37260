"""Lists of complexes as corporations bring them: what is read, placed, mended and told."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data import bezitbestand
from data.__main__ import main
from data.bestanden import Invoerbestand, collect_bestanden
from data.bezit import Bezit, peildata_of, read_bezit, read_eigen_woningen
from data.bezitinlezen import Bezitverslag, PeildatumAfgekeurdError, import_bezit
from data.bezitplaats import Plaatsing
from data.bezitsjabloon import build_sjabloon
from data.errors import (
    BestandAfgekeurdError,
    GegevensOntbrekenError,
    OrganisatieAfgekeurdError,
    SocialeKaartError,
)
from data.herkennen import Vraag
from data.importeren import import_bestanden
from data.opslag import OMNUMMERING_KOLOMMEN, Opslag, read_gebieden, read_omtrekken
from data.wijzigen import change_opslag
from tests import maken, proefstad
from tests.bederven import snapshot, write

VANDAAG = date(2026, 11, 20)
# squares of 400 m from (120000, 450000)
EEN, TWEE = proefstad.GEWOON, "BU08010004"
OUD, DUBBEL, WEG = "BU08019001", "BU08019002", "BU08019003"


@pytest.fixture
def eigen(opslag: Path) -> Opslag:
    """Make a store of two small gemeenten."""
    return Opslag(proefstad.make_opslag(opslag))


@pytest.fixture
def hernummerd(eigen: Opslag) -> Opslag:
    """Make a store where a code was renumbered, one was of two buurten, and one went."""
    gebieden = read_gebieden(2020, opslag=eigen)
    with change_opslag(eigen) as wijziging:
        for van, paren in {
            2014: [(DUBBEL, TWEE)],
            2016: [(OUD, EEN), (DUBBEL, "BU08010301")],
        }.items():
            rijen = [(oud, nieuw, 100.0, van, 2020) for oud, nieuw in paren]
            tabel = pd.DataFrame(rijen, columns=list(OMNUMMERING_KOLOMMEN))
            wijziging.put_omnummering(van, 2020, tabel.astype(OMNUMMERING_KOLOMMEN), {})
        wijziging.put_gebieden(2018, gebieden.loc[[EEN]].set_axis([WEG]).rename_axis("gebiedscode"))
    return eigen


def _read(opslag: Opslag, tekst: str, peildatum: date | None = None) -> Bezitverslag:
    pad = write(opslag.pad.parent / "bezit.csv", tekst)
    return import_bezit(pad, opslag=opslag, vandaag=VANDAAG, peildatum=peildatum)


def _kept(opslag: Opslag) -> Bezit:
    bezit = read_bezit(opslag=opslag)
    assert bezit is not None
    return bezit


# Columns


@pytest.mark.parametrize(
    "kop",
    [
        "complex;buurtcode;aantal woningen",
        "COMPLEX;Buurt-code; Aantal_VHE ",
        "Complexnr.;BU_CODE;Woningen",
        "Naam complex;CBS buurtcode;aantal",
        "complex_naam;gebiedscode;VHE's",
    ],
)
def test_columns_bear_many_names(eigen: Opslag, kop: str) -> None:
    verslag = _read(eigen, f"{kop}\nMerelhof;{EEN};10\n")
    assert (verslag.rijen, verslag.geplaatst, verslag.woningen) == (1, 1, 10)
    assert _kept(eigen).complexen["complex"].tolist() == ["Merelhof"]


def test_number_and_name_of_a_complex_stand_together(eigen: Opslag) -> None:
    pad = maken.write_werkmap(
        eigen.pad.parent / "bezit.xlsx",
        [["complexnaam", "complexnummer", "buurtcode", "aantal"], [" Merel  hof", 101, EEN, 10]],
    )
    import_bezit(pad, opslag=eigen, vandaag=VANDAAG)
    assert _kept(eigen).complexen["complex"].tolist() == ["101 Merel hof"]


@pytest.mark.parametrize("kop", ["x;y", "X (RD);Y (RD)", "rd_x;rd_y"])
def test_points_in_metres(eigen: Opslag, kop: str) -> None:
    _read(eigen, f"complex;{kop};aantal\nMerelhof;120100,5;450100;10\n")
    rij = _kept(eigen).complexen.iloc[0]
    assert (rij["buurtcode"], rij["x_m"], rij["y_m"]) == (EEN, 120_100.5, 450_100)
    assert rij["plaatsing"] == Plaatsing.PUNT


@pytest.mark.parametrize("kop", ["lon;lat", "Longitude;Latitude", "lengtegraad;breedtegraad"])
def test_points_in_degrees(eigen: Opslag, kop: str) -> None:
    # the middle of the tower of Amersfoort, of which RD is the definition
    verslag = _read(eigen, f"complex;{kop};aantal;buurtcode\nToren;5.387;52.155;10;{EEN}\n")
    rij = _kept(eigen).complexen.iloc[0]
    assert rij["x_m"] == pytest.approx(155_000, abs=60)
    assert rij["y_m"] == pytest.approx(463_000, abs=60)
    assert "Rij 2: het punt ligt niet in de buurt van de code" in verslag.regels[-1]


def test_file_that_goes_meanwhile_is_told(eigen: Opslag, monkeypatch: pytest.MonkeyPatch) -> None:
    def collect_and_lose(paden: Sequence[Path], *, werkmap: Path) -> list[Invoerbestand]:
        gevonden = collect_bestanden(paden, werkmap=werkmap)
        paden[0].unlink()
        return gevonden

    monkeypatch.setattr(bezitbestand, "collect_bestanden", collect_and_lose)
    with pytest.raises(BestandAfgekeurdError, match="bestaat niet"):
        _read(eigen, f"complex;buurtcode;aantal\nMerelhof;{EEN};10\n")


# Each row is placed or told


def test_rows_in_are_rows_placed_and_rows_told(eigen: Opslag) -> None:
    verslag = _read(
        eigen,
        "complex;buurtcode;x;y;aantal\n"
        f"Merelhof;{EEN};;;10\n"
        f"Vinkflat; {TWEE.lower()} ;0;0;12\n"
        f"Kwartelhof;{EEN};120100;450100;7\n"
        f"Lijster;{EEN};120500;450100;5\n"
        "Specht;;120100;450100;4\n"
        "Mus;BU08019999;120100;450100;3\n"
        "Kraai;BU08019999;;;20\n"
        "Ekster;;150000;400000;30\n"
        f"Meeuw;{proefstad.WATER};;;40\n"
        "Reiger;;120900;450100;50\n"
        "Uil;n.v.t.;;;60\n"
        f"Zwaan;{EEN};;;0\n"
        "VOORBEELD;BU99010101;;;1\n"
        "Subtotaal Zuid;;;;241\n"
        ";;;;242\n",
    )
    # the last row has no name, and is the sum of all above it but the subtotal
    assert (verslag.rijen, verslag.geplaatst, len(verslag.gemeld)) == (15, 6, 9)
    assert verslag.woningen == 10 + 12 + 7 + 5 + 4 + 3
    assert verslag.elders == 20 + 30 + 40 + 50 + 60
    assert verslag.buurten == 2
    assert [melding.rij for melding in verslag.gemeld] == [8, 9, 10, 11, 12, 13, 14, 15, 16]
    hoe = _kept(eigen).complexen.set_index("complex")["plaatsing"].to_dict()
    assert hoe == {
        "Merelhof": Plaatsing.CODE,
        "Vinkflat": Plaatsing.CODE,
        "Kwartelhof": Plaatsing.CODE_EN_PUNT,
        "Lijster": Plaatsing.CODE_ZONDER_PUNT,
        "Specht": Plaatsing.PUNT,
        "Mus": Plaatsing.PUNT,
        "Kraai": Plaatsing.ONBEKENDE_CODE,
        "Ekster": Plaatsing.BUITEN,
        "Meeuw": Plaatsing.IN_WATER,
        "Reiger": Plaatsing.IN_WATER,
        "Uil": Plaatsing.ZONDER_PLAATS,
    }
    woningen = read_eigen_woningen(2020, opslag=eigen)
    assert woningen is not None
    assert woningen.per_gebied.to_dict() == {EEN: 29, TWEE: 12}
    assert woningen.elders == verslag.elders
    assert verslag.regels[:3] == (
        "bezit.csv: 15 rijen, waarvan 6 geplaatst en 9 gemeld.",
        "41 woningen in 2 buurten op de grenzen van 2020; peildatum 20-11-2026.",
        "200 woningen staan in geen buurt; ze zijn apart bewaard.",
    )
    for begin in (
        "Rij 8: deze buurtcode is er niet",
        "Rij 9: dit punt ligt in geen buurt",
        "Rij 10-11: dit ligt in water",
        "Rij 12: hier staat geen buurtcode en geen punt",
        "Rij 13: hier staan 0 woningen",
        "Rij 14: dit is een voorbeeldrij",
        "Rij 15-16: dit is een totaalrij",
        "Rij 5: het punt ligt niet in de buurt van de code",
        "Rij 7: de buurtcode is niet te gebruiken",
        "Hersteld: kleine letters in buurtcodes (1 keer)",
        "Hersteld: spaties rond buurtcodes (1 keer)",
    ):
        assert sum(regel.startswith(begin) for regel in verslag.regels) == 1, begin


def test_older_codes_are_followed_where_that_is_certain(hernummerd: Opslag) -> None:
    verslag = _read(
        hernummerd,
        f"complex;buurtcode;aantal\nMerelhof;{OUD};10\nVinkflat;{DUBBEL};12\nMus;{WEG};3\n",
    )
    assert (verslag.geplaatst, verslag.woningen, verslag.elders) == (1, 10, 15)
    assert "1 buurtcodes van eerder gevolgd naar de grenzen van 2020." in verslag.regels
    (regel,) = (r for r in verslag.regels if r.startswith("Rij 3-4:"))
    assert "van eerder en niet zeker te volgen naar 2020" in regel
    complexen = _kept(hernummerd).complexen
    assert complexen["buurtcode"].fillna("").tolist() == [EEN, "", ""]
    assert complexen["plaatsing"].iloc[0] == Plaatsing.EERDERE_CODE


def test_complex_may_lie_in_more_buurten(eigen: Opslag) -> None:
    verslag = _read(eigen, f"complex;buurtcode;aantal\nMerelhof;{EEN};10\nMerelhof;{TWEE};5\n")
    assert (verslag.geplaatst, verslag.woningen) == (2, 15)


def test_complexes_of_one_home_are_no_list_of_tenants(eigen: Opslag) -> None:
    rijen = "".join(f"Complex {nr};BU080100{nr:02};1\n" for nr in (0, 1, 3, 4)) + "".join(
        f"Complex 1{nr};BU080101{nr:02};1\n" for nr in range(5)
    )
    assert _read(eigen, f"complex;buurtcode;aantal\n{rijen}").geplaatst == 9


def test_days_of_a_building_are_no_birth_dates(eigen: Opslag) -> None:
    kop = "complex;buurtcode;aantal;opleverdatum"
    rijen = "".join(f"C{nr};BU0801030{nr};9;{nr + 1}-4-1970\n" for nr in range(4))
    assert _read(eigen, f"{kop}\n{rijen}").geplaatst == 4


# The day


@pytest.mark.parametrize(
    ("cel", "dag"),
    [("31-12-2024", date(2024, 12, 31)), ("2023-07-01", date(2023, 7, 1)), ("", VANDAAG)],
)
def test_peildatum_stands_in_the_list(eigen: Opslag, cel: str, dag: date) -> None:
    tekst = f"complex;buurtcode;aantal;peildatum\nMerelhof;{EEN};10;{cel}\n"
    assert _read(eigen, tekst).peildatum == dag
    assert peildata_of(opslag=eigen) == (dag,)


def test_peildatum_of_a_workbook(eigen: Opslag) -> None:
    boek = openpyxl.Workbook()
    boek.active.append(["complex", "buurtcode", "aantal", "peildatum"])
    boek.active.append(["Merelhof", EEN, 10, date(2024, 12, 31)])
    boek.save(eigen.pad.parent / "bezit.xlsx")
    verslag = import_bezit(eigen.pad.parent / "bezit.xlsx", opslag=eigen, vandaag=VANDAAG)
    assert verslag.peildatum == date(2024, 12, 31)


@pytest.mark.parametrize("dag", [date(1989, 12, 31), date(2026, 11, 21)])
def test_peildatum_lies_in_the_past(eigen: Opslag, dag: date) -> None:
    voor = snapshot(eigen.pad)
    with pytest.raises(PeildatumAfgekeurdError, match="kan geen peildatum zijn"):
        _read(eigen, f"complex;buurtcode;aantal\nMerelhof;{EEN};10\n", dag)
    assert snapshot(eigen.pad) == voor


# Borders


def test_without_outlines_codes_are_enough(eigen: Opslag) -> None:
    gebieden = read_gebieden(2020, opslag=eigen)
    zonder = Opslag(eigen.pad.parent / "zonder")
    with change_opslag(zonder) as wijziging:
        wijziging.put_gebieden(2019, gebieden)
    verslag = _read(
        zonder, f"complex;buurtcode;x;y;aantal\nMerelhof;{EEN};120100;450100;10\nV;;1e5;4e5;3\n"
    )
    assert (verslag.grensjaar, verslag.geplaatst, verslag.elders) == (2019, 1, 3)
    assert _kept(zonder).complexen["plaatsing"].iloc[0] == Plaatsing.CODE


def test_without_any_buurt_that_is_said(opslag: Path, tmp_path: Path) -> None:
    pad = write(tmp_path / "bezit.csv", f"complex;buurtcode;aantal\nMerelhof;{EEN};10\n")
    with pytest.raises(SocialeKaartError, match="nog geen buurten"):
        import_bezit(pad, opslag=Opslag(opslag), vandaag=VANDAAG)
    assert not opslag.exists()


def test_border_year_can_be_asked(hernummerd: Opslag, tmp_path: Path) -> None:
    pad = write(tmp_path / "bezit.csv", f"complex;buurtcode;aantal\nMerelhof;{WEG};10\n")
    verslag = import_bezit(pad, opslag=hernummerd, vandaag=VANDAAG, grensjaar=2018)
    assert (verslag.grensjaar, verslag.geplaatst) == (2018, 1)
    with pytest.raises(GegevensOntbrekenError, match="lijst van buurten voor 2013"):
        import_bezit(pad, opslag=hernummerd, vandaag=VANDAAG, grensjaar=2013)


# The command


def test_command_reads_and_removes(eigen: Opslag, capfd: pytest.CaptureFixture[str]) -> None:
    voor = snapshot(eigen.pad)
    pad = write(eigen.pad.parent / "bezit.csv", f"complex;buurtcode;aantal\nMerelhof;{EEN};10\n")
    opties = ["--organisatie", "Noord"]
    assert (
        main(["bezit", str(pad), "--peildatum", "31-12-2024", "--grensjaar", "2020", *opties]) == 0
    )
    assert peildata_of(opslag=eigen, organisatie="noord") == (date(2024, 12, 31),)
    assert main(["bezit", "--verwijder"]) == 0
    assert main(["bezit", "--verwijder", *opties]) == 0
    uitvoer, fout = capfd.readouterr()
    assert fout == ""
    assert "Merelhof" not in uitvoer
    assert uitvoer.splitlines() == [
        "bezit.csv: 1 rijen, waarvan 1 geplaatst en 0 gemeld.",
        "10 woningen in 1 buurten op de grenzen van 2020; peildatum 31-12-2024.",
        "Van 'eigen' waren er geen woningen bewaard, dus er is niets verwijderd.",
        "Verwijderd van 'noord': peildatum 31-12-2024.",
    ]
    assert snapshot(eigen.pad) == voor


def test_command_writes_the_template_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pad = tmp_path / "sjabloon.xlsx"
    assert main(["bezit", "--sjabloon", str(pad)]) == 0
    assert pad.read_bytes() == build_sjabloon()
    assert main(["bezit", "--sjabloon", str(pad)]) == 2
    assert main(["bezit", "--sjabloon", str(tmp_path / "weg" / "sjabloon.xlsx")]) == 2
    eerste, tweede = capfd.readouterr().err.splitlines()
    assert "daar staat al een bestand" in eerste
    assert "dat kan niet" in tweede


@pytest.mark.parametrize(
    "opdracht", [["bezit"], ["bezit", "a.csv", "--verwijder"], ["bezit", "a", "--peildatum", "nu"]]
)
def test_command_that_cannot_be_read(
    opdracht: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as einde:
        main(opdracht)
    assert einde.value.code == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_organisatie_is_checked_before_anything_is_read(eigen: Opslag) -> None:
    with pytest.raises(OrganisatieAfgekeurdError):
        import_bezit(Path("weg"), opslag=eigen, vandaag=VANDAAG, organisatie="a b")


# The template


def test_template_explains_itself() -> None:
    boek = openpyxl.load_workbook(io.BytesIO(build_sjabloon()))
    assert boek.sheetnames == ["Woningen", "Uitleg"]
    kop, *voorbeelden = boek["Woningen"].iter_rows(values_only=True)
    assert kop == ("complex", "buurtcode", "aantal woningen", "x", "y")
    assert all("VOORBEELD" in rij[0] and rij[1].startswith("BU99") for rij in voorbeelden)
    assert boek["Uitleg"].max_row > 5


def test_template_filled_in_is_read(eigen: Opslag) -> None:
    pad = eigen.pad.parent / "sjabloon.xlsx"
    boek = openpyxl.load_workbook(io.BytesIO(build_sjabloon()))
    boek["Woningen"].append(["Merelhof", EEN, 10, None, None])
    boek.save(pad)
    verslag = import_bezit(pad, opslag=eigen, vandaag=VANDAAG)
    assert (verslag.rijen, verslag.geplaatst, verslag.elders) == (3, 1, 0)
    assert sum("voorbeeldrij" in regel for regel in verslag.regels) == 1


def test_empty_template_is_refused(eigen: Opslag) -> None:
    pad = eigen.pad.parent / "sjabloon.xlsx"
    pad.write_bytes(build_sjabloon())
    with pytest.raises(BestandAfgekeurdError, match="voorbeeldrij"):
        import_bezit(pad, opslag=eigen, vandaag=VANDAAG)


# Real outlines


def test_points_and_older_codes_in_eindhoven(echt: Path, tmp_path: Path) -> None:
    opslag, kaarten = Opslag(tmp_path / "eindhoven"), echt / "eindhoven"
    for naam, jaren in (("2019-2024", (2019, 2024)), ("2014-2018", (2014, 2018))):
        kaart = kaarten / f"eindhoven_buurten_codes_{naam}.geojson"
        import_bestanden([kaart], opslag=opslag, vraag=Vraag(grensjaren=jaren))
    nieuw = pd.read_csv(kaarten / "eindhoven_code_crosswalk.csv")
    per_oud = nieuw.set_index("cbs_code_2018minus")["cbs_code_2019plus"].to_dict()
    vormen = read_omtrekken(2024, opslag=opslag)
    vormen = vormen[vormen["niveau"] == "buurt"].set_index("gebiedscode").geometry
    # a complex by its old code and one by a point in each of the 116 buurten
    rijen = ["complex;buurtcode;x;y;aantal"]
    for nr, (oud, code) in enumerate(per_oud.items(), start=1):
        plek = vormen[code].representative_point()
        rijen += [f"Oud {nr};{oud};;;{nr}", f"Punt {nr};;{plek.x:.1f};{plek.y:.1f};1000"]
    pad = write(tmp_path / "bezit.csv", "\n".join(rijen))
    verslag = import_bezit(pad, opslag=opslag, vandaag=VANDAAG)
    assert (verslag.rijen, verslag.geplaatst, verslag.buurten) == (232, 232, 116)
    assert "116 buurtcodes van eerder gevolgd naar de grenzen van 2024." in verslag.regels
    for jaar, codes in ((2024, per_oud.values()), (2018, per_oud.keys())):
        woningen = read_eigen_woningen(jaar, opslag=opslag)
        assert woningen is not None
        verwacht = {code: 1000 + nr for nr, code in enumerate(codes, start=1)}
        assert woningen.per_gebied.to_dict() == dict(sorted(verwacht.items()))
        assert woningen.elders == 0
