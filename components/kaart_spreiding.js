/*
 * Change against change: every area a dot, in four corners that count and filter. A dot and its area
 * on the map point at each other. Rising is up and to the right; the grey cross is about equal.
 */
(function () {
  "use strict";

  const { filterVan, isInZicht, isKlein, klasseVan, lichtheid, maakTeken, schrijf, stijlVan, WIT } = window.SocialeKaart;
  const INKT = "#1B2733";
  const INKT_2 = "#4C5762";
  const KRUIS = "#E9E8E4";
  const LIJN = "#838C95";
  const VAAG = "#D5D8DA";
  const NABIJ_PX = 12;
  const GEWOON = 0.985; // beyond this part of all areas a dot lies on the edge
  const MARGE = 9; // so that a dot on the edge is whole

  function maak(soort, klasse, tekst) {
    const nieuw = document.createElement(soort);
    if (klasse) nieuw.className = klasse;
    if (tekst !== undefined) nieuw.textContent = tekst;
    return nieuw;
  }

  /** The smallest of 1, 2 and 5, and their tenfolds, that is not below a number. */
  function rond(getal) {
    const tien = 10 ** Math.floor(Math.log10(getal));
    return [1, 2, 5, 10].map((maal) => maal * tien).find((een) => een >= getal - 1e-9);
  }

  const heeftCijfer = (vak) => klasseVan(vak) >= 0;

  /** How far an axis reaches: the same for all years, so that a dot that moves has changed. */
  function bereik(momenten, reeks, schaal, band) {
    const hoogste = momenten.map((moment) => {
      const maten = [];
      for (let i = 0; i < moment.vakken.length; i += 1) {
        if (heeftCijfer(moment.vakken[i]) && !isKlein(moment.vakken[i])) maten.push(Math.abs(moment[reeks][i]) / schaal);
      }
      maten.sort((een, ander) => een - ander);
      return maten[Math.floor(GEWOON * (maten.length - 1))] || 0;
    });
    return rond(Math.max(2 * band, ...hoogste) || 1);
  }

  /** From the values of an area to a part of the width and height. */
  function maakAssen(bericht) {
    const as = (deel, reeks, opmaak) => {
      const schaal = 10 ** opmaak.decimalen;
      const tot = bereik(bericht.momenten, reeks, schaal, deel.band);
      const plaats = (waarde) => 0.5 + (deel.richting * Math.max(-tot, Math.min(tot, waarde))) / (2 * tot);
      const tekst = (waarde) => schrijf(Math.round(waarde * schaal), { ...opmaak, voor: "", achter: "" }).replace(/,0+$/, "");
      return { tot, band: deel.band, richting: deel.richting, plaats, tekst, van: (moment, i) => plaats(moment[reeks][i] / schaal) };
    };
    const { kolommen, rijen } = bericht.vierkant;
    return { x: as(kolommen, "waarden", bericht.opmaak), y: as(rijen, "tweede", bericht.tweede.opmaak) };
  }

  function hoek(bericht, moment, klasse, nummer) {
    const code = filterVan(String(nummer));
    const isWeg = bericht.filter.length > 0 && !bericht.filter.includes(code);
    const knop = maak("button", `hoek ${klasse.cel[0] ? "onder" : "boven"} ${klasse.cel[1] ? "rechts" : "links"}`);
    knop.type = "button";
    knop.dataset.filter = code;
    knop.setAttribute("aria-pressed", String(bericht.filter.includes(code)));
    const aantal = moment.tellingen[0][nummer];
    knop.setAttribute("aria-label", `${klasse.label}: ${aantal.toLocaleString("nl-NL")}`);
    knop.title = klasse.label[0].toUpperCase() + klasse.label.slice(1);
    const kleur = isWeg ? "#F2F2EF" : klasse.kleur;
    Object.assign(knop.style, { background: kleur, color: lichtheid(kleur) < 57 ? WIT : INKT });
    knop.classList.toggle("nadruk", String(bericht.vierkant.nadruk) === String(klasse.cel));
    knop.append(maakTeken(klasse, { vulling: kleur }), maak("strong", "", aantal.toLocaleString("nl-NL")));
    return knop;
  }

  /** Draw the dots of one moment; `opWijs` hears the area that is pointed at (-1: none), `opKies` the chosen one. */
  function maakSpreiding(bericht, moment, { plek, opWijs, opKies }) {
    const { rijen, kolommen } = bericht.vierkant;
    const assen = maakAssen(bericht);
    const blok = maak("div", "spreiding");
    const doek = maak("canvas");
    const vlak = maak("div", "veld");
    vlak.append(doek);
    doek.setAttribute("role", "img");
    doek.setAttribute("aria-label", `Elke stip is een buurt: van links naar rechts de verandering van ${kolommen.label}, van onder naar boven die van ${rijen.label}`);
    bericht.klassen.forEach((klasse, nummer) => {
      if (klasse.cel) vlak.append(hoek(bericht, moment, klasse, nummer));
    });
    const [op, neer] = rijen.woorden;
    const [links, rechts] = kolommen.woorden;
    const hoogte = maak("div", "asy");
    const [laagY, hoogY] = [-assen.y.tot * assen.y.richting, assen.y.tot * assen.y.richting];
    hoogte.append(maak("small", "", assen.y.tekst(hoogY)), maak("b", "", op), maak("span", "nul", "0"), maak("b", "", neer), maak("small", "", assen.y.tekst(laagY)));
    const breedte = maak("div", "asx");
    const [laagX, hoogX] = [-assen.x.tot * assen.x.richting, assen.x.tot * assen.x.richting];
    breedte.append(
      maak("small", "", assen.x.tekst(laagX)), maak("span", "nul", "0"), maak("small", "", assen.x.tekst(hoogX)),
      maak("b", "", links), maak("span", "kolomas", kolommen.label), maak("b", "", rechts)
    );
    blok.append(maak("span", "rijas", rijen.label), hoogte, vlak, breedte);
    let gewezen = -1;

    const maat = () => ({ breed: doek.clientWidth, hoog: doek.clientHeight });
    function plaats(i) {
      const { breed, hoog } = maat();
      return [MARGE + assen.x.van(moment, i) * (breed - 2 * MARGE), MARGE + (1 - assen.y.van(moment, i)) * (hoog - 2 * MARGE)];
    }

    function stip(pen, i, straal) {
      const [x, y] = plaats(i);
      pen.beginPath();
      pen.arc(x, y, straal, 0, 7);
    }

    function teken() {
      const { breed, hoog } = maat();
      if (!breed) return;
      const punt = window.devicePixelRatio || 1;
      doek.width = breed * punt;
      doek.height = hoog * punt;
      const pen = doek.getContext("2d");
      pen.scale(punt, punt);
      const [bx, by] = [(assen.x.band / assen.x.tot) * (breed / 2 - MARGE), (assen.y.band / assen.y.tot) * (hoog / 2 - MARGE)];
      pen.fillStyle = KRUIS;
      pen.fillRect(breed / 2 - bx, 0, 2 * bx, hoog);
      pen.fillRect(0, hoog / 2 - by, breed, 2 * by);
      pen.strokeStyle = LIJN;
      pen.lineWidth = 1;
      pen.beginPath();
      pen.moveTo(breed / 2, 0);
      pen.lineTo(breed / 2, hoog);
      pen.moveTo(0, hoog / 2);
      pen.lineTo(breed, hoog / 2);
      pen.stroke();
      const groot = bericht.gebieden > 1500 ? 1.6 : bericht.gebieden > 300 ? 2.8 : 4.2;
      const inZicht = [];
      for (let i = 0; i < moment.vakken.length; i += 1) {
        if (!heeftCijfer(moment.vakken[i])) continue;
        if (isInZicht(moment.vakken[i], bericht.filter)) inZicht.push(i);
        else {
          stip(pen, i, groot * 0.8);
          pen.fillStyle = VAAG;
          pen.fill();
        }
      }
      // the colours of the corners over that of the middle, where most dots lie
      inZicht.sort((een, ander) => klasseVan(moment.vakken[ander]) - klasseVan(moment.vakken[een]));
      for (const i of inZicht) {
        const { vulling } = stijlVan(moment.vakken[i], bericht.klassen);
        stip(pen, i, groot);
        pen.fillStyle = vulling;
        pen.fill();
        if (groot > 2) {
          pen.strokeStyle = lichtheid(vulling) < 57 ? WIT : INKT_2;
          pen.lineWidth = 0.8;
          pen.stroke();
        }
      }
      for (const [i, straal] of [[plek ?? -1, groot + 3], [gewezen, groot + 2]]) {
        if (i < 0 || !heeftCijfer(moment.vakken[i])) continue;
        stip(pen, i, straal);
        pen.fillStyle = i === plek ? INKT : stijlVan(moment.vakken[i], bericht.klassen).vulling;
        pen.fill();
        pen.strokeStyle = i === plek ? WIT : INKT;
        pen.lineWidth = 2;
        pen.stroke();
      }
    }

    /** The dot nearest to a point, or -1. */
    function bij({ offsetX, offsetY }) {
      let [beste, afstand] = [-1, NABIJ_PX ** 2];
      for (let i = 0; i < moment.vakken.length; i += 1) {
        if (!heeftCijfer(moment.vakken[i])) continue;
        const [x, y] = plaats(i);
        const ver = (x - offsetX) ** 2 + (y - offsetY) ** 2;
        if (ver < afstand) [beste, afstand] = [i, ver];
      }
      return beste;
    }

    /** Mark the dot of an area. */
    blok.wijs = (i) => {
      if (i === gewezen) return;
      gewezen = i;
      teken();
    };
    /** Where the dot of an area lies in the frame; for the tests. */
    blok.plaats = (i) => {
      const { left, top } = doek.getBoundingClientRect();
      const [x, y] = plaats(i);
      return [left + doek.clientLeft + x, top + doek.clientTop + y];
    };
    blok.gewezen = () => gewezen;
    doek.addEventListener("pointermove", (e) => {
      const i = bij(e);
      doek.style.cursor = i < 0 ? "" : "pointer";
      blok.wijs(i);
      opWijs(i);
    });
    doek.addEventListener("pointerleave", () => {
      blok.wijs(-1);
      opWijs(-1);
    });
    doek.addEventListener("click", (e) => opKies(bij(e)));
    new ResizeObserver(teken).observe(doek);
    return blok;
  }

  Object.assign(window.SocialeKaart, { maakSpreiding });
})();
