/*
 * Fine outlines on the map of the country: fetched per gemeente when one zooms in, and drawn in
 * place of the coarse ones. What is drawn keeps its colour, and the view does not move.
 */
(function () {
  "use strict";

  const VANAF_ZOOM = 11;
  const MEESTE = 12; // gemeenten in one view

  const gemeenteVan = (code) => `GM${code.slice(2, 6)}`;

  /**
   * Answer a function that refines what is in view, and tells whether fine lines are in use there;
   * `opFijn` hears of each file that came.
   */
  function maakFijn(leaflet, opFijn) {
    let gevraagd = new Set();
    let naam = null;

    return function verfijn(omtrekken, bericht) {
      if (naam !== omtrekken.naam) {
        naam = omtrekken.naam;
        gevraagd = new Set();
      }
      if (leaflet.getZoom() < VANAF_ZOOM) return false;
      const zicht = omtrekken.vlak.zicht();
      const inZicht = new Set();
      omtrekken.gebieden.forEach(({ c }, plek) => {
        const gemeente = gemeenteVan(c);
        if (!inZicht.has(gemeente) && bericht.fijn[gemeente] && omtrekken.vlak.raakt(plek, zicht)) inZicht.add(gemeente);
      });
      if (inZicht.size > MEESTE) return gevraagd.size > 0;
      inZicht.forEach(async (gemeente) => {
        if (gevraagd.has(gemeente)) return;
        gevraagd.add(gemeente);
        try {
          const antwoord = await fetch(bericht.fijn[gemeente]);
          if (!antwoord.ok) throw new Error(`${antwoord.status}`);
          const bestand = await antwoord.json();
          if (naam === omtrekken.naam) opFijn(omtrekken, bestand);
        } catch (fout) {
          console.error(gemeente, fout); // the coarse outline stays
          gevraagd.delete(gemeente);
        }
      });
      return gevraagd.size > 0;
    };
  }

  Object.assign(window.SocialeKaart, { maakFijn });
})();
