"""Our own homes on the page Gegevens, and who never sees the name of a complex."""

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, Response, WebSocket, expect
from streamlit.testing.v1 import AppTest

from data.bezit import peildata_of, read_bezit, read_eigen_woningen, write_bezit
from data.bezitinlezen import import_bezit
from data.opslag import VOORBEELD, Opslag
from tests import proefstad
from tests.bederven import snapshot, write
from tests.bezoek import WACHT_S, open_kaart, serve, stad

EEN, TWEE = proefstad.GEWOON, "BU08010004"
LIJST = (
    "complex;buurtcode;aantal woningen\n"
    f"Merelkamp <b>Zuid</b>;{EEN};1210\n"
    f"Vinkentoren;{TWEE};12\n"
    "Kwartelgaarde;BU08019999;7\n"
)
NAMEN = ("Merelkamp", "Vinkentoren", "Kwartelgaarde")


@pytest.fixture
def eigen(opslag: Path) -> Opslag:
    """Make a store of two small gemeenten."""
    return Opslag(proefstad.make_opslag(opslag))


def _section() -> None:
    """Draw the section alone, as the page does."""
    from components.bezit import show_bezit  # noqa: PLC0415 - the script is this body alone
    from data.opslag import standard_opslag  # noqa: PLC0415

    show_bezit(standard_opslag())


def open_section() -> AppTest:
    return AppTest.from_function(_section, default_timeout=30).run()


def drop(app: AppTest, tekst: str, *, beurt: int = 0) -> AppTest:
    veld = app.file_uploader(key=f"bezit_bestand_{beurt}")
    veld.set_value(("../kwaad/onze.csv", tekst.encode(), "text/csv"))
    return app.run().button(key="bezit_lees").click().run()


def shown(app: AppTest) -> str:
    blokken = [blok.proto.body for blok in app.get("html")]
    blokken += [blok.value for soort in (app.markdown, app.success, app.error) for blok in soort]
    return "\n".join(blok for blok in blokken if not blok.startswith("<style>"))


# The section


def test_without_buurten_there_is_nothing_to_place_in(opslag: Path) -> None:
    app = open_section()
    assert "Eerst zijn er buurten nodig" in shown(app)
    assert not [knop for knop in app.button if knop.key == "bezit_lees"]
    assert not opslag.exists()


def test_list_is_read_told_and_removed_in_two_steps(eigen: Opslag) -> None:
    voor = snapshot(eigen.pad)
    app = open_section()
    assert app.button(key="bezit_lees").disabled
    app.date_input(key="bezit_peildatum_0").set_value(date(2024, 12, 31))
    app = drop(app, LIJST)
    assert not app.exception
    (melding,) = app.success
    assert melding.value.startswith("onze.csv: 3 rijen, waarvan 2 geplaatst en 1 gemeld.")
    assert "1.222 woningen in 2 buurten" in melding.value
    assert not any(naam in melding.value for naam in NAMEN)
    pagina = shown(app)
    assert '<td class="sk-rechts">4</td><td>Deze buurtcode is er niet' in pagina
    bewaard = (
        "<td>31 december 2024</td>",
        *(f'<td class="sk-rechts">{getal}</td>' for getal in ("3", "1.229", "1.222", "7")),
    )
    assert "".join(bewaard) in pagina
    # a name is text, whatever it holds
    assert "<td>Merelkamp &lt;b&gt;Zuid&lt;/b&gt;</td>" in pagina
    # the file that was read is gone from its field, and from the memory of the server
    assert app.file_uploader(key="bezit_bestand_1").value is None
    assert not app.warning
    app.button(key="bezit_verwijder").click().run()
    assert "zonder spoor" in app.warning[0].value
    app.button(key="bezit_nee").click().run()
    assert not app.warning
    assert peildata_of(opslag=eigen) == (date(2024, 12, 31),)
    app.button(key="bezit_verwijder").click().run()
    app.button(key="bezit_ja").click().run()
    assert [blok.value for blok in app.success] == [
        "De woningen van 31 december 2024 zijn verwijderd."
    ]
    assert not any(naam in shown(app) for naam in NAMEN)
    assert snapshot(eigen.pad) == voor


def test_one_of_more_days_is_removed(eigen: Opslag, tmp_path: Path) -> None:
    dagen = (date(2022, 12, 31), date(2024, 12, 31))
    for dag in dagen:
        pad = write(tmp_path / "onze.csv", LIJST)
        import_bezit(pad, opslag=eigen, vandaag=date(2026, 1, 1), peildatum=dag)
    app = open_section()
    wat = app.selectbox(key="bezit_wat")
    assert wat.options == ["alle peildata", "31 december 2024", "31 december 2022"]
    wat.select("31 december 2022").run()
    app.button(key="bezit_verwijder").click().run()
    app.button(key="bezit_ja").click().run()
    assert peildata_of(opslag=eigen) == dagen[1:]
    # what is asked is of one choice alone
    import_bezit(pad, opslag=eigen, vandaag=date(2026, 1, 1), peildatum=dagen[0])
    app.run()
    app.button(key="bezit_verwijder").click().run()
    app.button(key="bezit_ja").click().run()
    assert peildata_of(opslag=eigen) == ()


def test_refused_list_is_one_sentence(eigen: Opslag) -> None:
    voor = snapshot(eigen.pad)
    app = drop(open_section(), LIJST.replace(";12\n", ";twaalf\n"))
    zin = (
        "onze.csv, rij 3, kolom 'aantal woningen': hier staat tekst en geen getal. Verbeter de cel."
    )
    assert [blok.value for blok in app.error] == [zin]
    assert snapshot(eigen.pad) == voor
    # and the next one is read
    app = drop(app, LIJST, beurt=1)
    assert len(app.success) == 1


