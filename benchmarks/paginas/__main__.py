"""
`python -m benchmarks.paginas PAGINA ADRES [...]`: `streamlit run`, with folium's files from ADRES.

The pages stay as their makers would write them. Only what `st_folium` hands to the browser last,
the addresses of scripts and styles, is turned to loopback.
"""

import sys
from pathlib import Path
from typing import Any

from streamlit.components.v1.custom_component import CustomComponent
from streamlit.web import cli


def turn_to(adres: str) -> None:
    """Have every map fetch its scripts and styles below an address."""
    # not in streamlit_folium itself: it must first be imported by a page that is running
    geef_door = CustomComponent.__call__

    def turned(self: CustomComponent, *args: Any, **opties: Any) -> Any:  # noqa: ANN401 - passes on
        for soort in ("js_links", "css_links"):
            opties[soort] = [f"{adres}/{url.partition('://')[2]}" for url in opties[soort]]
        return geef_door(self, *args, **opties)

    CustomComponent.__call__ = turned  # type: ignore[method-assign, assignment]


def main() -> None:
    """Start the page."""
    _, pagina, adres, *rest = sys.argv
    turn_to(adres)
    sys.argv = ["streamlit", "run", str(Path(__file__).with_name(f"{pagina}.py")), *rest]
    cli.main()


if __name__ == "__main__":
    main()
