/*
 * The strip: a dot per area over the colours of the classes, at true scale. The chosen area is a
 * larger dot; gemeente (solid) and country (dashed) are lines with their value.
 */
(function () {
  "use strict";

  const { VAK, isKlein, klasseVan, schrijf } = window.SocialeKaart;
  const BREED = 300;
  const HOOG = 62; // of the dots
  const KOP = 20; // room for the names of gemeente and country
  const BALK = 9;
  const STIPPEN = [6, 5, 4, 3];
  const MEESTE_STIPPEN = 1500;
  const ONDERSTE = 2; // the width of a column, where there are more
  const KOPJES = 0.03; // so many of the columns may be cut

  function maak(soort, kenmerken, tekst) {
    const nieuw = document.createElementNS("http://www.w3.org/2000/svg", soort);
    Object.entries(kenmerken).forEach(([naam, waarde]) => nieuw.setAttribute(naam, waarde));
    if (tekst !== undefined) nieuw.textContent = tekst;
    return nieuw;
  }

  const heeftCijfer = (vak) => klasseVan(vak) >= 0 || isKlein(vak);

  /** How many dots lie in each column, for dots of one size. */
  function stapel(plekken, stip) {
    const kolommen = new Map();
    for (const x of plekken) {
      const kolom = Math.floor(x / stip);
      kolommen.set(kolom, (kolommen.get(kolom) || 0) + 1);
    }
    return kolommen;
  }

  /** Draw every area as a dot, overlapping where a column is full; of a country columns instead. */
  function tekenStippen(vlak, plekken, bodem) {
    const past = STIPPEN.find((maat) => Math.max(0, ...stapel(plekken, maat).values()) * maat <= HOOG - 6);
    const stip = past || (plekken.length <= MEESTE_STIPPEN ? STIPPEN.at(-2) : 0);
    const kolommen = stapel(plekken, stip || ONDERSTE);
    // one column may hold a tenth of all areas, mostly at zero: it is cut, or the others would vanish
    const hoogste = Math.max(1, [...kolommen.values()].sort((een, ander) => ander - een)[Math.floor(kolommen.size * KOPJES)] || 1);
    const pad = [];
    for (const [kolom, aantal] of kolommen) {
      if (stip) {
        const [r, x] = [stip / 2 - 0.4, (kolom + 0.5) * stip];
        const stap = Math.min(stip, (HOOG - 6 - stip) / Math.max(1, aantal - 1));
        for (let i = 0; i < aantal; i += 1) {
          pad.push(`M${x - r} ${bodem - stip / 2 - i * stap}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`);
        }
      } else {
        pad.push(`M${kolom * ONDERSTE} ${bodem}v${-(HOOG - 6) * Math.min(1, aantal / hoogste)}h${ONDERSTE - 0.4}V${bodem}`);
      }
    }
    vlak.append(maak("path", { d: pad.join(""), class: "stippen" }));
    vlak.dataset.vorm = stip ? "stip" : "kolom";
  }

  function tekenBalk(vlak, klassen, x, boven) {
    klassen.forEach(({ kleur, grens }, i) => {
      const van = i ? x(grens) : 0;
      const tot = i + 1 < klassen.length ? x(klassen[i + 1].grens) : BREED;
      vlak.append(maak("rect", { x: van, y: boven, width: Math.max(0, tot - van), height: BALK, fill: kleur }));
    });
    vlak.append(maak("rect", { x: 0.5, y: boven, width: BREED - 1, height: BALK, class: "rand" }));
    let vrij = -Infinity;
    klassen.slice(1).forEach(({ grens, tekst }) => {
      const half = tekst.length * 3.7;
      const midden = Math.min(BREED - half, Math.max(half, x(grens)));
      if (midden - half < vrij) return;
      vrij = midden + half + 4;
      vlak.append(maak("text", { x: midden, y: boven + BALK + 15, class: "as" }, tekst));
    });
  }

  /** The larger areas as lines; their names stand beside each other, also when the lines do not. */
  function tekenReferenties(vlak, referenties, opmaak, x, onder) {
    const lijst = referenties
      .map(({ naam, waarde, soort }) => {
        const tekst = `${naam} ${schrijf(Math.round(waarde * 10 ** opmaak.decimalen), { ...opmaak, voor: "", achter: "" })}`;
        return { plek: x(waarde), tekst, soort, breed: tekst.length * 7 };
      })
      .sort((een, ander) => een.plek - ander.plek);
    let vrij = 0;
    lijst.forEach((een, i) => {
      const rest = lijst.slice(i + 1).reduce((som, ander) => som + ander.breed + 10, 0);
      const gewenst = lijst.length > 1 && i === 0 ? een.plek - een.breed + 8 : een.plek - 8;
      een.links = Math.max(vrij, Math.min(gewenst, BREED - een.breed - rest));
      vrij = een.links + een.breed + 10;
      vlak.append(
        maak("line", { x1: een.plek, x2: een.plek, y1: KOP, y2: onder, class: een.soort }),
        maak("text", { x: een.links, y: 13, class: "naamlijn" }, een.tekst)
      );
    });
  }

  /** Draw the strip of one year; null where no area has a value. */
  function maakStrook(bericht, moment, plek) {
    if (bericht.klassen.length < 2) return null;
    const [laag, hoog] = bericht.strook;
    const schaal = 10 ** bericht.opmaak.decimalen;
    const x = (waarde) => Math.min(1, Math.max(0, (waarde - laag) / (hoog - laag))) * BREED;
    const plekken = [];
    let heeftRand = false;
    for (let i = 0; i < moment.waarden.length; i += 1) {
      const vak = moment.vakken[i];
      if (heeftCijfer(vak) && !isKlein(vak)) {
        const waarde = moment.waarden[i] / schaal;
        plekken.push(Math.min(BREED - 1, x(waarde)));
        heeftRand = heeftRand || waarde < laag || waarde > hoog;
      }
    }
    const bodem = KOP + HOOG;
    const vlak = maak("svg", { viewBox: `0 0 ${BREED} ${bodem + BALK + 20}`, class: "strook", role: "img" });
    const aantal = plekken.length.toLocaleString("nl-NL");
    vlak.append(maak("title", {}, `${aantal} ${bericht.niveau} naar hun cijfer, van laag naar hoog`));
    tekenStippen(vlak, plekken, bodem - 2);
    tekenBalk(vlak, bericht.klassen, x, bodem);
    tekenReferenties(vlak, moment.referenties, bericht.opmaak, x, bodem + BALK);
    if (plek !== null && moment.vakken[plek] !== VAK.WATER && heeftCijfer(moment.vakken[plek])) {
      vlak.append(maak("circle", { cx: x(moment.waarden[plek] / schaal), cy: bodem - 7, r: 5, class: "hier" }));
    }
    vlak.dataset.stippen = plekken.length;
    if (heeftRand) vlak.dataset.rand = "ja";
    return vlak;
  }

  Object.assign(window.SocialeKaart, { maakStrook });
})();
