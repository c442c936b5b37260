"""
Real figures: what the publishers wrote is what the program answers, cell by cell.

Every expected value comes from `tests/bronbestanden.py`, which uses nothing of the program.
"""

import csv
import io
import os
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import opzetten
from data.__main__ import main as data_main
from data.opslag import Opslag, read_paspoort, read_tabel, read_tabel_met_geheim
from layers.__main__ import main as layers_main
from layers.kantelpunt import Vraag, build_kantelpunt
from tests.bezoek import GEGEVENSVARIABELE
from tests.bronbestanden import (
    GEHEIM,
    RIVM_BESTANDEN,
    Cel,
    Gebied,
    Kerncijfers,
    Rijen,
    Uitkomst,
    differences,
    expected,
    read_amsterdam_2017,
    read_kwb_2020,
    read_rivm,
    words,
)

pytestmark = [pytest.mark.ongemeten, pytest.mark.usefixtures("cijfers")]

ZAAD = 84799
STEEKPROEF = 1000
VAN_ELKE_SOORT = 50

LEEFTIJDEN = ("k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11")
INWONERS = "AantalInwoners_5"
HUISHOUDENS = "HuishoudensTotaal_28"
# indicator: count, wholes, times
KWB_2020 = {
    "bijstand": ("PersonenPerSoortUitkeringBijstand_83", LEEFTIJDEN, 1000),
    "bijstand_per_inwoner": ("PersonenPerSoortUitkeringBijstand_83", (INWONERS,), 1000),
    "arbeidsongeschiktheid": ("PersonenPerSoortUitkeringAO_84", LEEFTIJDEN, 1000),
    "werkloosheid": ("PersonenPerSoortUitkeringWW_85", LEEFTIJDEN, 1000),
    "inwoners": (INWONERS, (), 1),
    "eenpersoonshuishoudens": ("Eenpersoonshuishoudens_29", (HUISHOUDENS,), 100),
}
KWB_2020_LEEG = {
    "laagste_inkomens": "k_40HuishoudensMetLaagsteInkomen_76",
    "laag_inkomen": "HuishoudensMetEenLaagInkomen_78",
    "corporatiewoningen": "InBezitWoningcorporatie_42",
    "woz": "GemiddeldeWoningwaarde_35",
    "jeugdzorg": "PercentageJongerenMetJeugdzorg_88",
    "wmo": "WmoClientenRelatief_90",
}
RIVM = {
    "eenzaamheid": "Eenzaam_28",
    "angst_depressie": "HoogRisicoOpAngstOfDepressie_25",
    "moeite_rondkomen": "MoeiteMetRondkomen_38",
    "geluidhinder_buren": "ErnstigeGeluidhinderDoorBuren_37",
}
AMSTERDAM_2017 = {
    "corporatiewoningen": "Wonen.Woningen.naar.eigendom.Huurwoningen.In.bezit.woningcorporatie....",
    "laagste_inkomens": "Inkomen.Inkomen.van.huishoudens.40..huishoudens.met.laagste.inkomen....",
}
AMSTERDAM_INWONERS = "Bevolking.Aantal.inwoners..aantal."
AMSTERDAM_HUISHOUDENS = "Bevolking.Particuliere.huishoudens.Huishoudens.totaal..aantal."

# how many buurten are ok, a small number, suppressed and not available, counted once by hand in
# the sources, so that no state can silently go untried
STATEN_2020 = {
    "bijstand": (11050, 1258, 1034, 466),
    "bijstand_per_inwoner": (11051, 1258, 1034, 465),
    "arbeidsongeschiktheid": (11050, 1258, 1034, 466),
    "werkloosheid": (11050, 1258, 1034, 466),
    "inwoners": (11051, 2292, 0, 465),
    "eenpersoonshuishoudens": (11051, 2103, 0, 654),
}
STATEN_RIVM = {
    2012: (10979, 1986, 378, 465),
    2016: (11014, 2005, 324, 465),
    2020: (11051, 2009, 283, 465),
}
STATEN_AMSTERDAM = {"corporatiewoningen": (389, 9, 57, 24), "laagste_inkomens": (383, 0, 72, 24)}


