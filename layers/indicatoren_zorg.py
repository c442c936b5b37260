"""Indicators of care."""

from typing import Final

from data.bronnen import KERNCIJFERS
from layers.begrippen import Eenheid, Indicator, Polariteit, Verandereenheid
from layers.formules import INWONERS, published

ZORG: Final = (
    Indicator(
        sleutel="jeugdzorg",
        label="Jeugdzorg",
        kort="jeugdzorg",
        zin="In {gebied} krijgt {waarde} van de jongeren jeugdzorg",
        toelichting="Jongeren tot 23 jaar met jeugdzorg in natura, van alle jongeren tot 23 jaar.",
        noemer="jongeren tot 23 jaar",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        is_kwetsbare_groep=True,
        bron=KERNCIJFERS,
        formule=published("kwb", "percentage_jongeren_met_jeugdzorg_pct"),
        is_gevoelig=True,
    ),
    Indicator(
        sleutel="wmo",
        label="Wmo per 1.000 inwoners",
        kort="Wmo",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners ondersteuning uit de Wmo",
        toelichting="Cliënten met een maatwerkvoorziening uit de Wet maatschappelijke "
        "ondersteuning, in gemeenten die cijfers leverden.",
        noemer="alle inwoners",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        is_kwetsbare_groep=True,
        bron=KERNCIJFERS,
        formule=published("kwb", "wmo_clienten_relatief_per_duizend", noemer=INWONERS),
        is_gevoelig=True,
    ),
)
