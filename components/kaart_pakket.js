/*
 * What travels packed: per year a character and a whole number per area, in the order of the
 * outline file. Numbers count units of the last decimal that is shown, and travel as the difference
 * with the year before, byte after byte, which packs best.
 */
(function () {
  "use strict";

  const BYTES = 4;

  /** A row of whole numbers per moment, each told as the difference with the moment before. */
  function leesLagen(bytes, begin, momenten, gebieden) {
    const uit = [];
    let vorige = new Int32Array(gebieden);
    for (let m = 0; m < momenten; m += 1) {
      const plaats = begin + m * gebieden * BYTES;
      const waarden = new Int32Array(gebieden);
      for (let i = 0; i < gebieden; i += 1) {
        let getal = 0;
        for (let b = 0; b < BYTES; b += 1) getal |= bytes[plaats + b * gebieden + i] << (8 * b);
        waarden[i] = vorige[i] + getal;
      }
      uit.push(waarden);
      vorige = waarden;
    }
    return uit;
  }

  async function pakUit(pakket, momenten, gebieden, heeftTweede) {
    const ruw = Uint8Array.from(atob(pakket), (teken) => teken.charCodeAt(0));
    const stroom = new Blob([ruw]).stream().pipeThrough(new DecompressionStream("gzip"));
    const bytes = new Uint8Array(await new Response(stroom).arrayBuffer());
    const lezer = new TextDecoder("latin1");
    const eerste = momenten * gebieden;
    const waarden = leesLagen(bytes, eerste, momenten, gebieden);
    const tweede = heeftTweede ? leesLagen(bytes, eerste * (1 + BYTES), momenten, gebieden) : [];
    return waarden.map((reeks, m) => ({
      vakken: lezer.decode(bytes.subarray(m * gebieden, (m + 1) * gebieden)), waarden: reeks, tweede: tweede[m],
    }));
  }

  /** Write a whole number of units of the last decimal as a Dutch reader does. */
  function schrijf(eenheden, { decimalen: kleinste, voor, achter, factor, met_plus: metPlus }) {
    // what is multiplied has no decimals: thousands of euros are written as euros
    const decimalen = factor === 1 ? kleinste : 0;
    const geheel = factor === 1 ? eenheden : Math.round((eenheden * factor) / 10 ** kleinste);
    const cijfers = String(Math.abs(geheel)).padStart(decimalen + 1, "0");
    const heel = cijfers.slice(0, cijfers.length - decimalen).replace(/\B(?=(\d{3})+$)/g, ".");
    const rest = decimalen ? `,${cijfers.slice(-decimalen)}` : "";
    const plus = metPlus && geheel > 0 ? "+" : "";
    return `${plus}${voor}${geheel < 0 ? "\u2212" : ""}${heel}${rest}${achter}`;
  }

  window.SocialeKaart = { pakUit, schrijf };
})();
