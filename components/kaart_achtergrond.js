/*
 * Optional background of PDOK, in grey. Off by default: the map is complete without it, and a visit
 * reaches nobody outside until it is switched on here.
 */
(function () {
  "use strict";

  const { element } = window.SocialeKaart;
  // the current path, then the former one; where neither answers there is no background
  const PADEN = [
    "https://service.pdok.nl/kadaster/brt-achtergrondkaart/wmts/v1_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
    "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
  ];
  const BRON = "Achtergrond: BRT, Kadaster (CC BY 4.0)";

  /** The button that switches the background on and off. */
  function maakAchtergrond(leaflet, opWissel) {
    const staat = { laag: null, melding: element("span", "achtergrondbron", BRON) };
    const balk = element("div", "leaflet-bar achtergrond");
    const knop = element("a", "", "");
    Object.assign(knop, { href: "#", role: "button", title: "Achtergrondkaart", ariaLabel: "Achtergrondkaart" });
    knop.setAttribute("aria-pressed", "false");
    L.DomEvent.disableClickPropagation(balk);
    balk.append(knop);
    staat.melding.hidden = true;
    leaflet.getContainer().append(staat.melding);

    function weg() {
      if (staat.laag) staat.laag.remove();
      staat.laag = null;
    }

    function toon(poging, isMislukt = false) {
      weg();
      clearTimeout(staat.klok);
      const isAan = poging < PADEN.length;
      if (isAan) {
        let gelukt = false;
        staat.laag = L.tileLayer(PADEN[poging], { minZoom: 6, maxZoom: 18, maxNativeZoom: 19, attribution: "" });
        staat.laag.on("tileload", () => { gelukt = true; });
        staat.laag.on("tileerror", () => {
          if (!gelukt && staat.laag) toon(poging + 1, true);
        });
        staat.laag.addTo(leaflet);
      }
      const isWeg = !isAan && isMislukt;
      staat.melding.textContent = isWeg ? "De achtergrondkaart is nu niet bereikbaar." : BRON;
      staat.melding.hidden = !isAan && !isWeg;
      if (isWeg) staat.klok = setTimeout(() => { staat.melding.hidden = true; }, 6000);
      knop.setAttribute("aria-pressed", String(isAan));
      opWissel(isAan);
    }

    knop.addEventListener("click", (e) => {
      e.preventDefault();
      toon(staat.laag ? PADEN.length : 0);
    });
    const bediening = L.control({ position: "bottomright" });
    bediening.onAdd = () => balk;
    return bediening;
  }

  Object.assign(window.SocialeKaart, { maakAchtergrond });
})();
