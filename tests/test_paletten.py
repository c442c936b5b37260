"""Colours of all maps: any two classes told apart, by every eye and on a pale projector."""

from itertools import combinations, pairwise

import pytest
from coloraide import Color

from layers import paletten
from layers.samen import GELIJK_KLEUR

SAMEN = paletten.SAMEN
MATRIX = {
    "stand en verandering": paletten.STAND_VERANDERING,
    "stand en verandering, neutraal": paletten.STAND_VERANDERING_NEUTRAAL,
}
KAARTEN = {
    "stand": paletten.STAND,
    "verandering": paletten.VERANDERING,
    "verandering, neutraal": paletten.VERANDERING_NEUTRAAL,
    "samen": SAMEN,
    "tegen de trend": (*SAMEN, GELIJK_KLEUR),
    "soort buurt": (*paletten.REACTIEF, *paletten.PREVENTIEF, paletten.GEEN_SOORT),
    **{naam: tuple(k for rij in rijen for k in rij) for naam, rijen in MATRIX.items()},
}
PAPIER = "#FBFAF8"


def nearest(kleuren: tuple[str, ...], *, oog: str | None = None, beamer: bool = False) -> float:
    """Answer the smallest difference (CIEDE2000) between any two colours, as somebody sees them."""
    gezien = [Color(kleur) for kleur in kleuren]
    if oog:
        gezien = [kleur.filter(oog, method="machado").clip() for kleur in gezien]
    if beamer:
        gezien = [washed_out(kleur) for kleur in gezien]
    return min(een.delta_e(ander, method="2000") for een, ander in combinations(gezien, 2))


def washed_out(kleur: Color) -> Color:
    """Add room light until white to black is 5:1, in linear light."""
    licht = 0.25
    lineair = kleur.convert("srgb-linear")
    delen = [(deel + licht) / (1 + licht) for deel in lineair.coords()]
    return Color("srgb-linear", delen).convert("srgb")


@pytest.mark.parametrize("naam", KAARTEN)
def test_any_two_classes_are_told_apart(naam: str) -> None:
    kleuren = KAARTEN[naam]
    assert nearest(kleuren) >= 10
    assert nearest(kleuren, oog="deutan") >= 8
    assert nearest(kleuren, oog="protan") >= 8
    assert nearest(kleuren, beamer=True) >= 8


def test_sequential_colours_keep_their_order_in_grey() -> None:
    for reeks in (paletten.STAND, paletten.REACTIEF, paletten.PREVENTIEF):
        licht = [Color(kleur).convert("lab-d65")["l"] for kleur in reeks]
        assert licht == sorted(licht, reverse=True)
        assert all(een - ander > 5 for een, ander in pairwise(licht))


@pytest.mark.parametrize("naam", MATRIX)
def test_higher_level_is_darker_in_every_column(naam: str) -> None:
    for kolom in zip(*MATRIX[naam], strict=True):
        licht = [Color(kleur).convert("lab-d65")["l"] for kleur in kolom]
        assert licht == sorted(licht, reverse=True)


@pytest.mark.parametrize("naam", KAARTEN)
def test_name_reads_on_every_fill(naam: str) -> None:
    for kleur in KAARTEN[naam]:
        vulling = Color(kleur)
        letter = "#FFFFFF" if vulling.convert("lab-d65")["l"] < 57 else "#1B2733"
        assert vulling.contrast(letter, method="wcag21") >= 4.5, kleur


@pytest.mark.parametrize("naam", KAARTEN)
def test_line_shows_on_every_fill(naam: str) -> None:
    for kleur in KAARTEN[naam]:
        vulling = Color(kleur)
        lijn = "#4C5762" if vulling.convert("lab-d65")["l"] >= 70 else "#FFFFFF"
        assert vulling.contrast(lijn, method="wcag21") >= 3, kleur
