/*
 * How an area looks: from the character that a message has for it to fill, pattern and line, and
 * the canvas renderer of Leaflet that draws them.
 */
(function () {
  "use strict";

  const INKT_2 = "#4C5762";
  const PAPIER = "#FBFAF8";
  const WIT = "#FFFFFF";
  const PANEEL = "#F2F2EF"; // fill of an area whose figures are on their way
  const WATER = "#D3DEDC"; // apart from the lowest class, which is a pale blue
  const BUITEN = "#9AA3AB";

  // One character per area; digits are classes, letters classes of areas with small numbers, and
  // capitals those of changes within their uncertainty.
  const VAK = { ONBEKEND: "?", NIET_BESCHIKBAAR: "-", ONDERDRUKT: ".", WATER: "~", BUITEN: " ", KLEIN_ZONDER_KLASSE: "z", GEWIJZIGD: "/" };
  const WOORDEN = {
    [VAK.NIET_BESCHIKBAAR]: "niet beschikbaar",
    [VAK.GEWIJZIGD]: "grens gewijzigd",
    [VAK.ONDERDRUKT]: "te klein om te tonen",
    [VAK.WATER]: "water",
    [VAK.BUITEN]: "buiten de selectie",
  };

  function kanalen(hex) {
    return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  }

  /** Lightness L* of CIELAB: decides whether a line or a name is dark or white. */
  function lichtheid(hex) {
    const [r, g, b] = kanalen(hex).map((k) => {
      const c = k / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  }

  /** Half colour, half paper: mixed and not transparent, so that nothing shines through. */
  function half(hex) {
    const papier = kanalen(PAPIER);
    const gemengd = kanalen(hex).map((k, i) => Math.round((k + papier[i]) / 2));
    return "#" + gemengd.map((k) => k.toString(16).padStart(2, "0")).join("");
  }

  function isKlein(vak) {
    return vak >= "a" && vak <= VAK.KLEIN_ZONDER_KLASSE;
  }

  function isOnzeker(vak) {
    return vak >= "A" && vak <= "Z";
  }

  /** Index of the class of an area, or -1 where it has none. */
  function klasseVan(vak) {
    if (vak >= "0" && vak <= "9") return Number(vak);
    if (isOnzeker(vak)) return vak.charCodeAt(0) - 65;
    return isKlein(vak) && vak !== VAK.KLEIN_ZONDER_KLASSE ? vak.charCodeAt(0) - 97 : -1;
  }

  /** The number by which a filter names the class or state of an area; the states have 7, 8 and 9. */
  function filterVan(vak) {
    if (isKlein(vak)) return 7;
    if (vak === VAK.ONDERDRUKT) return 8;
    if (vak === VAK.NIET_BESCHIKBAAR || vak === VAK.GEWIJZIGD) return 9;
    const klasse = klasseVan(vak);
    return klasse < 7 ? klasse : klasse + 10;
  }

  /** Tell whether a filter leaves an area in sight; water is no part of it. */
  function isInZicht(vak, filter) {
    return !filter.length || vak === VAK.WATER || vak === VAK.BUITEN || filter.includes(filterVan(vak));
  }

  /** How an area is drawn. The line makes the contrast that five fills cannot have. */
  function stijlVan(vak, klassen) {
    const stijl = { vulling: WIT, patroon: null, lijn: INKT_2, dikte: 0.7 };
    if (vak === VAK.NIET_BESCHIKBAAR) return { ...stijl, patroon: "streep" };
    if (vak === VAK.GEWIJZIGD) return { ...stijl, patroon: "terug" };
    if (vak === VAK.ONDERDRUKT) return { ...stijl, patroon: "stip" };
    if (vak === VAK.WATER) return { ...stijl, vulling: WATER, lijn: WATER };
    if (vak === VAK.BUITEN) return { ...stijl, vulling: null, lijn: BUITEN };
    const klasse = klasseVan(vak);
    if (klasse < 0) return { ...stijl, vulling: PANEEL };
    const vulling = isKlein(vak) || isOnzeker(vak) ? half(klassen[klasse].kleur) : klassen[klasse].kleur;
    return { ...stijl, vulling, lijn: lichtheid(vulling) >= 70 ? INKT_2 : WIT };
  }

  const tegels = {};

  /** The pattern of a state as a tile, drawn four times as fine so that it stays sharp. */
  function tegel(soort) {
    if (tegels[soort]) return tegels[soort];
    const zijde = soort === "stip" ? 6 : 7 * Math.SQRT2;
    const doek = document.createElement("canvas");
    doek.width = doek.height = Math.round(zijde * 4);
    const pen = doek.getContext("2d");
    const schaal = doek.width / zijde;
    pen.scale(schaal, schaal);
    pen.fillStyle = WIT;
    pen.fillRect(0, 0, zijde, zijde);
    if (soort === "stip") {
      pen.fillStyle = "#7F8A94";
      pen.beginPath();
      pen.arc(3, 3, 0.85, 0, 7);
      pen.fill();
    } else {
      pen.strokeStyle = "#8A949D";
      pen.lineWidth = 1.3;
      pen.beginPath();
      // what became another area leans the other way
      const [onder, boven] = soort === "terug" ? [-1, zijde + 1] : [zijde + 1, -1];
      for (const x of [-zijde, 0, zijde]) {
        pen.moveTo(x - 1, onder);
        pen.lineTo(x + zijde + 1, boven);
      }
      pen.stroke();
    }
    tegels[soort] = { doek, zijde, schaal };
    return tegels[soort];
  }

  /** The look of an area as a background of HTML, for the legend. */
  function achtergrond({ vulling, patroon }) {
    if (!patroon) return vulling || "none";
    const { doek, zijde } = tegel(patroon);
    return `url(${doek.toDataURL()}) 0 0 / ${zijde}px`;
  }

  /** Fill or pattern of an area; a pattern is as large on the screen whatever the pen is scaled to. */
  function vulStijl(pen, { vulling, patroon }, penschaal) {
    if (!patroon) return vulling;
    const { doek, schaal } = tegel(patroon);
    const uit = pen.createPattern(doek, "repeat");
    uit.setTransform(new DOMMatrix().scale(1 / (schaal * penschaal)));
    return uit;
  }

  const Penseel = L.Canvas.extend({
    _draw() {
      // thousands of areas in one view would be all line: lines thin out with the size of the areas
      this._lijnschaal = this.options.lijnschaal ? this.options.lijnschaal() : 1;
      L.Canvas.prototype._draw.call(this);
    },
    /** Draw all of it before the next picture, once, however often it is asked. */
    redrawAll() {
      if (!this._map) return;
      this._redrawBounds = null;
      this._redrawRequest = this._redrawRequest || L.Util.requestAnimFrame(this._redraw, this);
    },
    _redraw() {
      // what was asked before is done by this one
      if (this._redrawRequest) L.Util.cancelAnimFrame(this._redrawRequest);
      L.Canvas.prototype._redraw.call(this);
    },
  });

  Object.assign(window.SocialeKaart, { VAK, WOORDEN, WIT, lichtheid, isKlein, isOnzeker, klasseVan, stijlVan, achtergrond, filterVan, isInZicht, vulStijl, Penseel });
})();
