/*
 * The areas of a map as one layer. Their outlines lie ready as paths in a frame of their own, so
 * that a switch, a zoom or a move only draws: with a layer of Leaflet per area, 14.500 of them
 * weigh 150 MB and are projected anew at every zoom.
 */
(function () {
  "use strict";

  const { WIT, vulStijl, maakRaster, kleurRaster, MEESTE_IN_RASTER } = window.SocialeKaart;
  // Coordinates count pixels of this zoom from the middle of the map: fine enough for single floats.
  const BASIS = 12;
  const WERELD = 256 * 2 ** BASIS;
  const VORM = 2; // the form of outline files that is read here
  const PER_PUNT = 2 ** 25 / WERELD; // the file counts finer
  const OVERAL = L.bounds([-1e9, -1e9], [1e9, 1e9]);

  const wereldX = (lengte) => (lengte / 360 + 0.5) * WERELD;
  const wereldY = (breedte) => (0.5 - Math.log(Math.tan(Math.PI / 4 + (breedte * Math.PI) / 360)) / (2 * Math.PI)) * WERELD;

  /** A row of steps of a file, from `begin` on, as places in the frame: x and y in turns. */
  function loop(stappen, begin, uit, nul) {
    let [x, y] = [-nul.x * PER_PUNT, -nul.y * PER_PUNT];
    for (let i = 0; i < uit.length; i += 2) {
      x += stappen[begin + i];
      y += stappen[begin + i + 1];
      uit[i] = x / PER_PUNT;
      uit[i + 1] = y / PER_PUNT;
    }
    return uit;
  }

  /** The rings of every area of a file. */
  function maakVormen({ ringen, punten, stappen }, nul) {
    const alles = new Float32Array(stappen.length);
    let [ring, begin] = [0, 0];
    return ringen.map((aantal) => {
      const vorm = new Array(aantal);
      for (let i = 0; i < aantal; i += 1, ring += 1) {
        const einde = begin + 2 * punten[ring];
        vorm[i] = loop(stappen, begin, alles.subarray(begin, einde), nul);
        begin = einde;
      }
      return vorm;
    });
  }

  function maakPad(vorm, isDicht) {
    const pad = new Path2D();
    for (const ring of vorm) {
      pad.moveTo(ring[0], ring[1]);
      for (let i = 2; i < ring.length; i += 2) pad.lineTo(ring[i], ring[i + 1]);
      if (isDicht) pad.closePath();
    }
    return pad;
  }

  /** The frame in which a set of outlines is drawn: its middle, in pixels of `BASIS`. */
  function maakStelsel(gebieden) {
    const ankers = gebieden.map(({ a }) => a);
    const midden = (as) => {
      const getallen = ankers.map((anker) => anker[as]);
      return (getallen.reduce((een, ander) => Math.min(een, ander)) + getallen.reduce((een, ander) => Math.max(een, ander))) / 2;
    };
    return L.point(wereldX(midden(0)), wereldY(midden(1)));
  }

  /** One layer of Leaflet that draws many paths of one frame itself. */
  const Paden = L.Path.extend({
    initialize(nul, opties) {
      L.Util.setOptions(this, { interactive: false, ...opties });
      this.nul = nul;
    },
    _project() {
      this._pxBounds = OVERAL;
    },
    _update() {
      this._updatePath();
    },
    _updatePath() {
      if (!this._renderer._drawing) return;
      const { _ctx: pen, _lijnschaal: lijnschaal } = this._renderer;
      const { x, y, schaal } = this.ligging();
      pen.save();
      pen.translate(x, y);
      pen.scale(schaal, schaal);
      pen.lineJoin = pen.lineCap = "round";
      this._teken(pen, schaal, lijnschaal);
      pen.restore();
    },
    _containsPoint: () => false,

    /** Where the middle of the frame lies in the pane of the map, and its pixels per unit. */
    ligging() {
      const zoom = this._map.getZoom();
      const schaal = 2 ** (zoom - BASIS);
      const { x, y } = this.nul.multiplyBy(schaal).subtract(this._map.getPixelOrigin());
      return { x, y, schaal };
    },
    naarVlak(punt) {
      const { x, y, schaal } = this.ligging();
      return [(punt.x - x) / schaal, (punt.y - y) / schaal];
    },
    /** What is in sight, or a little beside it, in units of the frame. */
    zicht() {
      const { min, max } = this._renderer._bounds;
      return [...this.naarVlak(min), ...this.naarVlak(max)];
    },
  });

  /** Lines of one kind, drawn as one path. */
  const Lijnen = Paden.extend({
    initialize(lijnen, nul, opties) {
      Paden.prototype.initialize.call(this, nul, opties);
      this.pad = maakPad(lijnen.map((stappen) => loop(stappen, 0, new Float32Array(stappen.length), nul)), false);
    },
    _teken(pen, schaal, lijnschaal) {
      pen.strokeStyle = this.options.lijn;
      pen.lineWidth = (this.options.dikte * lijnschaal) / schaal;
      pen.stroke(this.pad);
    },
  });

  /** An outline that stands out: lines over each other, the widest first. */
  const Rand = Paden.extend({
    initialize(pad, nul, opties) {
      Paden.prototype.initialize.call(this, nul, opties);
      this.pad = pad;
    },
    _teken(pen, schaal) {
      for (const [kleur, breedte] of this.options.lijnen) {
        pen.strokeStyle = kleur;
        pen.lineWidth = breedte / schaal;
        pen.stroke(this.pad);
      }
    },
  });

  const Gebieden = Paden.extend({
    /** Take the outlines of a file. */
    initialize(bestand, opties) {
      Paden.prototype.initialize.call(this, maakStelsel(bestand.gebieden), { interactive: true, ...opties });
      const aantal = bestand.gebieden.length;
      Object.assign(this, {
        vormen: new Array(aantal), paden: new Array(aantal), dozen: new Float32Array(4 * aantal), groepen: [], aantal, beurt: 0,
      });
      this.zetVormen(bestand, (plek) => plek);
    },

    /** Give areas the outlines of a file; `plekVan` tells which area is which of the file. */
    zetVormen(bestand, plekVan) {
      this.beurt += 1; // a picture of the outlines before no longer holds
      maakVormen(bestand, this.nul).forEach((vorm, i) => {
        const plek = plekVan(i);
        if (plek !== undefined) this._zetVorm(plek, vorm);
      });
    },

    _zetVorm(plek, vorm) {
      this.vormen[plek] = vorm;
      this.paden[plek] = null;
      let [links, boven, rechts, onder] = [Infinity, Infinity, -Infinity, -Infinity];
      for (const ring of vorm) {
        for (let i = 0; i < ring.length; i += 2) {
          links = Math.min(links, ring[i]);
          rechts = Math.max(rechts, ring[i]);
          boven = Math.min(boven, ring[i + 1]);
          onder = Math.max(onder, ring[i + 1]);
        }
      }
      const i = 4 * plek;
      this.dozen[i] = links;
      this.dozen[i + 1] = boven;
      this.dozen[i + 2] = rechts;
      this.dozen[i + 3] = onder;
    },

    /** The path of an area, made when it is first drawn. */
    padVan(plek) {
      this.paden[plek] = this.paden[plek] || maakPad(this.vormen[plek], true);
      return this.paden[plek];
    },

    /** Give every area its look; areas that look the same share one style. */
    zetStijlen(stijlVanPlek) {
      this.stijlen = Array.from({ length: this.aantal }, (_, plek) => stijlVanPlek(plek));
      const groepen = new Map();
      this.stijlen.forEach((stijl, plek) => {
        if (!groepen.has(stijl)) groepen.set(stijl, []);
        groepen.get(stijl).push(plek);
      });
      // dark fills last: their white line then lies over the dark line of a light neighbour
      this.groepen = [...groepen].sort(([een], [ander]) => (een.lijn === WIT) - (ander.lijn === WIT));
    },

    _teken(pen, schaal, lijnschaal) {
      const zicht = this.zicht();
      const heeftLijn = lijnschaal >= this.options.dunsteLijn;
      const isBeeld = !heeftLijn && this.aantal <= MEESTE_IN_RASTER;
      if (isBeeld) this._tekenBeeld(pen);
      for (const [stijl, plekken] of this.groepen) {
        if (isBeeld && !stijl.patroon) continue;
        if (stijl.vulling) pen.fillStyle = vulStijl(pen, stijl, schaal);
        pen.strokeStyle = stijl.lijn;
        pen.lineWidth = (stijl.dikte * lijnschaal) / schaal;
        for (const plek of plekken) {
          if (!this.raakt(plek, zicht)) continue;
          const pad = this.padVan(plek);
          if (stijl.vulling) pen.fill(pad, "evenodd");
          if (heeftLijn) pen.stroke(pad);
        }
      }
    },
    /** Areas too small for a line of their own, as one picture. */
    _tekenBeeld(pen) {
      const { canvas } = pen;
      const { min } = this._renderer._bounds;
      const { x, y, schaal } = this.ligging();
      const perPunt = L.Browser.retina ? 2 : 1;
      const fijn = perPunt > 1 ? 1 : 2; // an ordinary screen needs the finer points for its edges
      const sleutel = [x - min.x, y - min.y, schaal, canvas.width, canvas.height, this.beurt].join();
      if (this._raster?.sleutel !== sleutel) {
        const maal = schaal * perPunt * fijn;
        const [links, boven] = [(x - min.x) * perPunt * fijn, (y - min.y) * perPunt * fijn];
        const zicht = this.zicht();
        this._raster = {
          sleutel,
          ...maakRaster(canvas.width, canvas.height, fijn, this.vormen, (plek) => this.raakt(plek, zicht), { maal, links, boven }),
        };
      }
      const stijlen = this.stijlen;
      pen.putImageData(kleurRaster(this._raster, this.aantal, (plek) => (stijlen[plek].patroon ? null : stijlen[plek].vulling)), 0, 0);
    },
    _containsPoint(punt) {
      return this.plekOp(punt) >= 0;
    },

    /** Which area lies at a point of the pane; -1 where there is none. */
    plekOp(punt) {
      const [x, y] = this.naarVlak(punt);
      for (let plek = 0; plek < this.aantal; plek += 1) {
        if (this.raakt(plek, [x, y, x, y]) && this.bevat(plek, x, y)) return plek;
      }
      return -1;
    },
    raakt(plek, [links, boven, rechts, onder]) {
      const i = 4 * plek;
      return this.dozen[i] <= rechts && this.dozen[i + 2] >= links && this.dozen[i + 1] <= onder && this.dozen[i + 3] >= boven;
    },
    /** Whether a point of the frame lies in an area; its holes are no part of it. */
    bevat(plek, x, y) {
      let binnen = false;
      for (const ring of this.vormen[plek]) {
        for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
          if (ring[i + 1] > y !== ring[j + 1] > y
            && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) binnen = !binnen;
        }
      }
      return binnen;
    },

    /** How wide an area is on the screen. */
    breedte(plek) {
      return (this.dozen[4 * plek + 2] - this.dozen[4 * plek]) * this.ligging().schaal;
    },
    naarGraden(x, y) {
      return L.CRS.EPSG3857.pointToLatLng(L.point(x, y).add(this.nul), BASIS);
    },
    /** The middle of the upper side of an area, in degrees. */
    top(plek) {
      const [links, boven, rechts] = this.dozen.subarray(4 * plek, 4 * plek + 3);
      return this.naarGraden((links + rechts) / 2, boven);
    },
    /** The reach of some areas in degrees. */
    reikwijdte(hoortErbij) {
      const { dozen } = this;
      let [links, boven, rechts, onder] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let plek = 0, i = 0; plek < this.aantal; plek += 1, i += 4) {
        if (!hoortErbij(plek)) continue;
        links = Math.min(links, dozen[i]);
        boven = Math.min(boven, dozen[i + 1]);
        rechts = Math.max(rechts, dozen[i + 2]);
        onder = Math.max(onder, dozen[i + 3]);
      }
      return links > rechts ? L.latLngBounds([]) : L.latLngBounds(this.naarGraden(links, boven), this.naarGraden(rechts, onder));
    },
    /** The same areas for another map: their outlines are shared, their looks are not. */
    tweeling(opties) {
      const ander = Object.create(Object.getPrototypeOf(this));
      Paden.prototype.initialize.call(ander, this.nul, { interactive: true, ...opties });
      const { vormen, paden, dozen, aantal } = this;
      return Object.assign(ander, { vormen, paden, dozen, aantal, groepen: [], stijlen: [], beurt: 0 });
    },
    rand(plek, opties) {
      return new Rand(this.padVan(plek), this.nul, opties);
    },
    lijnen(lijnen, opties) {
      return new Lijnen(lijnen, this.nul, opties);
    },
  });

  Object.assign(window.SocialeKaart, { Gebieden, WEBVORM: VORM });
})();
