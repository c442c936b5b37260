"""What stands where on a drawn sheet, by the measure of the renderer."""

import itertools
from collections.abc import Iterator

from components.afdruk_blad import Blad


def text_boxes(blad: Blad) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Answer each text with the ink it takes, in pixels, by the measure of the renderer."""
    renderer = blad.figuur.canvas.get_renderer()  # type: ignore[attr-defined]
    for tekst in blad.figuur.texts:
        breed, hoog, onder = renderer.get_text_width_height_descent(
            tekst.get_text(), tekst.get_fontproperties(), ismath=False
        )
        x, y = tekst.get_transform().transform(tekst.get_position())
        x -= {"left": 0, "center": breed / 2, "right": breed}[tekst.get_horizontalalignment()]
        yield tekst.get_text(), (x, y - onder, x + breed, y - onder + hoog)


def check_texts(blad: Blad) -> None:
    breed, hoog = blad.figuur.get_size_inches() * blad.figuur.dpi
    dozen = [(tekst, doos) for tekst, doos in text_boxes(blad) if tekst]
    for tekst, (links, onder, rechts, boven) in dozen:
        assert links >= 0 and onder >= 0 and rechts <= breed and boven <= hoog, tekst  # noqa: PT018
    for (een, a), (ander, b) in itertools.combinations(dozen, 2):
        over_x = min(a[2], b[2]) - max(a[0], b[0])
        over_y = min(a[3], b[3]) - max(a[1], b[1])
        assert over_x <= 1 or over_y <= 1, f"{een!r} over {ander!r}"
