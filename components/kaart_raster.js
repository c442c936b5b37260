/*
 * Thousands of small areas as one picture. Which area lies at each point of the screen is worked
 * out once per view, so that another year or topic only looks up colours: 15 ms in place of the
 * 110 ms that drawing 14.500 paths takes.
 */
(function () {
  "use strict";

  const MEESTE = 65535; // as many numbers as two bytes hold; none is 0
  const KRUISINGEN = 32; // of one outline with one row; what is more than this is too fine to see
  let snijpunten = new Float64Array(0);
  let aantallen = new Uint8Array(0);

  /** Note where an edge crosses the middle of each row, sorted from left to right. */
  function kruis(x0, y0, x1, y1, boven, onder) {
    const helling = (x1 - x0) / (y1 - y0);
    const eerste = Math.max(boven, Math.ceil(y0 - 0.5));
    const laatste = Math.min(onder, Math.ceil(y1 - 0.5) - 1);
    let x = x0 + (eerste + 0.5 - y0) * helling;
    for (let rij = eerste; rij <= laatste; rij += 1) {
      const aantal = aantallen[rij];
      if (aantal < KRUISINGEN) {
        const begin = rij * KRUISINGEN;
        let plek = begin + aantal;
        for (; plek > begin && snijpunten[plek - 1] > x; plek -= 1) snijpunten[plek] = snijpunten[plek - 1];
        snijpunten[plek] = x;
        aantallen[rij] = aantal + 1;
      }
      x += helling;
    }
  }

  /** Write a number at every point within the rings, by the even-odd rule. */
  function vul(punten, breed, hoog, ringen, nummer, maal, links, boven) {
    let hoogste = Infinity;
    let laagste = -Infinity;
    for (const ring of ringen) {
      for (let i = 1; i < ring.length; i += 2) {
        if (ring[i] < hoogste) hoogste = ring[i];
        if (ring[i] > laagste) laagste = ring[i];
      }
    }
    const eerste = Math.max(0, Math.ceil(hoogste * maal + boven - 0.5));
    const laatste = Math.min(hoog - 1, Math.floor(laagste * maal + boven - 0.5));
    if (eerste > laatste) return;
    aantallen.fill(0, eerste, laatste + 1);
    for (const ring of ringen) {
      let x0 = ring[ring.length - 2] * maal + links;
      let y0 = ring[ring.length - 1] * maal + boven;
      for (let i = 0; i < ring.length; i += 2) {
        const x1 = ring[i] * maal + links;
        const y1 = ring[i + 1] * maal + boven;
        if (y0 < y1) kruis(x0, y0, x1, y1, eerste, laatste);
        else if (y1 < y0) kruis(x1, y1, x0, y0, eerste, laatste);
        x0 = x1;
        y0 = y1;
      }
    }
    for (let rij = eerste; rij <= laatste; rij += 1) {
      const begin = rij * KRUISINGEN;
      for (let i = begin; i + 1 < begin + aantallen[rij]; i += 2) {
        const tot = Math.min(breed, Math.ceil(snijpunten[i + 1] - 0.5));
        for (let x = Math.max(0, Math.ceil(snijpunten[i] - 0.5)); x < tot; x += 1) punten[rij * breed + x] = nummer;
      }
    }
  }

  /**
   * Per point of a picture the number of its area (0: none), or below zero the place in `gemengd`
   * of the four numbers that share it. `ligging` tells where an outline lies in sub-points.
   */
  function maakRaster(breed, hoog, fijn, vormen, isInZicht, { maal, links, boven }) {
    const [fijnBreed, fijnHoog] = [breed * fijn, hoog * fijn];
    const punten = new Uint16Array(fijnBreed * fijnHoog);
    if (aantallen.length < fijnHoog) {
      aantallen = new Uint8Array(fijnHoog);
      snijpunten = new Float64Array(fijnHoog * KRUISINGEN);
    }
    for (let plek = 0; plek < vormen.length; plek += 1) {
      if (isInZicht(plek)) vul(punten, fijnBreed, fijnHoog, vormen[plek], plek + 1, maal, links, boven);
    }
    const nummers = new Int32Array(breed * hoog);
    if (fijn === 1) {
      nummers.set(punten);
      return { breed, hoog, nummers, gemengd: new Uint16Array(0) };
    }
    // two sub-points beside each other are read as one number
    const paren = new Uint32Array(punten.buffer);
    const gemengd = [];
    for (let rij = 0, punt = 0; rij < hoog; rij += 1) {
      for (let kolom = 0, i = 2 * rij * breed; kolom < breed; kolom += 1, punt += 1, i += 1) {
        const boven2 = paren[i];
        const onder2 = paren[i + breed];
        if (boven2 === onder2 && boven2 >>> 16 === (boven2 & MEESTE)) nummers[punt] = boven2 & MEESTE;
        else {
          nummers[punt] = -1 - gemengd.length / 4;
          gemengd.push(boven2 & MEESTE, boven2 >>> 16, onder2 & MEESTE, onder2 >>> 16);
        }
      }
    }
    return { breed, hoog, nummers, gemengd: Uint16Array.from(gemengd) };
  }

  /** A colour as the four bytes of a point of a picture. */
  const bytesVan = (hex) => (hex ? (0xff000000 | (parseInt(hex.slice(5, 7), 16) << 16) | (parseInt(hex.slice(3, 5), 16) << 8) | parseInt(hex.slice(1, 3), 16)) >>> 0 : 0);

  /** The mean of four points; one that is empty only makes the whole thinner. */
  function meng(kleuren, gemengd, begin) {
    const eerste = kleuren[gemengd[begin]];
    if (eerste === kleuren[gemengd[begin + 1]] && eerste === kleuren[gemengd[begin + 2]] && eerste === kleuren[gemengd[begin + 3]]) return eerste;
    let [rood, groen, blauw, vol] = [0, 0, 0, 0];
    for (let i = begin; i < begin + 4; i += 1) {
      const kleur = kleuren[gemengd[i]];
      if (kleur) {
        rood += kleur & 255;
        groen += (kleur >> 8) & 255;
        blauw += (kleur >> 16) & 255;
        vol += 1;
      }
    }
    if (!vol) return 0;
    return ((Math.round((255 * vol) / 4) << 24) | (Math.round(blauw / vol) << 16) | (Math.round(groen / vol) << 8) | Math.round(rood / vol)) >>> 0;
  }

  /** Colour a raster; `kleurVan` answers the colour of an area, or nothing. */
  function kleurRaster({ breed, hoog, nummers, gemengd }, aantal, kleurVan) {
    const kleuren = new Uint32Array(aantal + 1);
    for (let plek = 0; plek < aantal; plek += 1) kleuren[plek + 1] = bytesVan(kleurVan(plek));
    const beeld = new ImageData(breed, hoog);
    const uit = new Uint32Array(beeld.data.buffer);
    for (let i = 0; i < nummers.length; i += 1) {
      const nummer = nummers[i];
      if (nummer > 0) uit[i] = kleuren[nummer];
      else if (nummer < 0) uit[i] = meng(kleuren, gemengd, -4 * (nummer + 1));
    }
    return beeld;
  }

  Object.assign(window.SocialeKaart, { maakRaster, kleurRaster, MEESTE_IN_RASTER: MEESTE });
})();
