/*
 * Pointing at an area: its name and value beside the pointer, and its outline on the map when it is
 * pointed at elsewhere.
 */
(function () {
  "use strict";

  const { WIT, element } = window.SocialeKaart;
  const INKT = "#1B2733";

  /**
   * Answer what shows and hides what is pointed at. `bij` answers the areas, their text and the chosen code, or null while nothing is drawn; `opWijs` hears the area (-1: none).
   */
  function maakAanwijzer(leaflet, { renderer, bij, opWijs }) {
    const hulp = element("div", "hulp");
    hulp.hidden = true;
    leaflet.getContainer().append(hulp);
    let rand = null;

    function verberg() {
      hulp.hidden = true;
      opWijs(-1);
    }

    function toon(plek, punt) {
      const hier = bij();
      if (hier) opWijs(plek);
      // a finger has no place to point with, and the chosen one is named already
      const isGekozen = hier && plek >= 0 && hier.gebieden[plek].c === hier.gekozen;
      if (!hier || plek < 0 || isGekozen || window.matchMedia("(hover: none)").matches) {
        hulp.hidden = true;
        return;
      }
      hulp.replaceChildren(element("strong", "", hier.gebieden[plek].n), element("span", "", hier.tekst(plek)));
      hulp.hidden = false;
      const ruimte = leaflet.getSize();
      const links = Math.max(4, Math.min(punt.x - hulp.offsetWidth / 2, ruimte.x - hulp.offsetWidth - 4));
      const boven = punt.y - hulp.offsetHeight - 14;
      hulp.style.transform = `translate(${links}px, ${boven < 4 ? punt.y + 22 : boven}px)`;
    }

    /** Mark an area that is pointed at in the legend; -1 for none. */
    function wijs(plek) {
      if (rand) rand.remove();
      rand = null;
      const hier = bij();
      if (!hier || plek < 0) return verberg();
      rand = hier.vlak.rand(plek, { renderer, pane: "keuze", lijnen: [[WIT, 6.5], [INKT, 3]] }).addTo(leaflet);
      const [lengte, breedte] = hier.gebieden[plek].a;
      return toon(plek, leaflet.latLngToContainerPoint([breedte, lengte]));
    }

    return { toon, verberg, wijs };
  }

  Object.assign(window.SocialeKaart, { maakAanwijzer });
})();
