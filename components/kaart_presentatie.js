/*
 * The presentation of a view: chrome gone, large letters, the map over two thirds of the screen. The
 * frame and the map in it stay what they are, with the same middle and zoom; leaving it brings the
 * former view back exactly.
 *
 * Keys: P begins and ends, Escape ends, F is full screen, arrows step the years, digits the kinds of
 * map, 0 shows all of the area, / finds a buurt. While somebody types all of them are silent.
 */
(function () {
  "use strict";

  const KLASSE = "sk-presentatie";
  const pagina = window.parent.document;
  const staat = { isAan: false, isBewogen: false, zicht: null, gewenst: null };

  const isPresentatie = () => staat.isAan;
  const typt = (doel) => Boolean(doel.closest && doel.closest("input, textarea, select, [contenteditable=true]"));

  function zet(isAan, leaflet, opWissel) {
    if (isAan === staat.isAan) return;
    const zicht = { midden: leaflet.getCenter(), zoom: leaflet.getZoom() };
    if (isAan) staat.zicht = zicht;
    staat.isAan = isAan;
    pagina.documentElement.classList.toggle(KLASSE, isAan);
    document.documentElement.classList.toggle(KLASSE, isAan);
    // what was moved meanwhile stays moved; else the map is exactly where it was
    const terug = isAan || staat.isBewogen ? zicht : staat.zicht;
    staat.gewenst = terug;
    clearTimeout(staat.klok);
    staat.klok = setTimeout(() => {
      houdBlik(leaflet); // also what was rounded to a pixel on the way
      staat.gewenst = null;
    }, 800);
    staat.stil(() => leaflet.invalidateSize({ pan: false, animate: false }));
    houdBlik(leaflet);
    staat.isBewogen = false;
    opWissel();
  }

  /** The frame gets its new size a moment later: the middle stays what it is to be. */
  function houdBlik(leaflet) {
    const { gewenst } = staat;
    // this is no move of the visitor: nothing is told of it
    if (gewenst) staat.stil(() => leaflet.setView(gewenst.midden, gewenst.zoom, { animate: false, reset: true }));
    return Boolean(gewenst);
  }

  function volledig() {
    if (pagina.fullscreenElement) pagina.exitFullscreen();
    else pagina.documentElement.requestFullscreen?.().catch(() => {});
  }

  /**
   * Listen to the keys of a presentation, in the frame and on the page around it.
   *
   * `stil` moves the map without telling of it, `opJaar` hears how many years to step, `opSoort` the number of a kind of map.
   */
  function maakPresentatie(leaflet, { stil, opWissel, opJaar, opSoort, opHeel }) {
    staat.stil = stil;
    const wissel = (isAan) => zet(isAan, leaflet, opWissel);
    function opToets(e) {
      if (e.ctrlKey || e.metaKey || e.altKey || typt(e.target)) return;
      if (!document.body.isConnected || !window.frameElement?.isConnected) return;
      const toets = e.key.toLowerCase();
      if (toets === "p") wissel(!staat.isAan);
      else if (!staat.isAan) return;
      else if (toets === "escape") wissel(false);
      else if (toets === "f") volledig();
      else if (toets === "arrowright" || toets === "arrowdown" || toets === "pagedown") opJaar(1);
      else if (toets === "arrowleft" || toets === "arrowup" || toets === "pageup") opJaar(-1);
      else if (toets === "0") opHeel();
      else if (/^[1-9]$/.test(toets)) opSoort(Number(toets) - 1);
      else return;
      e.preventDefault();
      e.stopPropagation();
    }
    // before Leaflet, that moves the map with the arrows
    document.addEventListener("keydown", opToets, true);
    pagina.addEventListener("keydown", opToets, true);
    pagina.addEventListener("sk-presenteer", () => wissel(true));
    window.addEventListener("pagehide", () => {
      pagina.removeEventListener("keydown", opToets, true);
      pagina.documentElement.classList.remove(KLASSE);
    });
    leaflet.on("dragend", () => {
      staat.isBewogen = staat.isAan;
    });
    leaflet.getContainer().addEventListener("wheel", () => {
      staat.isBewogen = staat.isAan;
    });
  }

  Object.assign(window.SocialeKaart, { maakPresentatie, isPresentatie, houdBlik });
})();
