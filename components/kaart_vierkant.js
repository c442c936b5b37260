/*
 * The square legend of a map of two variables: words and count in the cell, axes in words beside it.
 * Rising is up and to the right. A cell is a button that filters.
 */
(function () {
  "use strict";

  const { lichtheid, filterVan, WIT } = window.SocialeKaart;
  const INKT = "#1B2733";

  function maak(soort, klasse, tekst) {
    const nieuw = document.createElement(soort);
    if (klasse) nieuw.className = klasse;
    if (tekst !== undefined) nieuw.textContent = tekst;
    return nieuw;
  }

  /** A few letters of what is counted, where a whole word has no room. */
  const kort = (woord) => (woord.includes("woningen") ? "won." : `${woord.slice(0, 3)}.`);

  /** The sign of a class, drawn: the letter has none of them. */
  function maakTeken(klasse, { vulling }) {
    if (!klasse || !klasse.teken) return "";
    const vormen = { "\u25B2": "M0 9 L5 0 L10 9 Z", "\u25BC": "M0 0 L10 0 L5 9 Z", "\u25A0": "M1 0 H9 V8 H1 Z" };
    const vlak = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    vlak.setAttribute("viewBox", "0 0 10 9");
    vlak.setAttribute("class", "teken");
    vlak.setAttribute("aria-hidden", "true");
    const pad = document.createElementNS("http://www.w3.org/2000/svg", "path");
    pad.setAttribute("d", vormen[klasse.teken]);
    pad.setAttribute("fill", lichtheid(vulling) < 57 ? WIT : INKT);
    vlak.append(pad);
    return vlak;
  }

  function cel(bericht, moment, klasse, nummer, gekozenVak) {
    const code = filterVan(String(nummer));
    const isWeg = bericht.filter.length > 0 && !bericht.filter.includes(code);
    const knop = maak("button", "cel");
    knop.type = "button";
    knop.dataset.filter = code;
    knop.setAttribute("aria-pressed", String(bericht.filter.includes(code)));
    knop.classList.toggle("gekozen", gekozenVak === String(nummer));
    knop.classList.toggle("nadruk", String(bericht.vierkant.nadruk) === String(klasse.cel));
    const kleur = isWeg ? "#F2F2EF" : klasse.kleur;
    knop.style.setProperty("--kleur", kleur);
    Object.assign(knop.style, { background: kleur, color: lichtheid(kleur) < 57 ? WIT : INKT });
    const [aantal, tweede] = moment.tellingen.map((telling) => telling[nummer]);
    const kop = maak("span", "kop");
    kop.append(maak("strong", "", aantal.toLocaleString("nl-NL")));
    if (tweede >= 0 && bericht.vierkant.kolommen.woorden.length < 3) {
      kop.append(maak("span", "", `${tweede.toLocaleString("nl-NL")} ${kort(moment.gewichten[1])}`));
    }
    const zicht = bericht.vierkant.kolommen.woorden.length < 3 ? "" : "verborgen";
    knop.append(kop, maak("span", zicht || "woorden", klasse.label[0].toUpperCase() + klasse.label.slice(1)));
    if (zicht) knop.append(maakTeken(klasse, { vulling: kleur }));
    return knop;
  }

  /** Draw the square of one moment. */
  function maakVierkant(bericht, moment, gekozenVak) {
    const { rijen, kolommen } = bericht.vierkant;
    const vlak = maak("div", `vierkant maat${kolommen.woorden.length} ${bericht.soort}`);
    vlak.setAttribute("role", "group");
    vlak.setAttribute("aria-label", `${rijen.label} naar ${kolommen.label}`);
    vlak.append(maak("span", "rijas", rijen.label));
    rijen.woorden.forEach((woord, rij) => {
      const kop = maak("span", "rijwoord");
      kop.append(maak("b", "", woord));
      if (rijen.grenzen[rij]) kop.append(maak("small", "", rijen.grenzen[rij]));
      vlak.append(kop);
      kolommen.woorden.forEach((_, kolom) => {
        const nummer = bericht.klassen.findIndex(({ cel: plek }) => plek && plek[0] === rij && plek[1] === kolom);
        vlak.append(cel(bericht, moment, bericht.klassen[nummer], nummer, gekozenVak));
      });
    });
    vlak.append(maak("span"));
    kolommen.woorden.forEach((woord, kolom) => {
      const kop = maak("span", "kolomwoord");
      kop.append(maak("b", "", woord));
      if (kolommen.grenzen[kolom]) kop.append(maak("small", "", kolommen.grenzen[kolom]));
      vlak.append(kop);
    });
    vlak.append(maak("span", "kolomas", kolommen.label));
    return vlak;
  }

  Object.assign(window.SocialeKaart, { maakVierkant, maakTeken });
})();