def test_damaged_file_can_be_removed_here(eigen: Opslag) -> None:
    map_ = eigen.pad / "bezit" / "eigen"
    map_.mkdir(parents=True)
    (map_ / "2024-12-31.parquet").write_bytes(b"stuk")
    app = open_section()
    assert "is niet leesbaar" in app.error[0].value
    app.button(key="bezit_verwijder").click().run()
    app.button(key="bezit_ja").click().run()
    assert not map_.parent.exists()


def test_long_list_is_cut_short(eigen: Opslag) -> None:
    voorbeeld = read_bezit(opslag=VOORBEELD)
    assert voorbeeld is not None
    lang = pd.concat([voorbeeld.complexen] * 2, ignore_index=True)
    write_bezit(type(voorbeeld)("eigen", voorbeeld.peildatum, lang), opslag=eigen)
    assert f"En nog {2 * len(voorbeeld.complexen) - 500} rijen." in shown(open_section())


# Who never sees the name of a complex


def _texts_of(map_: Path) -> Iterator[tuple[str, str]]:
    """Answer what every file says, with what is packed in it, and its name."""
    for pad in map_.rglob("*"):
        if not pad.is_file():
            continue
        ruw = pad.read_bytes()
        tekst = (gzip.decompress(ruw) if pad.suffix == ".gz" else ruw).decode("utf-8", "replace")
        if pad.suffix == ".parquet":
            tekst += pd.read_parquet(pad).to_csv()
        yield pad.relative_to(map_).as_posix(), tekst


class Oor:
    """Hears all that a page asks for and receives: addresses, heads, messages, and bodies."""

    def __init__(self, pagina: Page) -> None:
        self._pagina = pagina
        self._gehoord: list[str] = []
        self._adressen: set[str] = set()
        pagina.on("response", self._keep)
        pagina.on("websocket", self._listen)

    def _keep(self, antwoord: Response) -> None:
        self._gehoord += [antwoord.url, repr(antwoord.headers)]
        adres = antwoord.url
        # what lies under /static came with Streamlit
        if antwoord.request.method == "GET" and adres[:4] == "http" and "/static/" not in adres:
            self._adressen.add(adres)

    def _listen(self, lijn: WebSocket) -> None:
        self._gehoord.append(lijn.url)
        for richting in ("framesent", "framereceived"):
            lijn.on(richting, self._note)

    def _note(self, ruw: str | bytes) -> None:
        self._gehoord.append(ruw if isinstance(ruw, str) else ruw.decode("utf-8", "replace"))

    def ask_bodies(self) -> None:
        """Ask every address once more: a browser drops the bodies of a page that it left."""
        for adres in sorted(self._adressen):
            self._note(self._pagina.request.get(adres).body())

    def everything(self) -> str:
        """Answer all of it as one text."""
        return "\n".join(self._gehoord)


def test_name_of_a_complex_stays_on_its_page(
    browser: Browser, eigen: Opslag, tmp_path: Path, pagina: Page
) -> None:
    tijdelijk = tmp_path / "tijdelijk"
    tijdelijk.mkdir()
    log = tmp_path / "log.txt"
    with serve(eigen.pad, log, erbij={"TMPDIR": str(tijdelijk)}) as adres:
        beheerder = Oor(pagina)
        pagina.goto(f"{adres}/gegevens")
        pagina.locator(".st-key-bezit_bestand_0 input[type=file]").set_input_files(
            {"name": "onze.csv", "mimeType": "text/csv", "buffer": LIJST.encode()}
        )
        pagina.get_by_role("button", name="Lees de woningen in").click()
        expect(pagina.get_by_text("3 rijen, waarvan 2 geplaatst")).to_be_visible()
        pagina.get_by_text("Complexen op").click()
        expect(pagina.get_by_role("cell", name=NAMEN[1])).to_be_visible()
        # here they are, so that not finding them elsewhere says something
        assert all(naam in beheerder.everything() for naam in NAMEN)
        woningen = read_eigen_woningen(2020, opslag=eigen)
        assert woningen is not None
        assert woningen.per_gebied.to_dict() == {EEN: 1210, TWEE: 12}

        context = browser.new_context(locale="nl-NL")
        context.set_default_timeout(WACHT_S * 1000)
        bezoeker = context.new_page()
        oor = Oor(bezoeker)
        open_kaart(bezoeker, stad(adres))
        for plek in ("trends", "buurt", "landelijk"):
            bezoeker.goto(stad(adres, buurt=EEN).replace("/kaart?", f"/{plek}?"))
            expect(bezoeker.get_by_role("main").get_by_role("heading").first).to_be_visible()
            expect(bezoeker.locator("[data-test-script-state=notRunning]")).to_be_visible()
        oor.ask_bodies()
        gehoord = oor.everything()
        context.close()
    assert len(gehoord) > 100_000
    bestanden = dict(_texts_of(eigen.pad)) | {"log": log.read_text()} | dict(_texts_of(tijdelijk))
    (eigen_bestand,) = (naam for naam in bestanden if naam.startswith("bezit/"))
    for naam in NAMEN:
        assert naam not in gehoord
        assert [plek for plek, tekst in bestanden.items() if naam in tekst] == [eigen_bestand]
        assert not [plek for plek in bestanden if naam in plek]