@dataclass(frozen=True)
class Bron:
    """What the files say, read without the program."""

    kwb: Kerncijfers
    rivm: dict[int, Rijen]
    amsterdam: Rijen


@pytest.fixture(scope="module")
def bron(echt: Path) -> Bron:
    """Read the source files a second time."""
    return Bron(
        kwb=read_kwb_2020(echt),
        rivm={jaar: read_rivm(echt, jaar) for jaar in RIVM_BESTANDEN},
        amsterdam=read_amsterdam_2017(echt),
    )


@pytest.fixture(scope="module")
def _gevuld(echt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import the country of 2020, three years of health, and Amsterdam of 2017."""
    plaats = tmp_path_factory.mktemp("echte_cijfers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(GEGEVENSVARIABELE, str(plaats))
        for vraag in (
            [str(echt / "kwb_2020_84799NED")],
            [str(echt / "rivm_50090NED")],
            [str(echt / "amsterdam" / "kwb_2017.csv"), "--peiljaar", "2017"],
        ):
            assert data_main(["importeer", *vraag]) == 0
    return plaats


@pytest.fixture
def cijfers(_gevuld: Path, monkeypatch: pytest.MonkeyPatch) -> Opslag:
    """Choose the filled store as the store of this test; it is only read."""
    monkeypatch.setenv(GEGEVENSVARIABELE, str(_gevuld))
    return Opslag(_gevuld)


# Every stored cell


def is_missing(cel: Cel) -> bool:
    return cel is None or cel == GEHEIM


def different(kolom: pd.Series, verwacht: dict[str, Cel]) -> list[str]:
    """List the areas of which a stored column says something else than the source."""
    codes = kolom.index.get_level_values("gebiedscode")
    assert set(codes) == set(verwacht)
    gevuld = len(verwacht) - sum(cel is None or cel == GEHEIM for cel in verwacht.values())
    fout = [
        f"{code}: {bewaard!r} en niet {verwacht[code]!r}"
        for code, bewaard, is_leeg in zip(codes, kolom.tolist(), kolom.isna(), strict=True)
        if is_leeg != is_missing(verwacht[code]) or not (is_leeg or bewaard == verwacht[code])
    ]
    if kolom.notna().sum() != gevuld:
        fout.append(f"{kolom.notna().sum()} gevulde cellen en niet {gevuld}")
    return fout


def places(rijen: Rijen, met_spaties: set[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """List code and key of every cell that is zero or missing, by the way it is written."""
    is_leeg = {k for k in rijen["NL00"] if all(rij[k] is None for rij in rijen.values())}
    plaatsen: dict[str, list[tuple[str, str]]] = {}
    for code, rij in rijen.items():
        for sleutel, cel in rij.items():
            if cel is None:
                soort = "leeg voor het hele land" if sleutel in is_leeg else "leeg"
            elif cel == GEHEIM:
                soort = "punt met spaties" if (code, sleutel) in met_spaties else "punt"
            elif cel == 0:
                soort = "nul"
            else:
                continue
            plaatsen.setdefault(soort, []).append((code, sleutel))
    return plaatsen


def check_sample(
    tabel: pd.DataFrame,
    rijen: Rijen,
    kolommen: dict[str, str],
    *,
    zaad: int,
    met_spaties: set[tuple[str, str]] | None = None,
) -> set[str]:
    """Read a thousand random cells back one by one, and fifty more of every kind of nothing."""
    keuze = random.Random(zaad)  # noqa: S311 - a sample, no secret
    codes, sleutels = list(rijen), list(kolommen)
    steekproef = [("alle", keuze.choice(codes), keuze.choice(sleutels)) for _ in range(STEEKPROEF)]
    soorten = places(rijen, met_spaties or set())
    for soort, plaatsen in soorten.items():
        steekproef += [(soort, *plaats) for plaats in keuze.sample(plaatsen, VAN_ELKE_SOORT)]
    for soort, code, sleutel in steekproef:
        bewaard: Any = tabel.loc[(2020, code), kolommen[sleutel]]
        cel = rijen[code][sleutel]
        gelijk = pd.isna(bewaard) if is_missing(cel) else bewaard == cel
        assert gelijk, f"zaad {zaad}, {soort}: {code} {sleutel} is {bewaard!r} en niet {cel!r}"
        assert soort == "alle" or (bewaard == 0 if soort == "nul" else pd.isna(bewaard))
    return set(soorten)


def test_every_cell_of_the_kerncijfers_is_stored_as_published(cijfers: Opslag, bron: Bron) -> None:
    tabel = read_tabel("kwb", peiljaar=2020, opslag=cijfers)
    niveaus = Counter(code[:2] for _, code in tabel.index)
    assert niveaus == {"BU": 13808, "WK": 3177, "GM": 355, "NL": 1}
    assert set(tabel.index.get_level_values("grensjaar")) == {2020}
    assert len(bron.kwb.kolommen) == 116
    assert set(tabel.columns) == set(bron.kwb.kolommen.values())
    for sleutel, kolom in bron.kwb.kolommen.items():
        verwacht = {code: rij[sleutel] for code, rij in bron.kwb.rijen.items()}
        assert different(tabel[kolom], verwacht) == [], kolom


def test_random_cells_of_the_kerncijfers_read_back(cijfers: Opslag, bron: Bron) -> None:
    tabel = read_tabel("kwb", peiljaar=2020, opslag=cijfers)
    kwb = bron.kwb
    soorten = check_sample(tabel, kwb.rijen, kwb.kolommen, zaad=ZAAD, met_spaties=kwb.met_spaties)
    assert soorten == {"nul", "leeg", "leeg voor het hele land", "punt", "punt met spaties"}


@pytest.mark.parametrize("jaar", RIVM_BESTANDEN)
def test_every_health_figure_is_stored_as_published(cijfers: Opslag, bron: Bron, jaar: int) -> None:
    rijen = bron.rivm[jaar]
    tabel = read_tabel_met_geheim("rivm", peiljaar=jaar, opslag=cijfers)
    assert len(rijen) == 17341
    assert len(tabel.cijfers.columns) == len(rijen["NL00"]) == 35
    assert set(tabel.cijfers.index.get_level_values("grensjaar")) == {2020}
    for kop in rijen["NL00"]:
        kolom = f"{words(kop)}_pct"
        verwacht = {code: rij[kop] for code, rij in rijen.items()}
        assert different(tabel.cijfers[kolom], verwacht) == [], kolom
        geheim = set(tabel.geheim.index[tabel.geheim[kolom]].get_level_values("gebiedscode"))
        assert geheim == {code for code, cel in verwacht.items() if cel == GEHEIM}, kolom


@pytest.mark.parametrize("jaar", RIVM_BESTANDEN)
def test_random_health_figures_read_back(cijfers: Opslag, bron: Bron, jaar: int) -> None:
    rijen = bron.rivm[jaar]
    kolommen = {kop: f"{words(kop)}_pct" for kop in rijen["NL00"]}
    tabel = read_tabel("rivm", peiljaar=jaar, opslag=cijfers)
    soorten = check_sample(tabel, rijen, kolommen, zaad=ZAAD + jaar)
    assert soorten >= {"punt", "leeg voor het hele land"}


def test_every_figure_of_amsterdam_is_stored_as_exported(cijfers: Opslag, bron: Bron) -> None:
    tabel = read_tabel_met_geheim("kwb", peiljaar=2017, opslag=cijfers)
    assert set(tabel.cijfers.index.get_level_values("grensjaar")) == {2017}
    # the columns stand in the order of the file
    for kop, kolom in zip(bron.amsterdam["NL00"], tabel.cijfers.columns, strict=True):
        verwacht = {code: rij[kop] for code, rij in bron.amsterdam.items()}
        assert different(tabel.cijfers[kolom], verwacht) == [], kop
        geheim = set(tabel.geheim.index[tabel.geheim[kolom]].get_level_values("gebiedscode"))
        # a point in a code or a text says that it does not apply
        is_cijfer = not kop.startswith("Regioaanduiding") and "..code." not in kop
        punten = {code for code, cel in verwacht.items() if cel == GEHEIM}
        assert geheim == (punten if is_cijfer else set()), kop


# Every indicator, for every area


def ask(capsys: pytest.CaptureFixture[str], *vraag: str) -> Uitkomst:
    """Ask the command for figures and read the CSV that it prints."""
    capsys.readouterr()
    assert layers_main(["waarden", *vraag]) == 0
    return parse(capsys.readouterr().out)


def parse(tekst: str) -> Uitkomst:
    rijen = list(csv.DictReader(io.StringIO(tekst)))
    assert list(rijen[0]) == ["gebiedscode", "naam", "waarde", "status"]
    return {
        rij["gebiedscode"]: (rij["status"], float(rij["waarde"]) if rij["waarde"] else None)
        for rij in rijen
    }


def count(uitkomst: Uitkomst) -> tuple[int, ...]:
    staten = Counter(staat for staat, _ in uitkomst.values())
    return tuple(staten[s] for s in ("ok", "klein_aantal", "onderdrukt", "niet_beschikbaar"))


def gebied_2020(bron: Bron, code: str) -> Gebied:
    rij = bron.kwb.rijen[code]
    return Gebied(inwoners=rij[INWONERS], huishoudens=rij[HUISHOUDENS])


def expected_2020(bron: Bron, sleutel: str, begin: str = "BU") -> Uitkomst:
    teller, noemers, maal = KWB_2020[sleutel]
    return {
        code: expected(
            gebied_2020(bron, code),
            teller=rij[teller],
            noemers=tuple(rij[noemer] for noemer in noemers),
            maal=maal,
            is_gevuld=True,
        )
        for code, rij in bron.kwb.rijen.items()
        if code.startswith(begin)
    }


@pytest.mark.parametrize("sleutel", KWB_2020)
def test_indicator_of_2020_for_every_buurt(
    bron: Bron, capsys: pytest.CaptureFixture[str], sleutel: str
) -> None:
    verwacht = expected_2020(bron, sleutel)
    assert count(verwacht) == STATEN_2020[sleutel]
    assert differences(ask(capsys, "--indicator", sleutel, "--peiljaar", "2020"), verwacht) == []


@pytest.mark.parametrize(("niveau", "begin"), [("land", "NL"), ("gemeente", "GM"), ("wijk", "WK")])
def test_bijstand_of_2020_for_every_larger_area(
    bron: Bron, capsys: pytest.CaptureFixture[str], niveau: str, begin: str
) -> None:
    gegeven = ask(capsys, "--indicator", "bijstand", "--peiljaar", "2020", "--niveau", niveau)
    assert differences(gegeven, expected_2020(bron, "bijstand", begin)) == []


@pytest.mark.parametrize("sleutel", KWB_2020_LEEG)
def test_topic_that_was_not_delivered_yet_is_not_available_anywhere(
    bron: Bron, capsys: pytest.CaptureFixture[str], sleutel: str
) -> None:
    assert all(rij[KWB_2020_LEEG[sleutel]] is None for rij in bron.kwb.rijen.values())
    gegeven = ask(capsys, "--indicator", sleutel, "--peiljaar", "2020", "--gebied", "GM0772")
    assert len(gegeven) == 116
    assert set(gegeven.values()) == {("niet_beschikbaar", None)}


@pytest.mark.parametrize("jaar", RIVM_BESTANDEN)
@pytest.mark.parametrize("sleutel", RIVM)
def test_health_indicator_for_every_buurt(
    bron: Bron, capsys: pytest.CaptureFixture[str], sleutel: str, jaar: int
) -> None:
    kop = RIVM[sleutel]
    is_gevuld = any(rij[kop] is not None for rij in bron.rivm[jaar].values())
    assert is_gevuld == (sleutel != "geluidhinder_buren" or jaar == 2020)
    # the only inhabitants on the borders of 2020 are those of 2020
    verwacht = {
        code: expected(gebied_2020(bron, code), teller=rij[kop], maal=1, is_gevuld=is_gevuld)
        for code, rij in bron.rivm[jaar].items()
        if code.startswith("BU")
    }
    assert count(verwacht) == (STATEN_RIVM[jaar] if is_gevuld else (0, 0, 0, 13808))
    gegeven = ask(capsys, "--indicator", sleutel, "--peiljaar", str(jaar))
    assert differences(gegeven, verwacht) == []


@pytest.mark.parametrize("sleutel", AMSTERDAM_2017)
def test_indicator_of_amsterdam_for_every_buurt(
    bron: Bron, capsys: pytest.CaptureFixture[str], sleutel: str
) -> None:
    verwacht = {
        code: expected(
            Gebied(inwoners=rij[AMSTERDAM_INWONERS], huishoudens=rij[AMSTERDAM_HUISHOUDENS]),
            teller=rij[AMSTERDAM_2017[sleutel]],
            maal=1,
            is_gevuld=True,
        )
        for code, rij in bron.amsterdam.items()
        if code.startswith("BU")
    }
    assert count(verwacht) == STATEN_AMSTERDAM[sleutel]
    assert differences(ask(capsys, "--indicator", sleutel, "--peiljaar", "2017"), verwacht) == []


def test_command_in_a_process_of_its_own_answers_woensel_west(bron: Bron) -> None:
    opdracht = ["--indicator", "bijstand", "--peiljaar", "2020", "--gebied", "GM0772"]
    antwoord = subprocess.run(
        [sys.executable, "-m", "layers", "waarden", *opdracht],
        cwd=opzetten.ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert antwoord.stderr == ""
    (code,) = re.findall(r"^(BU0772\w{4}),Woensel-West,", antwoord.stdout, re.MULTILINE)
    gegeven = parse(antwoord.stdout)
    assert len(gegeven) == 116
    # 220 of the 750 + 1,450 + 840 inhabitants between 15 and 65
    assert gegeven[code] == ("ok", 1000 * 220 / 3040)
    assert gegeven[code] == expected_2020(bron, "bijstand")[code]


def test_passport_tells_what_came_in(cijfers: Opslag) -> None:
    paspoort = read_paspoort("kwb", peiljaar=2020, opslag=cijfers)
    assert paspoort["rijen"] == 17341
    assert paspoort["kolommen"] == 116
    assert paspoort["grensjaren"] == [2020]
    assert paspoort["bron"]["uitgever"] == "CBS"
    assert paspoort["bestanden"][0]["hersteld"] == {"codes met spaties": 3533}


@pytest.mark.usefixtures("cijfers")
def test_class_means_of_amsterdam_are_those_of_the_file(bron: Bron) -> None:
    inkomen, aandeel = (AMSTERDAM_2017[s] for s in ("laagste_inkomens", "corporatiewoningen"))
    kolommen = {
        "aandeel": aandeel,
        "waarde": inkomen,
        "huishoudens": AMSTERDAM_HUISHOUDENS,
        "inwoners": AMSTERDAM_INWONERS,
    }
    # what is secret stands there as text
    tabel = pd.DataFrame(
        {
            naam: pd.to_numeric(
                pd.Series(
                    {
                        code: rij[kop] if isinstance(rij[kop], (int, float)) else None
                        for code, rij in bron.amsterdam.items()
                        if code.startswith("BU0363")
                    },
                    dtype="object",
                )
            )
            for naam, kop in kolommen.items()
        }
    ).dropna()
    tabel = tabel[(tabel["inwoners"] >= 100) & (tabel["huishoudens"] >= 50)]
    kantel = build_kantelpunt(
        Vraag(indicator="laagste_inkomens", gebied="GM0363", grensjaar=2017, van=2017, tot=2017)
    )
    assert len(kantel.punten) == len(tabel) > 300
    randen = [-1, 20, 40, 50, 60, 80, 101]
    for nummer, klasse in enumerate(kantel.klassen):
        onder, boven = randen[nummer : nummer + 2]
        hier = tabel["aandeel"].gt(onder) & tabel["aandeel"].le(boven)
        if boven == 80:
            hier &= tabel["aandeel"].ne(80)
        if onder == 80:
            hier |= tabel["aandeel"].eq(80)
        deel = tabel[hier]
        assert klasse.buurten == len(deel)
        gewogen = (deel["waarde"] * deel["huishoudens"]).sum() / deel["huishoudens"].sum()
        assert klasse.eind == pytest.approx(gewogen)
