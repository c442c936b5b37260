/*
 * Names of stadsdelen (or wijken) for orientation: in capitals, outside the outline, beside the
 * part of the edge that is theirs. A part without an edge of its own gets no name.
 */
(function () {
  "use strict";

  const HOEKEN = 72;
  const letter = () => `600 ${window.SocialeKaart.isPresentatie() ? 20 : 12}px 'Fira Sans', sans-serif`;
  const AFSTAND = 7;
  const HOOG = 14;
  const meetlat = document.createElement("canvas").getContext("2d");

  /** Per direction from the middle: how far the outline reaches, and of which group that point is. */
  function tastRand(vlak, groepVan, midden) {
    const rand = Array.from({ length: HOEKEN }, () => ({ ver: 0, groep: -1, punt: null }));
    const { x, y, schaal } = vlak.ligging();
    vlak.vormen.forEach((vorm, plek) => {
      const groep = groepVan[plek];
      for (const ring of vorm) {
        for (let i = 0; i < ring.length; i += 2) {
          const punt = { x: x + ring[i] * schaal, y: y + ring[i + 1] * schaal };
          const [dx, dy] = [punt.x - midden.x, punt.y - midden.y];
          const ver = dx * dx + dy * dy;
          const hoek = Math.round(((Math.atan2(dy, dx) / Math.PI + 1) * HOEKEN) / 2) % HOEKEN;
          if (ver > rand[hoek].ver) rand[hoek] = { ver, groep, punt };
        }
      }
    });
    return rand;
  }

  /** The directions of a group, the middle of its longest run first. */
  function richtingen(rand, groep) {
    const mijn = rand.map((deel, hoek) => (deel.groep === groep ? hoek : -1)).filter((hoek) => hoek >= 0);
    const diep = (hoek) => {
      let d = 0;
      while (d < HOEKEN / 2 && rand[(hoek + d + 1) % HOEKEN].groep === groep && rand[(hoek - d - 1 + HOEKEN) % HOEKEN].groep === groep) d += 1;
      return d;
    };
    return mijn.sort((een, ander) => diep(ander) - diep(een));
  }

  /** A box beside a point of the edge, on the side away from the middle. */
  function doos(punt, hoek, breed) {
    const rad = ((2 * hoek) / HOEKEN - 1) * Math.PI;
    const [cos, sin] = [Math.cos(rad), Math.sin(rad)];
    const x = punt.x + cos * AFSTAND + (cos * breed) / 2;
    const y = punt.y + sin * (AFSTAND + HOOG / 2);
    return [x - breed / 2, y - HOOG / 2, x + breed / 2, y + HOOG / 2];
  }

  const raakt = (een, ander) => een[0] < ander[2] && een[2] > ander[0] && een[1] < ander[3] && een[3] > ander[1];

  function ligtOpKaart([links, boven, rechts, onder], vlak) {
    const hoeken = [...vlak.naarVlak({ x: links, y: boven }), ...vlak.naarVlak({ x: rechts, y: onder })];
    const proef = [0, 0.25, 0.5, 0.75, 1].flatMap((deel) => [boven + 2, onder - 2].map((y) => vlak.naarVlak({ x: links + deel * (rechts - links), y })));
    return vlak.vormen.some((_, plek) => vlak.raakt(plek, hoeken) && proef.some(([x, y]) => vlak.bevat(plek, x, y)));
  }

  let geplaatst = "";

  function plaatsWijknamen(leaflet, groep, omtrekken, groepen, isVrij) {
    // another year or topic moves no name
    const zicht = [omtrekken.naam, leaflet.getZoom(), leaflet.getCenter(), leaflet.getSize(), groepen.namen].join();
    if (zicht === geplaatst && groep.getLayers().length) return;
    geplaatst = zicht;
    groep.clearLayers();
    if (!groepen.namen.length) return;
    const { vlak } = omtrekken;
    const midden = leaflet.latLngToLayerPoint(vlak.reikwijdte(() => true).getCenter());
    const rand = tastRand(vlak, groepen.van, midden);
    const bezet = [];
    groepen.namen.forEach((naam, nummer) => {
      const tekst = naam.toUpperCase();
      meetlat.font = letter();
      const breed = meetlat.measureText(tekst).width + tekst.length * 1.2 + 4;
      for (const hoek of richtingen(rand, nummer)) {
        const vak = doos(rand[hoek].punt, hoek, breed);
        if (!isVrij(...vak) || bezet.some((ander) => raakt(vak, ander)) || ligtOpKaart(vak, vlak)) continue;
        bezet.push(vak);
        const blok = Object.assign(document.createElement("div"), { className: "wijknaam", textContent: tekst });
        L.marker(leaflet.layerPointToLatLng([(vak[0] + vak[2]) / 2, (vak[1] + vak[3]) / 2]), {
          icon: L.divIcon({ html: blok, className: "naamplek", iconSize: [0, 0] }), pane: "namen", interactive: false, keyboard: false,
        }).addTo(groep);
        break;
      }
    });
  }

  Object.assign(window.SocialeKaart, { plaatsWijknamen });
})();
