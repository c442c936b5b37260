/*
 * What lies around the areas: lines of wijken, stadsdelen and gemeenten, the scale bar and the
 * buttons; and how outlines are fetched.
 */
(function () {
  "use strict";

  const { element, maakAchtergrond } = window.SocialeKaart;
  const INKT = "#1B2733";
  const INKT_45 = "rgba(27, 39, 51, 0.45)";

  /** Lines to find one's way by; without stadsdelen the wijken are that. */
  function maakLijnen(gebieden, lijnen, renderer) {
    const heeftStadsdelen = (lijnen.stadsdeel || []).length > 0;
    const stijlen = {
      wijk: heeftStadsdelen ? [INKT_45, 0.7] : [INKT, 1.2],
      stadsdeel: [INKT, 1.2],
      gemeente: [INKT, 1.6],
    };
    return L.layerGroup(Object.entries(stijlen).map(([soort, [lijn, dikte]]) =>
      gebieden.lijnen(lijnen[soort] || [], { renderer, pane: "lijnen", lijn, dikte })
    ));
  }

  /** Begin to fetch outlines; answers what they are, or null where they cannot be had. */
  async function haalOmtrekken(url) {
    try {
      const antwoord = await fetch(url);
      if (!antwoord.ok) throw new Error(`${antwoord.status}`);
      return await antwoord.json();
    } catch (fout) {
      console.error(url, fout);
      return null;
    }
  }

  /** The scale bar and the buttons; `opHeel` shows all of the area. */
  function maakKnoppen(leaflet, opHeel) {
    // what is added later stands higher
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(leaflet);
    const heel = L.control({ position: "bottomright" });
    heel.onAdd = () => {
      const balk = element("div", "leaflet-bar heel");
      const knop = element("a");
      Object.assign(knop, { href: "#", role: "button", title: "Hele gebied tonen", ariaLabel: "Hele gebied tonen" });
      L.DomEvent.disableClickPropagation(balk);
      knop.addEventListener("click", (e) => {
        e.preventDefault();
        opHeel();
      });
      balk.append(knop);
      return balk;
    };
    maakAchtergrond(leaflet, (isAan) => leaflet.getContainer().classList.toggle("met-achtergrond", isAan)).addTo(leaflet);
    heel.addTo(leaflet);
    L.control.zoom({ position: "bottomright", zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(leaflet);
  }

  Object.assign(window.SocialeKaart, { maakLijnen, haalOmtrekken, maakKnoppen });
})();
