"""
Screen pen: a Kaartbeeld on a folium map that never changes.

`st_folium` makes a new frame, and so a blank map, whenever the script of its map changes. So the
map is empty and the same at every rerun; outlines are fetched once by the frame itself, and what a
switch changes travels as one message in an otherwise empty feature group.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import TYPE_CHECKING, Any, Final

import folium
import streamlit as st
from folium.template import Template
from streamlit_folium import st_folium

from components.keuze import Opening, finish
from components.pakket import pack
from components.routes import PENBESTANDEN, omtrek_url, pen_url, vendor_url
from data.gebieden import LAND, Niveau
from layers.aanbod import fijne_omtrekken, groepen_van
from layers.gebied import is_deelgebied
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Klasse, Moment
from layers.link import Keuze, read_velden, write_parameters
from layers.mogelijk import MET_PAAR, STAND, possible_kinds
from layers.ondergrond import FICTIEF_MERK
from layers.opmaak import format_grens
from layers.soorten import SOORT_PER_SLEUTEL, at_year
from layers.verandering import measure_of, verbs

if TYPE_CHECKING:
    from collections.abc import Mapping

SLEUTEL: Final = "kaart"
_GEDAAN: Final = "kaart_gedaan"
# Only what the browser falls back on before it is styled; components/pagina.css sets the height.
_HOOGTE_PX: Final = 700

_WENK: Final = "Elke stip is een buurt. Klik op een klasse om alleen die buurten te zien."
# said in the bar of the page, and in the legend with its count
_ELDERS: Final = {"fictieve gegevens", "kleine aantallen"}
_MEERVOUD: Final = {
    Niveau.LAND: "landen",
    Niveau.GEMEENTE: "gemeenten",
    Niveau.WIJK: "wijken",
    Niveau.BUURT: "buurten",
}


@dataclass(frozen=True, kw_only=True)
class Antwoord:
    """What a visitor did on the map: fields of a Keuze, and whether all years are asked for."""

    velden: dict[str, Any]
    wil_alle_jaren: bool


class _Kaartvlak(folium.Map):
    """An empty map; its script, styles and Leaflet come from our own routes, and no tiles."""

    # the words of folium's own template, without its styles and its ban on zooming with fingers
    _template = Template("""
        {% macro header(this, kwargs) %}
            <style>#{{ this.get_name() }} { height: 100%; }</style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map(
                {{ this.get_name()|tojson }},
                {center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}}
            );
            SocialeKaart.begin({{ this.get_name() }});
            // {{ this.versie }}
        {% endmacro %}
    """)

    def __init__(self) -> None:
        super().__init__(
            # the middle of the country; the first message fits the view to its area
            location=[52.1, 5.3],
            zoom_start=7,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0,
            zoom_delta=0.5,
            wheel_px_per_zoom_level=110,
        )
        # folium keeps these two for its tiles
        self.options |= {"minZoom": 6, "maxZoom": 18}
        self._name = "Map"  # by this name streamlit-folium finds the map in its own script
        adressen = [vendor_url("leaflet.js"), vendor_url("leaflet.css")]
        adressen += [pen_url(bestand) for bestand in PENBESTANDEN]
        self.default_js = [(adres, adres) for adres in adressen if adres.endswith(".js")]
        self.default_css = [(adres, adres) for adres in adressen if adres.endswith(".css")]
        # a newer pen makes another script, and so a new frame
        self.versie = " ".join(adressen)


class _Bericht(folium.MacroElement):
    """What a switch sends: one call with plain data."""

    _template = Template(
        "{% macro script(this, kwargs) %}SocialeKaart.toon({{ this.bericht }});{% endmacro %}"
    )

    def __init__(self, bericht: str) -> None:
        super().__init__()
        self._name = "Bericht"
        self.bericht = bericht

    def render(self, **_opties: object) -> str:
        """
        Leave the page of folium empty.

        streamlit-folium takes the call from the template; what folium would write in a page of its
        own is thrown away, after the whole message was read as a template: half of a switch.
        """
        return ""


def show_kaart(
    kaartbeeld: Kaartbeeld,
    *,
    keuze: Keuze,
    opening: Opening,
    on_antwoord: Callable[[Antwoord], str | None],
    ernaast: Sequence[Kaartbeeld] = (),
) -> None:
    """
    Draw the map with its legend, years and source line; call `on_antwoord` with what is done there.

    `ernaast` are the single maps of a pair, each with the moments of the map itself.

    `on_antwoord` runs before the page does, and names the fragment that is enough; None: the page.
    """
    gezien = _time_of(st.session_state.get(SLEUTEL))
    delen: list[str | None] = []

    def follow() -> None:
        ruw = st.session_state.get(SLEUTEL)
        antwoord = read_antwoord(ruw, kaartbeeld, keuze)
        delen.append(None if antwoord is None else on_antwoord(antwoord))
        st.session_state[_GEDAAN] = _time_of(ruw)

    def pass_on() -> None:
        finish(follow)
        if delen and delen[-1] is not None:
            st.rerun(delen[-1])

    # a run that was broken off between an answer and its callback leaves it to this one
    if gezien not in (0, st.session_state.get(_GEDAAN)):
        finish(follow)
        st.rerun()

    bericht = build_bericht(
        kaartbeeld, keuze=keuze, opening=opening, gezien=gezien, ernaast=ernaast
    )
    groep = folium.FeatureGroup(name="bericht")
    _Bericht(bericht).add_to(groep)
    st_folium(
        _Kaartvlak(),
        key=SLEUTEL,
        height=_HOOGTE_PX,
        use_container_width=True,
        feature_group_to_add=groep,
        returned_objects=[],
        on_change=pass_on,
    )


def _time_of(ruw: object) -> int:
    """Answer when an answer of the frame was given; 0 where it gave none."""
    tijd = ruw.get("t") if isinstance(ruw, dict) else None
    return tijd if isinstance(tijd, int) else 0


def read_antwoord(ruw: object, kaartbeeld: Kaartbeeld, keuze: Keuze) -> Antwoord | None:
    """
    Read what the frame says was done on a map; None where it is about another map.

    What comes from the browser can be anything: only codes, years and classes of this map and
    numbers that are numbers are passed on. An area that was chosen while another subject was on
    its way is chosen there too.
    """
    naam = _name_of(keuze)
    if not isinstance(ruw, dict) or _place_of(ruw.get("kaart")) != _place_of(naam):
        return None
    velden: dict[str, Any] = {}
    buurt = ruw.get("buurt")
    if buurt in kaartbeeld.gebieden and kaartbeeld.land[kaartbeeld.gebieden.index(buurt)]:
        velden["buurt"] = buurt
    if ruw["kaart"] != naam:
        return Antwoord(velden=velden, wil_alle_jaren=False) if velden else None
    soort = SOORT_PER_SLEUTEL[keuze.soort]
    if ruw.get("jaar") in soort.jaren(keuze):
        velden["jaar"] = ruw["jaar"]
    if ruw.get("soort") in possible_kinds(keuze.gebied):
        velden["soort"] = ruw["soort"]
    if ruw.get("van") in soort.vanjaren(keuze):
        velden["van"] = ruw["van"]
    if keuze.soort in MET_PAAR and isinstance(ruw.get("ernaast"), bool):
        velden["ernaast"] = ruw["ernaast"]
    for veld in ("filter", "uitsnede"):
        if isinstance(ruw.get(veld), str):
            # the form of an address, read by the one reader there is
            velden[veld] = ruw[veld]
    return Antwoord(velden=read_velden(velden), wil_alle_jaren=bool(ruw.get("alles")))


def _name_of(keuze: Keuze) -> str:
    """Name what is shown, whatever the year, so that an answer is known to be about it."""
    delen = [keuze.gebied, str(keuze.grens), keuze.indicator]
    if keuze.soort != STAND:
        delen += [keuze.soort, str(keuze.van), keuze.met or ""]
    return " ".join(delen)


def _place_of(kaart: object) -> list[str]:
    """Answer area and borders of the map that `_name_of` names."""
    return kaart.split(" ")[:2] if isinstance(kaart, str) else []


def build_bericht(
    kaartbeeld: Kaartbeeld,
    *,
    keuze: Keuze,
    opening: Opening,
    gezien: int = 0,
    ernaast: Sequence[Kaartbeeld] = (),
) -> str:
    """
    Write a Kaartbeeld as the message that the frame draws, as JSON.

    Codes and names are left out: they lie in the outline file, in the same order.
    """
    fijn = fijne_omtrekken(kaartbeeld)
    soort = SOORT_PER_SLEUTEL[keuze.soort]
    bericht: Mapping[str, object] = {
        "kaart": _name_of(keuze),
        "soort": kaartbeeld.soort,
        "soorten": possible_kinds(keuze.gebied),
        "fictief": FICTIEF_MERK in kaartbeeld.merken,
        "gebied": kaartbeeld.gebied,
        "gebieden": len(kaartbeeld.gebieden),
        "omtrekken": kaartbeeld.omtrekken,
        "url": omtrek_url(kaartbeeld.omtrekken),
        "fijn": {code: omtrek_url(naam) for code, naam in fijn.items()},
        "groepen": _groups(kaartbeeld),
        "niveau": _MEERVOUD[kaartbeeld.niveau],
        "klassen": _klassen_bericht(kaartbeeld),
        "strook": kaartbeeld.strook,
        "opmaak": asdict(kaartbeeld.opmaak),
        "woord": kaartbeeld.woord,
        "tweede": asdict(kaartbeeld.tweede) if kaartbeeld.tweede else None,
        "vierkant": asdict(kaartbeeld.vierkant) if kaartbeeld.vierkant else None,
        "jaren": list(soort.jaren(keuze)),
        "van": keuze.van,
        "vanjaren": list(soort.vanjaren(keuze)),
        "momenten": [
            {**_moment_bericht(moment), "adres": _years_of(at_year(keuze, moment.tot))}
            for moment in kaartbeeld.momenten
        ],
        "pakket": pack(kaartbeeld),
        "kanErnaast": kaartbeeld.soort in MET_PAAR,
        "ernaast": [_beside(beeld) for beeld in ernaast],
        "jaar": kaartbeeld.moment.tot,
        "merken": [merk for merk in kaartbeeld.merken if merk not in _ELDERS],
        "wenk": kaartbeeld.leeswijzer
        if kaartbeeld.vierkant
        else f"{kaartbeeld.leeswijzer} {_WENK}".lstrip(),
        "gekozen": keuze.buurt,
        "filter": keuze.filter,
        # which answer of the frame this message knows of
        "t": gezien,
        "opening": {
            "nummer": opening.nummer,
            "adres": opening.adres,
            "uitsnede": astuple(keuze.uitsnede) if keuze.uitsnede else None,
        },
    }
    tekst = json.dumps(bericht, ensure_ascii=False, separators=(",", ":"))
    # streamlit-folium takes {{'...'}} for a reference to another element, also within our names
    return tekst.replace("{{", "{\\u007b")


def _klassen_bericht(kaartbeeld: Kaartbeeld) -> list[dict[str, object]]:
    return [
        {
            "label": k.label,
            "kleur": k.kleur,
            "teken": k.teken,
            "cel": k.cel,
            "grens": k.ondergrens,
            "tekst": _bound(kaartbeeld, k),
        }
        for k in kaartbeeld.klassen
    ]


def _beside(beeld: Kaartbeeld) -> dict[str, object]:
    """Answer what the frame needs of a single map beside that of a pair."""
    maat = measure_of(INDICATOR_PER_SLEUTEL[beeld.indicator])
    return {
        "woord": beeld.woord,
        "woorden": verbs(INDICATOR_PER_SLEUTEL[beeld.indicator]),
        "klassen": _klassen_bericht(beeld),
        "opmaak": asdict(beeld.opmaak),
        "momenten": [
            {"onder": f"{moment.van} tot {moment.tot}, {maat}"} for moment in beeld.momenten
        ],
        "pakket": pack(beeld),
    }


def _bound(kaartbeeld: Kaartbeeld, klasse: Klasse) -> str:
    """Write the lower bound of a class; nothing where it has none."""
    grens = klasse.ondergrens
    return "" if grens is None else format_grens(kaartbeeld.opmaak, grens)


def _years_of(keuze: Keuze) -> dict[str, str]:
    """Answer the part of the address that steps with the years."""
    adres = write_parameters(keuze)
    return {naam: adres.get(naam, "") for naam in ("jaar", "van", "tot", "metvan", "mettot")}


def _groups(kaartbeeld: Kaartbeeld) -> dict[str, object]:
    """Tell to which named part of a gemeente each area belongs; water to none."""
    delen = groepen_van(kaartbeeld)
    namen = sorted({deel for deel in delen if deel})
    plek = {naam: nummer for nummer, naam in enumerate(namen)}
    return {"namen": namen, "van": [plek.get(deel, -1) for deel in delen] if namen else []}


def _moment_bericht(moment: Moment) -> dict[str, object]:
    return {
        "jaar": moment.tot,
        "titel": moment.titel,
        "ondertitel": moment.ondertitel,
        "zin": moment.legendazin,
        "bron": moment.bronregel,
        "gewichten": [gewicht.label for gewicht in moment.gewichten[:2]],
        "merken": [
            *moment.jaarmerken,
            *(
                f"{gewicht.label} van {gewicht.jaar}"
                for gewicht in moment.gewichten[:2]
                if gewicht.jaar not in {None, moment.tot}
            ),
        ],
        "referenties": [
            {
                "naam": r.kort,
                "waarde": r.waarde,
                "soort": "land"
                if r.gebiedscode == LAND
                else ("deelgebied" if is_deelgebied(r.gebiedscode) else "gemeente"),
            }
            for r in moment.referenties
            if r.waarde is not None
        ],
        # what is not known has no number, and no zero either
        "tellingen": [
            [-1 if cel is None else cel for cel in telling.cellen]
            for telling in moment.tellingen[:2]
        ],
    }
