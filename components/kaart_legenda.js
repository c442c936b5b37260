/*
 * The legend: title, subtitle, sentence, strip, classes from high to low with their counts, and the
 * kinds of nothing with theirs. A row is a button that filters.
 */
(function () {
  "use strict";

  const { VAK, WOORDEN, isKlein, isOnzeker, maakVierkant, stijlVan, achtergrond, filterVan, klasseVan, schrijf, maakStrook, maakSpreiding, maakTeken } = window.SocialeKaart;

  const STIP = "Elke stip is een buurt.";
  const KOLOM = "De kolommen tellen buurten; de hoogste zijn afgekapt.";
  const RAND = "Een stip op de rand ligt verder weg.";

  /** An element with text as text. */
  function element(soort, klasse, tekst) {
    const nieuw = document.createElement(soort);
    if (klasse) nieuw.className = klasse;
    if (tekst !== undefined) nieuw.textContent = tekst;
    return nieuw;
  }

  /** The line below the title, in parts. */
  function onderregel(tekst) {
    const blok = element("p", "onder");
    const delen = tekst.split(" · ");
    delen.forEach((deel, i) => {
      // in the room the period and the area are enough
      const stuk = element("span", i && i < delen.length - 1 ? "maat" : "");
      stuk.append(...zin("", deel).childNodes);
      if (i < delen.length - 1) stuk.append(" · ");
      blok.append(stuk);
    });
    return blok;
  }

  /** A sentence in which **words** are bold. */
  function zin(klasse, tekst) {
    const blok = element("p", klasse);
    tekst.split("**").forEach((deel, i) => blok.append(i % 2 ? element("strong", "", deel) : deel));
    return blok;
  }

  /** Value of an area as a visitor reads it; of two values each with its name. */
  function tekstVan(moment, { opmaak, woord, tweede }, plek) {
    const vak = moment.vakken[plek];
    if (WOORDEN[vak]) return WOORDEN[vak];
    const eerste = schrijf(moment.waarden[plek], opmaak);
    const tekst = tweede ? `${woord} ${eerste}; ${tweede.label} ${schrijf(moment.tweede[plek], tweede.opmaak)}` : eerste;
    if (isKlein(vak)) return `${tekst} (klein aantal)`;
    return isOnzeker(vak) ? `${tekst} (binnen de onzekerheid)` : tekst;
  }

  function rij(vak, woord, aantallen, { bericht, gekozenVak }) {
    const { klassen, filter } = bericht;
    const code = filterVan(vak);
    const isHier = vak === gekozenVak || (isKlein(vak) && gekozenVak !== null && isKlein(gekozenVak));
    const isWeg = filter.length > 0 && code >= 0 && !filter.includes(code);
    const namen = { leeg: aantallen[0] === 0 || isWeg, nadruk: isHier };
    const regel = element("tr", Object.keys(namen).filter((naam) => namen[naam]).join(" "));
    const staal = element("span", "staal");
    staal.style.background = isWeg ? "var(--paneel)" : achtergrond(stijlVan(vak, klassen));
    if (isKlein(vak)) staal.append(element("i", "stip"));
    else staal.append(maakTeken(klassen[klasseVan(vak)], stijlVan(vak, klassen)));
    const kop = element("th");
    kop.scope = "row";
    if (code < 0) {
      const vast = element("span", "klasse");
      vast.append(staal, element("span", "", woord));
      kop.append(vast);
    } else {
      const knop = element("button", "klasse");
      knop.type = "button";
      knop.dataset.filter = code;
      knop.setAttribute("aria-pressed", String(filter.includes(code)));
      knop.append(staal, element("span", "", woord));
      kop.append(knop);
    }
    regel.append(kop, ...aantallen.map((aantal) => element("td", "", aantal === null ? "" : aantal < 0 ? "\u2013" : aantal.toLocaleString("nl-NL"))));
    return regel;
  }

  function tabel(bericht, moment, gekozenVak) {
    const { klassen, niveau } = bericht;
    const aantal = klassen.length;
    const per = (plek) => moment.tellingen.map((telling) => telling[plek]);
    const leeg = moment.tellingen.map(() => 0);
    const opties = { bericht, gekozenVak };
    const uit = element("table");
    const kop = element("tr");
    kop.append(element("td"), ...[niveau, ...moment.gewichten.slice(1)].map((woord) => {
      const cel = element("th", "", woord);
      cel.scope = "col";
      return cel;
    }));
    const hoogNaarLaag = element("tbody");
    klassen.forEach(({ label, cel }, i) => {
      if (!cel) hoogNaarLaag.prepend(rij(String(i), label, per(i), opties));
    });
    const niets = element("tbody");
    const klein = [...moment.vakken].filter(isKlein).sort();
    // they have the pale colour of their own class: the sample shows what they share
    if (klein.length) niets.append(rij(VAK.KLEIN_ZONDER_KLASSE, "klein aantal", per(aantal), opties));
    niets.append(
      rij(VAK.ONDERDRUKT, WOORDEN[VAK.ONDERDRUKT], per(aantal + 1), opties),
      rij(VAK.NIET_BESCHIKBAAR, WOORDEN[VAK.NIET_BESCHIKBAAR], per(aantal + 2), opties),
      ...(moment.vakken.includes(VAK.GEWIJZIGD) ? [rij(VAK.GEWIJZIGD, "· grens gewijzigd", per(aantal + 4), opties)] : []),
      ...(moment.vakken.includes(VAK.BUITEN) ? [rij(VAK.BUITEN, WOORDEN[VAK.BUITEN], per(aantal + 3), opties)] : [])
    );
    if (moment.vakken.includes(VAK.WATER)) niets.append(rij(VAK.WATER, WOORDEN[VAK.WATER], leeg.map(() => null), opties));
    uit.append(element("thead"), hoogNaarLaag, niets);
    uit.tHead.append(kop);
    return uit;
  }

  /** The chosen area in the year of the map; its place is kept while nothing is chosen. */
  function hier(bericht, moment, plek, naam) {
    const blok = element("p", bericht.tweede ? "hier dubbel" : "hier");
    if (plek === null) return blok;
    blok.append(element("i", "punt"), element("strong", "", naam), ` ${tekstVan(moment, bericht, plek)}`);
    return blok;
  }

  function wenkVan({ wenk }, strook) {
    const tekst = strook?.dataset.vorm === "kolom" ? wenk.replace(STIP, KOLOM) : wenk;
    return strook?.dataset.rand ? `${tekst} ${RAND}` : tekst;
  }

  /**
   * Draw the legend of one year. `opFilter` hears which classes are to stay in sight; `opWijs` and `opKies` which area is pointed at or chosen in it.
   */
  function tekenLegenda(vlak, bericht, moment, { plek, naam, opFilter, opWijs, opKies }) {
    const focus = vlak.contains(document.activeElement) ? document.activeElement.dataset.filter : undefined;
    const strook = bericht.strook ? maakStrook(bericht, moment, plek) : null;
    const alles = element("button", "alles", "Alle klassen tonen");
    alles.type = "button";
    alles.dataset.filter = "alles";
    alles.hidden = !bericht.filter.length;
    const gekozenVak = plek === null ? null : moment.vakken[plek];
    const spreiding = bericht.vierkant?.is_spreiding ? maakSpreiding(bericht, moment, { plek, opWijs, opKies }) : null;
    const vierkant = bericht.vierkant && !spreiding ? maakVierkant(bericht, moment, gekozenVak) : null;
    vlak.wijs = spreiding ? spreiding.wijs : () => {};
    vlak.replaceChildren(
      element("h1", "", moment.titel), onderregel(moment.ondertitel), zin("zin", moment.zin),
      hier(bericht, moment, plek, naam), ...(strook ? [strook] : []),
      ...[spreiding, vierkant].filter(Boolean), tabel(bericht, moment, gekozenVak), alles,
      ...(bericht.fictief ? [element("p", "fictief", "Fictieve gegevens")] : []), element("p", "wenk", wenkVan(bericht, strook)), element("p", "merken", [...bericht.merken, ...moment.merken].join(" · "))
    );
    vlak.onclick = (e) => {
      const knop = e.target.closest("[data-filter], tr");
      const code = knop && (knop.dataset.filter || knop.querySelector("[data-filter]")?.dataset.filter);
      if (code === undefined || code === null) return;
      const aan = new Set(bericht.filter);
      if (!aan.delete(Number(code))) aan.add(Number(code));
      opFilter(code === "alles" ? [] : [...aan].sort());
    };
    if (focus !== undefined) (vlak.querySelector(`[data-filter="${focus}"]:not([hidden])`) || vlak.querySelector("[data-filter]")).focus();
  }

  Object.assign(window.SocialeKaart, { element, tekstVan, tekenLegenda });
})();
