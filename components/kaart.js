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

  const {
    VAK, WIT, stijlVan, isInZicht, Penseel, element, tekstVan, tekenLegenda, meterPerPunt, plaatsNamen, wachtOpLetter, pakUit,
    maakJaren, vervang, vervangGeheel, vertel, verzoen, deelToetsen,
    Gebieden, WEBVORM, maakPresentatie, isPresentatie, houdBlik, zetKaartjaar, volgKaartje, maakFijn, maakLijnen, haalOmtrekken, maakKnoppen, plaatsWijknamen, vrijeRuimte, maakErnaast, maakAanwijzer,
  } = window.SocialeKaart;
  const INKT = "#1B2733";
  const LEEG = stijlVan(VAK.ONBEKEND, []);
  const DUNSTE_LIJN = 0.34; // below this part of their width lines would only make the map grey
  const KLEINSTE_VLAK = 80;
  const RUST_MS = 400; // the year goes to the server when the slider rests
  const LEGENDA_MS = 100;
  const STIL_MS = 500; // the part in sight goes into the address when the map rests
  const NAAM_PX = 36; // room for the names of stadsdelen beside the map
  const JAREN_PX = 64; // room for the years below the map

  // bericht: what is shown; omtrekken: what is drawn; gebied: what the view was last fitted to
  const kaart = {
    leaflet: null, bericht: null, omtrekken: null, gebied: null, beurt: 0, berichtbeurt: 0, opening: 0, uitsnede: "",
    isZelfBewogen: false, isPassend: false,
  };
  const klokken = {};
  const vlakken = {}; // the parts of the frame, by name

  const moment = () => kaart.bericht.moment;
  const isKlaar = () => Boolean(kaart.bericht && kaart.omtrekken && kaart.omtrekken.naam === kaart.bericht.omtrekken);

  // --- outlines ------------------------------------------------------------------------------

  function tekenOmtrekken(naam, bestand) {
    if (kaart.omtrekken) kaart.omtrekken.groepen.forEach((groep) => groep.remove());
    const vlak = new Gebieden(bestand, { renderer: vlakken.buurten, dunsteLijn: DUNSTE_LIJN });
    vlak.zetStijlen(() => LEEG);
    vlak.on("mousemove", (e) => vlakken.aanwijzer.toon(vlak.plekOp(e.layerPoint), e.containerPoint));
    vlak.on("mouseout", verbergHulp);
    vlak.on("click", (e) => kies(vlak.plekOp(e.layerPoint)));
    const grof = maakLijnen(vlak, bestand.lijnen, vlakken.lijnen);
    const groepen = [vlak, grof];
    const plekken = new Map(bestand.gebieden.map((gebied, plek) => [gebied.c, plek]));
    const stralen = bestand.gebieden.map((gebied) => gebied.r).sort((een, ander) => een - ander);
    const straal = stralen[stralen.length >> 1]; // of the middle area, in metres
    kaart.omtrekken = { naam, gebieden: bestand.gebieden, vlak, plekken, groepen, straal, grof };
    groepen.forEach((deel) => deel.addTo(kaart.leaflet));
  }

  /** Fine outlines of one gemeente in place of the coarse ones; the order of the areas stays. */
  function verfijn(omtrekken, bestand) {
    if (omtrekken !== kaart.omtrekken) return;
    omtrekken.vlak.zetVormen(bestand, (i) => omtrekken.plekken.get(bestand.gebieden[i].c));
    const lijnen = maakLijnen(omtrekken.vlak, bestand.lijnen, vlakken.lijnen);
    omtrekken.groepen.push(lijnen);
    omtrekken.grof.remove(); // beside the fine lines the coarse ones would be double
    lijnen.addTo(kaart.leaflet);
    vlakken.buurten.redrawAll();
    vlakken.ernaast.ververs();
    tekenRand();
    tekenNamen();
  }

  function pasIn() {
    const { vakken } = moment();
    const grens = kaart.omtrekken.vlak.reikwijdte((plek) => vakken[plek] !== VAK.WATER && vakken[plek] !== VAK.BUITEN);
    const ruimte = kaart.leaflet.getSize();
    // before its styles are here the frame has no size; the next change of size comes back here
    if (!grens.isValid() || Math.min(ruimte.x, ruimte.y) < KLEINSTE_VLAK) return;
    const heeftNamen = kaart.bericht.groepen.namen.length > 0;
    const [opzij, boven] = heeftNamen ? [NAAM_PX, 26] : [14, 14];
    const onder = boven + (kaart.bericht.jaren.length > 1 ? JAREN_PX - 14 : 0);
    kaart.isPassend = true;
    kaart.leaflet.fitBounds(grens, { paddingTopLeft: [opzij, boven], paddingBottomRight: [opzij, onder], animate: false });
    kaart.isPassend = kaart.isZelfBewogen = false;
  }

  /** Show the part that an address names; without one, or while the frame has no size, all of it. */
  function pasAanOpening({ uitsnede }) {
    const ruimte = kaart.leaflet.getSize();
    if (!uitsnede || Math.min(ruimte.x, ruimte.y) < KLEINSTE_VLAK) return pasIn();
    kaart.leaflet.setView([uitsnede[0], uitsnede[1]], uitsnede[2], { animate: false });
    kaart.isZelfBewogen = true;
    kaart.uitsnede = leesUitsnede();
    return undefined;
  }

  function leesUitsnede() {
    if (!kaart.isZelfBewogen) return "";
    const { lat, lng } = kaart.leaflet.getCenter();
    return `${lat.toFixed(5)},${lng.toFixed(5)},${kaart.leaflet.getZoom().toFixed(2)}`;
  }

  async function toonOmtrekken(naam, onderweg) {
    const beurt = ++kaart.beurt;
    meld("De kaart wordt getekend.");
    // outlines that lie ready are drawn with the legend; of those that take longer it goes first
    klokken.legenda = setTimeout(tekenRand, LEGENDA_MS);
    const bestand = await onderweg;
    if (beurt !== kaart.beurt) return; // another area was chosen in the meantime
    if (!bestand) {
      meld("De buurtgrenzen zijn niet te laden. Herlaad de pagina; helpt dat niet, lees het grenzenbestand dan opnieuw in.");
      return;
    }
    if (bestand.vorm !== WEBVORM) {
      meld("Deze buurtgrenzen zijn met een andere versie van Sociale Kaart ingelezen. Lees het grenzenbestand opnieuw in.");
      return;
    }
    clearTimeout(klokken.legenda);
    tekenOmtrekken(naam, bestand);
    meld("");
    teken();
    vraagAlleJaren();
  }

  // --- the message of a switch ---------------------------------------------------------------

  async function toon(bericht) {
    const beurt = ++kaart.berichtbeurt;
    // outlines and figures are read side by side
    const onderweg = kaart.omtrekken?.naam === bericht.omtrekken ? null : haalOmtrekken(bericht.url);
    const gepakt = await pakUit(bericht.pakket, bericht.momenten.length, bericht.gebieden, Boolean(bericht.tweede));
    if (beurt !== kaart.berichtbeurt) return; // a later message came
    await Promise.all(bericht.ernaast.map(async (deel) => {
      const lagen = await pakUit(deel.pakket, deel.momenten.length, bericht.gebieden, false);
      lagen.forEach((een, i) => Object.assign(deel.momenten[i], een));
    }));
    if (beurt !== kaart.berichtbeurt) return;
    delete bericht.pakket;
    gepakt.forEach((een, i) => Object.assign(bericht.momenten[i], een));
    verzoen(bericht);
    // a year that was just chosen here and is still to be told stays
    if (klokken.jaar && kaart.bericht?.kaart === bericht.kaart) bericht.jaar = kaart.bericht.jaar;
    bericht.moment = bericht.momenten.find(({ jaar }) => jaar === bericht.jaar) || bericht.momenten[0];
    if (kaart.van === bericht.van) {
      // the first year was chosen here: with what goes along with it, it replaces the address
      vervang(bericht.moment.adres);
      kaart.van = undefined;
    }
    zetKaartjaar(bericht.jaar);
    const isGetekend = isKlaar() && tekentHetzelfde(kaart.bericht, bericht);
    kaart.bericht = bericht;
    if (isGetekend) tekenRand(); // the other years came, or the server repeats what was done here
    else if (isKlaar()) {
      verbergHulp();
      kaart.beurt += 1; // outlines that are still on their way are no longer wanted
      meld("");
      teken();
    } else {
      verbergHulp();
      wisCijfers();
      toonOmtrekken(bericht.omtrekken, onderweg || haalOmtrekken(bericht.url));
    }
    if (isKlaar()) vraagAlleJaren();
  }

  /** Whether a message leaves every area as it is drawn. */
  function tekentHetzelfde(oud, nieuw) {
    const beeld = ({ kaart: naam, omtrekken, moment: { jaar, vakken }, klassen, filter, opening }) =>
      JSON.stringify([naam, omtrekken, jaar, vakken, klassen, filter, opening.nummer]);
    return kaart.opening === nieuw.opening.nummer && beeld(oud) === beeld(nieuw);
  }

  /** Ask for the other years, once the map is drawn and there is nothing else to do. */
  function vraagAlleJaren() {
    const { kaart: naam } = kaart.bericht;
    const isOver = () => kaart.bericht.kaart !== naam || kaart.bericht.momenten.length === kaart.bericht.jaren.length;
    if (isOver()) return;
    const rust = window.requestIdleCallback || ((doe) => setTimeout(doe, 200));
    requestAnimationFrame(() => requestAnimationFrame(() => rust(() => {
      if (!isOver()) vertel(naam, { alles: true });
    })));
  }

  // --- years and filter ----------------------------------------------------------------------

  /** Show another year: everything that depends on it is drawn again, and nothing is fetched. */
  function zetJaar(jaar) {
    const { bericht } = kaart;
    const ander = bericht.momenten.find((een) => een.jaar === jaar);
    bericht.jaar = jaar;
    zetKaartjaar(jaar);
    if (!ander) return vertel(bericht.kaart, { jaar, alles: true }); // the others are still on their way
    if (ander !== bericht.moment) {
      bericht.moment = ander;
      verbergHulp();
      if (isKlaar()) teken();
    }
    clearTimeout(klokken.jaar);
    klokken.jaar = vlakken.jaren.isSpelend() ? null : setTimeout(meldJaar, RUST_MS);
    return undefined;
  }

  function meldJaar() {
    klokken.jaar = null;
    vervang(moment().adres);
    vertel(kaart.bericht.kaart, { jaar: kaart.bericht.jaar });
  }

  function zetFilter(filter) {
    kaart.bericht.filter = filter;
    if (isKlaar()) teken();
    vervang({ filter: filter.join(",") });
    vertel(kaart.bericht.kaart, { filter: filter.join(",") });
  }

  function meldUitsnede() {
    klokken.uitsnede = null;
    const uitsnede = leesUitsnede();
    if (!isKlaar() || uitsnede === kaart.uitsnede) return;
    kaart.uitsnede = uitsnede;
    vervang({ uitsnede });
    vertel(kaart.bericht.kaart, { uitsnede });
  }

  /** Outlines stay, figures go: while others are fetched nothing may look like a value. */
  function wisCijfers() {
    if (!kaart.omtrekken) return;
    kaart.omtrekken.vlak.zetStijlen(() => LEEG);
    vlakken.buurten.redrawAll();
    vlakken.namen.clearLayers();
    vlakken.wijknamen.clearLayers();
  }

  function teken() {
    const { vakken } = moment();
    const { klassen, filter, opening } = kaart.bericht;
    const stijlen = {};
    kaart.omtrekken.vlak.zetStijlen((plek) => {
      const vak = vakken[plek];
      stijlen[vak] = stijlen[vak] || stijlVan(isInZicht(vak, filter) ? vak : VAK.ONBEKEND, klassen);
      return stijlen[vak];
    });
    vlakken.buurten.redrawAll(); // fitting draws at once, and so does what was asked here
    const isGeopend = kaart.opening !== opening.nummer;
    const isEerste = !kaart.opening;
    if (isGeopend || kaart.gebied !== kaart.bericht.gebied) {
      Object.assign(kaart, { gebied: kaart.bericht.gebied, opening: opening.nummer, uitsnede: "" });
      if (isGeopend) {
        vervangGeheel(opening.adres);
        pasAanOpening(opening);
      } else pasIn();
    }
    const rondom = () => {
      tekenRand();
      tekenNamen();
    };
    // the very first time the map goes before its legend, which was empty until now
    if (isEerste) requestAnimationFrame(() => setTimeout(rondom));
    else rondom();
  }

  function tekenNamen() {
    if (!isKlaar()) return;
    plaatsNamen(kaart.leaflet, vlakken.namen, kaart.omtrekken, moment().vakken, kaart.bericht);
    plaatsWijknamen(kaart.leaflet, vlakken.wijknamen, kaart.omtrekken, kaart.bericht.groepen, vrijeRuimte(kaart.leaflet));
  }

  // --- choosing and pointing -----------------------------------------------------------------

  function kies(plek) {
    if (!isKlaar() || plek < 0 || [VAK.WATER, VAK.BUITEN].includes(moment().vakken[plek])) return;
    // what waits to be told goes first: choosing makes a step for Back, with the view as it is
    if (klokken.jaar) {
      clearTimeout(klokken.jaar);
      meldJaar();
    }
    if (klokken.uitsnede) {
      clearTimeout(klokken.uitsnede);
      meldUitsnede();
    }
    kaart.bericht.gekozen = kaart.omtrekken.gebieden[plek].c;
    verbergHulp();
    tekenRand();
    vertel(kaart.bericht.kaart, { buurt: kaart.bericht.gekozen });
  }

  /** What names the year and the chosen area: legend, years, source line, and its outline on the map. */
  function tekenRand() {
    const { bericht } = kaart;
    if (vlakken.gekozen) vlakken.gekozen.remove();
    const gevonden = isKlaar() ? kaart.omtrekken.plekken.get(bericht.gekozen) : undefined;
    const plek = gevonden === undefined ? null : gevonden;
    tekenLegenda(vlakken.legenda, bericht, moment(), {
      plek, naam: plek === null ? "" : kaart.omtrekken.gebieden[plek].n, opFilter: zetFilter, opWijs: vlakken.aanwijzer.wijs, opKies: kies,
    });
    vlakken.bron.firstChild.textContent = moment().bron;
    vlakken.jaren.zet(bericht);
    vlakken.ernaast.teken(bericht, isKlaar() ? kaart.omtrekken : null, plek);
    if (plek === null) return;
    const lijnen = [[WIT, 6.5], [INKT, 3]];
    const naam = element("div", "keuzenaam", kaart.omtrekken.gebieden[plek].n);
    vlakken.gekozen = L.layerGroup([
      kaart.omtrekken.vlak.rand(plek, { renderer: vlakken.keuze, pane: "keuze", lijnen }),
      L.marker(kaart.omtrekken.vlak.top(plek), {
        icon: L.divIcon({ html: naam, className: "naamplek", iconSize: [0, 0] }), pane: "namen", interactive: false, keyboard: false,
      }),
    ]).addTo(kaart.leaflet);
  }

  const verbergHulp = () => vlakken.aanwijzer.verberg();

  function meld(tekst) {
    vlakken.melding.textContent = tekst;
    vlakken.melding.hidden = !tekst;
  }

  // --- the frame -----------------------------------------------------------------------------

  /** How thin lines are drawn: one part in one where areas are large, less where they crowd. */
  function lijnschaal(minstens) {
    return () => {
      const straal = kaart.omtrekken ? kaart.omtrekken.straal / meterPerPunt(kaart.leaflet) : Infinity;
      return (isPresentatie() ? 1.7 : 1) * Math.min(1, Math.max(minstens, straal / 9));
    };
  }

  /** A layer above the areas that never takes a click. */
  function maakLaag(naam, hoogte, opties = {}) {
    const vlak = kaart.leaflet.createPane(naam);
    vlak.style.zIndex = hoogte;
    vlak.style.pointerEvents = "none";
    return new Penseel({ pane: naam, padding: 0.2, ...opties });
  }

  function maakVlakken(houder) {
    vlakken.legenda = element("aside", "legenda");
    vlakken.bron = element("footer", "bron");
    vlakken.bron.append(element("p"));
    vlakken.melding = element("p", "melding");
    vlakken.melding.setAttribute("role", "status");
    vlakken.melding.hidden = true;
    houder.append(vlakken.melding);
    document.body.append(vlakken.legenda, vlakken.bron);
    vlakken.buurten = new Penseel({ padding: 0.2, lijnschaal: lijnschaal(0.25) });
    vlakken.lijnen = maakLaag("lijnen", 410, { lijnschaal: lijnschaal(0.25) });
    vlakken.keuze = maakLaag("keuze", 420);
    vlakken.aanwijzer = maakAanwijzer(kaart.leaflet, {
      renderer: vlakken.keuze,
      bij: () => (isKlaar() ? { ...kaart.omtrekken, gekozen: kaart.bericht.gekozen, tekst: (plek) => tekstVan(moment(), kaart.bericht, plek) } : null),
      opWijs: (plek) => vlakken.legenda.wijs?.(plek),
    });
    maakLaag("namen", 430);
    vlakken.namen = L.layerGroup().addTo(kaart.leaflet);
    vlakken.wijknamen = L.layerGroup().addTo(kaart.leaflet);
    vlakken.jaren = maakJaren(document.body, zetJaar, (van) => {
      kaart.van = van;
      vertel(kaart.bericht.kaart, { van });
    });
    vlakken.ernaast = maakErnaast(kaart.leaflet, {
      opWissel: (ernaast) => {
        vervang({ ernaast: ernaast ? "ja" : "" });
        vertel(kaart.bericht.kaart, { ernaast });
      },
      opKies: kies,
    });
  }

  function begin(leaflet) {
    kaart.leaflet = leaflet;
    const houder = leaflet.getContainer();
    document.documentElement.lang = "nl";
    document.title = "Kaart";
    houder.setAttribute("aria-label", "Kaart. Verschuif met de pijltjestoetsen, zoom met plus en min.");
    maakVlakken(houder);
    maakKnoppen(leaflet, () => isKlaar() && pasIn());
    leaflet.on("movestart zoomstart", () => {
      if (!kaart.isPassend) kaart.isZelfBewogen = true;
      verbergHulp();
    });
    const verfijnZicht = maakFijn(leaflet, verfijn);
    leaflet.on("moveend", () => {
      tekenNamen();
      if (isKlaar() && !verfijnZicht(kaart.omtrekken, kaart.bericht)) kaart.omtrekken.grof.addTo(leaflet);
      clearTimeout(klokken.uitsnede);
      klokken.uitsnede = setTimeout(meldUitsnede, STIL_MS);
    });
    deelToetsen();
    volgKaartje();
    maakPresentatie(leaflet, {
      stil: (doe) => {
        kaart.isPassend = true;
        doe();
        kaart.isPassend = false;
      },
      opWissel: () => {
        if (!isKlaar()) return;
        vlakken.buurten.redrawAll();
        vlakken.lijnen.redrawAll();
        tekenRand();
        tekenNamen();
      },
      opHeel: () => isKlaar() && pasIn(),
      opJaar: (stap) => vlakken.jaren.stap(stap),
      opSoort: (nummer) => {
        const soort = kaart.bericht?.soorten[nummer];
        if (soort && soort !== kaart.bericht.soort) vertel(kaart.bericht.kaart, { soort });
      },
    });
    houder.addEventListener("mouseleave", verbergHulp);
    document.addEventListener("keyup", () => document.body.classList.add("toetsen"));
    document.addEventListener("pointerdown", () => document.body.classList.remove("toetsen"));
    new ResizeObserver(() => {
      kaart.isPassend = true;
      leaflet.invalidateSize({ pan: false });
      kaart.isPassend = false;
      if (houdBlik(leaflet)) return;
      // a view that the visitor chose stays; the first view fills the room that there is
      if (!isKlaar()) return;
      if (kaart.isZelfBewogen && !kaart.uitsnede && kaart.bericht.opening.uitsnede) pasAanOpening(kaart.bericht.opening);
      if (!kaart.isZelfBewogen && !isPresentatie()) pasIn();
    }).observe(houder);
    wachtOpLetter().then(tekenNamen);
  }

  /** What is on the screen for one area; the tests read the map through this. */
  function lees(code) {
    const plek = isKlaar() ? kaart.omtrekken.plekken.get(code) : undefined;
    if (plek === undefined) return null;
    const { a, n } = kaart.omtrekken.gebieden[plek];
    const { vulling, patroon } = kaart.omtrekken.vlak.stijlen[plek];
    const punt = kaart.leaflet.latLngToContainerPoint([a[1], a[0]]);
    const tekst = tekstVan(moment(), kaart.bericht, plek);
    const ernaast = vlakken.ernaast.lees(plek);
    return { ernaast, naam: n, vak: moment().vakken[plek], tekst, vulling, patroon, punt: [punt.x, punt.y], jaar: moment().jaar };
  }

  /** What every area reads as in every year, in the order of the outline file; for the tests too. */
  function leesAlles() {
    const { momenten, gebieden } = kaart.bericht;
    return momenten.map((een) => Array.from({ length: gebieden }, (_, plek) => tekstVan(een, kaart.bericht, plek)));
  }

  Object.assign(window.SocialeKaart, { begin, toon, lees, leesAlles });
})();
