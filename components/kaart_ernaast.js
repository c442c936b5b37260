/*
 * Both single maps beside the map of a pair: the same part in sight, the same year, the same chosen
 * area, and the outlines of the one large map. Moving one moves all three.
 */
(function () {
  "use strict";

  const { WIT, VAK, Penseel, element, isInZicht, stijlVan, tekstVan } = window.SocialeKaart;
  const INKT = "#1B2733";
  const KLASSE = "met-ernaast";

  /** One small map: heading, map, and its classes in a row. */
  function maakDeel(kolom, { leaflet, opKies }) {
    const vlak = element("section", "zijkaart");
    const kop = element("h2");
    const onder = element("p", "periode");
    const houder = element("div", "zijvlak");
    const hulp = element("div", "hulp");
    const schaal = element("ul", "klassenrij");
    hulp.hidden = true;
    const eind = element("p", "eindwoorden");
    vlak.append(kop, onder, houder, schaal, eind);
    kolom.append(vlak);
    const zij = L.map(houder, {
      zoomControl: false, attributionControl: false, keyboard: false, zoomSnap: 0, fadeAnimation: false, zoomAnimation: false,
      wheelPxPerZoomLevel: leaflet.options.wheelPxPerZoomLevel, minZoom: 0, maxZoom: 18, center: leaflet.getCenter(), zoom: leaflet.getZoom(),
    });
    houder.append(hulp);
    const keuze = zij.createPane("keuze");
    keuze.style.zIndex = 420;
    keuze.style.pointerEvents = "none";
    const dun = () => 0.6;
    const deel = {
      zij, buurten: new Penseel({ padding: 0.1, lijnschaal: dun }), keuze: new Penseel({ pane: "keuze", padding: 0.1 }), bron: null, vlak: null, rand: null,
    };

    function toon(plek, punt) {
      hulp.hidden = plek < 0 || window.matchMedia("(hover: none)").matches;
      if (hulp.hidden) return;
      hulp.replaceChildren(element("strong", "", deel.namen[plek].n), element("span", "", tekstVan(deel.moment, deel.beeld, plek)));
      const { x, y } = zij.getSize();
      const links = Math.max(2, Math.min(punt.x - hulp.offsetWidth / 2, x - hulp.offsetWidth - 2));
      const boven = punt.y - hulp.offsetHeight - 12 < 2 ? Math.min(punt.y + 18, y - hulp.offsetHeight) : punt.y - hulp.offsetHeight - 12;
      hulp.style.transform = `translate(${links}px, ${boven}px)`;
    }

    /** The areas of the large map, drawn here too; made anew when it shows other outlines. */
    function volgOmtrekken({ vlak: bron, gebieden }) {
      if (deel.bron === bron) return;
      if (deel.vlak) deel.vlak.remove();
      if (deel.rand) deel.rand.remove();
      deel.rand = null;
      deel.bron = bron;
      deel.namen = gebieden;
      deel.vlak = bron.tweeling({ renderer: deel.buurten, dunsteLijn: 0 });
      deel.vlak.on("mousemove", (e) => toon(deel.vlak.plekOp(e.layerPoint), e.containerPoint));
      deel.vlak.on("mouseout", () => toon(-1));
      deel.vlak.on("click", (e) => opKies(deel.vlak.plekOp(e.layerPoint)));
    }

    deel.teken = (omtrekken, beeld, { plaats, vakken, filter, plek }) => {
      volgOmtrekken(omtrekken);
      Object.assign(deel, { beeld, moment: beeld.momenten[plaats] });
      kop.textContent = beeld.woord[0].toUpperCase() + beeld.woord.slice(1);
      onder.textContent = deel.moment.onder;
      schaal.replaceChildren(...beeld.klassen.map(({ kleur, label, tekst }) => {
        const vak = element("li");
        vak.title = label;
        const staal = element("i");
        staal.style.background = kleur;
        vak.append(staal, element("span", "", tekst));
        vak.append(element("span", "verborgen", label));
        return vak;
      }));
      eind.replaceChildren(...beeld.woorden.map((woord) => element("span", "", woord)));
      const stijlen = {};
      deel.vlak.zetStijlen((nummer) => {
        const vak = deel.moment.vakken[nummer];
        const isWeg = !isInZicht(vakken[nummer], filter);
        const sleutel = isWeg ? VAK.ONBEKEND : vak;
        stijlen[sleutel] = stijlen[sleutel] || stijlVan(sleutel, beeld.klassen);
        return stijlen[sleutel];
      });
      if (!zij.hasLayer(deel.vlak)) deel.vlak.addTo(zij);
      deel.buurten.redrawAll();
      if (deel.rand) deel.rand.remove();
      deel.rand = plek === null ? null : deel.vlak.rand(plek, { renderer: deel.keuze, pane: "keuze", lijnen: [[WIT, 4.5], [INKT, 2.2]] }).addTo(zij);
    };
    return deel;
  }

  /** How many zoom steps smaller a small map is, so that both show all of the same area alike. */
  function verschil(leaflet, zij, grens) {
    if (!grens.isValid()) return -1;
    return zij.getBoundsZoom(grens, false, L.point(8, 8)) - leaflet.getBoundsZoom(grens, false, L.point(40, 40));
  }

  /**
   * Answer what keeps the small maps in step; `opWissel` hears whether they are wanted, `opKies` which area was chosen.
   */
  function maakErnaast(leaflet, { opWissel, opKies }) {
    const kolom = element("aside", "ernaast");
    kolom.setAttribute("aria-label", "Beide kaarten apart");
    document.body.append(kolom);
    let delen = [];
    let leidt = null; // the map that moves the others
    let grens = L.latLngBounds([]); // of what the map is about

    const balk = L.control({ position: "topright" });
    const knop = element("button", "ernaastknop");
    knop.type = "button";
    balk.onAdd = () => {
      L.DomEvent.disableClickPropagation(knop);
      return knop;
    };
    knop.addEventListener("click", () => opWissel(!document.body.classList.contains(KLASSE)));
    balk.addTo(leaflet);

    function volg() {
      if (leidt || !delen.length) return;
      leidt = leaflet;
      for (const { zij } of delen) {
        zij.invalidateSize({ pan: false, animate: false });
        zij.setView(leaflet.getCenter(), leaflet.getZoom() + verschil(leaflet, zij, grens), { animate: false });
      }
      leidt = null;
    }

    function leid(zij) {
      if (leidt) return;
      leidt = zij;
      leaflet.setView(zij.getCenter(), zij.getZoom() - verschil(leaflet, zij, grens), { animate: false });
      leidt = null;
      delen.filter((deel) => deel.zij !== zij).forEach((deel) => {
        leidt = zij;
        deel.zij.setView(zij.getCenter(), zij.getZoom(), { animate: false });
        leidt = null;
      });
    }

    leaflet.on("move zoomend viewreset resize", volg);
    const opMaat = new ResizeObserver(volg);

    return {
      /** Draw what a message shows; without small maps in it their room goes back to the large one. */
      teken(bericht, omtrekken, plek) {
        knop.hidden = !bericht.kanErnaast;
        const isAan = bericht.ernaast.length > 0;
        knop.textContent = isAan ? "Alleen deze kaart" : "Beide kaarten ernaast";
        knop.setAttribute("aria-pressed", String(isAan));
        const isAnders = document.body.classList.contains(KLASSE) !== isAan;
        if (isAnders) {
          document.body.classList.toggle(KLASSE, isAan);
          opMaat.disconnect();
          delen.forEach(({ zij }) => zij.remove());
          kolom.replaceChildren();
          delen = [];
          leaflet.invalidateSize({ pan: false, animate: false });
        }
        if (!isAan || !omtrekken) return;
        const { vakken } = bericht.moment;
        grens = omtrekken.vlak.reikwijdte((nummer) => vakken[nummer] !== VAK.WATER && vakken[nummer] !== VAK.BUITEN);
        if (!delen.length) {
          delen = bericht.ernaast.map(() => maakDeel(kolom, { leaflet, opKies }));
          delen.forEach(({ zij }) => {
            zij.on("drag zoom", () => leid(zij));
            opMaat.observe(zij.getContainer());
          });
        }
        volg();
        const plaats = bericht.momenten.indexOf(bericht.moment);
        bericht.ernaast.forEach((beeld, i) => delen[i].teken(omtrekken, beeld, { plaats, vakken, filter: bericht.filter, plek }));
      },
      /** Draw again what got finer outlines. */
      ververs: () => delen.forEach(({ buurten }) => buurten.redrawAll()),
      /** What a small map shows of an area; for the tests. */
      lees: (plek) => delen.map((deel) => ({ tekst: tekstVan(deel.moment, deel.beeld, plek), vulling: deel.vlak.stijlen[plek].vulling, midden: deel.zij.getCenter(), zoom: deel.zij.getZoom() })),
    };
  }

  Object.assign(window.SocialeKaart, { maakErnaast });
})();
