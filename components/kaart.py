"""
Screen pen: a Kaartbeeld on a folium map that never changes.

`st_folium` makes a new frame, and so a blank map, whenever the script of its map changes. So the
map is empty and the same at every rerun; outlines are fetched once by the frame itself, and what a
switch changes travels as one message in an otherwise empty feature group.
"""

import json
from collections.abc import Callable
from itertools import takewhile
from typing import TYPE_CHECKING, Final

import folium
import streamlit as st
from folium.template import Template
from streamlit_folium import st_folium

from components.routes import PENBESTANDEN, omtrek_url, pen_url, vendor_url
from data.gebieden import Niveau
from layers.kaartbeeld import Kaartbeeld, Moment, Staat

if TYPE_CHECKING:
    from collections.abc import Mapping

SLEUTEL: Final = "kaart"
# Only what the browser falls back on before it is styled; components/pagina.css sets the height.
_HOOGTE_PX: Final = 700

_WENK: Final = "Wijs een buurt aan voor het cijfer, klik voor het profiel."
# said in the bar of the page, and in the legend with its count
_ELDERS: Final = {"fictieve gegevens", "kleine aantallen"}
_MEERVOUD: Final = {
    Niveau.LAND: "landen",
    Niveau.GEMEENTE: "gemeenten",
    Niveau.WIJK: "wijken",
    Niveau.BUURT: "buurten",
}

# One character per area; components/kaart.js reads them back.
_WATER: Final = "~"
_KLEIN_ZONDER_KLASSE: Final = "z"
_TEKENS: Final = {Staat.NIET_BESCHIKBAAR: "-", Staat.ONDERDRUKT: "."}


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


def show_kaart(
    kaartbeeld: Kaartbeeld, *, gekozen: str | None, on_kies: Callable[[str], None]
) -> None:
    """
    Draw the map with its legend and source line; call `on_kies` with the code that is clicked.

    `on_kies` runs before the page does, and decides itself what is to run again.
    """
    groep = folium.FeatureGroup(name="bericht")
    _Bericht(build_bericht(kaartbeeld, gekozen=gekozen)).add_to(groep)

    def pass_on() -> None:
        klik = st.session_state.get(SLEUTEL) or {}
        # what comes from the browser can be anything: only a code of this map is passed on
        if (code := klik.get("code")) in kaartbeeld.gebieden:
            on_kies(code)

    st_folium(
        _Kaartvlak(),
        key=SLEUTEL,
        height=_HOOGTE_PX,
        use_container_width=True,
        feature_group_to_add=groep,
        returned_objects=[],
        on_change=pass_on,
    )


def build_bericht(kaartbeeld: Kaartbeeld, *, gekozen: str | None = None) -> str:
    """
    Write a Kaartbeeld as the message that the frame draws, as JSON.

    Codes and names are left out: they lie in the outline file, in the same order.
    """
    bericht: Mapping[str, object] = {
        "gebied": kaartbeeld.gebied,
        "omtrekken": kaartbeeld.omtrekken,
        "url": omtrek_url(kaartbeeld.omtrekken),
        "niveau": _MEERVOUD[kaartbeeld.niveau],
        "klassen": [{"label": k.label, "kleur": k.kleur} for k in kaartbeeld.klassen],
        "momenten": [_moment_bericht(moment, kaartbeeld.water) for moment in kaartbeeld.momenten],
        "moment": len(kaartbeeld.momenten) - 1,
        "bron": kaartbeeld.bronregel,
        "merken": " · ".join(merk for merk in kaartbeeld.merken if merk not in _ELDERS),
        "wenk": _WENK,
        "gekozen": gekozen,
    }
    tekst = json.dumps(bericht, ensure_ascii=False, separators=(",", ":"))
    # streamlit-folium takes {{'...'}} for a reference to another element, also within our names
    return tekst.replace("{{", "{\\u007b")


def _moment_bericht(moment: Moment, water: tuple[bool, ...]) -> dict[str, str]:
    vakken = "".join(map(_vak, moment.klassen, moment.staten, water))
    teksten = [
        "" if vak in "-.~" else tekst for vak, tekst in zip(vakken, moment.teksten, strict=True)
    ]
    achter = _common_ending([tekst for tekst in teksten if tekst])
    return {
        "titel": moment.titel,
        "ondertitel": moment.ondertitel,
        "zin": moment.legendazin,
        "vakken": vakken,
        "teksten": "\n".join(tekst[: len(tekst) - len(achter)] for tekst in teksten),
        "achter": achter,
    }


def _vak(klasse: int | None, staat: Staat, is_water: bool) -> str:  # noqa: FBT001
    """
    Write class and state of one area as one character.

    >>> _vak(3, Staat.OK, False), _vak(3, Staat.KLEIN_AANTAL, False)
    ('3', 'd')
    >>> _vak(None, Staat.ONDERDRUKT, False), _vak(None, Staat.NIET_BESCHIKBAAR, True)
    ('.', '~')
    """
    if is_water:
        return _WATER
    if staat in _TEKENS:
        return _TEKENS[staat]
    if klasse is None:
        return _KLEIN_ZONDER_KLASSE
    return chr(ord("a" if staat is Staat.KLEIN_AANTAL else "0") + klasse)


def _common_ending(teksten: list[str]) -> str:
    """
    Answer what all texts end with, so that it is sent once.

    >>> _common_ending(["43 per 1.000 inwoners", "8 per 1.000 inwoners"])
    ' per 1.000 inwoners'
    """
    omgekeerd = [tekst[::-1] for tekst in teksten]
    # what the first and the last in order share, all share
    paren = zip(min(omgekeerd, default=""), max(omgekeerd, default=""), strict=False)
    return "".join(een for een, _ in takewhile(lambda paar: paar[0] == paar[1], paren))[::-1]
