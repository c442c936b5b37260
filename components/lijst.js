/*
 * The few buurten of a class beside the map: a row opens its card, the last line shows the class
 * alone on the map.
 */
function maak(soort, klasse, tekst) {
  const nieuw = document.createElement(soort);
  if (klasse) nieuw.className = klasse;
  if (tekst !== undefined) nieuw.textContent = tekst;
  return nieuw;
}

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
  return uit;
}

export default function lijsten({ parentElement, data, setTriggerValue }) {
  const vlak = parentElement.querySelector(".sk-lijsten");
  vlak.replaceChildren(...data.lijsten.map((lijst) => tabel(lijst, (code) => setTriggerValue("code", code))));
}
