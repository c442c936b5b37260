/*
 * Screen pen: draws a Kaartbeeld inside the frame of the map.
 *
 * The frame lives as long as the page: outlines are fetched once per area and drawn on canvas; a
 * switch brings one message with a character per area, in the order of the outline file. Whatever
 * depends on the message (fills, legend, counts, tooltip) is drawn from it here, so that nothing on
 * the screen is ever of another year than the map. All text enters as text, never as HTML: names
 * come from files of others.
 */
(function () {
  "use strict";

  const { VAK, WOORDEN, WIT, isKlein, stijlVan, Penseel, element, tekenLegenda, meterPerPunt, plaatsNamen, wachtOpLetter } = window.SocialeKaart;
  const INKT = "#1B2733";
  const INKT_45 = "rgba(27, 39, 51, 0.45)";
  const KLEINSTE_VLAK = 80;

  // bericht: what is shown; omtrekken: what is drawn; gebied: what the view was last fitted to
  const kaart = { leaflet: null, bericht: null, omtrekken: null, gebied: null, beurt: 0, isZelfBewogen: false };
  const vlakken = {}; // the parts of the frame, by name

  const moment = () => kaart.bericht.momenten[kaart.bericht.moment];
  const isKlaar = () => Boolean(kaart.bericht && kaart.omtrekken && kaart.omtrekken.naam === kaart.bericht.omtrekken);

  // --- outlines ------------------------------------------------------------------------------

  const keren = (punten) => punten.map(([lengte, breedte]) => [breedte, lengte]);

  /** The areas as one group that knows which of them is pointed at. */
  function maakGebieden(gebieden) {
    const leeg = { renderer: vlakken.buurten, smoothFactor: 0, ...stijlVan(VAK.ONBEKEND, []) };
    const lagen = gebieden.map((gebied, plek) => {
      const laag = L.polygon(gebied.g.map((deel) => deel.map(keren)), leeg);
      laag.plek = plek;
      delete gebied.g; // Leaflet holds it now; at 14.500 areas twice is 40 MB
      return laag;
    });
    const groep = L.featureGroup(lagen);
    groep.on("mousemove", (e) => toonHulp((e.layer || e.propagatedFrom).plek, e.containerPoint));
    groep.on("mouseout", verbergHulp);
    groep.on("click", (e) => kies((e.layer || e.propagatedFrom).plek));
    return { lagen, groep };
  }

  /** Lines to find one's way by; without stadsdelen the wijken are that. */
  function maakLijnen(lijnen) {
    const heeftStadsdelen = (lijnen.stadsdeel || []).length > 0;
    const stijlen = {
      wijk: heeftStadsdelen ? [INKT_45, 0.7] : [INKT, 1.2],
      stadsdeel: [INKT, 1.2],
      gemeente: [INKT, 1.6],
    };
    return L.layerGroup(Object.entries(stijlen).map(([soort, [lijn, dikte]]) =>
      L.polyline((lijnen[soort] || []).map(keren), {
        renderer: vlakken.lijnen, pane: "lijnen", interactive: false, smoothFactor: 0, lijn, dikte,
      })
    ));
  }

  function tekenOmtrekken(naam, bestand) {
    if (kaart.omtrekken) kaart.omtrekken.groepen.forEach((groep) => groep.remove());
    const { lagen, groep } = maakGebieden(bestand.gebieden);
    const groepen = [groep, maakLijnen(bestand.lijnen)];
    const plekken = new Map(bestand.gebieden.map((gebied, plek) => [gebied.c, plek]));
    const stralen = bestand.gebieden.map((gebied) => gebied.r).sort((een, ander) => een - ander);
    const straal = stralen[stralen.length >> 1]; // of the middle area, in metres
    kaart.omtrekken = { naam, gebieden: bestand.gebieden, lagen, plekken, groepen, straal };
    groepen.forEach((deel) => deel.addTo(kaart.leaflet));
  }

  function pasIn() {
    const { vakken } = moment();
    const grens = L.latLngBounds([]);
    kaart.omtrekken.lagen.forEach((laag, i) => {
      if (vakken[i] !== VAK.WATER && vakken[i] !== VAK.BUITEN) grens.extend(laag.getBounds());
    });
    const ruimte = kaart.leaflet.getSize();
    // before its styles are here the frame has no size; the next change of size comes back here
    if (!grens.isValid() || Math.min(ruimte.x, ruimte.y) < KLEINSTE_VLAK) return;
    kaart.leaflet.fitBounds(grens, { padding: [14, 14], animate: false });
    kaart.isZelfBewogen = false;
  }

  async function haalOmtrekken(naam, url) {
    const beurt = ++kaart.beurt;
    meld("De kaart wordt getekend.");
    let bestand = null;
    try {
      const antwoord = await fetch(url);
      if (!antwoord.ok) throw new Error(`${antwoord.status}`);
      bestand = await antwoord.json();
    } catch (fout) {
      console.error(url, fout);
      if (beurt === kaart.beurt) meld("De buurtgrenzen zijn niet te laden. Herlaad de pagina om het opnieuw te proberen.");
      return;
    }
    if (beurt !== kaart.beurt) return; // another area was chosen in the meantime
    tekenOmtrekken(naam, bestand);
    meld("");
    teken();
  }

  // --- the message of a switch ---------------------------------------------------------------

  /** Value of an area as a visitor reads it. */
  function tekstVan(plek) {
    const vak = moment().vakken[plek];
    if (WOORDEN[vak]) return WOORDEN[vak];
    const tekst = moment().teksten[plek] + moment().achter;
    return isKlein(vak) ? `${tekst} (klein aantal)` : tekst;
  }

  function toon(bericht) {
    bericht.momenten.forEach((een) => {
      een.teksten = een.teksten.split("\n");
    });
    kaart.bericht = bericht;
    verbergHulp();
    vlakken.bron.firstChild.textContent = bericht.bron;
    if (isKlaar()) {
      kaart.beurt += 1; // outlines that are still on their way are no longer wanted
      meld("");
      teken();
    } else {
      wisCijfers();
      tekenRand();
      haalOmtrekken(bericht.omtrekken, bericht.url);
    }
  }

  /** Outlines stay, figures go: while others are fetched nothing may look like a value. */
  function wisCijfers() {
    if (!kaart.omtrekken) return;
    const leeg = stijlVan(VAK.ONBEKEND, []);
    kaart.omtrekken.lagen.forEach((laag) => Object.assign(laag.options, leeg));
    vlakken.buurten.redrawAll();
    vlakken.namen.clearLayers();
  }

  function teken() {
    const { lagen } = kaart.omtrekken;
    const { vakken } = moment();
    const stijlen = {};
    const donker = [];
    lagen.forEach((laag, i) => {
      const vak = vakken[i];
      stijlen[vak] = stijlen[vak] || stijlVan(vak, kaart.bericht.klassen);
      Object.assign(laag.options, stijlen[vak]);
      if (stijlen[vak].lijn === WIT) donker.push(laag);
    });
    // dark fills last: their white line then lies over the dark line of a light neighbour
    donker.forEach((laag) => laag.bringToFront());
    if (kaart.gebied !== kaart.bericht.gebied) {
      kaart.gebied = kaart.bericht.gebied;
      pasIn();
    }
    vlakken.buurten.redrawAll();
    tekenRand();
    tekenNamen();
  }

  function tekenNamen() {
    if (!isKlaar()) return;
    plaatsNamen(kaart.leaflet, vlakken.namen, kaart.omtrekken, moment().vakken, kaart.bericht.klassen);
  }

  // --- choosing and pointing -----------------------------------------------------------------

  function kies(plek) {
    if (!isKlaar() || moment().vakken[plek] === VAK.WATER) return;
    kaart.bericht.gekozen = kaart.omtrekken.gebieden[plek].c;
    tekenRand();
    window.Streamlit.setComponentValue({ code: kaart.bericht.gekozen, t: Date.now() });
  }

  /** The chosen area: its outline on the map, its class in the legend. */
  function tekenRand() {
    if (vlakken.gekozen) vlakken.gekozen.remove();
    const plek = isKlaar() ? kaart.omtrekken.plekken.get(kaart.bericht.gekozen) : undefined;
    tekenLegenda(vlakken.legenda, kaart.bericht, moment(), plek === undefined ? null : moment().vakken[plek]);
    if (plek === undefined) return;
    vlakken.gekozen = L.polygon(kaart.omtrekken.lagen[plek].getLatLngs(), {
      renderer: vlakken.keuze, pane: "keuze", interactive: false, smoothFactor: 0,
      vulling: null, lijnen: [[WIT, 6.5], [INKT, 3]],
    }).addTo(kaart.leaflet);
  }

  function toonHulp(plek, punt) {
    if (!isKlaar()) return;
    const { hulp } = vlakken;
    hulp.replaceChildren(element("strong", "", kaart.omtrekken.gebieden[plek].n), element("span", "", tekstVan(plek)));
    hulp.hidden = false;
    const ruimte = kaart.leaflet.getSize();
    const links = Math.max(4, Math.min(punt.x - hulp.offsetWidth / 2, ruimte.x - hulp.offsetWidth - 4));
    const boven = punt.y - hulp.offsetHeight - 14;
    hulp.style.transform = `translate(${links}px, ${boven < 4 ? punt.y + 22 : boven}px)`;
  }

  function verbergHulp() {
    vlakken.hulp.hidden = true;
  }

  function meld(tekst) {
    vlakken.melding.textContent = tekst;
    vlakken.melding.hidden = !tekst;
  }

  // --- the frame -----------------------------------------------------------------------------

  /** How thin lines are drawn: one part in one where areas are large, less where they crowd. */
  function lijnschaal(minstens) {
    return () => {
      const straal = kaart.omtrekken ? kaart.omtrekken.straal / meterPerPunt(kaart.leaflet) : Infinity;
      return Math.min(1, Math.max(minstens, straal / 9));
    };
  }

  /** A layer above the areas that never takes a click. */
  function maakLaag(naam, hoogte, opties = {}) {
    const vlak = kaart.leaflet.createPane(naam);
    vlak.style.zIndex = hoogte;
    vlak.style.pointerEvents = "none";
    return new Penseel({ pane: naam, padding: 0.2, ...opties });
  }

  function maakKnoppen() {
    // what is added later stands higher
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(kaart.leaflet);
    const heel = L.control({ position: "bottomright" });
    heel.onAdd = () => {
      const balk = element("div", "leaflet-bar heel");
      const knop = element("a");
      Object.assign(knop, { href: "#", role: "button", title: "Hele gebied tonen", ariaLabel: "Hele gebied tonen" });
      L.DomEvent.disableClickPropagation(balk);
      knop.addEventListener("click", (e) => {
        e.preventDefault();
        if (isKlaar()) pasIn();
      });
      balk.append(knop);
      return balk;
    };
    heel.addTo(kaart.leaflet);
    L.control.zoom({ position: "bottomright", zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(kaart.leaflet);
  }

  function maakVlakken(houder) {
    vlakken.legenda = element("aside", "legenda");
    vlakken.bron = element("footer", "bron");
    vlakken.bron.append(element("p"));
    vlakken.melding = element("p", "melding");
    vlakken.melding.setAttribute("role", "status");
    vlakken.hulp = element("div", "hulp");
    vlakken.hulp.hidden = vlakken.melding.hidden = true;
    houder.append(vlakken.hulp, vlakken.melding);
    document.body.append(vlakken.legenda, vlakken.bron);
    vlakken.buurten = new Penseel({ padding: 0.2, lijnschaal: lijnschaal(0.25) });
    vlakken.lijnen = maakLaag("lijnen", 410, { lijnschaal: lijnschaal(0.4) });
    vlakken.keuze = maakLaag("keuze", 420);
    maakLaag("namen", 430);
    vlakken.namen = L.layerGroup().addTo(kaart.leaflet);
  }

  function begin(leaflet) {
    kaart.leaflet = leaflet;
    const houder = leaflet.getContainer();
    document.documentElement.lang = "nl";
    document.title = "Kaart";
    houder.setAttribute("aria-label", "Kaart. Verschuif met de pijltjestoetsen, zoom met plus en min.");
    maakVlakken(houder);
    maakKnoppen();
    leaflet.on("dragstart zoomstart", () => {
      kaart.isZelfBewogen = true;
      verbergHulp();
    });
    leaflet.on("moveend", tekenNamen);
    houder.addEventListener("mouseleave", verbergHulp);
    document.addEventListener("keyup", () => document.body.classList.add("toetsen"));
    document.addEventListener("pointerdown", () => document.body.classList.remove("toetsen"));
    new ResizeObserver(() => {
      leaflet.invalidateSize({ pan: false });
      // a view that the visitor chose stays; the first view fills the room that there is
      if (isKlaar() && !kaart.isZelfBewogen) pasIn();
    }).observe(houder);
    wachtOpLetter().then(tekenNamen);
  }

  /** What is on the screen for one area; the tests read the map through this. */
  function lees(code) {
    const plek = isKlaar() ? kaart.omtrekken.plekken.get(code) : undefined;
    if (plek === undefined) return null;
    const { a, n } = kaart.omtrekken.gebieden[plek];
    const { vulling, patroon } = kaart.omtrekken.lagen[plek].options;
    const punt = kaart.leaflet.latLngToContainerPoint([a[1], a[0]]);
    return { naam: n, vak: moment().vakken[plek], tekst: tekstVan(plek), vulling, patroon, punt: [punt.x, punt.y] };
  }

  Object.assign(window.SocialeKaart, { begin, toon, lees });
})();
