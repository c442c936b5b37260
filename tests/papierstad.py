"""
Maps for the tests of the paper pen: squares in every state, and texts that hardly fit.

Outlines are given, not kept: the paper pen draws what a Kaartbeeld says.
"""

import itertools
from dataclasses import replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
from shapely.geometry import box

from data.gebieden import Niveau
from layers.gewichten import count_in
from layers.kaartbeeld import (
    Gewicht,
    Kaartbeeld,
    Klasse,
    Kring,
    Moment,
    Opmaak,
    Referentie,
    Staat,
)
from layers.paletten import STAND

LANGE_TITEL: Final = ("Huishoudens waarvan het inkomen lager is dan dat van de meeste andere " * 3)[
    :200
]
LANGE_NAAM: Final = "Bedrijventerrein Oosterhoutse-Waarderweg"[:38]
_OK = (0.4, Staat.OK)


def make_beeld(
    aantal: int,
    staten: tuple[tuple[float | None, Staat], ...] = ((0.1, Staat.OK), _OK, (0.9, Staat.OK)),
    **anders: Any,  # noqa: ANN401 - fields of a Kaartbeeld or of its moment
) -> Kaartbeeld:
    """Build a map of squares; `staten` repeat: a share of the reach of the classes, and a state."""
    grenzen = (10.0, 20.0, 30.0, 40.0)
    klassen = tuple(
        Klasse(
            label=label,
            ondergrens=laag,
            bovengrens=hoog,
            is_ondergrens_erbij=True,
            kleur=kleur,
        )
        for label, laag, hoog, kleur in zip(
            ("minder dan 10%", "10 tot 20%", "20 tot 30%", "30 tot 40%", "40% of meer"),
            (None, *grenzen),
            (*grenzen, None),
            STAND,
            strict=True,
        )
    )
    reeks = list(itertools.islice(itertools.cycle(staten), aantal))
    waarden = tuple(None if deel is None else deel * 50 for deel, _ in reeks)
    per_gebied = tuple(None if w is None else min(int(w // 10), 4) for w in waarden)
    staat = tuple(s for _, s in reeks)
    water = tuple(anders.pop("water", (False,) * aantal))
    gewichten = (
        Gewicht(sleutel="buurten", label="buurten", jaar=None, waarden=(1.0,) * aantal),
        Gewicht(sleutel="huishoudens", label="huishoudens", jaar=2019, waarden=(12345.0,) * aantal),
    )
    moment = Moment(
        van=2020,
        tot=2020,
        titel="Moeite met rondkomen",
        ondertitel="**2020** · % van volwassenen · Proefstad",
        legendazin="In **Proefstad** heeft **15,1%** van de volwassenen moeite met rondkomen.",
        bronregel="Bron: een meting die niet bestaat, 2020; grenzen van 2020.",
        klassen=per_gebied,
        staten=staat,
        waarden=waarden,
        noemers=(None,) * aantal,
        marges=(None,) * aantal,
        referenties=(
            Referentie(gebiedscode="GM0801", naam="Proefstad", waarde=15.1),
            Referentie(gebiedscode="NL00", naam="Nederland", waarde=13.9),
        ),
        gewichten=gewichten,
        tellingen=tuple(
            count_in(g, per_gebied, staat, water, aantal=len(klassen)) for g in gewichten
        ),
    )
    van_moment = {naam: anders.pop(naam) for naam in list(anders) if naam in vars(moment)}
    velden: dict[str, Any] = {
        "link": "/kaart?gebied=GM0801&grens=2020&indicator=moeite_rondkomen&jaar=2020",
        "soort": "stand",
        "indicator": "moeite_rondkomen",
        "gebied": "GM0801",
        "gebiedsnaam": "Proefstad",
        "grensjaar": 2020,
        "niveau": Niveau.BUURT,
        "omtrekken": "2020-GM0801-fijn-0",
        "gebieden": tuple(f"BU0801{n:04}" for n in range(aantal)),
        "namen": tuple(f"Buurt {n}" for n in range(aantal)),
        "water": water,
        "klassen": klassen,
        "klassenversie": "a41f",
        "strook": (0.0, 64.0),
        "opmaak": Opmaak(decimalen=1, achter="%"),
        "momenten": (replace(moment, **van_moment),),
        "gekozen": 0,
        "merken": ("fictieve gegevens", "modelschatting", "kleine aantallen"),
        "kring": Kring.OPENBAAR,
        "is_gevoelig": False,
    }
    return Kaartbeeld(**(velden | anders))


def make_vormen(beeld: Kaartbeeld) -> gpd.GeoDataFrame:
    """Lay out the areas as squares of 400 m, twice as wide as high, in two stadsdelen."""
    aantal = len(beeld.gebieden)
    breed = int(np.ceil(np.sqrt(2 * aantal)))
    vormen = [
        box(120_000 + x * 400, 450_000 - y * 400, 120_400 + x * 400, 450_400 - y * 400)
        for y, x in (divmod(n, breed) for n in range(aantal))
    ]
    return gpd.GeoDataFrame(
        {
            "gebiedscode": list(beeld.gebieden),
            "wijkcode": [f"WK0801{n % breed // 5:02}" for n in range(aantal)],
            "gemeentecode": "GM0801",
            "stadsdeel": ["Oost" if n % breed > breed / 2 else "West" for n in range(aantal)],
        },
        geometry=vormen,
        crs="EPSG:28992",
    )


ALLES: Final = (
    *((deel / 7, Staat.OK) for deel in range(7)),
    (0.3, Staat.KLEIN_AANTAL),
    (None, Staat.ONDERDRUKT),
    (None, Staat.NIET_BESCHIKBAAR),
)
BEELDEN: dict[str, Kaartbeeld] = {
    "alles bekend": make_beeld(116),
    "van alles wat": make_beeld(116, ALLES),
    "vijf buurten": make_beeld(5, ALLES),
    "520 buurten": make_beeld(520, ALLES),
    "alles ontbreekt": make_beeld(
        40,
        ((None, Staat.NIET_BESCHIKBAAR),),
        referenties=(),
        legendazin="Per buurt, ten opzichte van: volwassenen.",
    ),
    "alles onderdrukt": make_beeld(40, ((None, Staat.ONDERDRUKT),)),
    "alles klein": make_beeld(40, ((0.5, Staat.KLEIN_AANTAL),)),
    "een klasse leeg": make_beeld(40, ((0.1, Staat.OK), (0.9, Staat.OK))),
    "alles gelijk": make_beeld(40, ((0.0, Staat.OK),)),
    "lange titel": make_beeld(
        40,
        ALLES,
        titel=LANGE_TITEL,
        ondertitel=f"**2020** · {LANGE_TITEL}",
        legendazin=f"In **Proefstad** {LANGE_TITEL} **15,1%**.",
        bronregel=f"Bron: {LANGE_TITEL} {LANGE_TITEL}",
        link="/kaart?" + "&".join(f"naam{n}=waarde{n}" for n in range(30)),
    ),
    "lange namen": make_beeld(
        5,
        ALLES,
        namen=(LANGE_NAAM,) * 5,
        gebiedsnaam=LANGE_NAAM,
        titel="Zonderspaties" * 15,
        referenties=(
            Referentie(gebiedscode="GM0801", naam=LANGE_NAAM, waarde=48.0),
            Referentie(gebiedscode="NL00", naam="Nederland", waarde=49.0),
        ),
    ),
    "een uitschieter": make_beeld(40, ((0.1, Staat.OK), (0.5, Staat.OK), (400.0, Staat.OK))),
    "vreemde tekens": make_beeld(5, namen=("$x$ <b>&", "\u4e2d\u6587", "a\x07b", "Őrség", "\n")),
    "een gebied": make_beeld(1),
}
