"""The gemeenten that can be chosen before there are figures."""

from pathlib import Path

import pandas as pd
import pytest

from data.gebieden import FICTIEVE_GEMEENTEN, Niveau, niveau_of
from data.gemeenten import GEMEENTEN, find_gemeenten


def names(tekst: str) -> list[str]:
    return [gemeente.naam for gemeente in find_gemeenten(tekst)]


def test_there_are_342_each_once_in_the_order_of_their_codes() -> None:
    codes = [gemeente.code for gemeente in GEMEENTEN]
    assert len(codes) == 342
    assert codes == sorted(set(codes))
    assert len({gemeente.naam for gemeente in GEMEENTEN}) == 342
    assert all(niveau_of(code) is Niveau.GEMEENTE for code in codes)
    assert not [code for code in codes if FICTIEVE_GEMEENTEN.match(code)]
    assert all(gemeente.naam.strip() == gemeente.naam != "" for gemeente in GEMEENTEN)


def test_codes_and_names_are_those_of_cbs(echt: Path) -> None:
    pad = echt / "nederland_2024" / "kerncijfers_misdrijven_gezondheid_2024.csv.gz"
    cbs = pd.read_csv(pad, usecols=["code", "naam", "niveau"])
    cbs = cbs[cbs["niveau"] == "gemeente"]
    verwacht = dict(zip(cbs["code"], cbs["naam"], strict=True))
    assert {gemeente.code: gemeente.naam for gemeente in GEMEENTEN} == verwacht


@pytest.mark.parametrize(
    ("gezocht", "eerste"),
    [
        ("Eindhoven", "Eindhoven"),
        ("  eindhoven ", "Eindhoven"),
        ("GM0772", "Eindhoven"),
        ("gm0772", "Eindhoven"),
        ("0772", "Eindhoven"),
        ("772", "Eindhoven"),
        ("sudwest", "Súdwest-Fryslân"),
        ("SÚDWEST-FRYSLÂN", "Súdwest-Fryslân"),
        ("'s-gravenhage", "'s-Gravenhage"),
        ("s gravenhage", "'s-Gravenhage"),
        ("den haag", "'s-Gravenhage"),
        ("den bosch", "'s-Hertogenbosch"),
        ("utrecht", "Utrecht"),
    ],
)
def test_gemeente_is_found_by_name_or_code(gezocht: str, eerste: str) -> None:
    assert names(gezocht)[0] == eerste


def test_what_is_called_so_comes_before_what_begins_so_and_what_holds_it() -> None:
    gevonden = names("berg")
    begin = ["Berg en Dal", "Bergeijk", "Bergen (L.)", "Bergen (NH.)", "Bergen op Zoom"]
    assert gevonden[: len(begin)] == begin
    assert {"Geertruidenberg", "Steenbergen"} <= set(gevonden[len(begin) :])
    assert names("ijssel")[:1] == ["IJsselstein"]
    assert "Capelle aan den IJssel" in names("ijssel")
    assert names("Ede")[0] == "Ede"
    assert names("aan den") == [naam for naam in names("") if " aan den " in naam]


def test_nothing_asked_is_all_by_name_and_nonsense_is_none() -> None:
    alle = names("")
    assert len(alle) == 342
    assert alle[:2] == ["Aa en Hunze", "Aalsmeer"]
    assert alle.index("'s-Gravenhage") > alle.index("Schouwen-Duiveland")
    assert names("atlantis") == names("GM9901") == names("9999") == []
