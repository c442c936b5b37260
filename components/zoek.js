/*
 * Search box over the areas of the map: by name or code, whatever the accents, commas, spaces and
 * capitals. Arrows move, Enter chooses, Escape leaves; "/" comes here from anywhere on the page.
 */

const MEESTE = 8;
const bekend = new Map(); // names per outline file, fetched when somebody searches
const staat = new WeakMap();

/** What is left of a text when one does not look at accents, capitals and signs. */
const kaal = (tekst) => tekst.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/** The parts of a text, each bare. */
const woorden = (tekst) => tekst.split(/[^\p{L}\p{N}\p{M}']+/u).map(kaal).filter(Boolean);

function haalNamen({ url, gemeenten, ligging }) {
  if (!bekend.has(url)) {
    const namen = fetch(url)
      .then((antwoord) => {
        if (!antwoord.ok) throw new Error(`${antwoord.status}`);
        return antwoord.json();
      })
      .then(({ gebieden }) => gebieden.filter(({ w }) => !w).map(({ c, n }) => {
        const waar = ligging[c] || gemeenten[c.slice(2, 6)] || "";
        return { code: c, naam: n, waar, kort: kaal(n), alles: [...woorden(n), ...woorden(waar), kaal(c)] };
      }));
    namen.catch(() => bekend.delete(url));
    bekend.set(url, namen);
  }
  return bekend.get(url);
}

/** How well an area fits: lower is better, Infinity not at all. */
function afstand({ kort, alles, code }, gezocht, delen) {
  if (kort === gezocht || kaal(code) === gezocht) return 0;
  if (kort.startsWith(gezocht)) return 1;
  if (delen.every((deel) => alles.some((woord) => woord.startsWith(deel)))) return 2;
  if (kort.includes(gezocht)) return 3;
  return kaal(code).includes(gezocht) && /\d/.test(gezocht) ? 4 : Infinity;
}

/** How many letters to change, add, drop or swap; more than `meeste` does not matter. */
function verschil(een, ander, meeste) {
  if (Math.abs(een.length - ander.length) > meeste) return meeste + 1;
  let [voorvorige, vorige] = [[], Array.from({ length: ander.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= een.length; i += 1) {
    const rij = [i];
    for (let j = 1; j <= ander.length; j += 1) {
      const anders = een[i - 1] === ander[j - 1] ? 0 : 1;
      rij[j] = Math.min(rij[j - 1] + 1, vorige[j] + 1, vorige[j - 1] + anders);
      if (i > 1 && j > 1 && een[i - 1] === ander[j - 2] && een[i - 2] === ander[j - 1]) rij[j] = Math.min(rij[j], voorvorige[j - 2] + 1);
    }
    [voorvorige, vorige] = [vorige, rij];
  }
  return vorige[ander.length];
}

/** What is nearly written so, where nothing is. */
function vindBijna(gebieden, tekst) {
  const gezocht = kaal(tekst);
  const meeste = gezocht.length < 5 ? 0 : gezocht.length < 8 ? 1 : 2;
  if (!meeste) return [];
  return gebieden
    .map((gebied) => ({ gebied, ver: verschil(gezocht, gebied.kort, meeste) }))
    .filter(({ ver }) => ver <= meeste)
    .sort((een, ander) => een.ver - ander.ver || een.gebied.naam.localeCompare(ander.gebied.naam, "nl"))
    .slice(0, 5)
    .map(({ gebied }) => gebied);
}

function vind(gebieden, tekst) {
  const [gezocht, delen] = [kaal(tekst), woorden(tekst)];
  if (!gezocht) return [];
  return gebieden
    .map((gebied) => ({ gebied, maat: afstand(gebied, gezocht, delen) }))
    .filter(({ maat }) => maat < Infinity)
    .sort((een, ander) => een.maat - ander.maat || een.gebied.naam.localeCompare(ander.gebied.naam, "nl") || (een.gebied.code < ander.gebied.code ? -1 : 1))
    .slice(0, MEESTE)
    .map(({ gebied }) => gebied);
}

function begin(parentElement) {
  const veld = parentElement.querySelector("input");
  const lijst = parentElement.querySelector("ul");
  const zelf = { data: null, kies: null, gevonden: [], plek: 0 };

  function sluit() {
    lijst.hidden = true;
    veld.setAttribute("aria-expanded", "false");
    veld.removeAttribute("aria-activedescendant");
  }

  function teken(melding) {
    lijst.replaceChildren(...zelf.gevonden.map(({ naam, waar, code }, i) => {
      const regel = document.createElement("li");
      regel.id = `sk-zoek-${i}`;
      regel.setAttribute("role", "option");
      regel.setAttribute("aria-selected", String(i === zelf.plek));
      regel.dataset.code = code;
      const kop = document.createElement("span");
      kop.textContent = naam;
      const bij = document.createElement("small");
      bij.textContent = [waar, code].filter(Boolean).join(" · ");
      regel.append(kop, bij);
      return regel;
    }));
    if (melding) {
      const regel = document.createElement("li");
      regel.className = "geen";
      regel.setAttribute("role", "option");
      regel.setAttribute("aria-disabled", "true");
      regel.setAttribute("aria-selected", "false");
      regel.textContent = melding;
      lijst.append(regel);
    }
    lijst.hidden = !lijst.childElementCount;
    veld.setAttribute("aria-expanded", String(!lijst.hidden));
    if (zelf.gevonden.length) veld.setAttribute("aria-activedescendant", `sk-zoek-${zelf.plek}`);
    else veld.removeAttribute("aria-activedescendant");
  }

  async function zoek() {
    const tekst = veld.value;
    try {
      const gebieden = await haalNamen(zelf.data);
      let gevonden = vind(gebieden, tekst);
      // nothing in this gemeente: then in the others
      if (!gevonden.length && zelf.data.elders && kaal(tekst).length > 1) gevonden = vind(await haalNamen(zelf.data.elders), tekst);
      if (!gevonden.length) gevonden = vindBijna(gebieden, tekst);
      if (tekst !== veld.value) return;
      zelf.gevonden = gevonden;
      zelf.plek = 0;
      teken(tekst.trim() && !zelf.gevonden.length ? "Geen buurt met deze naam of code" : "");
    } catch {
      zelf.gevonden = [];
      teken("De namen zijn niet te laden. Herlaad de pagina.");
    }
  }

  function kies(gebied) {
    if (!gebied) return;
    veld.value = "";
    zelf.gevonden = [];
    sluit();
    // in a presentation the keys belong to the map again
    if (document.documentElement.classList.contains("sk-presentatie")) veld.blur();
    zelf.kies(gebied.code);
  }

  async function opToets(e) {
    const stap = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (stap && zelf.gevonden.length) {
      e.preventDefault();
      zelf.plek = (zelf.plek + stap + zelf.gevonden.length) % zelf.gevonden.length;
      teken();
    } else if (e.key === "Enter") {
      e.preventDefault();
      await zoek(); // who types fast presses Enter before the list is there
      kies(zelf.gevonden[zelf.plek]);
    } else if (e.key === "Escape") {
      veld.value = "";
      sluit();
      veld.blur();
    }
  }

  veld.addEventListener("input", zoek);
  veld.addEventListener("focus", () => haalNamen(zelf.data).catch(() => {}));
  veld.addEventListener("blur", () => setTimeout(sluit, 150));
  veld.addEventListener("keydown", opToets);
  lijst.addEventListener("pointerdown", (e) => {
    e.preventDefault();
    const regel = e.target.closest("[data-code]");
    if (regel) kies(zelf.gevonden.find(({ code }) => code === regel.dataset.code));
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey) return;
    // a control keeps the cursor after a choice; only while its list is open somebody types there
    const isKeuze = e.target.matches?.("[role=combobox][aria-expanded=false]") && e.target !== veld;
    if ((e.target.closest("input, textarea, [contenteditable=true]") && !isKeuze) || !veld.isConnected) return;
    e.preventDefault();
    veld.focus();
  });
  return zelf;
}

export default function zoekbox({ parentElement, data, setStateValue }) {
  const veld = parentElement.querySelector("input");
  if (!staat.has(veld)) staat.set(veld, begin(parentElement));
  const zelf = staat.get(veld);
  zelf.data = data;
  // a state travels with every request until it is heard; the time makes the same choice another one
  zelf.kies = (code) => setStateValue("gekozen", `${code} ${Date.now()}`);
}
