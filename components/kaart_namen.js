/*
 * Names of areas, by one rule: the largest area first, near its anchor, within its outline, in the
 * largest letter and on the fewest lines that fit. What does not fit is left out.
 */
(function () {
  "use strict";

  const { VAK, WIT, lichtheid, isKlein, stijlVan } = window.SocialeKaart;
  const INKT = "#1B2733";
  const LETTER = "'Fira Sans Condensed', sans-serif";
  const GROOTTEN = [13, 12, 11, 10.5];
  const MEESTE_NAMEN = 500;

  /** Metres on the ground per point of the screen, in the middle of the view. */
  function meterPerPunt(leaflet) {
    const breedtegraad = (leaflet.getCenter().lat * Math.PI) / 180;
    return (40075016.686 * Math.cos(breedtegraad)) / (256 * 2 ** leaflet.getZoom());
  }

  const maten = new Map();
  const meetlat = document.createElement("canvas").getContext("2d");

  function breedte(tekst, grootte) {
    const sleutel = `${grootte} ${tekst}`;
    if (!maten.has(sleutel)) {
      meetlat.font = `500 ${grootte}px ${LETTER}`;
      maten.set(sleutel, meetlat.measureText(tekst).width);
    }
    return maten.get(sleutel);
  }

  const plak = (stukken) => stukken.reduce((t, stuk) => t + (t && !t.endsWith("-") ? " " : "") + stuk, "");

  /** The ways to break a name, from one line to three, as even as it goes. */
  function afbrekingen(naam) {
    const stukken = naam.match(/[^\s-]+-?|-/g) || [naam];
    const uit = [[naam]];
    for (let aantal = 2; aantal <= Math.min(3, stukken.length); aantal += 1) {
      const regels = [[]];
      stukken.forEach((stuk, i) => {
        const isVol = plak(regels.at(-1)).length + stuk.length / 2 > naam.length / aantal;
        const nodig = aantal - regels.length;
        if (regels.at(-1).length && nodig > 0 && (isVol || stukken.length - i <= nodig)) regels.push([]);
        regels.at(-1).push(stuk);
      });
      if (regels.length === aantal) uit.push(regels.map(plak));
    }
    return uit;
  }

  /** Whether a point lies in an area; a ring is x, y, x, y in points of the screen. */
  function ligtIn(ringen, x, y) {
    let binnen = false;
    for (const ring of ringen) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const helling = (ring[j] - ring[i]) / (ring[j + 1] - ring[i + 1]);
        if (ring[i + 1] > y !== ring[j + 1] > y && x < helling * (y - ring[i + 1]) + ring[i]) binnen = !binnen;
      }
    }
    return binnen;
  }

  // Where a box is probed; corners first, for most boxes that do not fit fail there.
  const PROEF = [[-1, -1], [1, -1], [-1, 1], [1, 1], [-1, 0], [1, 0], [0, -1], [0, 1],
    [-0.5, -1], [0.5, -1], [-0.5, 1], [0.5, 1], [-0.75, -1], [0.75, 1], [0.75, -1], [-0.75, 1]];
  // Where a box may lie, from the anchor outwards.
  const VERSCHUIVING = [[0, 0], [0, -5], [0, 5], [-8, 0], [8, 0], [-8, -5], [8, 5], [8, -5], [-8, 5],
    [0, -10], [0, 10], [-16, 0], [16, 0], [-16, -6], [16, 6], [16, -6], [-16, 6]];

  function zoekPlek(ringen, b, h, straal) {
    // a narrow area has no room for the box, however long it is
    if (h / 2 > straal || b > straal * 6) return null;
    return VERSCHUIVING.find(([x, y]) => PROEF.every(([i, j]) => ligtIn(ringen, x + (i * b) / 2, y + (j * h) / 2)));
  }

  function zoekVorm(naam, ringen, straal, extra) {
    for (const grootte of GROOTTEN) {
      for (const regels of afbrekingen(naam)) {
        const b = Math.max(...regels.map((regel) => breedte(regel, grootte))) + 2;
        const plek = zoekPlek(ringen, b, regels.length * grootte * 1.08 - 2 + extra, straal);
        if (plek) return { regels, grootte, plek };
      }
    }
    return null;
  }

  function plaatsNamen(leaflet, laag, gebieden, vakken, klassen) {
    laag.clearLayers();
    const zicht = leaflet.getBounds();
    const schaal = meterPerPunt(leaflet);
    gebieden
      .map((gebied, i) => ({ gebied, vak: vakken[i], straal: gebied.r / schaal }))
      .filter(({ gebied, vak, straal }) => straal >= 6 && vak !== VAK.WATER && vak !== VAK.BUITEN
        && zicht.contains([gebied.a[1], gebied.a[0]]))
      .sort((een, ander) => ander.straal - een.straal)
      .slice(0, MEESTE_NAMEN)
      .forEach(({ gebied, vak, straal }) => {
        const anker = leaflet.latLngToContainerPoint([gebied.a[1], gebied.a[0]]);
        const ringen = gebied.g.flat().map((ring) => Float64Array.from(ring.flatMap(([x, y]) => {
          const punt = leaflet.latLngToContainerPoint([y, x]);
          return [punt.x - anker.x, punt.y - anker.y];
        })));
        const vorm = zoekVorm(gebied.n, ringen, straal, isKlein(vak) ? 11 : 0);
        if (vorm || isKlein(vak)) zetNaam(laag, gebied, vorm, vak, stijlVan(vak, klassen));
      });
  }

  function zetNaam(laag, gebied, vorm, vak, stijl) {
    const blok = document.createElement("div");
    blok.className = "naam";
    if (isKlein(vak)) blok.append(Object.assign(document.createElement("i"), { className: "stip" }));
    if (vorm) {
      Object.assign(blok.style, {
        left: `${vorm.plek[0]}px`, top: `${vorm.plek[1]}px`, fontSize: `${vorm.grootte}px`,
        color: lichtheid(stijl.vulling) < 57 ? WIT : INKT,
        webkitTextStrokeColor: stijl.vulling, // the halo is the fill itself
      });
      vorm.regels.forEach((regel) => blok.append(Object.assign(document.createElement("span"), { textContent: regel })));
    }
    L.marker([gebied.a[1], gebied.a[0]], {
      icon: L.divIcon({ html: blok, className: "naamplek", iconSize: [0, 0] }),
      pane: "namen", interactive: false, keyboard: false,
    }).addTo(laag);
  }

  /** Resolve once names can be measured: what was measured in another letter is forgotten. */
  async function wachtOpLetter() {
    await document.fonts.load(`500 12px ${LETTER}`);
    maten.clear();
  }

  Object.assign(window.SocialeKaart, { meterPerPunt, plaatsNamen, wachtOpLetter });
})();
