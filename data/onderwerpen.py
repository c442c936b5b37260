"""
Topics of the Kerncijfers: their column here, their unit, and their short name in the workbook.

OData keys, titles of a StatLine export and short names of `kwb-YYYY.xlsx` name the same topic in
three ways; here they become one. A topic that is not in this list enters the store all the same,
under its own name by the same rule.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from data.adressen import ANDERE_KORTE_NAMEN, ANDERE_NAMEN

_ACHTERVOEGSELS: Final = {
    "%": "_pct",
    "x1000euro": "_x1000_euro",
    "per1000inwoners": "_per_duizend",
    "per1000inw": "_per_duizend",
    "km": "_km",
    "ha": "_ha",
    "kwh": "_kwh",
    "m3": "_m3",
    "perkm2": "_per_km2",
    "aantalinwonersperkm2": "_per_km2",
}


class Onderwerp(NamedTuple):
    """A topic: column without unit, unit as CBS prints it, short name in the workbook."""

    kolom: str
    eenheid: str = "aantal"
    kort: str = ""


ONDERWERPEN: Final = (
    Onderwerp("indelingswijziging_wijken_en_buurten", "code", "ind_wbi"),
    Onderwerp("aantal_inwoners", kort="a_inw"),
    Onderwerp("mannen", kort="a_man"),
    Onderwerp("vrouwen", kort="a_vrouw"),
    Onderwerp("k_0_tot_15_jaar", kort="a_00_14"),
    Onderwerp("k_15_tot_25_jaar", kort="a_15_24"),
    Onderwerp("k_25_tot_45_jaar", kort="a_25_44"),
    Onderwerp("k_45_tot_65_jaar", kort="a_45_64"),
    Onderwerp("k_65_jaar_of_ouder", kort="a_65_oo"),
    Onderwerp("ongehuwd", kort="a_ongeh"),
    Onderwerp("gehuwd", kort="a_gehuwd"),
    Onderwerp("gescheiden", kort="a_gesch"),
    Onderwerp("verweduwd", kort="a_verwed"),
    Onderwerp("westers_totaal", kort="a_w_all"),
    Onderwerp("niet_westers_totaal", kort="a_nw_all"),
    Onderwerp("marokko", kort="a_marok"),
    Onderwerp("nederlandse_antillen_en_aruba", kort="a_antaru"),
    Onderwerp("suriname", kort="a_suri"),
    Onderwerp("turkije", kort="a_tur"),
    Onderwerp("overig_niet_westers", kort="a_ov_nw"),
    Onderwerp("geboorte_totaal", kort="a_geb"),
    Onderwerp("geboorte_relatief", "per 1 000 inwoners", "p_geb"),
    Onderwerp("sterfte_totaal", kort="a_ste"),
    Onderwerp("sterfte_relatief", "per 1 000 inwoners", "p_ste"),
    Onderwerp("huishoudens_totaal", kort="a_hh"),
    Onderwerp("eenpersoonshuishoudens", kort="a_1p_hh"),
    Onderwerp("huishoudens_zonder_kinderen", kort="a_hh_z_k"),
    Onderwerp("huishoudens_met_kinderen", kort="a_hh_m_k"),
    Onderwerp("gemiddelde_huishoudensgrootte", kort="g_hhgro"),
    Onderwerp("bevolkingsdichtheid", "aantal inwoners per km²", "bev_dich"),
    Onderwerp("woningvoorraad", kort="a_woning"),
    Onderwerp("gemiddelde_woz_waarde_van_woningen", "x 1 000 euro", "g_woz"),
    Onderwerp("percentage_eengezinswoning", "%", "p_1gezw"),
    Onderwerp("percentage_meergezinswoning", "%", "p_mgezw"),
    Onderwerp("percentage_bewoond", "%", "p_bewndw"),
    Onderwerp("percentage_onbewoond", "%", "p_leegsw"),
    Onderwerp("koopwoningen", "%", "p_koopw"),
    Onderwerp("huurwoningen_totaal", "%", "p_huurw"),
    Onderwerp("in_bezit_woningcorporatie", "%", "p_wcorpw"),
    Onderwerp("in_bezit_overige_verhuurders", "%", "p_ov_hw"),
    Onderwerp("eigendom_onbekend", "%", "p_e_o_w"),
    Onderwerp("bouwjaar_voor_2000", "%", "p_bjj2k"),
    Onderwerp("bouwjaar_vanaf_2000", "%", "p_bjo2k"),
    Onderwerp("bouwjaar_meer_dan_tien_jaar_geleden", "%", "p_bj_me10"),
    Onderwerp("bouwjaar_afgelopen_tien_jaar", "%", "p_bj_mi10"),
    Onderwerp("gemiddeld_elektriciteitsverbruik_totaal", "kWh", "g_ele"),
    Onderwerp("gemiddeld_elektriciteitsverbruik_naar_woningtype_appartement", "kWh", "g_ele_ap"),
    Onderwerp("gemiddeld_elektriciteitsverbruik_naar_woningtype_tussenwoning", "kWh", "g_ele_tw"),
    Onderwerp("gemiddeld_elektriciteitsverbruik_naar_woningtype_hoekwoning", "kWh", "g_ele_hw"),
    Onderwerp(
        "gemiddeld_elektriciteitsverbruik_naar_woningtype_twee_onder_een_kap_woning",
        "kWh",
        "g_ele_2w",
    ),
    Onderwerp(
        "gemiddeld_elektriciteitsverbruik_naar_woningtype_vrijstaande_woning", "kWh", "g_ele_vw"
    ),
    Onderwerp("gemiddeld_elektriciteitsverbruik_naar_eigendom_huurwoning", "kWh", "g_ele_hu"),
    Onderwerp("gemiddeld_elektriciteitsverbruik_naar_eigendom_eigen_woning", "kWh", "g_ele_ko"),
    Onderwerp("gemiddeld_aardgasverbruik_totaal", "m³", "g_gas"),
    Onderwerp("gemiddeld_aardgasverbruik_naar_woningtype_appartement", "m³", "g_gas_ap"),
    Onderwerp("gemiddeld_aardgasverbruik_naar_woningtype_tussenwoning", "m³", "g_gas_tw"),
    Onderwerp("gemiddeld_aardgasverbruik_naar_woningtype_hoekwoning", "m³", "g_gas_hw"),
    Onderwerp(
        "gemiddeld_aardgasverbruik_naar_woningtype_twee_onder_een_kap_woning", "m³", "g_gas_2w"
    ),
    Onderwerp("gemiddeld_aardgasverbruik_naar_woningtype_vrijstaande_woning", "m³", "g_gas_vw"),
    Onderwerp("gemiddeld_aardgasverbruik_naar_eigendom_huurwoning", "m³", "g_gas_hu"),
    Onderwerp("gemiddeld_aardgasverbruik_naar_eigendom_eigen_woning", "m³", "g_gas_ko"),
    Onderwerp("percentage_woningen_met_stadsverwarming", "%", "p_stadsv"),
    Onderwerp("opleidingsniveau_laag", kort="a_opl_lg"),
    Onderwerp("opleidingsniveau_middelbaar", kort="a_opl_md"),
    Onderwerp("opleidingsniveau_hoog", kort="a_opl_hg"),
    Onderwerp("netto_arbeidsparticipatie", "%", "p_arb_pp"),
    Onderwerp("percentage_werknemers", "%", "p_arb_wn"),
    Onderwerp("percentage_zelfstandigen", "%", "p_arb_zs"),
    Onderwerp("aantal_inkomensontvangers", kort="a_inkont"),
    Onderwerp("gemiddeld_inkomen_per_inkomensontvanger", "x 1 000 euro", "g_ink_po"),
    Onderwerp("gemiddeld_inkomen_per_inwoner", "x 1 000 euro", "g_ink_pi"),
    Onderwerp("k_40_personen_met_laagste_inkomen", "%", "p_ink_li"),
    Onderwerp("k_20_personen_met_hoogste_inkomen", "%", "p_ink_hi"),
    Onderwerp("actieven_15_75_jaar", "%"),
    Onderwerp("gem_gestandaardiseerd_inkomen_van_huish", "x 1 000 euro", "g_hh_sti"),
    Onderwerp("k_40_huishoudens_met_laagste_inkomen", "%", "p_hh_li"),
    Onderwerp("k_20_huishoudens_met_hoogste_inkomen", "%", "p_hh_hi"),
    Onderwerp("huishoudens_met_een_laag_inkomen", "%", "p_hh_lkk"),
    Onderwerp("huish_onder_of_rond_sociaal_minimum", "%", "p_hh_osm"),
    Onderwerp("huishoudens_tot_110_van_sociaal_minimum", "%", "p_hh_110"),
    Onderwerp("huishoudens_tot_120_van_sociaal_minimum", "%", "p_hh_120"),
    Onderwerp("personen_in_armoede", "%", "p_ink_ar"),
    Onderwerp("personen_tot_25_boven_armoedegrens", "%", "p_ink_ba"),
    Onderwerp("mediaan_vermogen_van_particuliere_huish", "x 1 000 euro", "m_hh_ver"),
    Onderwerp("personen_per_soort_uitkering_bijstand", kort="a_soz_wb"),
    Onderwerp("personen_per_soort_uitkering_ao", kort="a_soz_ao"),
    Onderwerp("personen_per_soort_uitkering_ww", kort="a_soz_ww"),
    Onderwerp("personen_per_soort_uitkering_aow", kort="a_soz_ow"),
    Onderwerp("jongeren_met_jeugdzorg_in_natura", kort="a_jz_tn"),
    Onderwerp("percentage_jongeren_met_jeugdzorg", "%", "p_jz_tn"),
    Onderwerp("wmo_clienten", kort="a_wmo_t"),
    Onderwerp("wmo_clienten_relatief", "per 1 000 inwoners", "p_wmo_t"),
    Onderwerp("bedrijfsvestigingen_totaal", kort="a_bedv"),
    Onderwerp("a_landbouw_bosbouw_en_visserij", kort="a_bed_a"),
    Onderwerp("bf_nijverheid_en_energie", kort="a_bed_bf"),
    Onderwerp("gi_handel_en_horeca", kort="a_bed_gi"),
    Onderwerp("hj_vervoer_informatie_en_communicatie", kort="a_bed_hj"),
    Onderwerp("kl_financiele_diensten_onroerend_goed", kort="a_bed_kl"),
    Onderwerp("mn_zakelijke_dienstverlening", kort="a_bed_mn"),
    Onderwerp("ru_cultuur_recreatie_overige_diensten", kort="a_bed_ru"),
    Onderwerp("personenauto_s_totaal", kort="a_pau"),
    Onderwerp("personenauto_s_jonger_dan_6_jaar"),
    Onderwerp("personenauto_s_6_jaar_en_ouder"),
    Onderwerp("personenauto_s_brandstof_benzine", kort="a_bst_b"),
    Onderwerp("personenauto_s_overige_brandstof", kort="a_bst_nb"),
    Onderwerp("personenauto_s_per_huishouden", "per huishouden", "g_pau_hh"),
    Onderwerp("personenauto_s_naar_oppervlakte", "per km²", "g_pau_km"),
    Onderwerp("motorfietsen", kort="a_m2w"),
    Onderwerp("afstand_tot_huisartsenpraktijk", "km", "g_afs_hp"),
    Onderwerp("afstand_tot_grote_supermarkt", "km", "g_afs_gs"),
    Onderwerp("afstand_tot_kinderdagverblijf", "km", "g_afs_kv"),
    Onderwerp("afstand_tot_school", "km", "g_afs_sc"),
    Onderwerp("scholen_binnen_3_km", kort="g_3km_sc"),
    Onderwerp("oppervlakte_totaal", "ha", "a_opp_ha"),
    Onderwerp("oppervlakte_land", "ha", "a_lan_ha"),
    Onderwerp("oppervlakte_water", "ha", "a_wat_ha"),
    Onderwerp("meest_voorkomende_postcode", "code", "pst_mvp"),
    Onderwerp("dekkingspercentage", "code", "pst_dekp"),
    Onderwerp("mate_van_stedelijkheid", "code", "ste_mvs"),
    Onderwerp("omgevingsadressendichtheid", "per km²", "ste_oad"),
    Onderwerp("totaal_diefstal_uit_woning_schuur_e_d", "per 1 000 inwoners", "g_wodief"),
    Onderwerp("vernieling_misdrijf_tegen_openbare_orde", "per 1 000 inwoners", "g_vernoo"),
    Onderwerp("gewelds_en_seksuele_misdrijven", "per 1 000 inwoners", "g_gewsek"),
)


def plain(tekst: str) -> str:
    """
    Answer a text without accents, capitals, signs and blanks, to compare names with.

    >>> plain("Personenauto's; totaal")
    'personenautostotaal'
    """
    zonder_accent = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", zonder_accent.lower())


_KOLOM_PER_VORM: Final = {
    **{plain(onderwerp.kolom): onderwerp.kolom for onderwerp in ONDERWERPEN},
    **{plain(oud): nieuw for oud, nieuw in ANDERE_NAMEN.items()},
}
_KOLOM_PER_KORTE_NAAM: Final = {
    **{onderwerp.kort: onderwerp.kolom for onderwerp in ONDERWERPEN if onderwerp.kort},
    **ANDERE_KORTE_NAMEN,
}
EENHEID_PER_KOLOM: Final = {onderwerp.kolom: onderwerp.eenheid for onderwerp in ONDERWERPEN}


def unit_suffix(eenheid: str | None) -> str:
    """
    Answer the ending a column gets from the unit CBS prints; counts and codes get none.

    >>> unit_suffix("x 1 000 euro"), unit_suffix("aantal"), unit_suffix("m³")
    ('_x1000_euro', '', '_m3')
    """
    if eenheid is None:
        return ""
    return _ACHTERVOEGSELS.get(eenheid.strip() if eenheid.strip() == "%" else plain(eenheid), "")


def name_from_key(sleutel: str) -> str:
    """
    Turn an OData key into a column name, without the number that differs per table.

    >>> name_from_key("k_40HuishoudensMetLaagsteInkomen_76")
    'k_40_huishoudens_met_laagste_inkomen'
    >>> name_from_key("GemiddeldeWoningwaarde_35")
    'gemiddelde_woz_waarde_van_woningen'
    """
    basis = re.sub(r"_\d+$", "", sleutel)
    # a new word begins at a capital after a small letter or digit, at the last capital of a row
    # of capitals, and at a digit after a small letter
    grens = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)"
    naam = re.sub(grens, "_", basis).lower()
    return _KOLOM_PER_VORM.get(plain(naam), naam)


def name_from_title(titel: str) -> str:
    """
    Turn the title of a topic into a column name.

    >>> name_from_title("40% huishoudens met laagste inkomen")
    'k_40_huishoudens_met_laagste_inkomen'
    """
    zonder_accent = unicodedata.normalize("NFKD", titel).encode("ascii", "ignore").decode()
    naam = re.sub(r"[^a-z0-9]+", "_", zonder_accent.lower()).strip("_")
    naam = f"k_{naam}" if naam[:1].isdigit() else naam
    return _KOLOM_PER_VORM.get(plain(naam), naam)


def name_from_path(pad: str) -> str:
    """
    Turn the path of a StatLine export (group, subgroup, title) into a column name.

    The export may have lost the signs between the parts; a known topic is then recognised as the
    longest one the path ends with.

    >>> name_from_path("Wonen.Woningen.naar.eigendom.Huurwoningen.In.bezit.woningcorporatie")
    'in_bezit_woningcorporatie'
    """
    vorm = plain(pad)
    passend = [bekend for bekend in _VORMEN_VOOR_PAD if vorm.endswith(bekend)]
    if passend:
        return _VORMEN_VOOR_PAD[max(passend, key=len)]
    return name_from_title(pad)


# In a path a title that begins with a number has no "k_" before it.
_VORMEN_VOOR_PAD: Final = {
    **_KOLOM_PER_VORM,
    **{
        plain(kolom.removeprefix("k_")): kolom
        for kolom in EENHEID_PER_KOLOM
        if kolom.startswith("k_") and kolom[2].isdigit()
    },
}


def name_from_short(kort: str) -> str | None:
    """
    Answer the column of a short name in `kwb-YYYY.xlsx`, or None where it is not known.

    >>> name_from_short("p_wcorpw")
    'in_bezit_woningcorporatie'
    """
    return _KOLOM_PER_KORTE_NAAM.get(kort)
