"""
Tables of OData v3: their properties, the names of their areas, and the rows that were asked.

A publisher may leave a filter unread, send a part or send another table than its number says; so
every answer is held against what was asked before it counts.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from data.adressen import GEMEENTEFILTERS, LANDFILTER, ODATA, ODATA_HERKOMST, Tabeladres
from data.errors import shorten
from data.gebieden import LAND, Niveau, gemeentecode_of, niveau_of
from data.ophalen.errors import AntwoordGeweigerdError, AntwoordOnjuistError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.verbinding import Verbinding
from data.ophalen.webadres import next_page

_RUIMTE: Final = frozenset(("GeoDetail", "GeoDimension"))
_GEEN_AS: Final = frozenset(("Topic", "TopicGroup"))
# A number that occurs in codes elsewhere brings a few others along; a filter unread brings all.
_ONGEVRAAGD: Final = 25
# A page holds 10.000 rows; a table of the whole country, all years, has a few hundred.
_MEESTE_BLADEN: Final = 2000
# Tells how many rows are in.
Melder = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Tabeldelen:
    """A table as fetched: its files, when the publisher changed it, and what has to be told."""

    paden: tuple[Path, ...]
    gewijzigd: str
    kaartjaar: int | None
    meldingen: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Tabel:
    """A table that is being fetched: where it is, its axis of areas and all of its axes."""

    adres: Tabeladres
    ruimte: str
    assen: tuple[str, ...]
    filter: str

    def url(self, deel: str, filter_: str = "") -> str:
        """Answer the address of a part of it."""
        basis = ODATA.format(host=self.adres.host, nummer=self.adres.nummer, deel=deel)
        return f"{basis}&$filter={quote(filter_, safe=_VEILIG)}" if filter_ else basis


_VEILIG: Final = "'(),"
_GENOEMD: Final = 5
_AS: Final = re.compile(r"[A-Za-z]\w*\Z")


def fetch_tabel(
    verbinding: Verbinding,
    adres: Tabeladres,
    gevraagd: Gevraagd,
    *,
    meld: Melder = lambda _: None,
) -> Tabeldelen:
    """
    Fetch a table: what is asked of it, with its properties and names.

    Returns
    -------
    delen
        Files that the importer takes together; no file where the table has none of the areas.

    Raises
    ------
    BronMisluktError
        If the publisher does not answer, sends another table or not all of it.
    """
    map_ = f"{adres.bron}/{adres.nummer}"
    kenmerken, pad_kenmerken = _fetch_kenmerken(verbinding, adres, map_)
    basis = ODATA.format(host=adres.host, nummer=adres.nummer, deel="DataProperties")
    eigenschappen = _rows(
        verbinding.fetch_json(basis, f"{map_}/DataProperties.json"), adres, "DataProperties"
    )
    tabel = _describe(verbinding, adres, eigenschappen, gevraagd, map_)
    bladen: list[Path] = []
    gekozen: list[dict[str, Any]] = []
    meldingen: list[str] = []
    gezien: set[tuple[str, ...]] = set()
    for deel, filters in _parts(tabel, gevraagd):
        rijen = _Rijen(verbinding, tabel, gevraagd, map_, gezien, meld)
        bladen += rijen.fetch(deel, filters)
        gekozen += rijen.gekozen
        meldingen += rijen.meldingen
        if deel not in {LAND, "NL"} and not rijen.heeft_buurten:
            meldingen.append(f"Tabel {adres.nummer} heeft geen buurten van {deel}.")
    if gevraagd.is_land and not tabel.filter:
        _check_count(len(gezien), kenmerken, adres)
    if not any(gemeentecode_of(sleutel[0]) for sleutel in gezien):
        return Tabeldelen(
            paden=(), gewijzigd="", kaartjaar=None, meldingen=tuple(dict.fromkeys(meldingen))
        )
    if not gevraagd.is_land:
        bladen = [_write_gekozen(verbinding.map / map_, tabel, gevraagd, gekozen)]
    namen, genoemd = _fetch_namen(verbinding, tabel, gevraagd, map_)
    if adres.peiljaar is not None:  # of all years in one table, not every area is in each
        meldingen += _tell_missing(genoemd, gezien, adres, gevraagd)
    eigen = verbinding.map / map_ / "DataProperties.json"
    return Tabeldelen(
        paden=(*bladen, eigen, pad_kenmerken, *namen),
        gewijzigd=str(kenmerken.get("Modified", "")),
        kaartjaar=_map_year(eigenschappen),
        meldingen=tuple(dict.fromkeys(meldingen)),
    )


def _fetch_kenmerken(
    verbinding: Verbinding, adres: Tabeladres, map_: str
) -> tuple[Mapping[str, Any], Path]:
    naam = f"{map_}/TableInfos.json"
    url = ODATA.format(host=adres.host, nummer=adres.nummer, deel="TableInfos")
    rijen = _rows(verbinding.fetch_json(url, naam), adres, "TableInfos")
    kenmerken = rijen[0] if rijen else {}
    nummer = str(kenmerken.get("Identifier", "")).strip().upper()
    if nummer != adres.nummer.upper():
        raise AntwoordOnjuistError(
            adres.host, f"gaf tabel '{nummer[:20]}' in plaats van {adres.nummer}"
        )
    periode = str(kenmerken.get("Period", "")).strip()
    if adres.peiljaar is not None and periode != str(adres.peiljaar):
        raise AntwoordOnjuistError(
            adres.host,
            f"zegt dat tabel {adres.nummer} over '{periode[:20]}' gaat en niet over "
            f"{adres.peiljaar}",
        )
    return kenmerken, verbinding.map / naam


def _describe(
    verbinding: Verbinding,
    adres: Tabeladres,
    eigenschappen: list[dict[str, Any]],
    gevraagd: Gevraagd,
    map_: str,
) -> _Tabel:
    """Find the axes of a table, and write its filter with what only the table itself knows."""
    soorten_as = [(str(e.get("Type")), str(e.get("Key"))) for e in eigenschappen]
    # an axis is part of an address and of the name of a file, which "../x" may not be
    assen = tuple(as_ for soort, as_ in soorten_as if soort not in _GEEN_AS and _AS.match(as_))
    ruimte = next(
        (as_ for soort, as_ in soorten_as if soort in _RUIMTE and as_ in assen),
        next((as_ for as_ in assen if as_ in {"WijkenEnBuurten", "RegioS"}), ""),
    )
    if not ruimte:
        raise AntwoordOnjuistError(
            adres.host, f"geeft tabel {adres.nummer} zonder kolom met wijken en buurten"
        )
    filter_ = adres.filter
    if "{totaal}" in filter_:
        as_ = filter_.split(" ", 1)[0]
        url = ODATA.format(host=adres.host, nummer=adres.nummer, deel=as_)
        soorten = _rows(verbinding.fetch_json(url, f"{map_}/{as_}.json"), adres, as_)
        totaal = find_totaal(soorten)
        if totaal is None:
            raise AntwoordOnjuistError(adres.host, f"geeft van tabel {adres.nummer} geen totaal")
        filter_ = filter_.replace("{totaal}", totaal)
    return _Tabel(
        adres=adres,
        ruimte=ruimte,
        assen=(ruimte, *(as_ for as_ in assen if as_ != ruimte)),
        filter=filter_.replace("{vanaf}", str(gevraagd.vanaf)),
    )


def find_totaal(soorten: list[dict[str, Any]]) -> str | None:
    """Answer the key that is titled as the total of all kinds; None where that is not one."""
    per_titel = [(str(s.get("Title", "")).strip().lower(), str(s.get("Key"))) for s in soorten]
    gevonden = [sleutel for titel, sleutel in per_titel if titel.startswith("totaal")] or [
        sleutel for titel, sleutel in per_titel if "totaal" in titel
    ]
    return gevonden[0] if len(gevonden) == 1 else None


def _parts(tabel: _Tabel, gevraagd: Gevraagd) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List what is asked in one go, each with the forms its filter can have."""

    def with_own(filter_: str) -> str:
        return " and ".join(
            filter(None, (f"({filter_})" if tabel.filter else filter_, tabel.filter))
        )

    if gevraagd.is_land:
        yield "NL", (tabel.filter,)
        return
    for gemeente in gevraagd.gemeenten:
        yield (
            gemeente,
            tuple(
                with_own(vorm.format(cijfers=gemeente.removeprefix("GM"), kolom=tabel.ruimte))
                for vorm in GEMEENTEFILTERS
            ),
        )
    yield LAND, (with_own(LANDFILTER.format(kolom=tabel.ruimte)),)


