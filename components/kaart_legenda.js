/*
 * The legend: title, subtitle, sentence, classes from high to low with their counts, and the kinds
 * of nothing with theirs. It counts the same characters that the map is drawn from.
 */
(function () {
  "use strict";

  const { VAK, WOORDEN, isKlein, stijlVan, achtergrond } = window.SocialeKaart;

  /** An element with text as text. */
  function element(soort, klasse, tekst) {
    const nieuw = document.createElement(soort);
    if (klasse) nieuw.className = klasse;
    if (tekst !== undefined) nieuw.textContent = tekst;
    return nieuw;
  }

  /** A sentence in which **words** are bold. */
  function zin(klasse, tekst) {
    const blok = element("p", klasse);
    tekst.split("**").forEach((deel, i) => blok.append(i % 2 ? element("strong", "", deel) : deel));
    return blok;
  }

  function rij(vak, woord, aantal, { klassen, nadruk }) {
    const regel = element("tr", [aantal === 0 && "leeg", nadruk && "nadruk"].filter(Boolean).join(" "));
    const staal = element("span", "staal");
    staal.style.background = achtergrond(stijlVan(vak, klassen));
    if (isKlein(vak)) staal.append(element("i", "stip"));
    const kop = element("th");
    kop.scope = "row";
    kop.append(staal, element("span", "", woord));
    regel.append(kop, element("td", "", aantal === null ? "" : aantal.toLocaleString("nl-NL")));
    return regel;
  }

  function tabel({ klassen, niveau }, vakken, gekozenVak) {
    const telling = {};
    for (const vak of vakken) telling[vak] = (telling[vak] || 0) + 1;
    const klein = Object.keys(telling).filter(isKlein).sort();
    const uit = element("table");
    const kop = element("tr");
    kop.append(element("th"), element("th", "", niveau));
    kop.firstChild.append(element("span", "verborgen", "klasse"));
    kop.firstChild.scope = kop.lastChild.scope = "col";
    const hoogNaarLaag = element("tbody");
    klassen.forEach(({ label }, i) => {
      const vak = String(i);
      hoogNaarLaag.prepend(rij(vak, label, telling[vak] || 0, { klassen, nadruk: vak === gekozenVak }));
    });
    const niets = element("tbody");
    if (klein.length) {
      const samen = klein.reduce((som, vak) => som + telling[vak], 0);
      niets.append(rij(klein[klein.length >> 1], "klein aantal", samen, { klassen, nadruk: klein.includes(gekozenVak) }));
    }
    for (const vak of [VAK.ONDERDRUKT, VAK.NIET_BESCHIKBAAR, VAK.BUITEN]) {
      niets.append(rij(vak, WOORDEN[vak], telling[vak] || 0, { klassen, nadruk: vak === gekozenVak }));
    }
    if (telling[VAK.WATER]) niets.append(rij(VAK.WATER, WOORDEN[VAK.WATER], null, { klassen }));
    uit.append(element("thead"), hoogNaarLaag, niets);
    uit.tHead.append(kop);
    return uit;
  }

  function tekenLegenda(vlak, bericht, moment, gekozenVak) {
    vlak.replaceChildren(
      element("h1", "", moment.titel), zin("onder", moment.ondertitel), zin("zin", moment.zin),
      tabel(bericht, moment.vakken, gekozenVak), element("p", "merken", bericht.merken), element("p", "wenk", bericht.wenk)
    );
  }

  Object.assign(window.SocialeKaart, { element, tekenLegenda });
})();
