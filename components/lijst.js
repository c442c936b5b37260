/*
 * The few buurten of a class beside the map: a row opens its card, and the last line shows the rest
 * of them.
 */
function maak(soort, klasse, tekst) {
  const nieuw = document.createElement(soort);
  if (klasse) nieuw.className = klasse;
  if (tekst !== undefined) nieuw.textContent = tekst;
  return nieuw;
}

const IN_ZICHT = 6;
const open = new Set(); // headings of which all rows are in sight

function tabel({ kop, onder, volgorde, kolommen, rijen }, opBuurt) {
  const uit = maak("table");
  uit.append(maak("caption", "", kop));
  const bij = maak("p", "onder", onder);
  uit.caption.append(bij);
  if (!rijen.length) return uit;
  const koppen = maak("tr");
  koppen.append(maak("td", "volgorde", volgorde), ...kolommen.map((kolom) => Object.assign(maak("th", "", kolom), { scope: "col" })));
  uit.createTHead().append(koppen);
  const lijf = uit.createTBody();
  rijen.forEach(({ code, naam, waarden }) => {
    const regel = maak("tr");
    const cel = Object.assign(maak("th"), { scope: "row" });
    const knop = Object.assign(maak("button", "", naam), { type: "button" });
    knop.dataset.code = code;
    cel.append(knop);
    regel.append(cel, ...waarden.map((waarde) => maak("td", "", waarde)));
    regel.addEventListener("click", () => opBuurt(code));
    lijf.append(regel);
  });
  if (rijen.length > IN_ZICHT + 1) {
    const knop = Object.assign(maak("button"), { type: "button" });
    const cel = Object.assign(maak("td", "meer"), { colSpan: kolommen.length + 1 });
    const zet = () => {
      const isOpen = open.has(kop);
      [...lijf.rows].forEach((regel, i) => {
        regel.hidden = !isOpen && i >= IN_ZICHT;
      });
      knop.textContent = isOpen ? "Minder tonen" : `Alle ${rijen.length} tonen`;
      knop.setAttribute("aria-expanded", String(isOpen));
    };
    knop.addEventListener("click", () => {
      if (!open.delete(kop)) open.add(kop);
      zet();
    });
    cel.append(knop);
    const voet = maak("tr");
    voet.append(cel);
    uit.createTFoot().append(voet);
    zet();
  }
  return uit;
}

export default function lijsten({ parentElement, data, setStateValue }) {
  const vlak = parentElement.querySelector(".sk-lijsten");
  vlak.replaceChildren(...data.lijsten.map((lijst) => tabel(lijst, (code) => setStateValue("gekozen", `${code} ${Date.now()}`))));
}
