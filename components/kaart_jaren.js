/*
 * The years: a button to play, and a slider with a ring per year that has figures and a tick where
 * nothing was measured. Of one year alone it says that there is no other.
 */
(function () {
  "use strict";

  const { element, isPresentatie } = window.SocialeKaart;
  const STAP_MS = 900;
  // room that the figures of a year need
  const tekstPx = () => (isPresentatie() ? 60 : 38);

  /** The control of the years; `opJaar` hears each year, `isSpelend` whether more will follow, `opVan` another first year. */
  function maakJaren(houder, opJaar, opVan) {
    const staat = { jaren: [], jaar: 0, klok: null, van: null };
    const vlak = element("div", "jaren");
    const speel = element("button", "speel");
    const baan = element("div", "baan");
    const lijn = element("div", "lijn");
    speel.type = "button";
    baan.tabIndex = 0;
    baan.setAttribute("role", "slider");
    baan.setAttribute("aria-label", "Jaar");
    baan.append(lijn);
    const begin = element("label", "begin", "Van ");
    const keuze = element("select");
    begin.append(keuze, " tot");
    keuze.addEventListener("change", () => opVan(Number(keuze.value)));
    const enig = element("span", "enig");
    vlak.append(begin, speel, baan, enig);
    houder.append(vlak);

    const eerste = () => staat.jaren[0];
    const laatste = () => staat.jaren.at(-1);
    const deel = (jaar) => (jaar - eerste()) / (laatste() - eerste());

    function ga(jaar) {
      if (jaar === undefined || jaar === staat.jaar) return;
      staat.jaar = jaar;
      teken();
      opJaar(jaar);
    }

    function stop() {
      if (!staat.klok) return;
      clearInterval(staat.klok);
      staat.klok = null;
      teken();
      opJaar(staat.jaar);
    }

    function speelAf() {
      if (staat.klok) return stop();
      staat.klok = setInterval(() => {
        const volgende = staat.jaren[staat.jaren.indexOf(staat.jaar) + 1];
        if (volgende === undefined) return stop();
        ga(volgende);
        if (volgende === laatste()) stop();
      }, STAP_MS);
      ga(staat.jaar === laatste() ? eerste() : staat.jaren[staat.jaren.indexOf(staat.jaar) + 1]);
      teken();
      return undefined;
    }

    function teken() {
      const speelt = Boolean(staat.klok);
      begin.hidden = staat.van === null;
      speel.hidden = baan.hidden = staat.jaren.length < 2;
      // a map of one year says so, where others have a line of years
      enig.hidden = !baan.hidden || !begin.hidden || staat.jaren.length === 0;
      enig.textContent = `alleen ${staat.jaar}`;
      vlak.classList.toggle("van-een", !enig.hidden);
      vlak.hidden = baan.hidden && begin.hidden && enig.hidden;
      if (baan.hidden) return;
      speel.classList.toggle("stop", speelt);
      speel.setAttribute("aria-label", speelt ? "Stoppen" : "Jaren afspelen");
      speel.title = speel.getAttribute("aria-label");
      Object.entries({ valuemin: eerste(), valuemax: laatste(), valuenow: staat.jaar, valuetext: staat.jaar })
        .forEach(([naam, waarde]) => baan.setAttribute(`aria-${naam}`, waarde));
      const gat = baan.clientWidth / Math.max(1, laatste() - eerste());
      const merken = [];
      let vrij = -Infinity;
      for (let jaar = eerste(); jaar <= laatste(); jaar += 1) {
        const heeft = staat.jaren.includes(jaar);
        const merk = element("span", `merk ${heeft ? "ring" : "streep"}${jaar === staat.jaar ? " nu" : ""}`);
        merk.style.left = `${deel(jaar) * 100}%`;
        const plek = (jaar - eerste()) * gat;
        const past = plek >= vrij && (jaar === laatste() || (laatste() - jaar) * gat >= tekstPx());
        const bijNu = jaar !== staat.jaar && Math.abs(jaar - staat.jaar) * gat < tekstPx();
        if (heeft && (jaar === staat.jaar || (past && !bijNu))) {
          merk.append(element("span", "", String(jaar)));
          vrij = plek + tekstPx();
        }
        merken.push(merk);
      }
      baan.replaceChildren(lijn, ...merken);
    }

    function bijPunt({ clientX }) {
      const { left, width } = baan.getBoundingClientRect();
      const jaar = eerste() + ((clientX - left) / width) * (laatste() - eerste());
      ga(staat.jaren.reduce((beste, ander) => (Math.abs(ander - jaar) < Math.abs(beste - jaar) ? ander : beste)));
    }

    speel.addEventListener("click", speelAf);
    baan.addEventListener("pointerdown", (e) => {
      stop();
      baan.setPointerCapture(e.pointerId);
      bijPunt(e);
    });
    baan.addEventListener("pointermove", (e) => {
      if (baan.hasPointerCapture(e.pointerId)) bijPunt(e);
    });
    baan.addEventListener("keydown", (e) => {
      const plek = staat.jaren.indexOf(staat.jaar);
      const naar = {
        ArrowRight: plek + 1, ArrowUp: plek + 1, PageUp: plek + 1, ArrowLeft: plek - 1, ArrowDown: plek - 1, PageDown: plek - 1,
        Home: 0, End: staat.jaren.length - 1,
      }[e.key];
      if (naar === undefined) return;
      e.preventDefault();
      stop();
      ga(staat.jaren[naar]);
    });
    new ResizeObserver(teken).observe(baan);

    return {
      stap(aantal) {
        stop();
        ga(staat.jaren[staat.jaren.indexOf(staat.jaar) + aantal]);
      },
      zet({ jaren, jaar, van, vanjaren }) {
        if (staat.klok && String(jaren) !== String(staat.jaren)) stop();
        Object.assign(staat, { jaren, jaar, van: vanjaren.length ? van : null });
        if (vanjaren.length) {
          keuze.replaceChildren(...vanjaren.map((een) => Object.assign(element("option", "", String(een)), { value: een })));
          keuze.value = van;
        }
        teken();
      },
      isSpelend: () => Boolean(staat.klok),
    };
  }

  Object.assign(window.SocialeKaart, { maakJaren });
})();
