/*
 * What the frame tells: the address of the page for what replaces a step (year, filter and the part
 * of the map in sight), and the server for what was done on the map.
 *
 * Streamlit adds a step for Back with every address it writes, so it writes only what is a step.
 */
(function () {
  "use strict";

  const VOLGORDE = ["gebied", "grens", "niveau", "soort", "indicator", "jaar", "van", "tot", "met", "metvan", "mettot", "drempel", "buurt", "filter", "tel", "klassen", "uitsnede", "ernaast", "bezit"];

  /** Replace the address of the page; a value of "" takes a parameter away. */
  function vervang(delen) {
    const { location, history } = window.parent;
    const oud = Object.fromEntries(new URLSearchParams(location.search));
    const nieuw = { ...oud, ...delen };
    const vraag = new URLSearchParams(VOLGORDE.filter((naam) => nieuw[naam]).map((naam) => [naam, nieuw[naam]]));
    if (`?${vraag}` !== location.search) history.replaceState(history.state, "", `${location.pathname}?${vraag}`);
  }

  /** The address of a view that was opened, in full and nothing else. */
  function vervangGeheel(adres) {
    vervang({ ...Object.fromEntries(VOLGORDE.map((naam) => [naam, ""])), ...adres });
  }

  let gedaan = {};
  let laatst = 0;

  /** Tell the server what was done since its last message, so that nothing is lost on the way. */
  function vertel(kaart, velden) {
    gedaan = { ...(gedaan.kaart === kaart ? gedaan : {}), ...velden, kaart };
    laatst = Date.now();
    window.Streamlit.setComponentValue({ ...gedaan, t: laatst });
  }

  /** Area and borders of a map, whatever it shows: an area that was chosen is chosen on all of them. */
  const plaatsVan = (kaart) => kaart?.split(" ", 2).join(" ");

  /** Keep what was done here after the server wrote a message; what it knows is no longer told. */
  function verzoen(bericht) {
    const isOnderweg = bericht.t < laatst && plaatsVan(gedaan.kaart) === plaatsVan(bericht.kaart);
    if (isOnderweg && gedaan.kaart === bericht.kaart) {
      if (gedaan.jaar !== undefined) bericht.jaar = gedaan.jaar;
      if (gedaan.buurt !== undefined) bericht.gekozen = gedaan.buurt;
      if (gedaan.filter !== undefined) bericht.filter = gedaan.filter ? gedaan.filter.split(",").map(Number) : [];
    } else if (isOnderweg && gedaan.buurt !== undefined) {
      bericht.gekozen = gedaan.buurt;
      gedaan = { kaart: bericht.kaart, buurt: gedaan.buurt };
    } else gedaan = {};
  }

  /** Keys that belong to the page also work in the frame. */
  function deelToetsen() {
    document.addEventListener("keydown", (e) => {
      if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input")) return;
      const zoek = window.parent.document.getElementById("sk-zoek");
      if (!zoek) return;
      e.preventDefault();
      zoek.focus();
    });
  }

  Object.assign(window.SocialeKaart, { vervang, vervangGeheel, vertel, verzoen, deelToetsen });
})();