class _Rijen:
    """Fetches the rows of one part of a table, page after page, and keeps what was asked."""

    def __init__(  # noqa: PLR0913, PLR0917 - all of it is one request
        self,
        verbinding: Verbinding,
        tabel: _Tabel,
        gevraagd: Gevraagd,
        map_: str,
        gezien: set[tuple[str, ...]],
        meld: Melder,
    ) -> None:
        self._verbinding = verbinding
        self._tabel = tabel
        self._gevraagd = gevraagd
        self._map = map_
        self._gezien = gezien
        self._meld = meld
        self._eigen: set[tuple[str, ...]] = set()
        self.heeft_buurten = False
        self.gekozen: list[dict[str, Any]] = []
        self.meldingen: list[str] = []

    def fetch(self, deel: str, filters: tuple[str, ...]) -> list[Path]:
        """Fetch with the first form of the filter that is honoured."""
        eerder = set(self._gezien)
        *eerst, laatste = filters
        for filter_ in eerst:
            with suppress(AntwoordGeweigerdError):
                paden = self._fetch_pages(deel, filter_)
                if self.heeft_buurten:
                    return paden
            self._gezien.clear()
            self._gezien.update(eerder)
            self._eigen.clear()
            self.gekozen.clear()
        return self._fetch_pages(deel, laatste)

    def _fetch_pages(self, deel: str, filter_: str) -> list[Path]:
        url = self._tabel.url("TypedDataSet", filter_)
        paden: list[Path] = []
        gehad: set[str] = set()
        while url:
            if url in gehad or len(gehad) > _MEESTE_BLADEN:
                raise AntwoordOnjuistError(
                    self._tabel.adres.host,
                    f"houdt niet op met bladen van tabel {self._tabel.adres.nummer}",
                )
            gehad.add(url)
            naam = f"{self._map}/TypedDataSet-{deel}-{len(gehad)}.json"
            document = self._verbinding.fetch_json(url, naam)
            gekozen = self._choose(_rows(document, self._tabel.adres, "TypedDataSet"))
            if self._gevraagd.is_land:
                # of the country the pages stay as they came: together they do not fit in memory
                paden.append(self._verbinding.map / naam)
            else:
                self.gekozen += gekozen
            self._meld(len(self._gezien))
            url = next_page(url, document.get("odata.nextLink"), host=self._tabel.adres.host)
        return paden

    def _choose(self, rijen: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Keep the rows of areas that were asked, each once."""
        ruimte = self._tabel.ruimte
        gekozen = []
        vreemd: set[str] = set()
        for rij in rijen:
            code = str(rij.get(ruimte) or "").strip()
            if not code:
                raise AntwoordOnjuistError(
                    self._tabel.adres.host,
                    f"geeft in tabel {self._tabel.adres.nummer} rijen zonder {ruimte}",
                )
            if not self._gevraagd.has(code):
                self._check_code(code)
                vreemd.add(gemeentecode_of(code) or code)
                continue
            sleutel = (code, *(str(rij.get(as_)) for as_ in self._tabel.assen[1:]))
            if sleutel in self._eigen:
                raise AntwoordOnjuistError(
                    self._tabel.adres.host,
                    f"geeft in tabel {self._tabel.adres.nummer} {code} twee keer",
                )
            self._eigen.add(sleutel)
            if sleutel in self._gezien:
                continue  # with a filter unread all of the table comes along with every part
            self._gezien.add(sleutel)
            self.heeft_buurten |= niveau_of(code) is Niveau.BUURT
            gekozen.append(rij)
        if len(vreemd) > _ONGEVRAAGD:
            self.meldingen.append(
                f"{self._tabel.adres.host} liet het filter op de gemeente ongelezen; de gevraagde "
                f"gebieden zijn hier uit tabel {self._tabel.adres.nummer} gekozen."
            )
        return gekozen

    def _check_code(self, code: str) -> None:
        """Refuse what is nearly the code of an area that was asked: it may not go unseen."""
        begin = code[:6].upper()
        is_gebied = begin[:2] in {"BU", "WK", "GM"} and niveau_of(code) is None
        if is_gebied and f"GM{begin[2:]}" in self._gevraagd.gemeenten:
            raise AntwoordOnjuistError(
                self._tabel.adres.host,
                f"geeft in tabel {self._tabel.adres.nummer} '{shorten(code)}', dat geen code van "
                "een gebied is",
            )


def _write_gekozen(
    map_: Path, tabel: _Tabel, gevraagd: Gevraagd, rijen: list[dict[str, Any]]
) -> Path:
    """Write the rows that were asked as one answer of the publisher."""
    nummer = tabel.adres.nummer
    pad = map_ / f"{nummer} {gevraagd.naam}.json"
    bron = ODATA_HERKOMST.format(host=tabel.adres.host, nummer=nummer, deel="TypedDataSet")
    pad.write_text(json.dumps({"odata.metadata": bron, "value": rijen}), encoding="utf-8")
    return pad


def _rows(document: object, adres: Tabeladres, deel: str) -> list[dict[str, Any]]:
    waarde = document.get("value") if isinstance(document, dict) else None
    if not isinstance(waarde, list) or not all(isinstance(rij, dict) for rij in waarde):
        raise AntwoordOnjuistError(
            adres.host, f"geeft {deel} van tabel {adres.nummer} in een andere vorm"
        )
    return waarde


def _check_count(aantal: int, kenmerken: Mapping[str, Any], adres: Tabeladres) -> None:
    beloofd = str(kenmerken.get("RecordCount", ""))
    if _is_telling(beloofd) and int(beloofd) != aantal:
        raise AntwoordOnjuistError(
            adres.host,
            f"gaf {aantal} rijen van tabel {adres.nummer} en belooft er {int(beloofd)}",
        )


def _fetch_namen(
    verbinding: Verbinding, tabel: _Tabel, gevraagd: Gevraagd, map_: str
) -> tuple[list[Path], set[str]]:
    """Fetch the names of the areas, which stand beside the figures; answer their codes too."""
    paden = []
    codes: set[str] = set()
    for deel in ["NL"] if gevraagd.is_land else gevraagd.gemeenten:
        filter_ = ""
        if not gevraagd.is_land:
            filter_ = GEMEENTEFILTERS[0].format(cijfers=deel.removeprefix("GM"), kolom="Key")
        naam = f"{map_}/{tabel.ruimte}-{deel}.json"
        try:
            document = verbinding.fetch_json(tabel.url(tabel.ruimte, filter_), naam)
        except AntwoordGeweigerdError:
            naam = f"{map_}/{tabel.ruimte}.json"
            document = verbinding.fetch_json(tabel.url(tabel.ruimte), naam)
        rijen = _rows(document, tabel.adres, "namen")
        codes |= {str(rij.get("Key")).strip() for rij in rijen}
        paden.append(verbinding.map / naam)
    return list(dict.fromkeys(paden)), codes


def _tell_missing(
    genoemd: set[str], gezien: set[tuple[str, ...]], adres: Tabeladres, gevraagd: Gevraagd
) -> list[str]:
    """Say which areas a table names and gives no figures of: it may have come in part."""
    ontbreekt = genoemd - {sleutel[0] for sleutel in gezien}
    eigen = sorted(c for c in ontbreekt if gemeentecode_of(c) and gevraagd.has(c))
    if not eigen:
        return []
    welke = ", ".join(eigen[:_GENOEMD]) + (" en meer" if len(eigen) > _GENOEMD else "")
    wat = f"noemt {len(eigen)} gebieden waarvan geen cijfers kwamen: {welke}"
    return [f"Tabel {adres.nummer} {wat}. Haal ze later opnieuw op."]


def _map_year(eigenschappen: list[dict[str, Any]]) -> int | None:
    jaren = (str(e.get("MapYear") or "") for e in eigenschappen)
    return next((int(jaar) for jaar in jaren if _is_telling(jaar)), None)


def _is_telling(tekst: str) -> bool:
    return re.fullmatch(r"[0-9]{1,12}", tekst) is not None
