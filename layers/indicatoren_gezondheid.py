"""Indicators of the health survey: estimates from a model, with margins."""

from typing import Final

from data.bronnen import GEZONDHEID
from layers.begrippen import Eenheid, Indicator, Polariteit, Verandereenheid
from layers.formules import published

_MODEL: Final = (
    "Een schatting uit een model op basis van enquête en registraties, geen telling per buurt. "
    "Kleine verschillen tussen buurten zeggen niets."
)

GEZONDHEID_EN_BELEVING: Final = (
    Indicator(
        sleutel="geluidhinder_buren",
        label="Ernstige geluidhinder door buren",
        kort="geluidhinder door buren",
        zin="In {gebied} heeft {waarde} van de volwassenen ernstige geluidhinder van buren",
        toelichting="Volwassenen (18+) die in de Gezondheidsmonitor ernstige hinder van geluid "
        "van buren melden.",
        noemer="volwassenen (18 jaar en ouder)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.ONGUNSTIG,
        bron=GEZONDHEID,
        formule=published("rivm", "ernstige_geluidhinder_door_buren_pct", heeft_marges=True),
        kanttekening=_MODEL,
        is_modelschatting=True,
        proxy_voor="ervaren overlast van directe buren",
    ),
    Indicator(
        sleutel="moeite_rondkomen",
        label="Moeite met rondkomen",
        kort="moeite met rondkomen",
        zin="In {gebied} heeft {waarde} van de volwassenen moeite met rondkomen",
        toelichting="Volwassenen (18+) die het afgelopen jaar enige of grote moeite hadden om rond "
        "te komen.",
        noemer="volwassenen (18 jaar en ouder)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.ONGUNSTIG,
        is_kwetsbare_groep=True,
        is_basis=True,
        bron=GEZONDHEID,
        formule=published("rivm", "moeite_met_rondkomen_pct", heeft_marges=True),
        kanttekening=_MODEL,
        is_modelschatting=True,
    ),
    Indicator(
        sleutel="eenzaamheid",
        label="Eenzaamheid",
        kort="eenzaamheid",
        zin="In {gebied} is {waarde} van de volwassenen eenzaam",
        toelichting="Volwassenen (18+) die volgens een schaal van elf vragen matig tot zeer "
        "ernstig eenzaam zijn.",
        noemer="volwassenen (18 jaar en ouder)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.ONGUNSTIG,
        is_kwetsbare_groep=True,
        is_basis=True,
        bron=GEZONDHEID,
        formule=published("rivm", "eenzaam_pct", heeft_marges=True),
        kanttekening=_MODEL,
        is_modelschatting=True,
    ),
    Indicator(
        sleutel="angst_depressie",
        label="Hoog risico op angst of depressie",
        kort="risico op angst of depressie",
        zin="In {gebied} heeft {waarde} van de volwassenen een hoog risico op een angststoornis of "
        "depressie",
        toelichting="Volwassenen (18+) met een hoge uitkomst op een vragenlijst naar klachten van "
        "angst en somberheid.",
        noemer="volwassenen (18 jaar en ouder)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.ONGUNSTIG,
        is_kwetsbare_groep=True,
        bron=GEZONDHEID,
        formule=published("rivm", "hoog_risico_op_angst_of_depressie_pct", heeft_marges=True),
        kanttekening=_MODEL,
        is_modelschatting=True,
        proxy_voor="psychiatrische problematiek (WoonZorgwijzer)",
    ),
)
