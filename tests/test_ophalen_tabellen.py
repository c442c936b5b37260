"""Tables of OData: what is asked comes whole and once, or is told in a sentence."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.adressen import Tabeladres
from data.herkennen import Vraag
from data.importeren import import_bestanden
from data.ophalen.errors import BronMisluktError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.odata import Tabeldelen, fetch_tabel
from data.ophalen.verbinding import Geduld, Verbinding
from data.opslag import Opslag, read_gebieden, read_tabel
from tests import naspelen_storingen as storing
from tests.naspelen import Naspeler, build_eindhoven, serve_bronnen
from tests.naspelen_wereld import Antwoord, Wereld

SNEL = Geduld(pauze_s=0, herhaal_s=0.01, stil_s=2)
KWB_2020 = Tabeladres(bron="kwb", nummer="84799NED", peiljaar=2020)
EINDHOVEN = Gevraagd(gemeenten=("GM0772",))
CIJFERS = "84799NED/TypedDataSet"


@pytest.fixture(scope="module")
def wereld(echt: Path) -> Wereld:
    return build_eindhoven(echt)


@contextmanager
def verbonden(
    wereld: Wereld, map_: Path, *storingen: storing.Storing
) -> Iterator[tuple[Verbinding, Naspeler]]:
    with (
        serve_bronnen(wereld, storingen) as naspeler,
        Verbinding(map_, spiegel=naspeler.adres, geduld=SNEL) as verbinding,
    ):
        yield verbinding, naspeler


def bewerkt(
    waar: str, bewerk: Callable[[dict[str, Any]], dict[str, Any]], *, keren: int | None = None
) -> storing.Storing:
    """Answer a disturbance that changes a document."""

    def edit(_: object, antwoord: Antwoord) -> Antwoord:
        document = bewerk(json.loads(antwoord.inhoud))
        return replace(antwoord, inhoud=json.dumps(document).encode())

    return storing.Storing(waar=waar, antwoord=edit, keren=keren)


def read_rijen(delen: Tabeldelen) -> list[dict[str, object]]:
    rijen: list[dict[str, object]] = []
    for pad in delen.paden:
        document = json.loads(pad.read_text(encoding="utf-8"))
        rijen += [rij for rij in document["value"] if "AantalInwoners_5" in rij]
    return rijen


def real_rows(echt: Path) -> pd.DataFrame:
    """Read the real table by another road: parquet, by pandas."""
    tabel = pd.read_parquet(echt / "kwb_2020_84799NED" / "cbs.v3.84799NED_TypedDataSet.parquet")
    tabel.index = pd.Index(tabel["WijkenEnBuurten"].str.strip())
    return tabel[tabel.index.str[2:6].isin(["0772"]) | tabel.index.isin(["NL00"])]


@pytest.mark.parametrize(
    "fout",
    [
        None,
        storing.genegeerd_filter(CIJFERS),
        storing.status(CIJFERS + ".*substringof", 400),
        storing.lege_lijst(CIJFERS + ".*substringof"),
        storing.status("WijkenEnBuurten.*filter", 400),
    ],
    ids=[
        "gewoon",
        "filter genegeerd",
        "eerste vorm van het filter geweigerd",
        "eerste vorm van het filter leeg",
        "filter op namen geweigerd",
    ],
)
def test_all_of_a_gemeente_comes_and_nothing_else(
    wereld: Wereld, echt: Path, tmp_path: Path, fout: storing.Storing | None
) -> None:
    with verbonden(wereld, tmp_path, *([fout] if fout else [])) as (verbinding, _):
        delen = fetch_tabel(verbinding, KWB_2020, EINDHOVEN)
    echte = real_rows(echt)
    rijen = {str(rij["WijkenEnBuurten"]).strip(): rij for rij in read_rijen(delen)}
    assert set(rijen) == set(echte.index)
    assert len(read_rijen(delen)) == 138
    for code, rij in rijen.items():
        assert rij["AantalInwoners_5"] == echte.loc[code, "AantalInwoners_5"]
    assert delen.kaartjaar == 2020
    assert any("84799NED GM0772.json" in pad.name for pad in delen.paden)


def test_filter_unread_is_told(wereld: Wereld, tmp_path: Path) -> None:
    # the world holds few gemeenten; a filter unread shows by more than a handful of others
    veel = bewerkt(
        CIJFERS,
        lambda document: {
            **document,
            "value": document["value"]
            + [
                {**document["value"][0], "WijkenEnBuurten": f"GM{nummer:04d}    "}
                for nummer in range(1000, 1050)
            ],
        },
        keren=1,
    )
    with verbonden(wereld, tmp_path, veel) as (verbinding, _):
        delen = fetch_tabel(verbinding, KWB_2020, EINDHOVEN)
    assert any("liet het filter op de gemeente ongelezen" in regel for regel in delen.meldingen)
    assert len(read_rijen(delen)) == 138


def test_two_gemeenten_share_one_file(wereld: Wereld, tmp_path: Path) -> None:
    gevraagd = Gevraagd(gemeenten=("GM0753", "GM0772"))
    with verbonden(wereld, tmp_path) as (verbinding, _):
        delen = fetch_tabel(verbinding, KWB_2020, gevraagd)
    codes = [str(rij["WijkenEnBuurten"]).strip() for rij in read_rijen(delen)]
    assert len(codes) == len(set(codes))
    assert {code[2:6] for code in codes} == {"0753", "0772", "00"}


def test_gemeente_that_is_not_in_a_table_is_told(wereld: Wereld, tmp_path: Path) -> None:
    gevraagd = Gevraagd(gemeenten=("GM1234",))
    with verbonden(wereld, tmp_path) as (verbinding, _):
        delen = fetch_tabel(verbinding, KWB_2020, gevraagd)
    assert delen.paden == ()
    assert delen.meldingen == ("Tabel 84799NED heeft geen buurten van GM1234.",)


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (storing.andere_tabel("84799NED", "84583NED"), "gaf tabel '84583NED' in plaats van"),
        (storing.eindeloze_bladen(CIJFERS), "houdt niet op met bladen"),
        (storing.lege_lijst("84799NED/DataProperties"), "zonder kolom met wijken en buurten"),
        (storing.lege_lijst("84799NED/TableInfos"), "gaf tabel '' in plaats van"),
        (storing.status(CIJFERS, 400), "weigert het verzoek"),
    ],
    ids=["andere tabel", "zonder einde", "zonder eigenschappen", "zonder kenmerken", "geweigerd"],
)
def test_what_is_not_what_was_asked_is_refused(
    wereld: Wereld, tmp_path: Path, fout: storing.Storing, woorden: str
) -> None:
    with (
        verbonden(wereld, tmp_path, fout) as (verbinding, _),
        pytest.raises(BronMisluktError) as gezegd,
    ):
        fetch_tabel(verbinding, KWB_2020, EINDHOVEN)
    assert woorden in str(gezegd.value)


def test_rows_without_an_area_are_refused(wereld: Wereld, tmp_path: Path) -> None:
    def without_area(document: dict[str, Any]) -> dict[str, Any]:
        return {
            **document,
            "value": [{**rij, "WijkenEnBuurten": None} for rij in document["value"]],
        }

    with (
        verbonden(wereld, tmp_path, bewerkt(CIJFERS, without_area)) as (verbinding, _),
        pytest.raises(BronMisluktError, match="rijen zonder WijkenEnBuurten"),
    ):
        fetch_tabel(verbinding, KWB_2020, EINDHOVEN)


@pytest.mark.parametrize(
    ("bewerking", "woorden"),
    [
        ({"Period": "2019"}, "gaat en niet over 2020"),
        ({"value": "niets"}, "in een andere vorm"),
    ],
    ids=["ander jaar", "andere vorm"],
)
def test_properties_of_another_year_or_form_are_refused(
    wereld: Wereld, tmp_path: Path, bewerking: dict[str, str], woorden: str
) -> None:
    def edit(document: dict[str, Any]) -> dict[str, Any]:
        if "value" in bewerking:
            return {**document, **bewerking}
        return {**document, "value": [{**document["value"][0], **bewerking}]}

    fout = bewerkt("84799NED/TableInfos", edit)
    with (
        verbonden(wereld, tmp_path, fout) as (verbinding, _),
        pytest.raises(BronMisluktError) as gezegd,
    ):
        fetch_tabel(verbinding, KWB_2020, EINDHOVEN)
    assert woorden in str(gezegd.value)


LAND = Gevraagd(gemeenten=())


def test_country_comes_in_pages_and_is_counted(wereld: Wereld, tmp_path: Path) -> None:
    klein = replace(wereld, paginagrootte=100)
    with verbonden(klein, tmp_path) as (verbinding, _):
        delen = fetch_tabel(verbinding, KWB_2020, LAND)
    assert len([pad for pad in delen.paden if pad.name.startswith("TypedDataSet")]) > 1
    assert len(read_rijen(delen)) == klein.tabellen["84799NED"].vorm[0]


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (storing.ander_aantal("84799NED", 17341), "belooft er 17341"),
        (storing.dubbele_rijen(CIJFERS), "twee keer"),
    ],
    ids=["ander aantal", "rijen dubbel over bladen"],
)
def test_country_that_is_not_whole_is_refused(
    wereld: Wereld, tmp_path: Path, fout: storing.Storing, woorden: str
) -> None:
    klein = replace(wereld, paginagrootte=100)
    with (
        verbonden(klein, tmp_path, fout) as (verbinding, _),
        pytest.raises(BronMisluktError) as gezegd,
    ):
        fetch_tabel(verbinding, KWB_2020, LAND)
    assert woorden in str(gezegd.value)


@pytest.mark.parametrize(
    "fout",
    [
        None,
        storing.andere_nummers("84799NED", erbij=3, vanaf=5),
        storing.andere_dimensie("84799NED", "RegioS"),
    ],
    ids=["gewoon", "andere nummers", "andere naam van de as"],
)
def test_redesigned_table_gives_the_same_columns(
    wereld: Wereld, echt: Path, tmp_path: Path, opslag: Path, fout: storing.Storing | None
) -> None:
    with verbonden(wereld, tmp_path, *([fout] if fout else [])) as (verbinding, _):
        delen = fetch_tabel(verbinding, KWB_2020, EINDHOVEN)
    import_bestanden(delen.paden, opslag=Opslag(opslag), vraag=Vraag(), bron="kwb")
    tabel = read_tabel("kwb", peiljaar=2020, opslag=Opslag(opslag))
    echte = real_rows(echt)
    for code in echte.index:
        assert tabel.loc[(2020, code), "aantal_inwoners"] == echte.loc[code, "AantalInwoners_5"]
    namen = read_gebieden(2020, opslag=Opslag(opslag))["naam"]
    assert namen["BU07721110"] == "Binnenstad"


def test_another_unit_is_another_column(wereld: Wereld, tmp_path: Path, opslag: Path) -> None:
    fout = storing.andere_eenheid("84799NED", "HuishoudensTotaal", "%")
    with verbonden(wereld, tmp_path, fout) as (verbinding, _):
        delen = fetch_tabel(verbinding, KWB_2020, EINDHOVEN)
    # counts that call themselves a share cannot be one, and nothing of it is kept
    with pytest.raises(Exception, match="meer dan 100 procent"):
        import_bestanden(delen.paden, opslag=Opslag(opslag), vraag=Vraag(), bron="kwb")
