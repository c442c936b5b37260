/*
 * The card beside the frame follows the years of the map a moment later. Until it is of the same
 * year its figures are kept out of sight, so that no two years stand side by side.
 */
(function () {
  "use strict";

  const pagina = window.parent.document;
  let jaar = null;

  function vergelijk() {
    const kaartje = pagina.querySelector(".sk-profiel[data-jaar]");
    const houder = pagina.querySelector(".st-key-sk-kaartje");
    if (houder) houder.classList.toggle("ouder", Boolean(kaartje && jaar && kaartje.dataset.jaar !== String(jaar)));
  }

  /** Tell of which year the map is. */
  function zetKaartjaar(nieuw) {
    jaar = nieuw;
    vergelijk();
  }

  function volgKaartje() {
    const kijker = new MutationObserver(vergelijk);
    kijker.observe(pagina.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-jaar"] });
    window.addEventListener("pagehide", () => kijker.disconnect());
  }

  Object.assign(window.SocialeKaart, { zetKaartjaar, volgKaartje });
})();
