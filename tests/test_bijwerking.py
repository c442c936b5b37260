"""What a new delivery changes in a table that is kept: counted, the largest first, and told."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from data.bijwerking import Bijwerking, compare_tabel, passport_of, report_bijwerking
from data.opslag import Tabel

NAN = math.nan
Rijen = Mapping[str, Sequence[object]]


def tabel(kolommen: Rijen, codes: Sequence[str], *, jaar: int = 2020) -> Tabel:
    index = pd.MultiIndex.from_tuples(
        [(jaar, code) for code in codes], names=["grensjaar", "gebiedscode"]
    )
    cijfers = pd.DataFrame(dict(kolommen), index=index)
    return Tabel(cijfers, pd.DataFrame(data=False, index=index, columns=cijfers.columns))


def compare(oud: Tabel, nieuw: Tabel, geleverd: Sequence[str] | None = None) -> Bijwerking:
    codes = nieuw.cijfers.index if geleverd is None else tabel({}, geleverd).cijfers.index
    return compare_tabel("kwb", 2020, oud=oud, nieuw=nieuw, geleverd=codes)


CODES = ["BU00010001", "BU00010002", "BU00010003"]


def test_another_figure_and_one_that_went_ask_for_consent() -> None:
    oud = tabel({"inwoners": [100, 200, 50], "naam": ["a", "b", "c"]}, CODES)
    nieuw = tabel({"inwoners": [110, 200, NAN], "naam": ["x", "b", "c"]}, CODES)
    bijwerking = compare(oud, nieuw)
    assert (bijwerking.herzien, bijwerking.vervallen) == (1, 1)
    assert bijwerking.vraagt_akkoord
    # what went counts as a change of its whole size, ten per cent as ten per cent
    assert [(h.gebiedscode, h.oud, h.nieuw) for h in bijwerking.grootste] == [
        ("BU00010003", 50.0, None),
        ("BU00010001", 100.0, 110.0),
    ]
    assert report_bijwerking(bijwerking) == [
        "kwb 2020: 1 cijfer is herzien en 1 vervallen.",
        "kwb 2020: BU00010003, inwoners: 50 wordt leeg.",
        "kwb 2020: BU00010001, inwoners: 100 wordt 110.",
    ]


def test_what_was_empty_is_no_revision() -> None:
    oud = tabel({"inwoners": [100, 200, 50], "inkomen": [NAN, NAN, NAN]}, CODES)
    nieuw = tabel({"inwoners": [100, 200, 50], "inkomen": [20, 25, NAN], "nieuw": [1, 1, 1]}, CODES)
    bijwerking = compare(oud, nieuw)
    assert not bijwerking.vraagt_akkoord
    assert report_bijwerking(bijwerking) == ["kwb 2020: nu met cijfers: inkomen, nieuw."]


def test_change_from_nothing_is_measured_by_itself() -> None:
    oud, nieuw = (tabel({"bijstand": [eerste, 10, 10]}, CODES) for eerste in (0, 5))
    (herziening,) = compare(oud, nieuw).grootste
    assert (herziening.oud, herziening.nieuw) == (0.0, 5.0)


def test_codes_that_came_and_went_are_told_within_what_was_delivered() -> None:
    oud = tabel({"inwoners": [1, 2, 3, 4]}, [*CODES, "BU00020001"])
    nieuw = tabel({"inwoners": [1, 2, 3, 9, 4]}, [*CODES, "BU00010004", "BU00020001"])
    bijwerking = compare(oud, nieuw, ["BU00010001", "BU00010002", "BU00010004"])
    assert bijwerking.nieuwe_codes == ("BU00010004",)
    # of gemeente 0002 nothing was delivered, so nothing of it vanished
    assert bijwerking.verdwenen_codes == ("BU00010003",)
    assert bijwerking.vraagt_akkoord
    assert report_bijwerking(bijwerking) == [
        "kwb 2020: nieuwe gebieden: BU00010004.",
        "kwb 2020: niet meer in de tabel: BU00010003; hun eerdere cijfers blijven staan.",
    ]
    assert passport_of(bijwerking)["nieuwe_codes"] == 1


def test_many_are_counted_and_a_few_named() -> None:
    codes = [f"BU000100{nummer:02d}" for nummer in range(1, 31)]
    oud = tabel({"inwoners": list(range(1, 21))}, codes[:20])
    nieuw = tabel({"inwoners": [getal + 1000 for getal in range(1, 31)]}, codes)
    bijwerking = compare(oud, nieuw)
    assert bijwerking.herzien == 20
    assert len(bijwerking.grootste) == 10
    assert bijwerking.grootste[0].gebiedscode == "BU00010001"
    assert report_bijwerking(bijwerking)[0].endswith("BU00010028 en nog 2.")
