"""A delivery over what is kept: its cells replace, also by nothing, and all others stay."""

import random

import pandas as pd
import pytest

from data.levering import Bestand, Levering
from data.opslag import SLEUTEL, Tabel
from data.samenvoegen import merge_tabel

CODES = [f"BU0772000{plek}" for plek in range(6)]
GETALLEN = ["inwoners", "huishoudens", "woningen"]
TEKST = "postcode"

Plaats = tuple[int, str, str]


def deliver(
    kans: random.Random, *, grensjaar: int, codes: list[str], kolommen: list[str]
) -> Levering:
    """Make figures at random; a third is missing, and half of that is secret."""
    index = pd.Index(codes, name="gebiedscode")
    cijfers, geheim = pd.DataFrame(index=index), pd.DataFrame(index=index)
    for kolom in kolommen:
        soorten = [kans.choice(["waarde", "waarde", "leeg", "geheim"]) for _ in codes]
        waarden = [kans.randint(0, 9) if soort == "waarde" else None for soort in soorten]
        cijfers[kolom] = pd.Series(waarden, index=index, dtype="float64")
        geheim[kolom] = [soort == "geheim" for soort in soorten]
        if kolom == TEKST:
            cijfers[kolom] = cijfers[kolom].map(lambda w: None if pd.isna(w) else f"{w:.0f}")
            cijfers[kolom] = cijfers[kolom].astype("str")
    return Levering(
        tabel="kwb",
        peiljaar=2020,
        grensjaar=grensjaar,
        bestanden=(Bestand("kwb.csv", "0"),),
        cijfers=cijfers,
        geheim=geheim.astype(bool),
    )


def cells(cijfers: pd.DataFrame, geheim: pd.DataFrame) -> dict[Plaats, tuple[object, bool]]:
    """Spell a table out, cell by cell."""
    return {
        (jaar, code, str(kolom)): (None if pd.isna(waarde) else waarde, bool(merk))
        for kolom in cijfers
        for (jaar, code), waarde, merk in zip(
            cijfers.index, cijfers[kolom].tolist(), geheim[kolom].tolist(), strict=True
        )
    }


@pytest.mark.parametrize("zaad", range(40))
def test_delivery_replaces_its_own_cells_and_no_others(zaad: int) -> None:
    kans = random.Random(zaad)  # noqa: S311 - a sample, no secret
    tabel: Tabel | None = None
    verwacht: dict[Plaats, tuple[object, bool]] = {}
    for _ in range(3):
        levering = deliver(
            kans,
            grensjaar=kans.choice([2019, 2020]),
            codes=kans.sample(CODES, kans.randint(1, len(CODES))),
            kolommen=kans.sample([*GETALLEN, TEKST], kans.randint(1, 4)),
        )
        tabel = merge_tabel(tabel, levering)
        sleutel = pd.MultiIndex.from_product(
            [[levering.grensjaar], levering.cijfers.index], names=SLEUTEL
        )
        verwacht |= cells(levering.cijfers.set_axis(sleutel), levering.geheim.set_axis(sleutel))
        gekregen = cells(tabel.cijfers, tabel.geheim)
        assert {plaats: gekregen[plaats] for plaats in verwacht} == verwacht
        # a cell that no delivery had is missing, and no secret
        assert {gekregen[plaats] for plaats in set(gekregen) - set(verwacht)} <= {(None, False)}
        assert tabel.cijfers.index.is_monotonic_increasing
        assert tabel.cijfers.index.equals(tabel.geheim.index)
        assert tabel.cijfers.columns.equals(tabel.geheim.columns)
        for kolom in tabel.cijfers:
            assert tabel.cijfers[kolom].dtype == ("str" if kolom == TEKST else "float64")
            assert tabel.geheim[kolom].dtype == bool


def test_same_delivery_again_changes_nothing() -> None:
    kans = random.Random(0)  # noqa: S311 - a sample, no secret
    levering = deliver(kans, grensjaar=2020, codes=CODES, kolommen=[*GETALLEN, TEKST])
    eerst = merge_tabel(None, levering)
    weer = merge_tabel(eerst, levering)
    assert weer.cijfers.equals(eerst.cijfers)
    assert weer.geheim.equals(eerst.geheim)
