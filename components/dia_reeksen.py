"""Charts of PowerPoint itself: series with their looks, their labels and the sheet behind them."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from xlsxwriter import Workbook  # type: ignore[import-untyped] # published without types

from components.afdruk_blad import HAARLIJN, INKT, INKT_2, WIT, Vak
from components.dia_vorm import Dia, clean, describe_shape, rgb

if TYPE_CHECKING:
    from pptx.chart.chart import Chart

Cellen = Iterable[tuple[int, int, str | float]]

_LABELS_IN: Final = (qn("c:trendline"), qn("c:errBars"), qn("c:xVal"), qn("c:cat"))
_EMU_PER_PUNT: Final = 12700
_KLEINSTE_MERK, _GROOTSTE_MERK = 2, 72
_STAAFGAT: Final = 30
_ALPHA: Final = 9000
# a file says nothing of when it was made
_GEEN_DAG: Final = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Bijschrift:
    """
    A label at a point: the name of its series, or a text.

    `kant` is the side of the point; `dx` and `dy` move it, in parts of the chart. `is_op_wit`: what
    lies under it does not shine through.
    """

    punt: int
    grootte: float
    kleur: str = INKT
    kant: str = "r"
    tekst: str | None = None
    is_vet: bool = False
    is_op_wit: bool = False
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Reeks:
    """
    A series of points: a y of None leaves a gap. Without `dikte` no line, without `merk` no dots.

    `los` are the places of dots where the line has none. `namen` stand beside the points in the
    sheet. `is_band`: a ground that what is drawn over shines through, and that ends where its last
    point is.
    """

    naam: str
    punten: tuple[tuple[float, float | None], ...]
    kleur: str
    dikte: float = 0.0
    streep: MSO_LINE | None = None
    merk: float = 0.0
    los: tuple[int, ...] = ()
    bijschriften: tuple[Bijschrift, ...] = ()
    namen: tuple[str, ...] = ()
    is_band: bool = False


@dataclass(frozen=True, kw_only=True)
class Schaal:
    """An axis: its reach, the step between its places, and how numbers are written (None: not)."""

    van: float
    tot: float
    stap: float
    vorm: str | None
    label: str = ""


class _Punten(XyChartData):
    """Points with a sheet in which text is text, and that is the same each time."""

    def __init__(self, reeksen: Sequence[Reeks]) -> None:
        super().__init__()
        self.reeksen = [pad(reeks, reeksen[plek:]) for plek, reeks in enumerate(reeksen)]
        for reeks in self.reeksen:
            serie = self.add_series(clean(reeks.naam))
            for x, y in reeks.punten:
                serie.add_data_point(x, y)

    @property
    def xlsx_blob(self) -> bytes:
        """The sheet, with cells where the series look for them."""
        return _write_werkblad(self._cells())

    def _cells(self) -> Cellen:
        rij = 0
        for reeks in self.reeksen:
            yield rij, 1, clean(reeks.naam)
            for nummer, (x, y) in enumerate(reeks.punten, start=rij + 1):
                yield nummer, 0, x
                if y is not None:
                    yield nummer, 1, y
            for nummer, naam in enumerate(reeks.namen, start=rij + 1):
                yield nummer, 2, clean(naam)
            rij += len(reeks.punten) + 2


def pad(reeks: Reeks, verder: Sequence[Reeks]) -> Reeks:
    """
    Answer a series with empty points behind it, as long as those that come after it.

    LibreOffice leaves out a series before a longer one.
    """
    tekort = max(len(deze.punten) for deze in verder) - len(reeks.punten)
    leeg = ((reeks.punten[-1][0], None),) * tekort
    return replace(reeks, punten=reeks.punten + leeg)


class _Staven(CategoryChartData):
    """Bars with a sheet in which text is text, and that is the same each time."""

    def __init__(self, naam: str, staven: Sequence[tuple[str, float]]) -> None:
        super().__init__()
        self.naam, self.staven = clean(naam), [(clean(label), w) for label, w in staven]
        self.categories = [label for label, _ in self.staven]
        self.add_series(self.naam, [waarde for _, waarde in self.staven])

    @property
    def xlsx_blob(self) -> bytes:
        """The sheet, with cells where the series looks for them."""
        return _write_werkblad(self._cells())

    def _cells(self) -> Cellen:
        yield 0, 1, self.naam
        for rij, (label, waarde) in enumerate(self.staven, start=1):
            yield rij, 0, label
            yield rij, 1, waarde


def put_punten(  # noqa: PLR0913 - a chart has many sides
    dia: Dia,
    vak: Vak,
    binnen: Vak,
    reeksen: Sequence[Reeks],
    assen: tuple[Schaal, Schaal],
    *,
    grootte: float,
    naam: str,
    alt: str,
) -> None:
    """Put lines and dots in a box; `binnen` is where they stand within it, without the axes."""
    x, y = assen
    gegevens: Any = _Punten(reeksen)
    kader = dia.slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *dia.corners(vak), gegevens)
    grafiek = _begin(dia, kader, grootte, naam=naam, alt=alt)
    _place_plot(grafiek, vak, binnen)
    _set_axis(dia, grafiek.category_axis, x, grootte, met_lijnen=False)
    _set_axis(dia, grafiek.value_axis, y, grootte, met_lijnen=True)
    for serie, reeks in zip(grafiek.plots[0].series, reeksen, strict=True):
        _draw_series(dia, serie, reeks)
    for element, reeks in zip(grafiek.element.iter(qn("c:ser")), reeksen, strict=True):
        if reeks.is_band:
            lijn = next(element.iter(qn("a:ln")))
            lijn.set("cap", "flat")
            # PowerPoint draws the first series lowest, LibreOffice highest
            kleur = next(lijn.iter(qn("a:srgbClr")))
            kleur.append(parse_xml(f"<a:alpha {nsdecls('a')} val='{_ALPHA}'/>"))
        _put_labels(dia, element, reeks.bijschriften)


def put_staven(  # noqa: PLR0913 - a chart has many sides
    dia: Dia,
    vak: Vak,
    binnen: Vak,
    staven: Sequence[tuple[str, float, str, bool]],
    *,
    tot: float,
    grootte: float,
    naam: str,
    reeks: str,
    alt: str,
) -> None:
    """Put bars below each other: label, value, what is written at its end, whether it is open."""
    gegevens: Any = _Staven(reeks, [(label, waarde) for label, waarde, _, _ in staven])
    kader = dia.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *dia.corners(vak), gegevens)
    grafiek = _begin(dia, kader, grootte, naam=naam, alt=alt)
    _place_plot(grafiek, vak, binnen)
    plot = grafiek.plots[0]
    plot.gap_width, plot.vary_by_categories = _STAAFGAT, False
    onder = grafiek.category_axis
    onder.reverse_order = True
    onder.major_tick_mark = XL_TICK_MARK.NONE
    onder.tick_labels.font.color.rgb = rgb(INKT)
    onder.format.line.color.rgb = rgb(HAARLIJN)
    opzij = grafiek.value_axis
    opzij.minimum_scale, opzij.maximum_scale = min(0.0, *(s[1] for s in staven)), tot
    opzij.has_major_gridlines = opzij.visible = False
    serie = plot.series[0]
    serie.invert_if_negative = False
    for nummer, (*_, is_open) in enumerate(staven):
        vorm = serie.points[nummer].format
        vorm.fill.solid()
        vorm.fill.fore_color.rgb = rgb(WIT if is_open else INKT_2)
        vorm.line.color.rgb = rgb(INKT_2)
        vorm.line.width = dia.emu(2)
        if is_open:
            vorm.line.dash_style = MSO_LINE.DASH
    (element,) = grafiek.element.iter(qn("c:ser"))
    _put_labels(
        dia,
        element,
        [
            Bijschrift(punt=n, grootte=grootte, kant="outEnd", tekst=tekst, is_vet=True)
            for n, (_, _, tekst, _) in enumerate(staven)
        ],
    )


def _begin(dia: Dia, kader: Any, grootte: float, *, naam: str, alt: str) -> "Chart":  # noqa: ANN401
    """Give a chart white ground, letters and its words; without legend and title."""
    describe_shape(kader.element, naam=naam, alt=alt)
    grafiek: Chart = kader.chart
    grafiek.has_legend = grafiek.has_title = False
    grafiek.font.size = dia.size(grootte)
    grafiek.font.color.rgb = rgb(INKT_2)
    ruimte = grafiek.element
    ruimte.find(qn("c:chart")).addnext(
        parse_xml(
            f"<c:spPr {nsdecls('c', 'a')}><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill>"
            "<a:ln><a:noFill/></a:ln></c:spPr>"
        )
    )
    hoeken = parse_xml(f"<c:roundedCorners {nsdecls('c')} val='0'/>")
    datum = ruimte.find(qn("c:date1904"))
    if datum is None:
        ruimte.insert(0, hoeken)
    else:
        datum.addnext(hoeken)
    for einde in ruimte.iter(qn("a:endParaRPr")):
        einde.set("lang", "nl-NL")
    return grafiek


def _place_plot(grafiek: "Chart", vak: Vak, binnen: Vak) -> None:
    """Hold the plot to its place, so that names and words beside it are where they should be."""
    delen = {
        "x": (binnen.x - vak.x) / vak.breed,
        "y": (binnen.y - vak.y) / vak.hoog,
        "w": binnen.breed / vak.breed,
        "h": binnen.hoog / vak.hoog,
    }
    waarden = "".join(f"<c:{naam} val='{deel:.6f}'/>" for naam, deel in delen.items())
    plek = grafiek.element.find(f"{qn('c:chart')}/{qn('c:plotArea')}")
    plek.insert(
        0,
        parse_xml(
            f"<c:layout {nsdecls('c')}><c:manualLayout><c:layoutTarget val='inner'/>"
            f"<c:xMode val='edge'/><c:yMode val='edge'/>{waarden}</c:manualLayout></c:layout>"
        ),
    )


def _set_axis(dia: Dia, as_: Any, schaal: Schaal, grootte: float, *, met_lijnen: bool) -> None:  # noqa: ANN401
    as_.minimum_scale, as_.maximum_scale, as_.major_unit = schaal.van, schaal.tot, schaal.stap
    as_.has_major_gridlines = met_lijnen
    # each axis stands at the end of the other, also where zero lies between its ends
    as_.crosses = XL_AXIS_CROSSES.MINIMUM
    as_.major_tick_mark = XL_TICK_MARK.NONE if met_lijnen else XL_TICK_MARK.OUTSIDE
    as_.format.line.color.rgb = rgb(HAARLIJN if met_lijnen else INKT_2)
    if met_lijnen:
        as_.major_gridlines.format.line.color.rgb = rgb(HAARLIJN)
        as_.major_gridlines.format.line.width = dia.emu(1.2)
    if schaal.vorm is None:
        as_.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    else:
        as_.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        as_.tick_labels.number_format = schaal.vorm
        as_.tick_labels.number_format_is_linked = False
    if schaal.label:
        kader = as_.axis_title.text_frame
        run = kader.paragraphs[0].add_run()
        run.text = clean(schaal.label)
        run.font.size, run.font.bold = dia.size(grootte), False
        run.font.color.rgb = rgb(INKT)


def _draw_series(dia: Dia, serie: Any, reeks: Reeks) -> None:  # noqa: ANN401 - of many kinds
    serie.smooth = False
    lijn = serie.format.line
    if reeks.dikte:
        lijn.color.rgb = rgb(reeks.kleur)
        lijn.width = dia.emu(reeks.dikte)
        if reeks.streep is not None:
            lijn.dash_style = reeks.streep
    else:
        lijn.fill.background()
    if reeks.merk:
        _draw_dot(dia, serie.marker, reeks.merk, reeks.kleur)
    else:
        serie.marker.style = XL_MARKER_STYLE.NONE
    for plek in reeks.los:
        _draw_dot(dia, serie.points[plek].marker, reeks.dikte * 2.5, reeks.kleur)


def _draw_dot(dia: Dia, merk: Any, grootte: float, kleur: str) -> None:  # noqa: ANN401 - of many kinds
    merk.style = XL_MARKER_STYLE.CIRCLE
    punten = round(grootte * dia.eenheid / _EMU_PER_PUNT)
    merk.size = min(max(punten, _KLEINSTE_MERK), _GROOTSTE_MERK)
    merk.format.fill.solid()
    merk.format.fill.fore_color.rgb = rgb(kleur)
    merk.format.line.color.rgb = rgb(WIT)


def _put_labels(dia: Dia, element: Any, bijschriften: Sequence[Bijschrift]) -> None:  # noqa: ANN401
    """Put labels at points of a series; all others have none."""
    if not bijschriften:
        return
    geen = "".join(
        f"<c:show{wat} val='0'/>"
        for wat in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    labels = "".join(_label_xml(dia, b) for b in sorted(bijschriften, key=lambda b: b.punt))
    lijst = parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{labels}{geen}</c:dLbls>")
    next(kind for kind in element if kind.tag in _LABELS_IN).addprevious(lijst)


def _label_xml(dia: Dia, bijschrift: Bijschrift) -> str:
    punten = dia.size(bijschrift.grootte) // 127
    letters = (
        f"sz='{punten}' b='{int(bijschrift.is_vet)}'><a:solidFill>"
        f"<a:srgbClr val='{bijschrift.kleur.removeprefix('#')}'/></a:solidFill>"
    )
    heeft_tekst = bijschrift.tekst is not None
    plek = ""
    if bijschrift.dx or bijschrift.dy:
        plek = (
            f"<c:layout><c:manualLayout><c:x val='{bijschrift.dx:.6f}'/>"
            f"<c:y val='{bijschrift.dy:.6f}'/></c:manualLayout></c:layout>"
        )
    grond = "<c:spPr><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></c:spPr>"
    grond = grond if bijschrift.is_op_wit else ""
    inhoud = "<a:bodyPr wrap='none'/><a:lstStyle/>"
    if heeft_tekst:
        tekst = escape(clean(bijschrift.tekst or ""), quote=False)
        woorden = (
            f"<c:tx><c:rich>{inhoud}<a:p><a:r><a:rPr lang='nl-NL' {letters}</a:rPr>"
            f"<a:t>{tekst}</a:t></a:r></a:p></c:rich></c:tx>{grond}"
        )
    else:
        woorden = (
            f"{grond}<c:txPr>{inhoud}<a:p><a:pPr><a:defRPr {letters}</a:defRPr></a:pPr>"
            "<a:endParaRPr lang='nl-NL'/></a:p></c:txPr>"
        )
    toon = {"LegendKey": 0, "Val": int(heeft_tekst), "CatName": 0, "SerName": int(not heeft_tekst)}
    vlaggen = "".join(f"<c:show{wat} val='{aan}'/>" for wat, aan in toon.items())
    return (
        f"<c:dLbl><c:idx val='{bijschrift.punt}'/>{plek}{woorden}"
        f"<c:dLblPos val='{bijschrift.kant}'/>{vlaggen}<c:showPercent val='0'/>"
        "<c:showBubbleSize val='0'/></c:dLbl>"
    )


def _write_werkblad(cellen: Cellen) -> bytes:
    """Write the sheet behind a chart: no text becomes a formula or a link."""
    geheugen = io.BytesIO()
    with Workbook(geheugen, {"in_memory": True}) as werkmap:
        werkmap.set_properties({"created": _GEEN_DAG})
        blad = werkmap.add_worksheet("Sheet1")
        for rij, kolom, waarde in cellen:
            if isinstance(waarde, str):
                blad.write_string(rij, kolom, waarde)
            else:
                blad.write_number(rij, kolom, waarde)
    return geheugen.getvalue()
