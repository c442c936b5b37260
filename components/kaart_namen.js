/*
 * Names of areas, by one rule: the largest area first, near its anchor, within its outline, in the
 * largest letter and on the fewest lines that fit. What does not fit is left out.
 */
(function () {
  "use strict";

  const { VAK, WIT, lichtheid, isKlein, isInZicht, stijlVan, klasseVan, maakTeken, isPresentatie } = window.SocialeKaart;
  const INKT = "#1B2733";
  const LETTER = "'Fira Sans Condensed', sans-serif";
  const GROOTTEN = [13, 12, 11, 10.5];
  const GROOT = [27, 24, 20]; // in a presentation, to be read at eight metres
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

  // Where a box is probed; corners first, for most boxes that do not fit fail there.
  const PROEF = [[-1, -1], [1, -1], [-1, 1], [1, 1], [-1, 0], [1, 0], [0, -1], [0, 1],
    [-0.5, -1], [0.5, -1], [-0.5, 1], [0.5, 1], [-0.75, -1], [0.75, 1], [0.75, -1], [-0.75, 1]];
  // Where a box may lie, from the anchor outwards.
  const VERSCHUIVING = [[0, 0], [0, -5], [0, 5], [-8, 0], [8, 0], [-8, -5], [8, 5], [8, -5], [-8, 5],
    [0, -10], [0, 10], [-16, 0], [16, 0], [-16, -6], [16, 6], [16, -6], [-16, 6]];

  /** Where an area has room for a box, as near to its anchor as it can; undefined if nowhere. */
  function zoekPlek({ bevat, straal, ruimte, anker }, b, h, isVrij) {
    // a narrow area has no room for the box, however long it is
    if (h / 2 > straal || b > ruimte || b > straal * 6) return undefined;
    return VERSCHUIVING.find(([dx, dy]) => {
      const [x, y] = [anker.x + dx, anker.y + dy];
      return PROEF.every(([i, j]) => bevat(x + (i * b) / 2, y + (j * h) / 2))
        && isVrij(x - b / 2, y - h / 2, x + b / 2, y + h / 2);
    });
  }

  /** In which letter, over which lines and where a name fits; null where it does not. */
  function zoekVorm(naam, vlak, extra, isVrij) {
    for (const grootte of isPresentatie() ? GROOT : GROOTTEN) {
      for (const regels of afbrekingen(naam)) {
        const b = Math.max(...regels.map((regel) => breedte(regel, grootte))) + 2;
        const plek = zoekPlek(vlak, b, regels.length * grootte * 1.08 - 2 + extra, isVrij);
        if (plek) return { regels, grootte, plek };
      }
    }
    return null;
  }

  /** Tell of a box on the screen whether it lies within the view and clear of the buttons. */
  function vrijeRuimte(leaflet) {
    const { x: breed, y: hoog } = leaflet.getSize();
    const houder = leaflet.getContainer();
    const nul = houder.getBoundingClientRect();
    const hoek = leaflet.containerPointToLayerPoint([0, 0]);
    const bezet = [...document.querySelectorAll(".leaflet-control, .jaren:not([hidden])")].map((knop) => {
      const { left, top, right, bottom } = knop.getBoundingClientRect();
      return [left - nul.x, top - nul.y, right - nul.x, bottom - nul.y];
    });
    return (...hoeken) => {
      const [links, boven, rechts, onder] = hoeken.map((p, i) => p - (i % 2 ? hoek.y : hoek.x));
      return links >= 0 && boven >= 0 && rechts <= breed && onder <= hoog
        && bezet.every(([l, b, r, o]) => rechts < l || links > r || onder < b || boven > o);
    };
  }

  // What was found for the view of the moment: a switch changes colours, and no name moves.
  const gevonden = { zicht: "", vormen: new Map() };

  function vormVan(leaflet, vlak, { plek, gebied, straal }, isStip, isVrij) {
    const sleutel = `${plek} ${isStip}`;
    if (!gevonden.vormen.has(sleutel)) {
      const anker = leaflet.latLngToLayerPoint([gebied.a[1], gebied.a[0]]);
      const bevat = (x, y) => vlak.bevat(plek, ...vlak.naarVlak({ x, y }));
      const ruim = { bevat, straal, anker, ruimte: vlak.breedte(plek) };
      gevonden.vormen.set(sleutel, zoekVorm(gebied.n, ruim, isStip ? 12 : 0, isVrij));
    }
    return gevonden.vormen.get(sleutel);
  }

  function plaatsNamen(leaflet, groep, { naam, gebieden, vlak }, vakken, { klassen, filter }) {
    groep.clearLayers();
    const zicht = `${isPresentatie()} ${naam} ${leaflet.getZoom()} ${leaflet.getCenter()} ${leaflet.getSize()}`;
    if (zicht !== gevonden.zicht) {
      gevonden.zicht = zicht;
      gevonden.vormen.clear();
    }
    const grens = leaflet.getBounds();
    const isVrij = vrijeRuimte(leaflet);
    const schaal = meterPerPunt(leaflet);
    gebieden
      .map((gebied, plek) => ({ plek, vak: vakken[plek], gebied, straal: gebied.r / schaal }))
      .filter(({ gebied, vak, straal }) => straal >= 6 && vak !== VAK.WATER && vak !== VAK.BUITEN
        && grens.contains([gebied.a[1], gebied.a[0]]))
      .sort((een, ander) => ander.straal - een.straal)
      .slice(0, MEESTE_NAMEN)
      .forEach((een) => {
        const { vak, gebied } = een;
        const heeftMerk = isKlein(vak) || Boolean(klassen[klasseVan(vak)]?.teken);
        const vorm = vormVan(leaflet, vlak, een, heeftMerk, isVrij);
        const gezien = isInZicht(vak, filter) ? vak : VAK.ONBEKEND;
        // a sign alone needs room too, and in a presentation more
        const isGemerkt = heeftMerk && gezien === vak && een.straal >= (isPresentatie() ? 12 : 6);
        if (vorm || isGemerkt) zetNaam(groep, gebied, vorm, gezien, stijlVan(gezien, klassen), klassen[klasseVan(gezien)]);
      });
  }

  function zetNaam(groep, gebied, vorm, vak, stijl, klasse) {
    const blok = document.createElement("div");
    blok.className = "naam";
    if (isKlein(vak)) blok.append(Object.assign(document.createElement("i"), { className: "stip" }));
    else blok.append(maakTeken(klasse, stijl));
    if (vorm) {
      Object.assign(blok.style, {
        left: `${vorm.plek[0]}px`, top: `${vorm.plek[1]}px`, fontSize: `${vorm.grootte}px`,
        color: isPresentatie() || lichtheid(stijl.vulling) >= 57 ? INKT : WIT,
        // the halo is the fill itself; a pale projector needs ink on white
        webkitTextStrokeColor: isPresentatie() ? WIT : stijl.vulling,
      });
      vorm.regels.forEach((regel) => blok.append(Object.assign(document.createElement("span"), { textContent: regel })));
    }
    L.marker([gebied.a[1], gebied.a[0]], {
      icon: L.divIcon({ html: blok, className: "naamplek", iconSize: [0, 0] }),
      pane: "namen", interactive: false, keyboard: false,
    }).addTo(groep);
  }

  /** Resolve once names can be measured: what was measured in another letter is forgotten. */
  async function wachtOpLetter() {
    await document.fonts.load(`500 12px ${LETTER}`);
    maten.clear();
    gevonden.zicht = "";
  }

  Object.assign(window.SocialeKaart, { vrijeRuimte, meterPerPunt, plaatsNamen, wachtOpLetter });
})();
